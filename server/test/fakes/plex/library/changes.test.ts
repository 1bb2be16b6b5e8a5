/** Libraries of the simulated server: the listed one, its changes, and how changes lie over a generated one. */
import { describe, expect, test } from 'vitest'
import { keys } from '#test/fakes/plex/ask.ts'
import {
  type LibrarySource,
  libraryOf,
  type MutableLibrary,
  makeLibrary,
  plainMix,
  startFakePlex
} from '#test/fakes/plex/index.ts'
import { GB, smallHouse } from '#test/fakes/plex/small-house.ts'
import { createMutableLibrary } from './mutable-library.ts'

const NOW = 1_772_820_000

function mutable(base: LibrarySource): { readonly library: MutableLibrary; readonly told: string[] } {
  const told: string[] = []
  const library = createMutableLibrary(base, {
    nowSeconds: () => NOW,
    changed: (what, item) => told.push(`${what} ${item.title}`)
  })
  return { library, told }
}

function allKeys(library: LibrarySource, section: string, type: 'movie' | 'episode'): string[] {
  return Array.from(
    { length: library.count(section, type) },
    (_, index) => library.item(section, type, index).ratingKey
  )
}

describe('a listed library', () => {
  test('hands out ids in the order of the list', () => {
    const library = libraryOf({
      sections: [
        {
          key: '5',
          type: 'show',
          title: 'TV',
          locations: ['/tv'],
          items: [{ title: 'A', seasons: [{ episodes: [{ file: '/tv/a1.mkv' }, { file: '/tv/a2.mkv' }] }] }]
        }
      ]
    })
    expect(library.lookup('1')).toMatchObject({ type: 'show', title: 'A' })
    expect(library.leaves('1').map(({ ratingKey, index, parentIndex }) => [ratingKey, parentIndex, index])).toEqual([
      ['3', 1, 1],
      ['4', 1, 2]
    ])
  })

  test('knows the position of everything', () => {
    const library = smallHouse()
    for (const [index, ratingKey] of allKeys(library, '2', 'episode').entries()) {
      expect(library.position(ratingKey)).toEqual({ sectionKey: '2', type: 'episode', index })
    }
  })
})

