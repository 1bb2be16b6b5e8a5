import { describe, expect, it } from 'vitest'
import { lastDays } from './days.ts'
import { byDayOf, daysRead, hitPercentOf, tallyOf, weeksOf } from './tally.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 2, 6, 20)

type Start = Parameters<typeof tallyOf>[0][number]
const aStart = (facts: Partial<Start> = {}): Start => ({
  at: now,
  tier: 'pool',
  miss: undefined,
  bytes: 5,
  diskState: 'unknown',
  ...facts
})
const many = (count: number, facts?: Partial<Start>): readonly Start[] =>
  Array.from({ length: count }, () => aStart(facts))
const miss = (reason: NonNullable<Start['miss']>, facts: Partial<Start> = {}): Start =>
  aStart({ tier: 'array', miss: reason, ...facts })

describe('a tally', () => {
  it('counts tiers, bytes, misses by reason and disks that were known to sleep', () => {
    const starts = [
      ...many(9),
      aStart({ diskState: 'asleep', bytes: undefined }),
      miss('evicted', { diskState: 'asleep' }),
      miss('never-predicted'),
      miss('never-predicted', { diskState: 'quiet' }),
      aStart({ tier: 'elsewhere' }),
      aStart({ tier: 'unknown' })
    ]
    expect(tallyOf(starts)).toEqual({
      ...{ plays: 15, pool: 10, array: 3, elsewhere: 1, unknown: 1, hitPercent: 76.9, poolBytes: 45 },
      ...{ woke: 1, spared: 1 },
      misses: [
        { reason: 'never-predicted', plays: 2 },
        { reason: 'evicted', plays: 1 }
      ]
    })
  })

  it('tells no rate of fewer than ten plays from pool and array', () => {
    expect([hitPercentOf(9, 0), hitPercentOf(0, 9), hitPercentOf(0, 0)]).toEqual([null, null, null])
    expect([hitPercentOf(10, 0), hitPercentOf(0, 10)]).toEqual([100, 0])
    expect(tallyOf([...many(9), ...many(5, { tier: 'elsewhere' })]).hitPercent).toBe(null)
  })

  it('of nothing is nothing', () => {
    expect(tallyOf([])).toMatchObject({ plays: 0, hitPercent: null, misses: [] })
  })
})

describe('weeks', () => {
  it('border to the millisecond', () => {
    const { week, weekBefore } = weeksOf(
      [
        aStart({ at: now - 14 * day - 1 }),
        aStart({ at: now - 14 * day }),
        aStart({ at: now - 7 * day - 1 }),
        aStart({ at: now - 7 * day })
      ],
      now
    )
    expect([week.plays, weekBefore.plays]).toEqual([1, 2])
  })
})

describe('days', () => {
  const beginnings = lastDays(now, daysRead(3), 'UTC')

  it('begin at midnight of the zone, also where the clocks change', () => {
    const berlin = lastDays(Date.UTC(2026, 2, 30, 12), 3, 'Europe/Berlin')
    expect(berlin.map((at) => new Date(at).toISOString())).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z'
    ])
    const autumn = lastDays(Date.UTC(2026, 9, 26, 12), 3, 'Europe/Berlin')
    expect(autumn.map((at) => new Date(at).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z'
    ])
  })

  it.each(['UTC', 'Europe/Berlin', 'America/Santiago', 'Asia/Kathmandu', 'Pacific/Auckland', 'Africa/Cairo'])(
    'of a whole year follow each other in %s',
    (zone) => {
      const days = lastDays(now, 366, zone)
      const lengths = new Set(days.slice(1).map((at, n) => (at - (days[n] ?? 0)) / hour))
      expect(days).toHaveLength(366)
      expect([...lengths].every((length) => length >= 23 && length <= 25)).toBe(true)
    }
  )

  it('hold their plays, and the rate of the seven days that end with each', () => {
    const today = beginnings.at(-1) ?? 0
    const starts = [
      ...many(6, { at: today - 6 * day }),
      ...many(3, { at: today - 1 }),
      miss('no-room', { at: today }),
      aStart({ at: today, tier: 'unknown' })
    ]
    expect(byDayOf(starts, beginnings, 3)).toEqual([
      { at: today - 2 * day, pool: 0, array: 0, other: 0, weekHitPercent: null },
      { at: today - day, pool: 3, array: 0, other: 0, weekHitPercent: null },
      { at: today, pool: 0, array: 1, other: 1, weekHitPercent: 90 }
    ])
  })

  it('leave out what was before them', () => {
    expect(byDayOf([aStart({ at: 0 })], beginnings, 3).every(({ pool }) => pool === 0)).toBe(true)
  })
})
