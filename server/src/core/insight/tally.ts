/** Sums up plays: by where they came from, by why not from the pool, and day by day. */
import { type Insight, leastPlaysForRate, type MissReason, type PlayTally } from '@pcu/contract'
import type { PlayStart } from './start.ts'

const weekDays = 7

/** Plays that are alike. */
export interface Alike extends Pick<PlayStart, 'tier' | 'miss'> {
  /** Whether their disk was known to be asleep. */
  readonly isAsleep: boolean
  readonly plays: number
  readonly bytes: number
}

/** Percent, one digit after the point; null of so few plays that it says nothing. */
export const hitPercentOf = (pool: number, array: number): number | null =>
  pool + array < leastPlaysForRate ? null : Math.round((pool / (pool + array)) * 1000) / 10

const playsIn = (groups: readonly Alike[]): number => groups.reduce((sum, { plays }) => sum + plays, 0)

const missesOf = (groups: readonly Alike[]): PlayTally['misses'] => {
  const counts = new Map<MissReason, number>()
  for (const { miss, plays } of groups) if (miss !== undefined) counts.set(miss, (counts.get(miss) ?? 0) + plays)
  return [...counts].map(([reason, plays]) => ({ reason, plays })).toSorted((a, b) => b.plays - a.plays)
}

/** All of them together. */
export const tallyOf = (groups: readonly Alike[]): PlayTally => {
  const from = (tier: Alike['tier']): readonly Alike[] => groups.filter((group) => group.tier === tier)
  const asleep = (some: readonly Alike[]): number => playsIn(some.filter(({ isAsleep }) => isAsleep))
  const [pool, array] = [from('pool'), from('array')]
  return {
    plays: playsIn(groups),
    pool: playsIn(pool),
    array: playsIn(array),
    elsewhere: playsIn(from('elsewhere')),
    unknown: playsIn(from('unknown')),
    hitPercent: hitPercentOf(playsIn(pool), playsIn(array)),
    poolBytes: pool.reduce((sum, { bytes }) => sum + bytes, 0),
    woke: asleep(array),
    spared: asleep(pool),
    misses: missesOf(groups)
  }
}

type Day = Insight['byDay'][number]
type DayPlays = Omit<Day, 'weekHitPercent'>

const rateAt = (days: readonly DayPlays[], position: number): number | null => {
  const week = days.slice(Math.max(0, position + 1 - weekDays), position + 1)
  const sum = (name: 'pool' | 'array'): number => week.reduce((all, one) => all + one[name], 0)
  return hitPercentOf(sum('pool'), sum('array'))
}

/** The last `count` days, each with the rate of the seven that end with it. `days` holds six days more, so that this is so of the first ones as well. */
export const withRates = (days: readonly DayPlays[], count: number): readonly Day[] =>
  days.map((day, position) => ({ ...day, weekHitPercent: rateAt(days, position) })).slice(-count)

/** How many days are to be read for the rate of the first of `count`. */
export const daysRead = (count: number): number => count + weekDays - 1
