/** What may not be done with a root, and why. */
import type { Reason } from '@pcu/contract'

/** Each holds a reason when that much is not allowed. What forbids touching forbids all the rest and is given for each. */
export interface RootGate {
  /** Nothing on it is looked at or relied upon: it is away, or it answers with errors. */
  readonly touch?: Reason
  /** No copy on the pool is given up for what lies there. */
  readonly rely?: Reason
  /** No name and no byte is changed there. */
  readonly change?: Reason
  /** Nothing is copied there. */
  readonly fill?: Reason
}

/** Gates by the root's path; a root that is not named is open. */
export type RootGates = ReadonlyMap<string, RootGate>
