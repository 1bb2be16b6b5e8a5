/** What the watcher wants for whom, when, and until when. */
import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import { aLibrary, aMovie, anEpisode, hour, now } from '#test/builders/world.ts'
import type { Play } from './play.ts'
import { hadSeen, isCounted } from './who-counts.ts'
import { type WishQuestion, watcherSource, wishesOf, withKept } from './wishes.ts'

const minute = 60_000
const library = aLibrary([
  ...[1, 2, 3, 4, 5, 6].map((n) =>
    anEpisode({ ratingKey: `e${n}`, episode: n, durationMs: 50 * minute, viewCount: n <= 1 ? 1 : 0 })
  ),
  aMovie({ ratingKey: 'film' })
])

const aPlay = (facts: Partial<Play> = {}): Play => ({
  id: 1,
  ratingKey: 'e1',
  title: 'Part e1',
  person: 'Ada',
  personId: '7',
  player: 'tv',
  startedAt: now - 30 * minute,
  heardAt: now - minute,
  endedAt: undefined,
  finishedAt: undefined,
  percent: undefined,
  positionMs: 0,
  durationMs: 50 * minute,
  isPaused: false,
  watchedMs: 0,
  tier: 'array',
  unit: undefined,
  did: 'waiting',
  cachedUnits: 0,
  ...facts
})

const asks = (
  play: Play,
  facts: Partial<Omit<WishQuestion, 'rules'>> & { readonly rules?: Partial<WishQuestion['rules']> } = {}
) =>
  wishesOf(
    play,
    {
      now,
      nameOf: ({ person }) => person,
      hadSeen: () => () => false,
      metAt: () => undefined,
      ...facts,
      rules: { autoCacheOnWatch: true, cacheOnComplete: true, ahead: { episodes: 3, minutes: 0 }, ...facts.rules }
    },
    library
  )
const told = (...asked: Parameters<typeof asks>) =>
  asks(...asked).map(({ kind, ratingKey, distance }) => `${kind} ${ratingKey} ${distance}`)

const stopped = { endedAt: now - minute }
const finished = { ...stopped, finishedAt: now - 2 * minute, percent: 95, positionMs: undefined }

describe('what is being played', () => {
  it('is wanted with what follows, the very next as urgently as itself', () => {
    expect(told(aPlay())).toEqual(['playing e1 0', 'playing e2 1', 'on-deck e3 2', 'on-deck e4 3'])
    expect(asks(aPlay())[1]).toMatchObject({
      person: 'Ada',
      source: watcherSource,
      chain: 'e1',
      reason: { code: 'next-episode', person: 'Ada', ahead: 1, after: 'The Show S01E01 Part e1' }
    })
  })

  it('stays wanted while it plays, also when it is on the pool', () => {
    expect(told(aPlay(), { metAt: () => now })).toHaveLength(4)
  })

  it('has nothing after it when it is a film', () => {
    expect(told(aPlay({ ratingKey: 'film' }))).toEqual(['playing film 0'])
  })

  it('is followed by as many minutes as are asked for', () => {
    expect(told(aPlay({ positionMs: 40 * minute }), { rules: { ahead: { episodes: 0, minutes: 100 } } })).toEqual([
      'playing e1 0',
      'playing e2 1',
      'on-deck e3 2'
    ])
  })

  it('is wanted by nobody when REAL_TIME_WATCH_AUTO_CACHE_ON_WATCH is off', () => {
    expect(told(aPlay(), { rules: { autoCacheOnWatch: false } })).toEqual([])
    expect(told(aPlay(stopped), { rules: { autoCacheOnWatch: false } })).toEqual([])
  })

  it('is not known to the library: nothing is wanted until it is', () => {
    expect(told(aPlay({ ratingKey: 'new' }))).toEqual([])
  })
})

describe('what was left in the middle', () => {
  it('stays wanted with what follows until it is on the pool', () => {
    expect(told(aPlay(stopped))).toEqual(['on-deck e1 0', 'on-deck e2 1', 'on-deck e3 2', 'on-deck e4 3'])
    const met = new Map([
      ['e1', now],
      ['e2', now - 10 * minute],
      ['e3', now - 40 * minute]
    ])
    expect(told(aPlay(stopped), { metAt: (key) => met.get(key) }), 'e3 was met for an earlier play').toEqual([
      'on-deck e3 2',
      'on-deck e4 3'
    ])
  })

  it('is given up a day after it was last heard of, and at once when it is of another year', () => {
    expect(told(aPlay({ endedAt: now - 24 * hour, heardAt: now - 24 * hour }))).toHaveLength(4)
    expect(told(aPlay({ endedAt: now - 25 * hour, heardAt: now - 24 * hour - 1 }))).toEqual([])
    expect(told(aPlay({ endedAt: now + 9000 * hour, heardAt: now + 9000 * hour }))).toEqual([])
  })
})

