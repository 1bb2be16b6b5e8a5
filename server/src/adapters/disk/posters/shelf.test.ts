/** The shelf of posters in a real folder: what it keeps over a restart, what makes room, and what is not whole. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { KeptPicture } from '#ports/pictures/pictures.ts'
import { fileOf } from './entry.ts'
import { createPictureShelf } from './shelf.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'pcu-posters-')), 'posters')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const aPicture = (size = 1000): KeptPicture => ({
  type: 'image/webp',
  bytes: new Uint8Array(size).fill(7),
  fetchedAt: 5
})
const opened = (mostBytes = 1_000_000) => createPictureShelf({ folder, mostBytes, now: Date.now })
const files = (): readonly string[] => readdirSync(folder).toSorted()

it('keeps a picture over a restart, under a name that is no path', async () => {
  await opened().keep('../../ours 12 small', aPicture())
  const kept = await opened().read('../../ours 12 small')
  expect({ ...kept, bytes: new Uint8Array(kept?.bytes ?? []) }).toEqual(aPicture())
  expect(await opened().read('ours 13 small')).toBeUndefined()
  expect(files()).toEqual([fileOf('../../ours 12 small')])
})

it.each<[string, (whole: Buffer) => Buffer]>([
  ['cut off', (whole) => whole.subarray(0, -1)],
  ['changed in the middle', (whole) => Buffer.concat([whole.subarray(0, -5), Buffer.from('xxxxx')])],
  ['empty', () => Buffer.alloc(0)],
  ['a page', () => Buffer.from('<html>')],
  [
    'of a kind that is no picture',
    (whole) => Buffer.from(whole.toString('latin1').replace('image/webp', 'text/html_'), 'latin1')
  ]
])('forgets what is %s, so that it is asked for again', async (_name, spoil) => {
  await opened().keep('a', aPicture())
  const path = join(folder, fileOf('a'))
  writeFileSync(path, spoil(readFileSync(path)))
  const shelf = opened()
  expect(await shelf.read('a')).toBeUndefined()
  expect(files()).toEqual([])
  await shelf.keep('a', aPicture())
  expect(await shelf.read('a')).toBeDefined()
})

it('lets go what was used longest ago, also before a restart', async () => {
  for (const name of ['a', 'b', 'c']) await opened().keep(name, aPicture())
  for (const [n, name] of ['a', 'b', 'c'].entries()) utimesSync(join(folder, fileOf(name)), n + 1, n + 1)
  const shelf = opened(3600)
  await shelf.read('a')
  await shelf.keep('d', aPicture())
  expect(files()).toEqual(['a', 'c', 'd'].map(fileOf).toSorted())
})

it('keeps nothing where nothing may be kept, or that is larger than all of it', async () => {
  await opened(0).keep('a', aPicture())
  await opened(500).keep('b', aPicture())
  expect(await opened(0).read('a')).toBeUndefined()
  expect(() => files()).toThrow('ENOENT')
})

it('clears away what a dead process left half written, and leaves alone what is not its own', async () => {
  mkdirSync(folder)
  for (const name of ['x.half', 'somebody.txt']) writeFileSync(join(folder, name), 'x')
  await opened().read('a')
  await opened().keep('a', aPicture())
  expect(files()).toEqual([fileOf('a'), 'somebody.txt'].toSorted())
})

it('is no trouble to anybody when the folder cannot be made', async () => {
  writeFileSync(folder, 'a file')
  await opened().keep('a', aPicture())
  expect(await opened().read('a')).toBeUndefined()
})
