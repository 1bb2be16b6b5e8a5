/** The fixed order of importance: playing now, pinned, on deck, watchlist, trending, finished; nearer first, then fresher, then what more people want. */
import type { ScorePart } from '@pcu/contract'
import type { WantKind } from '#core/model/want.ts'
import { compareText, type Demand, kindsInOrder, placeOf } from './demand.ts'
import type { Ranked, Ranking } from './ranking.ts'

const byImportance = (a: Demand, b: Demand): number =>
  placeOf(a.kind) - placeOf(b.kind) ||
  a.distance - b.distance ||
  b.freshness - a.freshness ||
  b.people - a.people ||
  compareText(a.unit.id, b.unit.id)

const kindNames: { readonly [kind in WantKind]: string } = {
  playing: 'playing now',
  pin: 'pinned',
  'on-deck': 'on deck',
  watchlist: 'on a watchlist',
  trending: 'trending',
  finished: 'watched a moment ago'
}

/** More than any distance counts. */
const perKind = 10_000
const mostAhead = 9000
/** Fresher ones before it count so much each: a million of them are less than one episode. */
const perFresher = 1e-6
/** A person more counts so much: hundreds are less than one place in freshness. */
const perPerson = 1e-9
const mostPeople = 900

/**
 * Freshness as the number of fresher moments among demands of the same kind and distance, because moments themselves would change the points at every run.
 */
const scoreOf = (demand: Demand, fresher: number): readonly ScorePart[] => [
  { name: kindNames[demand.kind], points: (kindsInOrder.length - placeOf(demand.kind)) * perKind },
  { name: 'episodes ahead', points: 0 - Math.min(demand.distance, mostAhead) },
  { name: 'viewed longer ago', points: 0 - fresher * perFresher },
  { name: 'people', points: Math.min(demand.people, mostPeople) * perPerson }
]

const isSameClass = (a: Demand, b: Demand): boolean => a.kind === b.kind && a.distance === b.distance

/** The latest place of a demand. */
interface Placed {
  readonly ranked: Ranked
  readonly fresher: number
}

/** Demands are never changed, only replaced. */
const latest = new WeakMap<Demand, Placed>()

/** The same demands, nearly in their order when most of them were in order a moment ago: sorting them takes one pass then. */
const nearlyInOrder = (demands: readonly Demand[]): readonly Demand[] => {
  const places: (Demand | undefined)[] = demands.map(() => undefined)
  const others: Demand[] = []
  for (const demand of demands) {
    const place = (latest.get(demand)?.ranked.rank ?? Number.POSITIVE_INFINITY) - 1
    if (place < places.length && places[place] === undefined) places[place] = demand
    else others.push(demand)
  }
  return [...places.filter((demand) => demand !== undefined), ...others]
}

const placed = (demand: Demand, rank: number, fresher: number): Ranked => {
  const known = latest.get(demand)
  if (known !== undefined && known.ranked.rank === rank && known.fresher === fresher) return known.ranked
  const ranked = { demand, rank, score: scoreOf(demand, fresher) }
  latest.set(demand, { ranked, fresher })
  return ranked
}

const order = (demands: readonly Demand[]): readonly Ranked[] => {
  let fresher = 0
  let before: Demand | undefined
  return nearlyInOrder(demands)
    .toSorted(byImportance)
    .map((demand, position): Ranked => {
      if (before === undefined || !isSameClass(before, demand)) fresher = 0
      else if (before.freshness !== demand.freshness) fresher += 1
      before = demand
      return placed(demand, position + 1, fresher)
    })
}

/** Among wishes of one kind, so many episodes nearer is clearly nearer: less would carry files to and fro for a guess. */
const clearlyNearer = 3

/** A swap costs two trips, so it needs a better kind of wish, or one that is clearly nearer. What is played or pinned is never given up. */
const isWorthSwap = ({ demand: better }: Ranked, { demand: worse }: Ranked): boolean => {
  if (worse.kind === 'playing' || worse.kind === 'pin') return false
  if (better.kind !== worse.kind) return placeOf(better.kind) < placeOf(worse.kind)
  return worse.distance - better.distance >= clearlyNearer
}

/** Needs no history and no learning. */
export const fixedRanking: Ranking = { order, isWorthSwap }
