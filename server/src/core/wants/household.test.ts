/** The wishes of several people: windows of their own, minutes ahead, watchlists, and decks put together from history. */
import { describe, expect, it } from 'vitest'
import { titleKey } from '#core/model/title-key.ts'
import { aLibrary, aMovie, anEpisode, day, hour, now } from '#test/builders/world.ts'
import { onDeckWants } from './on-deck.ts'
import { rebuildDeck, seenIn } from './rebuilt-deck.ts'
import { watchlistWants } from './watchlist.ts'

const minute = 60_000
const count = (n: number): string => String(n).padStart(2, '0')
const episodes = [1, 2].flatMap((season) =>
  Array.from({ length: season === 1 ? 30 : 10 }, (_, n) =>
    anEpisode({ ratingKey: `${season}x${count(n + 1)}`, season, episode: n + 1, durationMs: 20 * minute })
  )
)
const specials = [1, 2].map((n) =>
  anEpisode({ ratingKey: `0x${count(n)}`, season: 0, episode: n, durationMs: 20 * minute })
)
const library = aLibrary([...specials, ...episodes, aMovie({ ratingKey: 'm1', durationMs: 100 * minute })])

const deck = (person: string, ratingKey: string, facts: Partial<Parameters<typeof onDeckWants>[0]> = {}) =>
  onDeckWants(
    {
      entries: [{ ratingKey, viewOffsetMs: 0, lastViewedAt: now - hour }],
      person,
      source: `on deck of ${person}`,
      now,
      ahead: { episodes: 5, minutes: 0 },
      hasSeen: () => false,
      daysToMonitor: 99,
      ...facts
    },
    library
  ).map((want) => want.ratingKey)

describe('windows', () => {
  it('of two people at different places in one show are their own', () => {
    const wanted = new Set([...deck('Ada', '1x01'), ...deck('Ben', '1x20')])
    expect([...wanted].toSorted()).toEqual([1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 25].map((n) => `1x${count(n)}`))
  })

  it('cross to the next season in order, and specials do not intrude', () => {
    expect(deck('Ada', '1x29')).toEqual(['1x29', '1x30', '2x01', '2x02', '2x03', '2x04'])
  })

  it('peer 31: are as long as the minutes ask for: 120 of them are six episodes of 20', () => {
    expect(deck('Ada', '1x01', { ahead: { episodes: 1, minutes: 120 } })).toHaveLength(6)
  })

  it('count only what is left of the one that was begun', () => {
    const entries = [{ ratingKey: '1x01', viewOffsetMs: 15 * minute, lastViewedAt: now - hour }]
    expect(deck('Ada', '1x01', { entries, ahead: { episodes: 0, minutes: 40 } })).toEqual(['1x01', '1x02', '1x03'])
  })

  it('do not run away where Plex knows no lengths', () => {
    const nameless = aLibrary(
      Array.from({ length: 400 }, (_, n) =>
        anEpisode({ ratingKey: `e${n}`, season: 1, episode: n + 1, durationMs: undefined })
      )
    )
    const wants = onDeckWants(
      {
        entries: [{ ratingKey: 'e0', viewOffsetMs: 0, lastViewedAt: now }],
        person: 'Ada',
        source: 'on deck',
        now,
        ahead: { episodes: 1, minutes: 120 },
        hasSeen: () => false,
        daysToMonitor: 99
      },
      nameless
    )
    expect(wants.length).toBeLessThanOrEqual(101)
  })

  it('pass over what this person has seen, whoever else has not', () => {
    const seen = new Set(['1x03', '1x04'])
    expect(
      deck('Ada', '1x02', { ahead: { episodes: 2, minutes: 0 }, hasSeen: ({ ratingKey }) => seen.has(ratingKey) })
    ).toEqual(['1x02', '1x05', '1x06'])
  })
})

