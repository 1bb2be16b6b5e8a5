/** Demand: many wants of many people become one order of importance per unit, with its score broken down. */
import type { Reason, ScorePart } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'

/** All wants of one unit together. */
export interface Demand {
  readonly unit: Unit
  /** Most telling first. */
  readonly because: readonly [Reason, ...Reason[]]
  readonly distance: number
  readonly freshness: number
  /** How many different people want it. */
  readonly people: number
  readonly score: readonly ScorePart[]
}

/** Order of code units, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** Nearest first; the person and the reason decide the rest, so that the order of input never matters. */
const nearestFirst = (a: Want, b: Want): number =>
  a.distance - b.distance ||
  b.freshness - a.freshness ||
  compareText(a.person, b.person) ||
  compareText(JSON.stringify(a.reason), JSON.stringify(b.reason))

const distinct = (wants: readonly Want[]): readonly Reason[] => [
  ...new Map(wants.map((want) => [JSON.stringify(want.reason), want.reason])).values()
]

/** The demand for a unit, or undefined when nobody wants it. */
export const demandOf = (unit: Unit): Demand | undefined => {
  const wants = unit.wants.toSorted(nearestFirst)
  const [nearest] = wants
  const [first, ...others] = distinct(wants)
  if (nearest === undefined || first === undefined) return undefined
  const people = new Set(wants.map((want) => want.person)).size
  return {
    unit,
    because: [first, ...others],
    distance: nearest.distance,
    freshness: nearest.freshness,
    people,
    score: [
      { name: 'episodes ahead', points: 0 - nearest.distance },
      { name: 'people', points: people }
    ]
  }
}
