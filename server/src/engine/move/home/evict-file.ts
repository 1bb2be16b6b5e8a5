/** Brings one file home: looks at what is there now, chooses the way, carries bytes only when the copy is the truth. */
import type { PoolPath } from '#core/model/place.ts'
import type { FileEntry } from '#core/move/machine.ts'
import { chooseRoute } from '#core/move/route.ts'
import { isSame, type Seen, type Sight, sightOf } from '#core/move/sight.ts'
import { insistOnRoots } from '#engine/move/drive.ts'
import { lookAround, spotsOf } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { EvictOrder } from '#ports/mover.ts'
import { adoptMoved } from './adopt.ts'
import { bringHome } from './bring-home.ts'
import { supersede } from './supersede.ts'
import type { FileTrip } from './unit-trip.ts'
import { insistOnUnused } from './unused.ts'

/** Another name of the copy belongs to somebody else, as to a download that is still shared: taking ours away would free nothing. */
export const insistOnOneName = (poolPath: PoolPath, links: number, { because }: EvictOrder): void => {
  if (links <= 1 || because.some(({ code }) => code === 'restore-requested')) return
  throw new StoodBack({ code: 'copy-hard-linked', path: poolPath, links })
}

/**
 * A parked original that another program wrote to under its other name (a download that is still shared) is not the file that was cached any more: the copy is, and
 * comes home as a file of its own. Where the parked name is its only one, it is the newest there is and comes back.
 */
const withStrangersLeftOut = (entry: FileEntry, seen: Seen, sight: Sight): Sight => {
  const isStrange =
    sight.backup === 'ours' &&
    sight.copy === 'ours' &&
    !isSame(seen.backup, entry.source) &&
    (seen.backup?.links ?? 1) > 1
  return isStrange ? { ...sight, backup: 'other' } : sight
}

/** Brings one file home, as far as that is safe. Says how its entry ended; throws when the whole unit should stop. */
export const evictFile: FileTrip = async (entry, home, deps) => {
  // A copy that has to stay is told by the pool alone; the disk of its original sleeps on.
  const { order } = home
  insistOnOneName(entry.poolPath, (await deps.fileSystem.look(spotsOf(entry).copy))?.links ?? 0, order)
  const found = await lookAround(entry, deps.fileSystem)
  await insistOnRoots(entry, found, deps)
  insistOnOneName(entry.poolPath, found.copy?.links ?? 0, order)
  await insistOnUnused(entry, found.copy, deps)
  const { entry: known, seen } = await adoptMoved(entry, found, {
    order: home.order,
    signal: home.control.signal,
    deps
  })
  const sight = withStrangersLeftOut(known, seen, sightOf(known, seen))
  const homeward = await supersede(known, { seen, sight, homeward: chooseRoute(entry.mode, sight) }, { order, deps })
  return await bringHome(known, { seen, sight, homeward }, { home, deps })
}
