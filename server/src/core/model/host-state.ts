/** What the machine itself says of its storage, where it says anything (Unraid): facts, before anything is concluded. */

import type { Reason } from '@pcu/contract'
import type { SharePath } from './place.ts'

/** One share of the machine. */
export interface HostShare {
  readonly name: string
  /** no, yes, prefer or only: where new files go, and which way the machine's own mover takes them. */
  readonly useCache: string
  /** The pools that the share is configured with. */
  readonly pools: readonly string[]
  /** Bytes that must stay free on a disk for it to get new files. */
  readonly floorBytes: number
  /** On one pool alone. */
  readonly exclusive: boolean
}

/** The state of the machine's storage. */
export interface HostState {
  /** Such as Started or Stopped; undefined when it is not told. */
  readonly array: string | undefined
  /** A parity check, a rebuild or a clearing is under way. */
  readonly parityRuns: boolean
  readonly shares: readonly HostShare[]
  /** Bytes to keep free by the name of a disk or pool (`disk1`, `cache`). */
  readonly floors: ReadonlyMap<string, number>
}

/** What follows from a share's settings for what lies in it. */
export interface ShareRule {
  readonly name: string
  readonly folder: SharePath
  /** Why nothing of it may be cached; undefined when it may. */
  readonly refusal: Reason | undefined
  /** Whether the machine's own mover takes what we put on the pool. */
  readonly moverTakes: boolean
}
