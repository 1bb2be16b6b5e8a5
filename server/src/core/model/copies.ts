/** What one look at the pool found of the copies that we put there. */
import type { PoolPath } from './place.ts'

/** Became of a copy: gone; changed: somebody wrote to it or replaced it; damaged: other bytes than were put there although nobody wrote; odd: no file. */
export type CopyState = 'gone' | 'changed' | 'damaged' | 'odd'

/** A copy that is not as it was left. */
export interface CopyFinding {
  readonly path: PoolPath
  readonly state: CopyState
  /** When it changed last, epoch milliseconds; undefined when it is gone. */
  readonly changedAt: number | undefined
}