describe('a deck put together from history', () => {
  const viewed = (ratingKey: string, daysAgo: number) => ({ ratingKey, viewedAt: now - daysAgo * day })

  it('is the episode after the last one watched, newest show first', () => {
    const viewings = [viewed('1x01', 3), viewed('1x02', 2)]
    expect(rebuildDeck({ viewings, left: [] }, library)).toEqual([
      { ratingKey: '1x03', viewOffsetMs: 0, lastViewedAt: now - 2 * day }
    ])
  })

  it('goes on in the next season, passes over what was seen, and ends with the show', () => {
    expect(rebuildDeck({ viewings: [viewed('1x30', 1), viewed('2x01', 9)], left: [] }, library)[0]?.ratingKey).toBe(
      '2x02'
    )
    expect(rebuildDeck({ viewings: [viewed('2x10', 1)], left: [] }, library)).toEqual([])
  })

  it('holds a film or an episode that was left half-way since it was last watched, in place of its show', () => {
    const left = [
      { ratingKey: 'm1', viewOffsetMs: 40 * minute, at: now - hour },
      { ratingKey: '1x03', viewOffsetMs: 5 * minute, at: now - 2 * hour }
    ]
    expect(rebuildDeck({ viewings: [viewed('1x02', 2)], left }, library).map(({ ratingKey }) => ratingKey)).toEqual([
      'm1',
      '1x03'
    ])
  })

  it('knows nothing half-way that was finished afterwards', () => {
    const left = [{ ratingKey: 'm1', viewOffsetMs: 40 * minute, at: now - 2 * day }]
    expect(rebuildDeck({ viewings: [viewed('m1', 1)], left }, library)).toEqual([])
  })

  it('leaves out what the library does not hold', () => {
    expect(rebuildDeck({ viewings: [viewed('gone', 1)], left: [] }, library)).toEqual([])
    expect(seenIn([viewed('gone', 1)]).has('gone')).toBe(true)
  })
})

describe('a watchlist', () => {
  const byKey: Readonly<Record<string, readonly string[]>> = {
    'plex:movie/aaaaaaaaaaaaaaaaaaaaaaaa': ['m1'],
    'imdb:tt0000001': ['m1'],
    'title:movie:amelie:2001': ['m1'],
    'title:movie:twice:2001': ['m1', 'm2'],
    'plex:show/bbbbbbbbbbbbbbbbbbbbbbbb': [episodes[0]?.showKey ?? '']
  }
  const known = { ...library, itemsByGuid: (key: string) => byKey[key] ?? [] }
  const ask = (
    facts: { readonly type?: 'movie' | 'show'; readonly title?: string; readonly keys?: readonly string[] },
    hasSeen: Parameters<typeof watchlistWants>[0]['hasSeen'] = () => false
  ) =>
    watchlistWants(
      {
        titles: [{ type: 'movie', title: 'Amélie', year: 2001, keys: [], ...facts }],
        person: 'Ada',
        source: 'watchlist of Ada',
        now,
        episodes: 3,
        hasSeen
      },
      known
    )

  it('finds a film by the first id that is known here', () => {
    const keys = ['plex:movie/cccccccccccccccccccccccc', 'imdb:tt0000001']
    expect(ask({ keys })).toMatchObject([{ ratingKey: 'm1', reason: { code: 'watchlist', person: 'Ada' } }])
    expect(ask({ keys })[0]?.reason).not.toHaveProperty('byTitle')
  })

  it('falls back on title and year, says so, and does not guess between two', () => {
    expect(ask({})).toMatchObject([{ ratingKey: 'm1', reason: { byTitle: true } }])
    expect(ask({ title: 'Twice' })).toEqual([])
    expect(ask({ title: 'Amélie 2' })).toEqual([])
  })

  it('asks for the first episodes of a show that were not seen, specials last', () => {
    const show = { type: 'show' as const, keys: ['plex:show/bbbbbbbbbbbbbbbbbbbbbbbb'] }
    expect(ask(show).map(({ ratingKey }) => ratingKey)).toEqual(['1x01', '1x02', '1x03'])
    expect(
      ask(show, ({ season, episode = 0 }) => season === 1 && episode <= 5).map(({ ratingKey }) => ratingKey)
    ).toEqual(['1x06', '1x07', '1x08'])
    expect(ask(show, ({ season }) => season !== 0).map(({ ratingKey }) => ratingKey)).toEqual(['0x01', '0x02'])
  })
})

describe('a name as a key', () => {
  it.each([
    ['Amélie', 'AMELIE!', true],
    ['Monk', '12 Monkeys', false],
    ['The Matrix', 'Matrix', false]
  ])('%s and %s are the same: %s', (a, b, same) => {
    const keyOf = (title: string) => titleKey({ type: 'movie', title, year: 2001 })
    expect(keyOf(a) === keyOf(b)).toBe(same)
  })

  it('needs a year and a name', () => {
    expect(titleKey({ type: 'movie', title: 'Up', year: undefined })).toBeUndefined()
    expect(titleKey({ type: 'movie', title: '!!!', year: 2001 })).toBeUndefined()
  })
})
