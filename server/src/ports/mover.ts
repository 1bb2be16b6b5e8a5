/** What the engine needs of the room that moves units: orders in, outcomes out, progress on the way. */
import type { Reason, Remedy } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { SharePath } from '#core/model/place.ts'
import type { Inspection, OwnedUnit, Renamed, Successor, Unit, UnitId } from '#core/model/unit.ts'
import type { Failure } from '#src/failure.ts'
import type { Pause } from './file-system.ts'

/** How far a move is. Bytes count both the copy and nothing else; phases after it move no bytes. */
export interface MoveProgress {
  readonly phase: 'copying' | 'verifying' | 'switching' | 'returning'
  readonly files: readonly { readonly name: string; readonly bytesDone: number; readonly bytesTotal: number }[]
}

/** done: all files serve from their new place; stood back: the world changed, nothing is lost, nothing half-done is left. */
export type MoveOutcome =
  | { readonly kind: 'done'; readonly bytes: number }
  | { readonly kind: 'stood-back'; readonly reason: Reason }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** How a move is watched and stopped. */
export interface MoveControl {
  readonly signal: AbortSignal
  /** Holds copies up; a copy that waits keeps its temporary name and its room. Absent: never. */
  readonly pause?: Pause
  /** Takes a disk of the array that was not foreseen, for the rest of this move; false when another move is at work there. Never waits. Absent: nobody else is. */
  claimDisk?(root: string): boolean
  onProgress(progress: MoveProgress): void
  /** Asked right before each destructive step; a reason stops the move there (somebody plays it now). */
  recheck(): Promise<Reason | undefined>
}

/** Bring these files to the pool. */
export interface PromoteOrder {
  readonly layout: StorageLayout
  readonly unit: Unit
  readonly inspection: Inspection
  readonly because: readonly [Reason, ...Reason[]]
}

/** Bring this unit home. */
export interface EvictOrder {
  readonly layout: StorageLayout
  readonly unit: OwnedUnit
  readonly because: readonly [Reason, ...Reason[]]
  /** These files alone; all that serve no other unit when left out. */
  readonly files?: readonly SharePath[]
  /** The files that took the unit's place: when they are seen to be whole, what somebody deleted or replaced is cleared away instead of waiting for a person. */
  readonly successor?: Successor
  /** It may have been renamed to one of these: surely, where Plex lists them for the same title; perhaps, where only their size says so. */
  readonly renamed?: Renamed | undefined
}

/** Mend these files of a unit that stays on the pool: somebody changed, deleted or damaged their copies. */
export interface MendOrder extends EvictOrder {
  readonly files: readonly SharePath[]
}

/** Do this about what somebody deleted or replaced. */
export interface ResolveOrder extends EvictOrder {
  readonly how: Remedy
}

/** What settling found and did, one sentence each. */
export interface Settled {
  readonly sentence: string
  readonly state: 'finished' | 'rolled-back' | 'needs-a-person'
  readonly unit: UnitId
  /** What the world said where it is still open. */
  readonly met?: MoveOutcome
}

/** Moves units by the transfer protocol; journals before each act. */
export interface Mover {
  promote(order: PromoteOrder, control: MoveControl): Promise<MoveOutcome>
  evict(order: EvictOrder, control: MoveControl): Promise<MoveOutcome>
  /** Writes changed copies home while they go on serving; where a copy is gone or damaged, lets the original serve. */
  mend(order: MendOrder, control: MoveControl): Promise<MoveOutcome>
  /** Does a remedy of an orphan, for those of its files that wait for a person; stands back when what is on the disks does not allow it. */
  resolve(order: ResolveOrder, control: MoveControl): Promise<MoveOutcome>
  /** Settles every unfinished journal entry. Idempotent; runs before anything else after a start. */
  settle(): Promise<readonly Settled[]>
}
