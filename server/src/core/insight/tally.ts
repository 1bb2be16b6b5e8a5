/** Counts plays: by where they came from, by why not from the pool, and day by day. */
import { type Insight, leastPlaysForRate, type MissReason, type PlayTally } from '@pcu/contract'
import type { PlayStart } from './start.ts'

const dayMs = 24 * 3_600_000
const weekDays = 7

/** What a count needs of a play. */
type Counted = Pick<PlayStart, 'at' | 'tier' | 'miss' | 'bytes' | 'diskState'>

/** Percent, one digit after the point; null of so few plays that it says nothing. */
export const hitPercentOf = (pool: number, array: number): number | null =>
  pool + array < leastPlaysForRate ? null : Math.round((pool / (pool + array)) * 1000) / 10

const missesOf = (starts: readonly Counted[]): PlayTally['misses'] => {
  const counts = new Map<MissReason, number>()
  for (const { miss } of starts) if (miss !== undefined) counts.set(miss, (counts.get(miss) ?? 0) + 1)
  return [...counts].map(([reason, plays]) => ({ reason, plays })).toSorted((a, b) => b.plays - a.plays)
}

/** All of them together. */
export const tallyOf = (starts: readonly Counted[]): PlayTally => {
  const from = (tier: Counted['tier']): readonly Counted[] => starts.filter((start) => start.tier === tier)
  const [pool, array] = [from('pool'), from('array')]
  const asleep = (some: readonly Counted[]): number => some.filter(({ diskState }) => diskState === 'asleep').length
  return {
    plays: starts.length,
    pool: pool.length,
    array: array.length,
    elsewhere: from('elsewhere').length,
    unknown: from('unknown').length,
    hitPercent: hitPercentOf(pool.length, array.length),
    poolBytes: pool.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    woke: asleep(array),
    spared: asleep(pool),
    misses: missesOf(starts)
  }
}

/** Plays of `[from, until)`. */
export const between = <Start extends Counted>(starts: readonly Start[], from: number, until: number) =>
  starts.filter(({ at }) => at >= from && at < until)

type Day = Insight['byDay'][number]

const emptyDay = (at: number): Day => ({ at, pool: 0, array: 0, other: 0, weekHitPercent: null })

const countInto = (days: Day[], position: number, tier: Counted['tier']): void => {
  const day = days[position]
  if (day === undefined) return
  const name = tier === 'pool' || tier === 'array' ? tier : 'other'
  days[position] = { ...day, [name]: day[name] + 1 }
}

/** The day that holds an instant, by its position; -1 before the first. */
const positionOf = (at: number, beginnings: readonly number[]): number => {
  let [low, high] = [0, beginnings.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((beginnings[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

const withRate = (days: readonly Day[], position: number): Day | undefined => {
  const day = days[position]
  const week = days.slice(Math.max(0, position + 1 - weekDays), position + 1)
  const sum = (name: 'pool' | 'array'): number => week.reduce((all, one) => all + one[name], 0)
  return day && { ...day, weekHitPercent: hitPercentOf(sum('pool'), sum('array')) }
}

/**
 * The last `count` days, one entry each.
 *
 * @param beginnings of at least six days more, so that the rate of the first ones is that of seven days as well
 */
export const byDayOf = (starts: readonly Counted[], beginnings: readonly number[], count: number): readonly Day[] => {
  const days = beginnings.map(emptyDay)
  for (const { at, tier } of starts) countInto(days, positionOf(at, beginnings), tier)
  return days.flatMap((_, position) => withRate(days, position) ?? []).slice(-count)
}

/** How many days are to be read for the rate of the first of `count`. */
export const daysRead = (count: number): number => Math.max(count + weekDays - 1, 2 * weekDays)

/** The last seven times 24 hours, and those before them. */
export const weeksOf = (starts: readonly Counted[], now: number): Pick<Insight, 'week' | 'weekBefore'> => ({
  week: tallyOf(between(starts, now - weekDays * dayMs, Number.POSITIVE_INFINITY)),
  weekBefore: tallyOf(between(starts, now - 2 * weekDays * dayMs, now - weekDays * dayMs))
})
