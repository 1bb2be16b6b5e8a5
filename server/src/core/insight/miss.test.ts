import { describe, expect, it } from 'vitest'
import { evictedWithinMs, type KnownAtStart, missReasonOf } from './miss.ts'

const startedAt = Date.UTC(2026, 2, 6, 20)

const known = (facts: Partial<KnownAtStart> = {}): KnownAtStart => ({
  startedAt,
  decided: undefined,
  isPlanned: true,
  isComing: false,
  isTestMode: false,
  failedAt: undefined,
  returnedAt: undefined,
  isExcluded: false,
  ...facts
})
const promoted = { action: 'promote', because: ['on-deck'] } as const
const left = (...because: NonNullable<KnownAtStart['decided']>['because']) => ({ action: 'leave', because }) as const

describe('why a play did not come from the pool', () => {
  it('never predicted: nobody was expected to play it', () => {
    expect(missReasonOf(known())).toBe('never-predicted')
  })

  it('too late: it was to be brought, or was on its way', () => {
    expect(missReasonOf(known({ decided: promoted }))).toBe('too-late')
    expect(missReasonOf(known({ isComing: true }))).toBe('too-late')
  })

  it.each(['run-stopped', 'playing-now', 'in-use'] as const)(
    'too late as well while it waits for its turn (%s)',
    (code) => {
      expect(missReasonOf(known({ decided: left('on-deck', code) }))).toBe('too-late')
    }
  )

  it.each(['pool-would-fall-below-floor', 'over-budget', 'behind-earlier'] as const)('no room: %s', (code) => {
    expect(missReasonOf(known({ decided: left(code, 'on-deck') }))).toBe('no-room')
  })

  it('evicted: it went home in the last 30 days, to the millisecond', () => {
    expect(missReasonOf(known({ returnedAt: startedAt - evictedWithinMs }))).toBe('evicted')
    expect(missReasonOf(known({ returnedAt: startedAt - evictedWithinMs - 1 }))).toBe('never-predicted')
  })

  it('evicted: the newest plan had it on the pool, and it is not there', () => {
    expect(missReasonOf(known({ decided: { action: 'evict', because: ['watched'] } }))).toBe('evicted')
    expect(missReasonOf(known({ decided: { action: 'keep', because: ['came-recently'] } }))).toBe('evicted')
  })

  it('person excluded: nothing is brought for whoever played it', () => {
    expect(missReasonOf(known({ isExcluded: true }))).toBe('person-excluded')
  })

  it('held back: a rule kept it, it failed, or nothing moves in the test mode', () => {
    expect(missReasonOf(known({ decided: left('hard-linked') }))).toBe('held-back')
    expect(missReasonOf(known({ decided: promoted, failedAt: startedAt - 1 }))).toBe('held-back')
    expect(missReasonOf(known({ decided: promoted, isTestMode: true }))).toBe('held-back')
  })

  it('unknown: nothing had been planned before', () => {
    expect(missReasonOf(known({ isPlanned: false }))).toBe('unknown')
  })
})

describe('the borders between them', () => {
  const returnedAt = startedAt - 1000

  it('what is on its way is too late, whatever the plan before had said', () => {
    expect(missReasonOf(known({ isComing: true, decided: left('over-budget'), returnedAt }))).toBe('too-late')
  })

  it('wanted again after it went home: what keeps it now counts', () => {
    expect(missReasonOf(known({ decided: left('over-budget'), returnedAt }))).toBe('no-room')
    expect(missReasonOf(known({ decided: promoted, returnedAt }))).toBe('too-late')
  })

  it('somebody else wanted it: that an excluded person played it says nothing', () => {
    expect(missReasonOf(known({ decided: promoted, isExcluded: true }))).toBe('too-late')
    expect(missReasonOf(known({ decided: left('over-budget'), isExcluded: true }))).toBe('no-room')
  })

  it('it had been there for others: its return counts before the exclusion', () => {
    expect(missReasonOf(known({ isExcluded: true, returnedAt }))).toBe('evicted')
  })

  it('an excluded person is excluded whether anything was planned or not', () => {
    expect(missReasonOf(known({ isExcluded: true, isPlanned: false }))).toBe('person-excluded')
  })

  it('of several reasons the first that tells of room or of a turn counts', () => {
    expect(missReasonOf(known({ decided: left('on-deck', 'playing-now', 'over-budget') }))).toBe('too-late')
    expect(missReasonOf(known({ decided: left('on-deck', 'over-budget', 'playing-now') }))).toBe('no-room')
  })
})
