import { describe, expect, test } from 'vitest'
import type { LibraryItem, MediaVersion } from '#core/model/library.ts'
import { plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { aLibrary, anEpisode, anOwned, answered } from '#test/builders/world.ts'
import { createPathMap } from './path-map.ts'
import { vanished, versionsBeside } from './vanished.ts'

const pathMap = createPathMap(
  {
    shareRoot: sharePath('/mnt/user'),
    poolRoot: poolPath('/mnt/cache'),
    arrayRoots: []
  },
  [{ plex: '/media', share: sharePath('/mnt/user') }]
)
const version = (...names: readonly string[]) => ({
  optimized: false,
  parts: names.map((name) => ({ file: plexPath(`/media/tv/${name}.mkv`), sizeBytes: 7 }))
})
const item = (ratingKey: string, ...versions: readonly MediaVersion[]): LibraryItem => ({
  ...anEpisode({ ratingKey }),
  versions
})
const owned = (facts: Partial<OwnedUnit> = {}): OwnedUnit => ({ ...anOwned({ name: 'a', knownFiles: [] }), ...facts })

const look = (unit: OwnedUnit, ...items: readonly LibraryItem[]) =>
  vanished({ library: aLibrary(items), pathMap, owned: [unit], reports: [answered()], units: new Map() })
const successorsOf = (unit: OwnedUnit, ...items: readonly LibraryItem[]): readonly string[] | undefined =>
  look(unit, ...items)
    .successors?.get(unit.id)
    ?.files.map(({ sharePath: path }) => path)

const place = (name: string): string => `/mnt/user/tv/${name}.mkv`

describe('what took the place of a file that Plex no longer lists', () => {
  test('is the file of another name that the same title has now, with all of its parts', () => {
    expect(successorsOf(owned(), item('a', version('b')))).toEqual([place('b')])
    expect(successorsOf(owned(), item('a', version('b', 'c')))).toEqual([place('b'), place('c')])
  })

  test('is not a version that stood beside it, nor what nobody noted whether it did', () => {
    const known = owned({ knownFiles: [place('b')] })
    expect(successorsOf(known, item('a', version('b')))).toBeUndefined()
    expect(successorsOf(known, item('a', version('b'), version('c')))).toEqual([place('c')])
    expect(successorsOf(owned({ knownFiles: undefined }), item('a', version('b')))).toBeUndefined()
    expect(look(owned({ knownFiles: undefined }), item('a', version('b'))).replaced.size).toBe(1)
  })

  test('is there only when every title of the file has a new one', () => {
    const both = owned({ ratingKeys: ['a', 'z'] })
    expect(successorsOf(both, item('a', version('b')))).toBeUndefined()
    expect(successorsOf(both, item('a', version('b')), item('z', version('c')))).toEqual([place('b'), place('c')])
  })

  test('is nothing whose size or place is not known', () => {
    const unsized = { ...version('b'), parts: [{ file: plexPath('/media/tv/b.mkv') }] }
    const elsewhere = { ...version('b'), parts: [{ file: plexPath('/other/b.mkv'), sizeBytes: 7 }] }
    expect(successorsOf(owned(), item('a', unsized))).toBeUndefined()
    expect(successorsOf(owned(), item('a', elsewhere))).toBeUndefined()
  })

  test('is not what lies in the trash', () => {
    expect(successorsOf(owned(), { ...item('a', version('b')), trashed: true })).toBeUndefined()
  })
})

test('versions beside a file are those of all of its titles, in order and each once', () => {
  const items = [item('a', version('c'), version('a')), item('z', version('b'), version('c'))]
  expect(versionsBeside(items, sharePath(place('a')), pathMap)).toEqual([place('b'), place('c')])
})
