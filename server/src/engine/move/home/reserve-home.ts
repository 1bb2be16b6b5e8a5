/** Finds the disk that a copy comes home to, and reserves its room there. */
import { formatBytes } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { FileEntry } from '#core/move/machine.ts'
import type { Sight } from '#core/move/sight.ts'
import { arrayFloorBytes } from '#core/plan/floors.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import type { Reservation, Reserved } from '#engine/move/rooms.ts'
import type { EvictOrder } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'

type NoRoom = Extract<Reserved, { readonly kind: 'no-room' }>

const noRoomAtHome = (entry: FileEntry, bytes: number, found: NoRoom | undefined): Failure => {
  const room =
    found === undefined
      ? 'its disk is not there'
      : `it needs ${formatBytes(bytes)}, and of the ${formatBytes(found.freeBytes)} free on ${entry.arrayRoot} ${formatBytes(found.floorBytes)} must stay free`
  return new Failure('disk.full', {
    sentence: `${entry.sharePath} cannot come home: ${room}.`,
    hint: 'It stays on the pool; free some room on the array.',
    retry: 'later'
  })
}

/** The disk it came from; only when nothing of it is left there, another one with room. */
export const homesFor = (entry: FileEntry, sight: Sight, order: EvictOrder): readonly string[] => {
  const bound = sight.original !== 'gone' || sight.backup === 'ours' || entry.mode.presentation === 'symlink'
  return bound ? [entry.arrayRoot] : [...new Set([entry.arrayRoot, ...order.layout.arrayRoots])]
}

/** On a union the first disk with a name wins: behind another disk's file of that name the one that came home would not be seen. */
const isHiddenOn = async (
  arrayRoot: string,
  entry: FileEntry,
  { homes, deps }: { readonly homes: readonly string[]; readonly deps: MoveDeps }
): Promise<boolean> => {
  if (arrayRoot === entry.arrayRoot) return false
  for (const root of homes) {
    if ((await deps.fileSystem.look({ root, path: entry.path })) !== undefined) return true
  }
  return false
}

/** The first of these disks with room, reserved. Throws Failure `disk.full`. */
export const reserveHome = async (
  entry: FileEntry,
  homes: readonly string[],
  need: { readonly bytes: number; readonly floors: StorageLayout['floors']; readonly deps: MoveDeps }
): Promise<{ readonly arrayRoot: string; readonly arrayRootInode: string; readonly reservation: Reservation }> => {
  const { bytes, floors, deps } = need
  let first: NoRoom | undefined
  for (const arrayRoot of homes) {
    const root = await deps.fileSystem.look({ root: arrayRoot, path: '' })
    if (root === undefined || (await isHiddenOn(arrayRoot, entry, { homes, deps }))) continue
    const hostBytes = floors?.get(arrayRoot) ?? 0
    const floor = (totalBytes: number): number => arrayFloorBytes({ totalBytes, hostBytes })
    const spot = { root: arrayRoot, path: entry.path }
    const reserved = await deps.rooms.reserve(spot, { bytes, floor })
    if (reserved.kind === 'reserved')
      return { arrayRoot, arrayRootInode: root.inode, reservation: reserved.reservation }
    first ??= reserved
  }
  throw noRoomAtHome(entry, bytes, first)
}