describe('what was watched to the end', () => {
  it('is kept or added last of all, and what follows is wanted', () => {
    expect(told(aPlay(finished))).toEqual(['finished e1 0', 'on-deck e2 1', 'on-deck e3 2', 'on-deck e4 3'])
  })

  it('is not added when REAL_TIME_WATCH_CACHE_ON_COMPLETE is off; what its start asked for stays', () => {
    const rules = { cacheOnComplete: false }
    expect(told(aPlay(finished), { rules })).toEqual(['on-deck e2 1', 'on-deck e3 2', 'on-deck e4 3'])
    expect(told(aPlay(finished), { rules: { ...rules, autoCacheOnWatch: false } })).toEqual([])
  })

  it('asks for everything by itself when nothing was asked for at its start', () => {
    expect(told(aPlay(finished), { rules: { autoCacheOnWatch: false } })).toHaveLength(4)
  })

  it('stays wanted while its timer runs, and no longer', () => {
    const timer = {
      since: 'finished',
      title: 'Film',
      ratingKeys: ['film'],
      begunAt: now - 23 * hour,
      people: ['Ada'],
      postponedAt: undefined
    } as const
    expect(withKept([], [{ ...timer, dueAt: now + 1 }], now)).toMatchObject([
      { kind: 'finished', ratingKey: 'film', person: 'Ada', reason: { code: 'watched-to-the-end', untilAt: now + 1 } }
    ])
    expect(withKept([], [{ ...timer, dueAt: now }], now)).toEqual([])
    expect(withKept([], [{ ...timer, since: 'caching', dueAt: now + 1 }], now)).toEqual([])
  })

  it('is told once while only a part of it is on the pool, with its end; of each person, and from the play alone when no timer runs', () => {
    const timer = {
      since: 'finished',
      title: 'Double',
      ratingKeys: ['e1', 'e2'],
      begunAt: now - 2 * minute,
      people: ['Ada', 'Cleo'],
      postponedAt: undefined,
      dueAt: now + hour
    } as const
    const kept = (wishes: readonly Want[], timers: Parameters<typeof withKept>[1]) =>
      withKept(wishes, timers, now).flatMap(({ ratingKey, person, reason }) =>
        reason.code === 'watched-to-the-end' ? [`${ratingKey} ${person} ${reason.untilAt ?? 'open'}`] : []
      )
    const ada = asks(aPlay(finished))
    const second = asks(aPlay({ ...finished, ratingKey: 'e2' }))
    const ben = asks(aPlay({ ...finished, person: 'Ben' }))
    const until = `e1 Ada ${now + hour}`
    expect(kept(ada, [timer])).toEqual([until])
    expect(kept(second, [timer])).toEqual([until])
    expect(kept(ben, [timer])).toEqual(['e1 Ben open', until])
    expect(kept(asks(aPlay({ ...finished, ratingKey: 'film' })), [timer])).toEqual(['film Ada open', until])
    expect(kept(ada, [])).toEqual(['e1 Ada open'])
    expect(kept(ada, [{ ...timer, dueAt: now }])).toEqual(['e1 Ada open'])
    expect(kept(ada, [{ ...timer, since: 'caching' }])).toEqual(['e1 Ada open'])
    expect(withKept(ada, [timer], now).filter(({ kind }) => kind === 'on-deck')).toHaveLength(3)
  })
})

describe('what somebody had seen before', () => {
  const keys = (play: Play, rows: Parameters<typeof hadSeen>[1] = []) =>
    library
      .episodesOf('show')
      .filter(hadSeen(play, rows))
      .map(({ ratingKey }) => ratingKey)

  it('is told by the library for the owner, and this very viewing is none of it', () => {
    const owner = { personId: '1' }
    expect(keys(aPlay({ ...owner, ratingKey: 'e3' }))).toEqual(['e1'])
    const again = aLibrary([anEpisode({ ratingKey: 'e1', viewCount: 1, lastViewedAt: now - minute })])
    expect(again.episodesOf('show').filter(hadSeen(aPlay(owner), []))).toEqual([])
    const twice = aLibrary([anEpisode({ ratingKey: 'e1', viewCount: 2, lastViewedAt: now - minute })])
    expect(twice.episodesOf('show').filter(hadSeen(aPlay(owner), []))).toHaveLength(1)
  })

  it('is told by history for everybody else', () => {
    const row = (ratingKey: string, viewedAt: number, personId = '7') => ({ ratingKey, personId, viewedAt })
    expect(keys(aPlay(), [row('e2', now - hour), row('e1', now - minute), row('e3', now - hour, '8')])).toEqual(['e2'])
    expect(keys(aPlay(), [row('e1', now - 2 * hour)])).toEqual(['e1'])
    expect(keys(aPlay())).toEqual([])
  })
})

describe('for whom it acts', () => {
  const rules = { respectExistingRules: true, includeOthers: true, countsDeck: () => true }
  it.each([
    { who: 'somebody of the household', personId: '7', set: {}, counts: true },
    { who: 'somebody else with USERS_TOGGLE off', personId: '7', set: { includeOthers: false }, counts: false },
    { who: 'the owner with USERS_TOGGLE off', personId: '1', set: { includeOthers: false }, counts: true },
    { who: 'somebody whose on deck does not count', personId: '7', set: { countsDeck: () => false }, counts: false },
    { who: 'the owner whose on deck does not count', personId: '1', set: { countsDeck: () => false }, counts: false },
    { who: 'somebody whom Plex does not name', personId: undefined, set: {}, counts: false },
    {
      who: 'everybody, when the rules are not respected',
      personId: undefined,
      set: { respectExistingRules: false, includeOthers: false, countsDeck: () => false },
      counts: true
    }
  ])('$who: $counts', ({ personId, set, counts }) => {
    expect(isCounted({ personId }, { ...rules, ...set })).toBe(counts)
  })
})
