/** Brings every byte of a unit's files under temporary names on the pool: the small files some at a time, the large ones one after the other. */
import type { FileEntry } from '#core/move/machine.ts'
import { forEachBounded } from '#kit/bounded.ts'
import type { Verification } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import { carry } from './carry.ts'
import type { MoveDeps } from './deps.ts'
import type { Progress } from './progress.ts'
import type { Reservation } from './rooms.ts'
import { spotsOf } from './spots.ts'

/** What the files of one unit share on their way. */
export interface Travel {
  readonly control: MoveControl
  readonly entries: readonly FileEntry[]
  readonly reservation: Reservation
  readonly progress: Progress
}

/** One block of a copy. Such a file costs its waits for the disk and no bandwidth, so several at once cost little more than one. */
const smallBytes = 8 * 1024 * 1024
/** How many small files are on their way at once. */
export const smallAtOnce = 4

/** Whether a file is small enough to travel beside others of its unit. */
const isSmall = (entry: FileEntry): boolean => entry.source.sizeBytes <= smallBytes

/** A quick check suffices where the original stays; where it goes, all of the copy is read again. */
const verificationOf = (entry: FileEntry, deps: MoveDeps): Verification =>
  entry.mode.original === 'remove' ? 'full' : deps.verify()

/** Each file's part of the unit's reservation. */
const sharesOf = ({ entries, reservation }: Travel): ((entry: FileEntry) => Reservation) => {
  let total = entries.reduce((sum, entry) => sum + entry.source.sizeBytes, 0)
  return (entry) => {
    let own = entry.source.sizeBytes
    const setRemaining = (bytes: number): void => {
      total += bytes - own
      own = bytes
      reservation.setRemaining(total)
    }
    return { ...reservation, setRemaining }
  }
}

/** Copies and verifies all of them. The entries it gives back, in their order, are verified. When one fails, all that were on their way have ended. */
export const bringBytes = async (travel: Travel, deps: MoveDeps): Promise<readonly FileEntry[]> => {
  const { entries, control, progress } = travel
  const shareOf = sharesOf(travel)
  const verified = new Map<number, FileEntry>()
  const bring = async (entry: FileEntry): Promise<void> => {
    const { original, temp } = spotsOf(entry)
    const carriage = {
      from: original,
      source: entry.source,
      to: temp,
      verification: verificationOf(entry, deps),
      mayLink: entry.mode.original === 'remove',
      change: {},
      reservation: shareOf(entry),
      control,
      progress
    }
    verified.set(entry.id, await carry(entry, carriage, deps))
  }
  await forEachBounded(entries.filter(isSmall), smallAtOnce, bring)
  await forEachBounded(
    entries.filter((entry) => !isSmall(entry)),
    1,
    bring
  )
  return entries.flatMap((entry) => verified.get(entry.id) ?? [])
}
