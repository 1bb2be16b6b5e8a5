import { describe, expect, it } from 'vitest'
import { lastDays } from './days.ts'
import { daysRead, hitPercentOf, tallyOf, withRates } from './tally.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 2, 6, 20)

type Group = Parameters<typeof tallyOf>[0][number]
const group = (tier: Group['tier'], plays: number, facts: Partial<Group> = {}): Group => ({
  ...{ tier, plays, miss: undefined, bytes: 0, isAsleep: false },
  ...facts
})

describe('a tally', () => {
  it('counts tiers, bytes, misses by reason and disks that were known to sleep', () => {
    const groups = [
      group('pool', 9, { bytes: 45 }),
      group('pool', 1, { isAsleep: true }),
      group('array', 1, { miss: 'evicted', isAsleep: true, bytes: 7 }),
      group('array', 1, { miss: 'never-predicted' }),
      group('array', 1, { miss: 'never-predicted', isAsleep: true }),
      group('elsewhere', 1),
      group('unknown', 1)
    ]
    expect(tallyOf(groups)).toEqual({
      ...{ plays: 15, pool: 10, array: 3, elsewhere: 1, unknown: 1, hitPercent: 76.9, poolBytes: 45 },
      ...{ woke: 2, spared: 1 },
      misses: [
        { reason: 'never-predicted', plays: 2 },
        { reason: 'evicted', plays: 1 }
      ]
    })
  })

  it('tells no rate of fewer than ten plays from pool and array', () => {
    expect([hitPercentOf(9, 0), hitPercentOf(0, 9), hitPercentOf(0, 0)]).toEqual([null, null, null])
    expect([hitPercentOf(10, 0), hitPercentOf(0, 10)]).toEqual([100, 0])
    expect(tallyOf([group('pool', 9), group('elsewhere', 5)]).hitPercent).toBe(null)
  })

  it('of nothing is nothing', () => {
    expect(tallyOf([])).toMatchObject({ plays: 0, hitPercent: null, misses: [] })
  })
})

describe('days', () => {
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

  it('have the rate of the seven days that end with each, and no other', () => {
    const counts = [4, 6, 0, 0, 0, 0, 3, 0].map((pool, at) => ({ at, pool, array: at === 7 ? 1 : 0, other: 2 }))
    expect(withRates(counts, 2)).toEqual([
      { at: 6, pool: 3, array: 0, other: 2, weekHitPercent: 100 },
      { at: 7, pool: 0, array: 1, other: 2, weekHitPercent: 90 }
    ])
    expect(daysRead(2)).toBe(8)
  })
})
