import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dailyPatience,
  emptyStage,
  type Heard,
  type LiveNews,
  type NamedSession,
  type Push,
  type Stage
} from './stage.ts'
import { hearList, hearNoList, hearPush, passTime, watchedNow } from './tracker.ts'

const rules = { ...dailyPatience, finishedPercent: 90 }
const minute = 60_000

const session = (facts: Partial<NamedSession> = {}): NamedSession => ({
  sessionKey: '1',
  ratingKey: '100',
  person: 'Ada',
  player: 'tv',
  state: 'playing',
  viewOffsetMs: 0,
  durationMs: 100 * minute,
  ...facts
})

const push = (facts: Partial<Push> = {}): Push => ({
  sessionKey: '1',
  ratingKey: '100',
  player: 'tv',
  state: 'playing',
  viewOffsetMs: 0,
  ...facts
})

/** A stage with its own clock, for stories that read from top to bottom. */
const story = () => {
  let stage: Stage = emptyStage
  let at = 1_000_000
  const take = (heard: Heard) => {
    stage = heard.stage
    return {
      told: heard.told.map(({ kind, session: { ratingKey, person } }) => `${kind} ${ratingKey} ${person}`),
      asks: heard.shouldAsk
    }
  }
  return {
    push: (facts?: Partial<Push>) => take(hearPush(stage, push(facts), { at, rules })),
    list: (...sessions: NamedSession[]) => take(hearList(stage, sessions, { at, rules })),
    noList: () => take(hearNoList(stage, { at, rules })),
    tick: (isListFresh = false) => take(passTime(stage, { at, rules }, isListFresh)),
    later: (ms: number) => {
      at += ms
    },
    now: () => watchedNow(stage).map(({ ratingKey }) => ratingKey)
  }
}

describe('a session from its first push to its end', () => {
  it('is asked for by the push and told with its person by the list', () => {
    const live = story()
    expect(live.push()).toEqual({ told: [], asks: true })
    expect(live.list(session())).toEqual({ told: ['started 100 Ada'], asks: false })
    expect(live.push({ viewOffsetMs: 10_000 })).toEqual({ told: ['progressed 100 Ada'], asks: false })
    expect(live.push({ state: 'stopped', viewOffsetMs: 20_000 }).told).toEqual(['stopped 100 Ada'])
    expect(live.now()).toEqual([])
  })

  it('tells a stop that comes twice once, and asks nothing for it', () => {
    const live = story()
    live.list(session())
    live.push({ state: 'stopped' })
    expect(live.push({ state: 'stopped' })).toEqual({ told: [], asks: false })
  })

  it('tells buffering that flickers as progress at most', () => {
    const live = story()
    live.list(session())
    expect(live.push({ state: 'buffering' }).told).toEqual(['progressed 100 Ada'])
    expect(live.push({ state: 'playing' }).told).toEqual(['progressed 100 Ada'])
    expect(live.push({ state: 'playing' }).told).toEqual([])
  })

  it.each([
    ['at 90 % while it plays', 90 * minute, 'playing'],
    ['when it stops there', 95 * minute, 'stopped']
  ] as const)('is finished %s, once', (_, viewOffsetMs, state) => {
    const live = story()
    live.list(session({ viewOffsetMs: 80 * minute }))
    const { told } = live.push({ viewOffsetMs, state })
    expect(told).toContain('finished 100 Ada')
    expect(live.push({ viewOffsetMs: 99 * minute, state: 'stopped' }).told).not.toContain('finished 100 Ada')
  })

  it('is not finished below, and never without a length', () => {
    const live = story()
    live.list(
      session({ viewOffsetMs: 89 * minute }),
      session({ sessionKey: '2', durationMs: undefined, viewOffsetMs: 99 * minute })
    )
    expect(live.push({ state: 'stopped' }).told).toEqual(['stopped 100 Ada'])
    expect(live.push({ sessionKey: '2', state: 'stopped' }).told).toEqual(['stopped 100 Ada'])
  })
})

