/** The plan: one decision for every unit, and the steps that follow from them, as values that can be printed, stored and compared. */
import type { Action, Reason, Remedy, ScorePart } from '@pcu/contract'
import type { PoolPath, SharePath } from './place.ts'
import type { Inspection, OwnedUnit, Renamed, Successor, Unit } from './unit.ts'

/** A rule's answer about one unit. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refuse'; readonly reason: Reason; readonly until: 'next-run' | 'settings-change' | 'never' }

/** A rule that said no. */
export interface Refusal {
  readonly rule: string
  readonly reason: Reason
}

/** What happens to one unit and why. At least one reason, most telling first. */
export interface PlannedDecision {
  /** The unit, or Plex's path of a file that has no place here. */
  readonly unit: string
  readonly title: string
  readonly action: Action
  readonly because: readonly [Reason, ...Reason[]]
  readonly refusals: readonly Refusal[]
  readonly score: readonly ScorePart[]
  /** Its place among all demands, 1 first; undefined when nobody wants it. */
  readonly rank?: number | undefined
  readonly sizeBytes: number | undefined
  readonly files: number
  readonly from: SharePath | PoolPath | undefined
  readonly to: SharePath | PoolPath | undefined
}

/** Bring a unit to the pool. `inspection` is undefined until somebody has looked at the files. */
export interface PromoteStep {
  readonly kind: 'promote'
  readonly unit: Unit
  readonly inspection: Inspection | undefined
  readonly sizeBytes: number
  readonly because: readonly [Reason, ...Reason[]]
}

/** Bring a unit home. */
export interface EvictStep {
  readonly kind: 'evict'
  readonly unit: OwnedUnit
  /** These of its files alone; all of them when left out. */
  readonly files?: readonly SharePath[]
  /** What Plex lists in its place or under its name: once that is seen to be whole, what somebody deleted or replaced of the unit is cleared away. */
  readonly successor?: Successor
  readonly sizeBytes: number
  readonly because: readonly [Reason, ...Reason[]]
}

/** Put files of a unit that stays on the pool in order: their copies changed, vanished or were damaged. */
export interface MendStep {
  readonly kind: 'mend'
  readonly unit: OwnedUnit
  readonly files: readonly SharePath[]
  /** As for an eviction. */
  readonly successor?: Successor
  /** The ledger is to follow a file that Plex lists under another name, where that is our own. */
  readonly renamed?: Renamed
  readonly sizeBytes: number
  readonly because: readonly [Reason, ...Reason[]]
}

/** Settle what somebody deleted or replaced, by a remedy that the owner's settings allow. */
export interface ResolveStep {
  readonly kind: 'resolve'
  readonly how: Remedy
  readonly unit: OwnedUnit
  readonly sizeBytes: number
  readonly because: readonly [Reason, ...Reason[]]
}

export type Step = PromoteStep | EvictStep | MendStep | ResolveStep

/** Evictions stand before promotions, promotions in rank order. */
export interface Plan {
  readonly decisions: readonly PlannedDecision[]
  readonly steps: readonly Step[]
  /** What would have gone home, had it not been too much at once. */
  readonly heldReturns?: HeldReturns
}

/** Returns that wait for a person. */
export interface HeldReturns {
  readonly reason: Extract<Reason, { code: 'too-many-returns' }>
  readonly titles: readonly string[]
}
