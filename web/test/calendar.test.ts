/** The days ahead: what leaves when, what is tried again, and what stays. */
import { describe, expect, it } from 'vitest'
import { daysOf, entriesOf } from '../src/features/calendar/days.ts'
import { dayAhead, timeText } from '../src/ui/words/numbers.ts'
import { aDecision, HOUR } from './builders.ts'
import { comingAndLeaving } from './watching-worlds.ts'

const now = Date.UTC(2026, 10, 23, 22, 30)
const entries = entriesOf(comingAndLeaving(now), now)

describe('what comes and leaves', () => {
  it('is told at the moment when the last of its reasons ends, by that reason, never before now', () => {
    expect(entries.map(({ title, way, at }) => [title.slice(0, 6), way, (at - now) / HOUR])).toEqual([
      ['Over a', 'leaves', 0],
      ['Tried ', 'comes', 1],
      ['Leaves', 'leaves', 48]
    ])
    expect(entries[2]?.sentence).toMatch(/POOL_HOLD_HOURS/u)
  })

  it('leaves out what moves now, and what somebody wants', () => {
    expect(entries.map(({ title }) => title)).not.toContain('Wanted')
    const ends = comingAndLeaving(now).flatMap(({ because }) => because)
    expect(entriesOf([aDecision(1, { because: [ends[0]].flatMap((one) => one ?? []) })], now)).toEqual([])
  })

  it('stands under the days of the zone in which the server lives', () => {
    expect(daysOf(entries, 'UTC').map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-25'])
    expect(daysOf(entries, 'Europe/Berlin').map(({ day, entries: own }) => [day, own.length])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-24', 1],
      ['2026-11-25', 1]
    ])
  })
})

describe('words for days', () => {
  it.each([
    [0, 'Today'],
    [HOUR, 'Today'],
    [2 * HOUR, 'Tomorrow'],
    [26 * HOUR, 'Wednesday, November 25, 2026'],
    [-24 * HOUR, 'Sunday, November 22, 2026']
  ])('%i ms ahead is %s', (ahead, word) => {
    expect(dayAhead(now + ahead, { today: now, timeZone: 'UTC' })).toBe(word)
  })

  it('tells the time of day in the zone', () => {
    expect(timeText(now, 'Europe/Berlin')).toMatch(/^11:30.PM$|^23:30$/u)
  })
})
