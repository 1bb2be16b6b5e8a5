/** What bringing files of one unit home shares. */

import type { Progress } from '#engine/move/progress.ts'
import type { EvictOrder, MoveControl } from '#ports/mover.ts'

/** The order, who watches it, and the counters. */
export interface Homecoming {
  readonly order: EvictOrder
  readonly control: MoveControl
  readonly progress: Progress
}
