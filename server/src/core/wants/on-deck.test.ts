import { describe, expect, it } from 'vitest'
import { aLibrary, aMovie, anEpisode, day, hour, now } from '#test/builders/world.ts'
import { onDeckWants } from './on-deck.ts'

const episodes = [
  anEpisode({ ratingKey: 'e1', season: 1, episode: 1, viewCount: 1, lastViewedAt: now - 2 * day }),
  anEpisode({ ratingKey: 'e2', season: 1, episode: 2 }),
  anEpisode({ ratingKey: 'e3', season: 1, episode: 3 }),
  anEpisode({ ratingKey: 'f1', season: 2, episode: 1 }),
  anEpisode({ ratingKey: 'f2', season: 2, episode: 2, viewCount: 1 }),
  anEpisode({ ratingKey: 'f3', season: 2, episode: 3 }),
  anEpisode({ ratingKey: 's1', season: 0, episode: 1 }),
  anEpisode({ ratingKey: 's2', season: 0, episode: 2 })
]
const library = aLibrary([...episodes, aMovie({ ratingKey: 'm1', durationMs: 7_200_000 })])

const ask = (
  ratingKey: string,
  facts: Partial<Parameters<typeof onDeckWants>[0]> = {},
  lastViewedAt: number | undefined = now - hour
) =>
  onDeckWants(
    {
      entries: [{ ratingKey, viewOffsetMs: 0, lastViewedAt }],
      person: 'the owner',
      source: 'on deck',
      now,
      ahead: { episodes: 5, minutes: 0 },
      hasSeen: (item) => item.viewCount > 0,
      daysToMonitor: 99,
      ...facts
    },
    library
  )

describe('what a deck asks for', () => {
  it('is the entry and the next episodes across seasons, without specials and without those already seen', () => {
    expect(ask('e2').map((want) => want.ratingKey)).toEqual(['e2', 'e3', 'f1', 'f3'])
  })

  it('is no more than NUMBER_EPISODES after the entry', () => {
    expect(ask('e2', { ahead: { minutes: 0, episodes: 2 } }).map((want) => want.ratingKey)).toEqual(['e2', 'e3', 'f1'])
    expect(ask('e2', { ahead: { minutes: 0, episodes: 0 } }).map((want) => want.ratingKey)).toEqual(['e2'])
  })

  it('includes seen episodes when the show is being watched again', () => {
    expect(ask('e1', { ahead: { minutes: 0, episodes: 4 } }).map((want) => want.ratingKey)).toEqual([
      'e1',
      'e2',
      'e3',
      'f1',
      'f2'
    ])
  })

  it('stays among the specials when the deck stands on a special', () => {
    expect(ask('s1').map((want) => want.ratingKey)).toEqual(['s1', 's2'])
  })

  it('counts the distance and names the episode it follows', () => {
    expect(ask('e2')[2]).toMatchObject({
      distance: 2,
      reason: { code: 'next-episode', ahead: 2, after: 'The Show S01E02 Part e2' }
    })
  })

  it('leaves out entries last viewed before DAYS_TO_MONITOR', () => {
    expect(ask('e2', { daysToMonitor: 30 }, now - 31 * day)).toEqual([])
    expect(ask('e2', { daysToMonitor: 30 }, now - 29 * day)).not.toEqual([])
  })

  it('takes the last view of the show when the entry has no date, and includes it when there is none at all', () => {
    const dateless = (showViewedAt: number | undefined) =>
      onDeckWants(
        {
          entries: [{ ratingKey: 'n', viewOffsetMs: 0, lastViewedAt: undefined }],
          person: 'p',
          source: 's',
          now,
          ahead: { minutes: 0, episodes: 0 },
          hasSeen: () => false,
          daysToMonitor: 30
        },
        aLibrary([
          anEpisode({ ratingKey: 'n', episode: 2 }),
          anEpisode({ ratingKey: 'o', ...(showViewedAt === undefined ? {} : { lastViewedAt: showViewedAt }) })
        ])
      )
    expect(dateless(now - 31 * day)).toEqual([])
    expect(dateless(now - 29 * day)).toHaveLength(1)
    expect(dateless(undefined)).toHaveLength(1)
  })

  it('tells how far a half-watched film is', () => {
    const [want] = onDeckWants(
      {
        entries: [{ ratingKey: 'm1', viewOffsetMs: 3_600_000, lastViewedAt: now }],
        person: 'p',
        source: 's',
        now,
        ahead: { episodes: 5, minutes: 0 },
        hasSeen: (item) => item.viewCount > 0,
        daysToMonitor: 99
      },
      library
    )
    expect(want?.reason).toEqual({ code: 'on-deck', person: 'p', resumeAtPercent: 50 })
  })

  it.each([
    [1, 7_200_000, 1],
    [7_199_999, 7_200_000, 99],
    [9_000_000, 7_200_000, 99],
    [3_600_000, 0, undefined],
    [3_600_000, undefined, undefined],
    [0, 7_200_000, undefined]
  ])('%s ms of %s ms are %s percent: begun is never 0, unfinished never 100', (viewOffsetMs, durationMs, percent) => {
    const one = aLibrary([aMovie({ ratingKey: 'm', durationMs })])
    const [want] = onDeckWants(
      {
        entries: [{ ratingKey: 'm', viewOffsetMs, lastViewedAt: now }],
        person: 'p',
        source: 's',
        now,
        ahead: { minutes: 0, episodes: 0 },
        hasSeen: () => false,
        daysToMonitor: 99
      },
      one
    )
    expect(want?.reason).toEqual({
      code: 'on-deck',
      person: 'p',
      ...(percent === undefined ? {} : { resumeAtPercent: percent })
    })
  })

  it('goes by the date of the entry, then by that of the item, and counts the last day in', () => {
    const stale = aLibrary([aMovie({ ratingKey: 'm', lastViewedAt: now - 31 * day })])
    const wants = (lastViewedAt: number | undefined) =>
      onDeckWants(
        {
          entries: [{ ratingKey: 'm', viewOffsetMs: 0, lastViewedAt }],
          person: 'p',
          source: 's',
          now,
          ahead: { minutes: 0, episodes: 0 },
          hasSeen: () => false,
          daysToMonitor: 30
        },
        stale
      )
    expect(wants(undefined)).toEqual([])
    expect(wants(now - 30 * day)).toHaveLength(1)
  })

  it('is silent about entries that the library does not hold', () => {
    expect(ask('gone')).toEqual([])
  })
})
