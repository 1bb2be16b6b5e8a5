/** Demand: many wants of many people become one demand per unit. */
import { type Reason, wantKindSchema } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { Session, Want, WantKind } from '#core/model/want.ts'

/** All wants of one unit together. Its kind, distance and freshness are those of its most important want. */
export interface Demand {
  readonly unit: Unit
  /** Most telling first. */
  readonly because: readonly [Reason, ...Reason[]]
  readonly kind: WantKind
  /** Whose wish is the most important one. */
  readonly person: string
  /** Episodes ahead, 0 = next. */
  readonly distance: number
  /** Epoch milliseconds of the viewing behind it. */
  readonly freshness: number
  /** How many different people want it. */
  readonly people: number
}

/** The most important kind first. */
export const kindsInOrder: readonly WantKind[] = wantKindSchema.options

const places: { readonly [kind in WantKind]: number } = {
  playing: 0,
  pin: 1,
  'on-deck': 2,
  watchlist: 3,
  trending: 4,
  finished: 5
}

/** 0 is the most important kind. */
export const placeOf = (kind: WantKind): number => places[kind]

/** Order of code units, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** The most important first; the person and the reason decide the rest, so that the order of input never matters. */
const importantFirst = (a: Want, b: Want): number =>
  placeOf(a.kind) - placeOf(b.kind) ||
  a.distance - b.distance ||
  b.freshness - a.freshness ||
  compareText(a.person, b.person) ||
  compareText(JSON.stringify(a.reason), JSON.stringify(b.reason))

const distinct = (wants: readonly Want[]): readonly Reason[] => [
  ...new Map(wants.map((want) => [JSON.stringify(want.reason), want.reason])).values()
]

const gather = (unit: Unit, wants: readonly Want[]): Demand | undefined => {
  const [best] = wants
  if (best === undefined) return undefined
  const { kind, person, distance, freshness } = best
  const common = { unit, kind, person, distance, freshness }
  if (wants.length === 1) return { ...common, because: [best.reason], people: 1 }
  const [first = best.reason, ...others] = distinct(wants)
  return { ...common, because: [first, ...others], people: new Set(wants.map((want) => want.person)).size }
}

/** Whoever plays it wants it more than anybody else wants anything. */
const played = (demand: Demand, { person }: Session): Demand => {
  const others = demand.because.filter(({ code }) => code !== 'playing')
  return { ...demand, kind: 'playing', person, distance: 0, because: [{ code: 'playing', person }, ...others] }
}

/** The demand for a unit, or undefined when nobody wants it. `session`: somebody plays one of its items. */
export const demandOf = (unit: Unit, session?: Session): Demand | undefined => {
  const demand = gather(unit, unit.wants.length > 1 ? unit.wants.toSorted(importantFirst) : unit.wants)
  return demand === undefined || session === undefined ? demand : played(demand, session)
}
