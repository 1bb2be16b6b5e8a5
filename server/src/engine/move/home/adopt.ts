/** Finds a kept original that somebody moved to another disk or rewrote under a new inode: same size, same time and, read in full, the same hash. */
import type { FileEntry } from '#core/move/machine.ts'
import { homePathOf } from '#core/move/names.ts'
import { isLike, isSame, type Seen } from '#core/move/sight.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import { lookAround } from '#engine/move/spots.ts'
import type { EvictOrder } from '#ports/mover.ts'

/** What adopting needs. */
export interface AdoptContext {
  readonly order: EvictOrder
  readonly signal: AbortSignal
  readonly deps: MoveDeps
}

/** An entry with what is under its names. */
export interface Adopted {
  readonly entry: FileEntry
  readonly seen: Seen
}

/**
 * Reading the whole file wakes its disk; it is only done when the copy is untouched and nothing else would allow to let it go. A file in the place
 * of a removed original is what a return put there whose end nobody wrote down, or somebody's own doing: only its bytes tell.
 */
const needsIt = ({ mode, hash, copy, source }: FileEntry, seen: Seen): boolean => {
  if (hash === undefined || !isSame(seen.copy, copy) || isSame(seen.original, source)) return false
  return mode.original === 'keep' || (mode.original === 'remove' && seen.original?.kind === 'file')
}

/** A kept original may have been moved to another disk; a removed one is only looked for where something lies. */
const placesOf = ({ mode, arrayRoot }: FileEntry, order: EvictOrder): ReadonlySet<string> =>
  new Set(mode.original === 'keep' ? [arrayRoot, ...order.layout.arrayRoots] : [arrayRoot])

const findMoved = async (entry: FileEntry, { order, signal, deps }: AdoptContext): Promise<FileEntry | undefined> => {
  const { fileSystem, journal, step } = deps
  for (const arrayRoot of placesOf(entry, order)) {
    const spot = { root: arrayRoot, path: homePathOf(entry) }
    const found = await fileSystem.look(spot)
    if (found === undefined || !isLike(found, entry.source)) continue
    if ((await fileSystem.digest(spot, found, { signal })) !== entry.hash) continue
    const root = await fileSystem.look({ root: arrayRoot, path: '' })
    if (root === undefined) continue
    const { inode, sizeBytes, modifiedNs, changedNs } = found
    const source = { inode, sizeBytes, modifiedNs, changedNs }
    const change = { stage: 'planned' as const, arrayRoot, arrayRootInode: root.inode, source }
    return await step('commit.adopted', () => journal.note(entry, change))
  }
  return undefined
}

/** The entry as it is, or with the original that was found again. */
export const adoptMoved = async (entry: FileEntry, seen: Seen, context: AdoptContext): Promise<Adopted> => {
  if (!needsIt(entry, seen)) return { entry, seen }
  const moved = await findMoved(entry, context)
  if (moved === undefined) return { entry, seen }
  return { entry: moved, seen: await lookAround(moved, context.deps.fileSystem) }
}
