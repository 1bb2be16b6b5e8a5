/** Days of the history, and what an address may say. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginOf, narrowing } from '../src/features/history/asked.ts'
import { historyFiltersIn } from '../src/features/history/filters.ts'

const hour = 3_600_000

describe('a day', () => {
  it.each([
    ['2026-11-23', 'UTC', '2026-11-23T00:00:00Z', 24],
    ['2026-11-23', 'America/New_York', '2026-11-23T05:00:00Z', 24],
    ['2026-11-23', 'Pacific/Kiritimati', '2026-11-22T10:00:00Z', 24],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    ['2026-11-23', 'Asia/Kolkata', '2026-11-22T18:30:00Z', 24]
  ])('%s in %s begins %s and has %i hours', (...[day, zone, begin, hours]) => {
    expect(new Date(beginOf(day, zone)).toISOString()).toBe(new Date(begin).toISOString())
    const { from, until } = narrowing({ day }, zone)
    expect([Number(from), Number(until) - Number(from)]).toEqual([Date.parse(begin), hours * hour])
  })
})

describe('an address', () => {
  it('narrows by what it says rightly', () => {
    const search = { kind: 'failed', person: 'Ada', text: 7, day: '2026-11-23', page: 3, run: '41' }
    expect(historyFiltersIn(search)).toEqual({ ...search, text: '7', run: 41 })
  })

  it.each([
    { kind: 'none' },
    { kind: 'constructor' },
    { day: '2026-02-30' },
    { day: '2026-1-1' },
    { page: 1 },
    { page: -2 },
    { run: 'x' },
    { run: 1e99 },
    { person: '' },
    { text: ['a'] }
  ])('is as if it were empty where it says %j', (search) => {
    expect(historyFiltersIn(search)).toEqual({})
  })

  it('never breaks the page, whatever it says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (search) => {
        const read = historyFiltersIn(search)
        expect(historyFiltersIn({ ...read })).toEqual(read)
        narrowing(read, 'Europe/Berlin')
      })
    )
  })
})