describe('changes', () => {
  test('an added film is at the end, counted and told', () => {
    const { library, told } = mutable(smallHouse())
    const before = library.contentChangedAt('1')
    const added = library.add({ section: '1', title: 'New', file: '/data/movies/New.mkv', sizeBytes: GB })
    expect(library.lookup(added.ratingKey)).toMatchObject({ addedAt: NOW, title: 'New' })
    expect(library.item('1', 'movie', 3)).toEqual(added)
    expect(library.contentChangedAt('1')).toBeGreaterThan(before)
    expect(library.updatedAt('1')).toBe(NOW)
    expect(told).toEqual(['created New'])
  })

  test('an added episode makes the show and season it needs', () => {
    const { library } = mutable(smallHouse())
    const episode = library.add({
      section: '2',
      show: 'Lantern Street',
      season: 3,
      title: 'First',
      file: '/data/tv/l.mkv'
    })
    expect(episode).toMatchObject({
      parentIndex: 3,
      index: 1,
      grandparentKey: '100',
      grandparentTitle: 'Lantern Street'
    })
    expect(library.children('100').map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(library.leafCount('100')).toBe(8)
    const other = library.add({ section: '2', show: 'Brand New', title: 'Pilot', file: '/data/tv/b.mkv' })
    expect(library.lookup(other.grandparentKey ?? '')).toMatchObject({ type: 'show', title: 'Brand New' })
    expect(library.count('2', 'show')).toBe(2)
  })

  test('with its last episode a season goes, and with its last season the show', () => {
    const { library } = mutable(smallHouse())
    library.remove('131')
    library.remove('132')
    expect(library.children('100').map(({ index }) => index)).toEqual([0, 1])
    for (const ratingKey of ['111', '112', '121', '122', '123']) library.remove(ratingKey)
    expect(library.lookup('100')).toBeUndefined()
    expect(library.count('2', 'show')).toBe(0)
  })

  test('removing a show removes everything below it', () => {
    const { library, told } = mutable(smallHouse())
    library.remove('100')
    expect([library.count('2', 'show'), library.count('2', 'season'), library.count('2', 'episode')]).toEqual([0, 0, 0])
    expect(told).toHaveLength(11)
  })

  test('a replaced file keeps its ids, an upgrade has new ones', () => {
    const { library } = mutable(smallHouse())
    const old = library.lookup('13')?.media[0]
    const replaced = library.replaceFile('13', { file: '/data/movies/better.mkv', sizeBytes: 7 }).media[0]
    expect(replaced).toMatchObject({
      id: old?.id,
      parts: [{ id: old?.parts[0]?.id, file: '/data/movies/better.mkv', sizeBytes: 7 }]
    })
    const upgraded = library.upgrade('13', { file: '/data/movies/best.mkv', sizeBytes: 9 })
    expect(upgraded.ratingKey).toBe('13')
    expect(upgraded.media).toHaveLength(1)
    expect(upgraded.media[0]?.id).not.toBe(old?.id)
  })

  test('what lies in the trash stays listed, with the time of its removal', () => {
    const { library } = mutable(smallHouse())
    library.trash('11')
    expect(library.item('1', 'movie', 0)).toMatchObject({
      ratingKey: '11',
      deletedAt: NOW,
      media: [{ deletedAt: NOW }, {}, {}]
    })
  })

  test('a re-match changes the guid of the same item', () => {
    const { library } = mutable(smallHouse())
    library.change('11', { guid: 'plex://movie/other', guids: [] })
    expect(library.lookup('11')).toMatchObject({ ratingKey: '11', guid: 'plex://movie/other' })
  })

  test('a film moved to another section is a new item there', () => {
    const base = libraryOf({
      sections: [
        { key: '1', type: 'movie', title: 'A', locations: ['/a'], items: [{ title: 'Film', file: '/a/f.mkv' }] },
        { key: '2', type: 'movie', title: 'B', locations: ['/b'], items: [] }
      ]
    })
    const { library } = mutable(base)
    const moved = library.moveToSection('1', '2')
    expect(moved.ratingKey).not.toBe('1')
    expect([library.count('1', 'movie'), library.count('2', 'movie')]).toEqual([0, 1])
    expect(library.lookup('1')).toBeUndefined()
  })

  test('changes lie over a generated library without making it', () => {
    const spec = { ...plainMix, seed: 1, movies: 1000, shows: 10, seasonsPerShow: 2, episodesPerSeason: 5 }
    const base = makeLibrary(spec)
    const { library } = mutable(base)
    const before = allKeys(base, '1', 'movie')
    const gone = [0, 17, 18, 999, 500].map((index) => before[index] ?? '')
    for (const ratingKey of gone) library.remove(ratingKey)
    const added = library.add({ section: '1', title: 'New', file: '/data/movies/New.mkv' })
    const expected = [...before.filter((key) => !gone.includes(key)), added.ratingKey]
    expect(allKeys(library, '1', 'movie')).toEqual(expected)
    for (const [index, ratingKey] of expected.entries()) expect(library.position(ratingKey)?.index).toBe(index)
    expect(base.lookup(added.ratingKey)).toBeUndefined()
  })

  test('the server answers a change at once', async () => {
    const plex = await startFakePlex({ library: smallHouse() })
    const added = plex.library.add({ section: '1', title: 'New', file: '/data/movies/New.mkv', sizeBytes: GB })
    expect(await keys(plex, '/library/sections/1/all?sort=addedAt:desc&X-Plex-Container-Size=1')).toEqual([
      added.ratingKey
    ])
    await plex.close()
  })
})
