/** A FUSE program that was stopped answers no call any more. Every other root still moves, the page still answers, and once it goes on so does its root. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const mayMount = process.getuid?.() === 0 && existsSync('/dev/fuse')
const hasMergerfs = mayMount && spawnSync('sh', ['-c', 'command -v mergerfs']).status === 0

const whatWorks = new URL('../fakes/one-root-hangs.ts', import.meta.url)
const whatIsSaid = new URL('../fakes/one-root-hangs-inspected.ts', import.meta.url)
/** As the program is started. */
const threads = /UV_THREADPOOL_SIZE-(?<threads>\d+)/u.exec(
  readFileSync(new URL('../../../bin/pcu', import.meta.url), 'utf8')
)?.groups?.['threads']

const ending: (() => void)[] = []
afterEach(() => {
  for (const end of ending.splice(0).toReversed()) end()
})

const isMounted = (path: string): boolean => readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `)

interface Place {
  readonly hung: string
  readonly sound: string
  readonly daemon: ChildProcess
}

/** A union with a film in it, and a folder beside it. */
const aPlace = async (): Promise<Place> => {
  const root = mkdtempSync(join(tmpdir(), 'pcu-hangs-'))
  const [branch, hung, sound] = [join(root, 'branch'), join(root, 'hung'), join(root, 'sound')]
  for (const folder of [branch, hung, sound]) mkdirSync(folder)
  for (const folder of [branch, sound]) writeFileSync(join(folder, 'film'), 'film')
  const options = 'cache.files=off,cache.attr=0,cache.entry=0,cache.negative_entry=0'
  const daemon = spawn('mergerfs', ['-f', '-o', options, branch, hung], { stdio: 'ignore' })
  ending.push(() => {
    daemon.kill('SIGCONT')
    spawnSync('umount', ['-l', hung])
    daemon.kill('SIGKILL')
    rmSync(root, { recursive: true, force: true })
  })
  while (!isMounted(hung)) await wait(20)
  return { hung, sound, daemon }
}

const start = ({ hung, sound }: Place, script: URL, ...more: readonly string[]) => {
  const env = { ...process.env, UV_THREADPOOL_SIZE: threads }
  const child = spawn(process.execPath, [fileURLToPath(script), hung, sound, '1000', ...more], {
    env,
    stdio: ['pipe', 'pipe', 'inherit']
  })
  ending.push(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })
  return {
    child,
    next: async (): Promise<unknown> => JSON.parse(String((await once(lines, 'line'))[0]))
  }
}

const name = 'a root whose program is stopped (needs root, mergerfs and /dev/fuse)'

test.skipIf(!hasMergerfs)(name, async () => {
  const place = await aPlace()
  place.daemon.kill('SIGSTOP')
  const asked = start(place, whatWorks)
  expect(await asked.next()).toEqual({ page: 'done', otherRoot: 'done', hung: ['disk.gone'], atOnce: 'disk.gone' })
  place.daemon.kill('SIGCONT')
  asked.child.stdin.write('again')
  expect(await asked.next()).toEqual({ again: 'done' })
})

test.skipIf(!hasMergerfs)(`${name}: without patience everything hangs with it`, async () => {
  const place = await aPlace()
  place.daemon.kill('SIGSTOP')
  const asked = start(place, whatWorks, 'bare')
  expect(await asked.next()).toMatchObject({ page: 'hangs', otherRoot: 'hangs', hung: ['hangs'] })
})

test.skipIf(!hasMergerfs)(`${name}: an inspection ends, blames that root, and asks nothing more of it`, async () => {
  const place = await aPlace()
  place.daemon.kill('SIGSTOP')
  const asked = start(place, whatIsSaid)
  const trouble = expect.objectContaining({ root: place.hung, kind: 'gone' })
  expect(await asked.next()).toEqual({ first: trouble, next: trouble, room: 'disk.gone' })
})