describe('what misleads', () => {
  it('a list that lags behind its push is asked for again, a few times', () => {
    const live = story()
    live.push()
    const asked = []
    for (let n = 0; n < 60; n += 1) {
      live.later(500)
      if (live.tick().asks) {
        asked.push(n)
        live.list()
      }
    }
    expect(asked.length).toBe(3)
    expect(live.push().asks).toBe(true)
    expect(live.list(session()).told).toEqual(['started 100 Ada'])
  })

  it('pre-rolls and live television, which no list holds, are never told and soon no longer asked for', () => {
    const live = story()
    let asks = 0
    for (let second = 0; second < 3600; second += 10) {
      live.later(10_000)
      for (const heard of [live.push({ viewOffsetMs: second * 1000 }), live.tick()]) {
        expect(heard.told).toEqual([])
        if (!heard.asks) continue
        asks += 1
        live.list()
      }
    }
    expect(asks).toBeLessThan(8)
  })

  it('one list without a session may have come too early; two are its end', () => {
    const live = story()
    live.list(session())
    expect(live.list().told).toEqual([])
    expect(live.tick().asks).toBe(true)
    expect(live.list().told).toEqual(['stopped 100 Ada'])
  })

  it('a session that plays without moving for 90 s is a ghost, and lives again when it moves', () => {
    const live = story()
    live.list(session())
    live.later(100_000)
    expect(live.tick()).toEqual({ told: [], asks: true })
    live.list(session())
    expect(live.tick(true).told).toEqual(['stopped 100 Ada'])
    expect(live.now()).toEqual([])
    expect(live.list(session({ viewOffsetMs: 10_000 })).told).toEqual(['started 100 Ada'])
  })

  it('a ghost that ends is not told twice', () => {
    const live = story()
    live.list(session())
    live.later(100_000)
    live.list(session())
    live.tick(true)
    expect(live.push({ state: 'stopped' }).told).toEqual([])
  })

  it('a paused one counts for half an hour', () => {
    const live = story()
    live.list(session({ state: 'paused' }))
    live.later(29 * minute)
    expect(live.tick(true).told).toEqual([])
    live.later(2 * minute)
    expect(live.tick(true).told).toEqual(['stopped 100 Ada'])
  })

  it('the next episode under the same key ends the one before and is named by the list', () => {
    const live = story()
    live.list(session())
    expect(live.push({ ratingKey: '101' })).toEqual({ told: ['stopped 100 Ada'], asks: true })
    expect(live.list(session({ ratingKey: '101' })).told).toEqual(['started 101 Ada'])
  })

  it('keys that begin anew after a restart are other sessions', () => {
    const live = story()
    live.list(session())
    expect(live.push({ ratingKey: '200', player: 'phone' }).told).toEqual(['stopped 100 Ada'])
    expect(live.list(session({ ratingKey: '200', player: 'phone', person: 'Ben' })).told).toEqual(['started 200 Ben'])
  })

  it('and so are those of a list after a restart that nobody heard', () => {
    const live = story()
    live.list(session())
    expect(live.list(session({ player: 'phone', person: 'Ben' })).told).toEqual(['stopped 100 Ada', 'started 100 Ben'])
  })

  it('a server that does not say who watches makes nobody deaf', () => {
    const live = story()
    live.push()
    const told: string[] = []
    for (let n = 0; n < 6; n += 1) {
      live.later(10_000)
      told.push(...live.noList().told)
    }
    expect(told).toEqual(['started 100 Somebody'])
    expect(live.list(session()).told).toEqual([])
    expect(live.push({ state: 'stopped' }).told).toEqual(['stopped 100 Ada'])
  })
})

const anyPush = fc.record({
  sessionKey: fc.constantFrom('1', '2'),
  ratingKey: fc.constantFrom('100', '101'),
  player: fc.constantFrom('tv', 'phone', undefined),
  state: fc.constantFrom('playing' as const, 'paused' as const, 'buffering' as const, 'stopped' as const),
  viewOffsetMs: fc.constantFrom(0, 50 * minute, 95 * minute, undefined)
})
const anySession = anyPush.map((made) => session({ ...made, state: made.state === 'stopped' ? 'playing' : made.state }))
const anyAct = fc.oneof(
  anyPush.map((made) => (stage: Stage, at: number) => hearPush(stage, made, { at, rules })),
  fc
    .uniqueArray(anySession, { selector: ({ sessionKey }) => sessionKey, maxLength: 2 })
    .map((made) => (stage: Stage, at: number) => hearList(stage, made, { at, rules })),
  fc.constant((stage: Stage, at: number) => hearNoList(stage, { at, rules })),
  fc.boolean().map((fresh) => (stage: Stage, at: number) => passTime(stage, { at, rules }, fresh))
)

/** Keeps the books of what was told, and complains of what cannot be true. */
const createBooks = () => {
  const open = new Map<string, LiveNews>()
  const finished = new Set<string>()
  const enter = (news: LiveNews): void => {
    const key = news.session.sessionKey
    if (news.kind === 'started') {
      expect(open.has(key)).toBe(false)
      open.set(key, news)
      return
    }
    expect(open.get(key)?.session.ratingKey).toBe(news.session.ratingKey)
    if (news.kind === 'stopped') open.delete(key)
    if (news.kind !== 'finished') return
    const once = `${key} ${news.startedAt}`
    expect(finished.has(once)).toBe(false)
    finished.add(once)
  }
  return { enter, open: () => new Set(open.keys()) }
}

describe('whatever is heard in whatever order', () => {
  it('every session begins before it ends, ends once, and is finished at most once', () => {
    const acts = fc.array(fc.tuple(anyAct, fc.integer({ min: 0, max: 100_000 })), { maxLength: 60 })
    fc.assert(
      fc.property(acts, (chosen) => {
        const books = createBooks()
        let stage = emptyStage
        let at = 0
        for (const [act, ms] of chosen) {
          at += ms
          const heard = act(stage, at)
          stage = heard.stage
          heard.told.forEach(books.enter)
          expect(new Set(watchedNow(stage).map(({ sessionKey }) => sessionKey))).toEqual(books.open())
        }
      }),
      { numRuns: 2000 }
    )
  })
})
