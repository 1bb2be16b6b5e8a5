/** Mends a unit that stays on the pool: a copy that somebody changed is written home, one that is gone or damaged lets the original serve. */
import type { FileEntry } from '#core/move/machine.ts'
import { chooseRoute, type Homeward, writesBack } from '#core/move/route.ts'
import { type Sight, sightOf } from '#core/move/sight.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { insistOnRoots } from '#engine/move/drive.ts'
import { finish } from '#engine/move/finish.ts'
import { lookAround } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { MendOrder, MoveControl, MoveOutcome } from '#ports/mover.ts'
import { bringHome } from './bring-home.ts'
import { evictFile } from './evict-file.ts'
import { findRenamed } from './follow.ts'
import type { Homecoming } from './homecoming.ts'
import { supersede } from './supersede.ts'
import { type Arrived, type FileTrip, travelHome } from './unit-trip.ts'

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

/** A file that was not renamed after all: one that Plex lists otherwise for certain goes its way as ever, another one stays. */
const unrenamed = async (entry: FileEntry, home: Homecoming, deps: MoveDeps): Promise<Arrived> => {
  const { renamed, successor } = home.order
  if (entry.role === 'video' && renamed === 'surely') return await evictFile(entry, home, deps)
  if (entry.role === 'video') {
    const by = successor?.files[0]?.sharePath ?? entry.sharePath
    throw new StoodBack({ code: 'not-renamed', path: entry.sharePath, by })
  }
  await finish(entry, { kind: 'kept' }, deps)
  return { ending: { kind: 'kept' } }
}

/** Sidecars come before videos, so that a unit is called after its video's new name only once they were followed. */
const followFile: FileTrip = async (entry, home, deps) => {
  const seen = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, seen, deps)
  const sight = sightOf(entry, seen)
  const homeward = await findRenamed(entry, { seen, sight }, { order: home.order, deps })
  if (homeward === undefined) return await unrenamed(entry, home, deps)
  return await bringHome(entry, { seen, sight, homeward }, { home, deps })
}

/** Mends these files of a unit; what has nothing to mend stays as it is. */
export const mendUnit = (order: MendOrder, control: MoveControl, deps: MoveDeps): Promise<MoveOutcome> => {
  const open = () => deps.journal.openSome(order.unit, order.because, order.files)
  return travelHome({ order, control, open, each: order.renamed === undefined ? mendFile : followFile }, deps)
}
