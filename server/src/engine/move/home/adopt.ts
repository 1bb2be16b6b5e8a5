/** Finds a kept original that somebody moved to another disk or rewrote under a new inode: same size, same time and, read in full, the same hash. */
import type { FileEntry } from '#core/move/machine.ts'
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

/** Reading the whole file wakes its disk; it is only done when the copy is untouched and nothing else would allow to let it go. */
const needsIt = (entry: FileEntry, seen: Seen): boolean =>
  entry.mode.original === 'keep' &&
  entry.hash !== undefined &&
  isSame(seen.copy, entry.copy) &&
  !isSame(seen.original, entry.source)

const findMoved = async (entry: FileEntry, { order, signal, deps }: AdoptContext): Promise<FileEntry | undefined> => {
  const { fileSystem, journal, step } = deps
  for (const arrayRoot of new Set([entry.arrayRoot, ...order.layout.arrayRoots])) {
    const spot = { root: arrayRoot, path: entry.path }
    const found = await fileSystem.look(spot)
    if (found === undefined || !isLike(found, entry.source)) continue
    if ((await fileSystem.digest(spot, found, signal)) !== entry.hash) continue
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
