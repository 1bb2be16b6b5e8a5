/** Who copies. Here: this process itself, as tests want it; the program asks the processes of `copier/`. */
import type { Copied, CopyOrder, Expected, Spot, Use } from '#ports/file-system.ts'
import { createBenchPool } from './buffers.ts'
import { createFlow } from './flow.ts'
import { openLocalSession } from './local-session.ts'
import type { Pace } from './pace.ts'
import { copyBySteps } from './steps.ts'

/** The part of a file system that reads and writes whole files, and asks who else does. */
export interface Copier {
  copy(order: CopyOrder): Promise<Copied>
  inUse(spot: Spot, expected: Expected): Promise<Use>
}

/** What the copier of this process needs. */
export interface LocalCopierOptions {
  readonly pace: Pace
  /** Whether copies carry extended attributes and access lists, and leave the page cache clean; both take a process for each copy. */
  readonly extendedAttributes: boolean
}

/** Copies in this process, without native calls: a fault of theirs would take it down. Who has a file open it cannot tell. */
export const createLocalCopier = ({ pace, extendedAttributes }: LocalCopierOptions): Copier => {
  const deps = {
    benches: createBenchPool(),
    extendedAttributes,
    tidiesCache: extendedAttributes,
    native: undefined
  }
  return {
    copy: (order) => copyBySteps(order, openLocalSession(order, order.signal, deps), createFlow(order, pace)),
    inUse: () => Promise.resolve('unknown')
  }
}
