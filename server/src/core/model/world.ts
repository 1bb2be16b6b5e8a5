/** The world as one run sees it: frozen facts, with their own `now`. The planner sees nothing else. */
import type { Reason } from '@pcu/contract'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import type { CopyFinding } from './copies.ts'
import type { ShareRule } from './host-state.ts'
import type { SharedFileRules } from './layout.ts'
import type { PoolPath, SharePath } from './place.ts'
import type { RootGates } from './root-gate.ts'
import type { Inspection, Mode, OwnedUnit, Successor, Unit, UnitId } from './unit.ts'
import type { Sessions, SourceReport } from './want.ts'
import type { SentHome, WatchTimer } from './watch-timer.ts'

/** The pool's room. Bytes. */
export interface PoolRoom {
  readonly freeBytes: number
  /** The whole pool; undefined when it is not known. */
  readonly totalBytes?: number | undefined
  /** It could not be measured, so its numbers say nothing: nothing fits, and nothing goes home for room. */
  readonly isUnmeasured?: boolean | undefined
  readonly floorBytes: number
  readonly ownedBytes: number
  /** What open moves may still write: no room for anything else, within the budget as well; nothing goes home for it. */
  readonly reservedBytes?: number | undefined
  /** Most bytes we may own; undefined when there is no limit. */
  readonly budgetBytes: number | undefined
}

/** What holds for all units of one library. */
export interface PlaceFacts {
  /** Why nothing may be promoted from there (a root not ready, an unusable mode), or undefined. */
  readonly promoteBlock: Reason | undefined
  /** Why nothing may be brought home there, or undefined. */
  readonly evictBlock: Reason | undefined
  readonly mode: Mode
}

/** The same of an additional library. */
export interface SourceFacts extends PlaceFacts {
  readonly root: SharePath
}

/** Everything measured at one moment. What it says as a place holds for REAL_SOURCE. */
export interface Snapshot extends PlaceFacts {
  readonly now: number
  readonly pool: PoolRoom
  /** What holds for additional libraries instead; absent where there are none. */
  readonly sources?: readonly SourceFacts[]
  /** Why nothing goes home in this plan until a person allows it; absent when nothing speaks against it. */
  readonly returnHold?: Reason
  /** What single array roots do not allow. */
  readonly gates: RootGates
  /** The machine's own shares, where it tells of any. */
  readonly shares?: readonly ShareRule[]
  /** What the settings say of files that are more than one title's or program's; when left out they are left alone. */
  readonly shared?: SharedFileRules
  readonly sessions: Sessions
  readonly reports: readonly SourceReport[]
  readonly owned: readonly OwnedUnit[]
  readonly inspections: ReadonlyMap<UnitId, Inspection>
  /** Copies on the pool that are not as they were left. */
  readonly copies: ReadonlyMap<PoolPath, CopyFinding>
  /** The real-time watcher's timers of units on the pool, run out or not; empty when they are switched off. */
  readonly timers: ReadonlyMap<UnitId, WatchTimer>
  /** What such timers sent home although somebody else had saved it. */
  readonly sentHome: ReadonlyMap<UnitId, SentHome>
  /** Orders to leave titles on the array that are in force; absent where there are none. */
  readonly leaveOrders?: ReadonlyMap<UnitId, LeaveOrder>
}

/** A wanted thing that has no place here, with the reason. */
export interface Unplaced {
  readonly path: string
  readonly title: string
  readonly rule: string
  readonly reason: Reason
  readonly sizeBytes: number | undefined
}

/** The snapshot together with the units that it concerns: all that are wanted and all that we own. */
export interface World extends Snapshot {
  /** Wanted or owned units by id. Owned units that Plex no longer lists are absent here and present in `owned`. */
  readonly units: ReadonlyMap<UnitId, Unit>
  readonly unplaced: readonly Unplaced[]
  /** Owned units none of whose files Plex lists any more, as far as a complete answer of Plex can tell. */
  readonly confirmedGone: ReadonlySet<UnitId>
  /** Owned units whose file Plex no longer lists, although the title is there: with the file that it lists instead. */
  readonly replaced: ReadonlyMap<UnitId, string>
  /** Those of them that were upgraded or renamed for certain, with the files that took their place. */
  readonly successors?: ReadonlyMap<UnitId, Successor>
  /** Files of exactly its size that Plex lists and nobody owns, for each of the others: it may lie there under a new name. */
  readonly maybeRenamed?: ReadonlyMap<UnitId, Successor>
}
