/** The fixed order of importance: playing now, pinned, on deck, watchlist, trending, finished; nearer first, then fresher, then what more people want. */
import type { ScorePart } from '@pcu/contract'
import type { WantKind } from '#core/model/want.ts'
import { difference, samePlaces } from '#core/plan/kept/difference.ts'
import { firstYes } from '#core/plan/kept/first-yes.ts'
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

/** A demand in the row; its place is not known before the row is whole. */
interface Placed<One extends Demand> {
  readonly demand: One
  readonly ranked: Ranked<One> | undefined
  readonly fresher: number
}

const newcomer = <One extends Demand>(demand: One): Placed<One> => ({ demand, ranked: undefined, fresher: 0 })

const placed = <One extends Demand>(one: Placed<One>, rank: number, fresher: number): Placed<One> => {
  const { demand, ranked } = one
  const isAsFresh = ranked !== undefined && one.fresher === fresher
  if (isAsFresh && ranked.rank === rank) return one
  return { demand, fresher, ranked: { demand, rank, score: isAsFresh ? ranked.score : scoreOf(demand, fresher) } }
}

const insert = <One extends Demand>(row: Placed<One>[], demand: One): void => {
  const at = firstYes(0, row.length, (position) => {
    const other = row[position]
    return other !== undefined && byImportance(other.demand, demand) > 0
  })
  row.splice(at, 0, newcomer(demand))
}

/** More newcomers than this part of a row are sorted with it. */
const few = 1 / 16

const withNewcomers = <One extends Demand>(
  row: readonly Placed<One>[],
  come: readonly One[]
): readonly Placed<One>[] => {
  if (come.length > row.length * few) {
    return [...row, ...come.map(newcomer)].toSorted((a, b) => byImportance(a.demand, b.demand))
  }
  const mended = [...row]
  for (const demand of come) insert(mended, demand)
  return mended
}

/** The row with everybody's place, as far as it was not in this place before. */
const inPlaces = <One extends Demand>(
  row: readonly Placed<One>[],
  before: readonly Placed<One>[]
): readonly Placed<One>[] => {
  const same = samePlaces(row, before)
  const done = row.slice(0, same)
  let last = done.at(-1)
  for (let position = same; position < row.length; position += 1) {
    const one = row[position]
    if (one === undefined) continue
    const isNext = last !== undefined && isSameClass(last.demand, one.demand)
    const isLess = isNext && last?.demand.freshness !== one.demand.freshness
    last = placed(one, position + 1, isNext ? (last?.fresher ?? 0) + Number(isLess) : 0)
    done.push(last)
  }
  return done
}

/** Among wishes of one kind, so many episodes nearer is clearly nearer: less would carry files to and fro for a guess. */
const clearlyNearer = 3

/** A swap costs two trips, so it needs a better kind of wish, or one that is clearly nearer. What is played or pinned is never given up. */
const isWorthSwap = ({ demand: better }: Ranked, { demand: worse }: Ranked): boolean => {
  if (worse.kind === 'playing' || worse.kind === 'pin') return false
  if (better.kind !== worse.kind) return placeOf(better.kind) < placeOf(worse.kind)
  return worse.distance - better.distance >= clearlyNearer
}

/** Needs no history and no learning. It mends its last order where others are demanded now. Demands are never changed, only replaced. */
export const createFixedRanking = <One extends Demand>(): Ranking<One> => {
  let asked: readonly One[] = []
  let row: readonly Placed<One>[] = []
  return {
    order: (demands) => {
      const { gone, come } = difference(asked, demands)
      const left = gone.size === 0 ? row : row.filter(({ demand }) => !gone.has(demand))
      row = inPlaces(withNewcomers(left, come), row)
      asked = demands
      const all: Ranked<One>[] = []
      for (const { ranked } of row) if (ranked !== undefined) all.push(ranked)
      return all
    },
    isWorthSwap
  }
}
