/** Finds the disk that a copy comes home to, and reserves its room there. */
import { formatBytes, type Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { FileEntry } from '#core/move/machine.ts'
import { homePathOf } from '#core/move/names.ts'
import type { Sight } from '#core/move/sight.ts'
import { arrayFloorBytes } from '#core/plan/floors.ts'
import type { MoveDeps } from '#engine/move/deps.ts'
import type { Reservation, Reserved } from '#engine/move/rooms.ts'
import { StoodBack } from '#engine/move/stood-back.ts'
import type { EvictOrder, MoveControl } from '#ports/mover.ts'
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

/** A disk that is away may hold a file of that name before which one on another disk would not be seen. */
const isSomeDiskAway = ({ gates }: StorageLayout): boolean =>
  gates !== undefined && [...gates.values()].some(({ touch }) => touch !== undefined)

/** The disk it came from; only when nothing of it is left there and every disk can be seen, another one with room. */
export const homesFor = (entry: FileEntry, sight: Sight, order: EvictOrder): readonly string[] => {
  if (isSomeDiskAway(order.layout)) return [entry.arrayRoot]
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
    if ((await deps.fileSystem.look({ root, path: homePathOf(entry) })) !== undefined) return true
  }
  return false
}

/** Those that take copies at all. When none does, the file waits. */
const insistOnOneOpen = (homes: readonly string[], { gates }: StorageLayout): readonly string[] => {
  const reasons: Reason[] = homes.flatMap((root) => gates?.get(root)?.fill ?? [])
  const [reason] = reasons
  if (reason !== undefined && reasons.length === homes.length) throw new StoodBack(reason)
  return homes.filter((root) => gates?.get(root)?.fill === undefined)
}

/** On a disk where another copy is at work, two would make its heads jump between them. The one that it came from is this move's already. */
const mayUse = (arrayRoot: string, entry: FileEntry, { claimDisk }: MoveControl): boolean =>
  arrayRoot === entry.arrayRoot || claimDisk === undefined || claimDisk(arrayRoot)

const busyAtHome = (entry: FileEntry, root: string): Failure =>
  new Failure('disk.full', {
    sentence: `${entry.sharePath} does not come home now: there is no room on ${entry.arrayRoot}, and ${root}, which has some, is busy with another copy.`,
    hint: 'It stays on the pool and is tried again in the next run.',
    retry: 'later'
  })

/** The first of these disks that takes copies and has room, reserved. Throws Failure `disk.full`, or StoodBack when all must wait. */
export const reserveHome = async (
  entry: FileEntry,
  homes: readonly string[],
  need: {
    readonly bytes: number
    readonly layout: StorageLayout
    readonly control: MoveControl
    readonly deps: MoveDeps
  }
): Promise<{ readonly arrayRoot: string; readonly arrayRootInode: string; readonly reservation: Reservation }> => {
  const { bytes, layout, control, deps } = need
  let first: NoRoom | undefined
  let busy: string | undefined
  const open = insistOnOneOpen(homes, layout)
  for (const arrayRoot of open) {
    const root = await deps.fileSystem.look({ root: arrayRoot, path: '' })
    if (root === undefined || (await isHiddenOn(arrayRoot, entry, { homes, deps }))) continue
    const hostBytes = layout.floors?.get(arrayRoot) ?? 0
    const floor = (totalBytes: number): number => arrayFloorBytes({ totalBytes, hostBytes })
    const spot = { root: arrayRoot, path: homePathOf(entry) }
    const reserved = await deps.rooms.reserve(spot, { bytes, floor })
    if (reserved.kind !== 'reserved') {
      first ??= reserved
      continue
    }
    const { reservation } = reserved
    if (mayUse(arrayRoot, entry, control)) return { arrayRoot, arrayRootInode: root.inode, reservation }
    reservation.release()
    busy ??= arrayRoot
  }
  if (busy !== undefined) throw busyAtHome(entry, busy)
  throw noRoomAtHome(entry, bytes, first)
}
