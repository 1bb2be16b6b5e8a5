/** Walks through a library: the first one reads every folder, the next ones only what changed, and nothing that is kept is believed against the disk. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askPlainly } from '#adapters/disk/patience/ask-disk.ts'
import { createLibraryScanner } from '#adapters/disk/scan/scanner.ts'
import { openStore, type Store } from '#store/open.ts'
import { createScanMemory } from '#store/scan/folders.ts'

let root: string
let store: Store
let now: number
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'scan-'))
  store = await openStore({ path: join(root, 'data/db.sqlite') })
  now = Date.now()
})
afterEach(async () => {
  await store.close()
  rmSync(root, { recursive: true, force: true })
})

const library = () => join(root, 'films')
const put = (path: string): void => {
  const full = join(library(), path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, 'film')
}
/** As if nothing in it had changed for an hour. */
const rested = (...folders: readonly string[]): void => {
  for (const folder of folders) utimesSync(join(library(), folder), now / 1000 - 3600, now / 1000 - 3600)
}
const walked = async (
  isOver: (names: readonly string[]) => boolean = () => false,
  signal = new AbortController().signal
) => {
  const scanner = createLibraryScanner({ memory: createScanMemory(store.db), ask: askPlainly, now: () => now })
  const names: string[] = []
  const { read, unread, whole } = await scanner.walk(library(), {
    visit: (folder, videos) => void names.push(...videos.map((name) => (folder === '' ? name : `${folder}/${name}`))),
    isOver: () => isOver(names),
    signal
  })
  return { read, unread, whole, names: names.toSorted() }
}

describe('a walk', () => {
  beforeEach(() => {
    for (const path of ['a/A.mkv', 'a/A.srt', 'b/c/B.mp4', 'C.mkv', '.hidden/D.mkv', '@eaDir/E.mkv']) put(path)
    symlinkSync(join(library(), 'a'), join(library(), 'link'))
    symlinkSync(join(library(), 'a/A.mkv'), join(library(), 'L.mkv'))
    rested('a', 'b/c', 'b', '')
  })

  it('finds the videos, follows no link, and passes over what is no library', async () => {
    expect(await walked()).toEqual({ read: 4, unread: [], whole: true, names: ['C.mkv', 'a/A.mkv', 'b/c/B.mp4'] })
  })

  it('reads again only folders that changed, and forgets those that are gone', async () => {
    await walked()
    expect(await walked()).toMatchObject({ read: 0, names: ['C.mkv', 'a/A.mkv', 'b/c/B.mp4'] })
    put('a/New.mkv')
    utimesSync(join(library(), 'a'), now / 1000 - 600, now / 1000 - 600)
    expect(await walked()).toMatchObject({ read: 1, names: ['C.mkv', 'a/A.mkv', 'a/New.mkv', 'b/c/B.mp4'] })
    renameSync(join(library(), 'b'), join(root, 'away'))
    utimesSync(library(), now / 1000 - 500, now / 1000 - 500)
    expect(await walked()).toMatchObject({ read: 1, names: ['C.mkv', 'a/A.mkv', 'a/New.mkv'] })
    const { rows } = await sql<{ path: string }>`SELECT path FROM scanned_folder ORDER BY path`.execute(store.db)
    expect(rows.map(({ path }) => path)).toEqual(['', 'a'])
  })

  it('does not believe a folder that changed a moment ago, nor one that was read a week ago, nor one of the future', async () => {
    utimesSync(join(library(), 'a'), now / 1000, now / 1000)
    await walked()
    expect(await walked()).toMatchObject({ read: 1 })
    rested('a')
    await walked()
    now += 8 * 86_400_000
    expect(await walked()).toMatchObject({ read: 4 })
    now -= 8 * 86_400_000
    expect(await walked()).toMatchObject({ read: 4 })
  })

  it('reads anew what is damaged in the database', async () => {
    await walked()
    await sql`UPDATE scanned_folder SET names = '{"no":1}' WHERE path = 'a'`.execute(store.db)
    await sql`UPDATE scanned_folder SET folders = 'x' WHERE path = ''`.execute(store.db)
    expect(await walked()).toEqual({ read: 2, unread: [], whole: true, names: ['C.mkv', 'a/A.mkv', 'b/c/B.mp4'] })
  })

  it('ends early, and when it is stopped', async () => {
    const early = await walked((names) => names.includes('C.mkv'))
    expect(early).toMatchObject({ whole: false, names: ['C.mkv'], read: 1 })
    const stop = new AbortController()
    stop.abort(new Error('stopped'))
    await expect(walked(() => false, stop.signal)).rejects.toThrow('stopped')
  })

  it('of a library that is gone is a failure, never a library without files', async () => {
    rmSync(library(), { recursive: true })
    await expect(walked()).rejects.toMatchObject({ code: 'disk.gone', root: library() })
  })
})
