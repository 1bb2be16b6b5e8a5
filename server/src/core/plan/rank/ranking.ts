/** The door of the ranking: what a ranking is given and what it must give back. Whatever decides what is worth most moves in behind it. */
import type { ScorePart } from '@pcu/contract'
import type { World } from '#core/model/world.ts'
import type { Demand } from './demand.ts'

/** A demand with its place among all demands. */
export interface Ranked<One extends Demand = Demand> {
  readonly demand: One
  /** 1 is the most important. */
  readonly rank: number
  /** Named points a person can read; their sum never grows from one rank to the next. */
  readonly score: readonly ScorePart[]
  /** What a gigabyte of it on the pool is worth, in the ranking's own measure; undefined where a ranking knows only an order. */
  readonly valuePerGb?: number | undefined
}

/** Decides what is more important. Pure: the order in which demands arrive never matters. */
export interface Ranking<One extends Demand = Demand> {
  /** Every demand once, the most important first. */
  readonly order: (demands: readonly One[], world: World) => readonly Ranked<One>[]
  /**
   * Whether a wish is worth the trip home of something that somebody else still wants. Only ever yes for a worse rank, and when it is yes for one, then for
   * everything that ranks behind that one, too: so nothing that went can push its way back.
   */
  readonly isWorthSwap: (better: Ranked, worse: Ranked) => boolean
}
