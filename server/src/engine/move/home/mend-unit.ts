/** Mends a unit that stays on the pool: a copy that somebody changed is written home, one that is gone or damaged lets the original serve. */
import type { FileEntry } from '#core/move/machine.ts'
import { chooseRoute, type Homeward, writesBack } from '#core/move/route.ts'
import { type Sight, sightOf } from '#core/move/sight.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { insistOnRoots } from '#engine/move/drive.ts'
import { finish } from '#engine/move/finish.ts'
import { lookAround } from '#engine/move/spots.ts'
import type { MendOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import { bringHome } from './bring-home.ts'
import { supersede } from './supersede.ts'
import { type FileTrip, travelHome } from './unit-trip.ts'

/** Where a file that should go on serving leads; undefined: nowhere, it serves as it is. */
const mendingOf = (entry: FileEntry, sight: Sight): Homeward | undefined => {
  if (writesBack(entry.mode, sight)) return { kind: 'go', route: 'write-back' }
  const isTheirs = sight.original === 'other' && sight.copy === 'ours'
  return isTheirs || sight.copy === 'gone' || sight.copy === 'damaged' ? chooseRoute(entry.mode, sight) : undefined
}

const mendFile: FileTrip = async (entry, home, deps) => {
  const seen = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, seen, deps)
  const sight = sightOf(entry, seen)
  const mending = mendingOf(entry, sight)
  if (mending !== undefined) {
    const homeward = await supersede(entry, { seen, sight, homeward: mending }, { order: home.order, deps })
    return await bringHome(entry, { seen, sight, homeward }, { home, deps })
  }
  await finish(entry, { kind: 'kept' }, deps)
  return { ending: { kind: 'kept' } }
}

/** Mends these files of a unit; what has nothing to mend stays as it is. */
export const mendUnit = (order: MendOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const open = () => deps.journal.openSome(order.unit, order.because, order.files)
  return travelHome({ order, control, open, each: mendFile }, deps)
}
