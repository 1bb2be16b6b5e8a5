/** Brings a unit home, file by file; each is home or on the pool, never between. */
import type { MoveDeps } from '#engine/move/deps.ts'
import type { EvictOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import { evictFile } from './evict-file.ts'
import { travelHome } from './unit-trip.ts'

/** Evicts. Files that are home stay home, the others stay on the pool. */
export const evictUnit = (order: EvictOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const { unit, because, files } = order
  const open = () =>
    files === undefined ? deps.journal.openEviction(unit, because) : deps.journal.openSome(unit, because, files)
  return travelHome({ order, control, open, each: evictFile }, deps)
}
