/** Look-ups in the library: episodes, files with several episodes, viewings of a show, ids. */
import { describe, expect, it } from 'vitest'
import { createGuidTable } from './guid-table.ts'
import { packItem } from './item-row.ts'
import type { LibraryItem } from './library.ts'
import { indexOf } from './library-index.ts'
import { plexPath } from './place.ts'
import { stockShelf } from './shelf.ts'

const episode = (ratingKey: string, facts: Partial<LibraryItem>, file = `/tv/${ratingKey}.mkv`): LibraryItem => ({
  ratingKey,
  sectionId: '2',
  type: 'episode',
  title: '',
  showKey: '100',
  showTitle: 'Lantern Street',
  viewCount: 0,
  trashed: false,
  versions: [{ optimized: false, parts: [{ file: plexPath(file) }] }],
  ...facts
})

const shelf = (sectionId: string, items: readonly LibraryItem[], guids = createGuidTable()) =>
  stockShelf({ sectionId, title: sectionId, type: 'show', locations: [] }, items.map(packItem), guids)

const keys = (items: readonly LibraryItem[]): readonly string[] => items.map(({ ratingKey }) => ratingKey)

describe('episodesOf', () => {
  it('goes by season and number, unnumbered ones behind, specials last', () => {
    const index = indexOf([
      shelf('2', [
        episode('9', { season: 0, episode: 1 }),
        episode('8', {}),
        episode('4', { season: 2, episode: 1 }),
        episode('3', { season: 1, episode: 10 }),
        episode('2', { season: 1, episode: 2 }),
        episode('7', { season: 2 })
      ])
    ])
    expect(keys(index.episodesOf('100'))).toEqual(['2', '3', '4', '7', '8', '9'])
    expect(index.episodesOf('101')).toEqual([])
  })
})

describe('itemsAt', () => {
  it('holds every episode of a file with several, in order', () => {
    const index = indexOf([
      shelf('2', [
        episode('2', { season: 1, episode: 2 }, '/tv/S01E01-E02.mkv'),
        episode('1', { season: 1, episode: 1 }, '/tv/S01E01-E02.mkv'),
        episode('3', { season: 1, episode: 3 })
      ])
    ])
    expect(keys(index.itemsAt(plexPath('/tv/S01E01-E02.mkv')))).toEqual(['1', '2'])
  })

  it('holds the same file of two libraries', () => {
    const same = '/films/one.mkv'
    const index = indexOf([shelf('1', [episode('1', {}, same)]), shelf('3', [episode('5', {}, same)])])
    expect(keys(index.itemsAt(plexPath(same)))).toEqual(['1', '5'])
  })
})

describe('lastViewOfShow', () => {
  it('is the newest viewing of any episode', () => {
    const index = indexOf([
      shelf('2', [episode('1', { lastViewedAt: 5 }), episode('2', { lastViewedAt: 9 }), episode('3', {})])
    ])
    expect(index.lastViewOfShow('100')).toBe(9)
    expect(index.lastViewOfShow('101')).toBeUndefined()
  })
})

describe('itemsByGuid', () => {
  it('finds a title in several libraries and editions, and tells types apart', () => {
    const first = createGuidTable()
    const second = createGuidTable()
    first.add('plex:movie/5d77702e6afb3d0020613fd1', '1')
    first.add('tmdb:movie:550', '1')
    first.add('tmdb:movie:550', '2')
    first.add('tmdb:movie:550', '2')
    second.add('plex:movie/5d77702e6afb3d0020613fd1', '7')
    second.add('imdb:tt0137523', '7')
    second.add('plex:show/local-name', '8')
    const index = indexOf([shelf('1', [], first), shelf('3', [], second)])
    expect(index.itemsByGuid?.('plex:movie/5d77702e6afb3d0020613fd1')).toEqual(['1', '7'])
    expect(index.itemsByGuid?.('tmdb:movie:550')).toEqual(['1', '2'])
    expect(index.itemsByGuid?.('imdb:tt0137523')).toEqual(['7'])
    expect(index.itemsByGuid?.('plex:show/local-name')).toEqual(['8'])
    expect(index.itemsByGuid?.('tmdb:show:550')).toEqual([])
    expect(index.itemsByGuid?.('plex:show/5d77702e6afb3d0020613fd1')).toEqual([])
    expect(index.itemsByGuid?.('nothing')).toEqual([])
  })
})
