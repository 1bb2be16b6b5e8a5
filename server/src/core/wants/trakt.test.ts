import { explain } from '@pcu/contract'
import { describe, expect, it } from 'vitest'
import { guidKeys } from '#core/model/guid.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import { namelessKey, titleKey } from '#core/model/title-key.ts'
import { aLibrary, aMovie, anEpisode, now } from '#test/builders/world.ts'
import type { SavedTitle } from './match-title.ts'
import { type TraktWish, traktWants } from './trakt.ts'

const episodes = [1, 2, 3, 4].map((n) => anEpisode({ ratingKey: `e${n}`, episode: n, viewCount: n === 1 ? 1 : 0 }))

/** Films with these ids and names; `keys` as the reader of a library would put them into its table. */
const libraryOf = (keys: Readonly<Record<string, readonly string[]>>): LibraryIndex => ({
  ...aLibrary([...['m1', 'm2', 'm3'].map((ratingKey) => aMovie({ ratingKey })), ...episodes]),
  itemsByGuid: (key) => keys[key] ?? []
})

const film = (title: string, guids: readonly string[]): SavedTitle => ({
  type: 'movie',
  title,
  year: 2001,
  keys: guidKeys(guids, 'movie')
})
const show = (title: string, guids: readonly string[]): SavedTitle => ({
  type: 'show',
  title,
  year: 2001,
  keys: guidKeys(guids, 'show')
})

const trending: TraktWish = { kind: 'chart', list: 'trending movies' }

const wantsOf = (titles: readonly SavedTitle[], library: LibraryIndex, wish: TraktWish = trending) =>
  traktWants({ titles, wish, source: 'Trakt', now, episodes: 2, hasSeen: ({ viewCount }) => viewCount > 0 }, library)

const named = (title: string) => titleKey({ type: 'movie', title, year: 2001 }) ?? ''
const nameless = (title: string) => namelessKey({ type: 'movie', title, year: 2001 }) ?? ''

describe('a list at Trakt', () => {
  it('wants what the library holds, as near as it stands on the list, and counts the rest', () => {
    const library = libraryOf({ 'imdb:tt0000001': ['m1'], 'tmdb:movie:2': ['m2'] })
    const titles = [film('A', ['imdb://tt0000009']), film('B', ['tmdb://2']), film('C', ['imdb://tt0000001'])]
    const { wants, matches } = wantsOf(titles, library)
    expect(wants.map(({ ratingKey, distance, kind, person }) => [ratingKey, distance, kind, person])).toEqual([
      ['m2', 1, 'trending', 'Trakt'],
      ['m1', 2, 'trending', 'Trakt']
    ])
    expect(wants.map(({ reason }) => explain(reason))).toEqual([
      "Number 2 of Trakt's trending movies.",
      "Number 3 of Trakt's trending movies."
    ])
    expect(matches).toEqual([undefined, 'id', 'id'])
  })

  it('believes ids before names: IMDb, then TMDb, then TVDB', () => {
    const library = libraryOf({ 'imdb:tt0000001': ['m1'], 'tmdb:movie:2': ['m2'], [nameless('A')]: ['m3'] })
    const all = ['imdb://tt0000001', 'tmdb://2']
    expect(wantsOf([film('A', all)], library).wants.map(({ ratingKey }) => ratingKey)).toEqual(['m1'])
    expect(wantsOf([film('A', ['tmdb://2'])], library).wants.map(({ ratingKey }) => ratingKey)).toEqual(['m2'])
  })

  it('believes a name and a year only of what has no id to tell it by, and says so', () => {
    const title = film('A', ['imdb://tt0000001'])
    const { wants, matches } = wantsOf([title], libraryOf({ [nameless('A')]: ['m3'] }))
    expect(matches).toEqual(['title'])
    expect(wants.map(({ reason }) => explain(reason))).toEqual([
      "Number 1 of Trakt's trending movies (recognised by title and year only)."
    ])
    // It has an id, and that is another one.
    expect(wantsOf([title], libraryOf({ [named('A')]: ['m3'] })).matches).toEqual([undefined])
    // Trakt knows no id of it: then a library of old agents is looked through by name.
    expect(wantsOf([film('A', [])], libraryOf({ [named('A')]: ['m3'] })).matches).toEqual(['title'])
    expect(wantsOf([{ ...film('A', []), year: undefined }], libraryOf({ [nameless('A')]: ['m3'] })).matches).toEqual([
      undefined
    ])
    expect(wantsOf([title], libraryOf({ [nameless('A')]: ['m2', 'm3'] })).matches).toEqual([undefined])
  })

  it('wants every copy of a film', () => {
    const library = libraryOf({ 'imdb:tt0000001': ['m1', 'm3'] })
    expect(wantsOf([film('A', ['imdb://tt0000001'])], library).wants.map(({ ratingKey }) => ratingKey)).toEqual([
      'm1',
      'm3'
    ])
  })

  it('wants of a show the first episodes that were not seen, one row of them, never a film with the same number', () => {
    const library = libraryOf({ 'tvdb:show:7': ['show'], 'tmdb:movie:7': ['m1'] })
    const { wants } = wantsOf([film('A', []), show('S', ['tmdb://7', 'tvdb://7'])], library, {
      kind: 'chart',
      list: 'trending shows'
    })
    expect(wants.map(({ ratingKey, distance, chain }) => [ratingKey, distance, chain])).toEqual([
      ['e2', 1, 'show'],
      ['e3', 2, 'show']
    ])
    expect(wants.map(({ reason }) => explain(reason))).toEqual(
      ['', ''].map(() => "Next of The Show, number 2 of Trakt's trending shows.")
    )
  })

  it('of a person is their watchlist; of somebody else it is a list', () => {
    const library = libraryOf({ 'imdb:tt0000001': ['m1'], 'imdb:tt0000002': ['m2'] })
    const titles = [film('A', ['imdb://tt0000001']), film('B', ['imdb://tt0000002'])]
    const own = wantsOf(titles, library, { kind: 'own', person: 'Mia' }).wants
    expect(own.map(({ kind, person, distance, reason }) => [kind, person, distance, explain(reason)])).toEqual([
      ['watchlist', 'Mia', 0, 'On the Trakt watchlist of Mia.'],
      ['watchlist', 'Mia', 0, 'On the Trakt watchlist of Mia.']
    ])
    expect(own[0]?.freshness).toBeGreaterThan(own[1]?.freshness ?? 0)
    const list = wantsOf(titles, library, { kind: 'list', list: 'ada/winter' }).wants
    expect(list.map(({ kind, reason }) => [kind, explain(reason)])).toEqual([
      ['trending', 'Number 1 on the Trakt list ada/winter.'],
      ['trending', 'Number 2 on the Trakt list ada/winter.']
    ])
  })
})
