/** Measures walks through a library of 1,000,000 files: the first one, and one where nothing has changed. Argument: how many files. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askPlainly } from '#adapters/disk/patience/ask-disk.ts'
import { createLibraryScanner } from '#adapters/disk/scan/scanner.ts'
import { openStore } from '#store/open.ts'
import { createScanMemory } from '#store/scan/folders.ts'

const filesInFolder = 40
const given = Number(process.argv.at(-1))
const files = Number.isInteger(given) && given > 0 ? given : 1_000_000
const aimRatio = 0.5

const base = mkdtempSync(join(tmpdir(), 'bench-scan-'))
const root = join(base, 'films')
const hourAgo = Date.now() / 1000 - 3600

const furnish = (): void => {
  for (let folder = 0; folder * filesInFolder < files; folder += 1) {
    const path = join(root, `section ${folder % 100}`, `title ${folder}`)
    mkdirSync(path, { recursive: true })
    for (let n = 0; n < filesInFolder; n += 1) writeFileSync(join(path, `title ${folder} part ${n}.mkv`), '')
    utimesSync(path, hourAgo, hourAgo)
  }
  for (let section = 0; section < 100; section += 1) utimesSync(join(root, `section ${section}`), hourAgo, hourAgo)
  utimesSync(root, hourAgo, hourAgo)
}

const measured = async (store: Awaited<ReturnType<typeof openStore>>, name: string): Promise<number> => {
  const scanner = createLibraryScanner({ memory: createScanMemory(store.db), ask: askPlainly, now: Date.now })
  const begun = performance.now()
  const {
    folders,
    files: seen,
    read
  } = await scanner.walk(root, {
    visit: () => undefined,
    isOver: () => false,
    signal: new AbortController().signal
  })
  const took = (performance.now() - begun) / 1000
  const peak = process.resourceUsage().maxRSS / 1024
  process.stdout.write(
    `${name}: ${seen} files in ${folders} folders, ${read} read, ${took.toFixed(1)} s, peak memory ${peak.toFixed(0)} MB\n`
  )
  return took
}

try {
  furnish()
  const store = await openStore({ path: join(base, 'data/db.sqlite') })
  const first = await measured(store, 'first walk')
  const second = await measured(store, 'second walk')
  await store.close()
  process.stdout.write(
    `the second takes ${((second / first) * 100).toFixed(0)} % of the first (aim ${aimRatio * 100} %)\n`
  )
  if (second > first * aimRatio) process.exitCode = 1
} finally {
  rmSync(base, { recursive: true, force: true })
}
