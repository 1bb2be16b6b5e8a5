/** Whether names may be taken away or changed as far as the readers and writers of their files are concerned: one question for every way home, and for recovery. */
import type { FileEntry, Identity, Route } from '#core/move/machine.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { type Spots, spotsOf } from '#engine/move/spots.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { Spot } from '#ports/file-system.ts'

/** Routes at whose end the copy has no name any more. The others leave it serving, or find none. */
const takesCopyAway: ReadonlySet<Route | undefined> = new Set([
  'drop',
  'put-back',
  'relink',
  'copy-back',
  'set-aside',
  'restore-parked',
  'recreate',
  'clear'
])

/** The name on the array whose file is replaced or removed on a route; undefined where none is. */
const losesAtHome = (route: Route | undefined, { original, backup }: Spots): Spot | undefined => {
  if (route === 'clear') return backup
  return route === 'write-back' || route === 'copy-back' || route === 'recreate' || route === 'finish-delete'
    ? original
    : undefined
}

const isOpen = async (spot: Spot, found: Identity, deps: MoveDeps): Promise<boolean> =>
  (await deps.fileSystem.inUse(spot, { kind: 'inode', inode: found.inode })) === 'in-use'

/** Throws StoodBack when some program has the copy open: what a writer still writes would be lost, and a reader keeps the room taken. */
export const insistOnUnused = async (entry: FileEntry, copy: Identity | undefined, deps: MoveDeps): Promise<void> => {
  if (copy?.kind !== 'file') return
  if (await isOpen(spotsOf(entry).copy, copy, deps)) throw new StoodBack({ code: 'in-use', path: entry.poolPath })
}

/** Throws StoodBack when some program has this file at home open, where such files are left alone (SKIP_FILES_IN_USE). Wakes its disk. */
const insistOnUnusedAt = async (spot: Spot | undefined, entry: FileEntry, deps: MoveDeps): Promise<void> => {
  if (spot === undefined || !deps.skipsFilesInUse()) return
  const found = await deps.fileSystem.look(spot)
  if (found?.kind === 'file' && (await isOpen(spot, found, deps))) {
    throw new StoodBack({ code: 'in-use', path: entry.sharePath })
  }
}

/** Both, for the route that the entry goes. Whoever opens a file meanwhile counts as well, so it is asked again right before names change. */
export const insistOnFree = async (entry: FileEntry, deps: MoveDeps): Promise<void> => {
  await insistOnUnusedAt(losesAtHome(entry.route, spotsOf(entry)), entry, deps)
  if (takesCopyAway.has(entry.route)) {
    await insistOnUnused(entry, await deps.fileSystem.look(spotsOf(entry).copy), deps)
  }
}

/** For a file on its way to the pool, before its original's name changes: copying it took its time. */
export const insistOnUnusedOriginal = (entry: FileEntry, deps: MoveDeps): Promise<void> =>
  insistOnUnusedAt(spotsOf(entry).original, entry, deps)
