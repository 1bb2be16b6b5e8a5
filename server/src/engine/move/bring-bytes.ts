/** Brings every byte of a unit's files under temporary names on the pool: the small files some at a time, the large ones one after the other. */
import type { FileEntry } from '#core/move/machine.ts'
import type { Verification } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import { carry, carryTogether, type Load } from './carry.ts'
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

/** Such a file costs its waits for the disk and no bandwidth, so many at once cost little more than one. */
const smallBytes = 1024 * 1024
/** How many small files are on their way together. */
const smallTogether = 32

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

/** So many at a time. */
export const inWaves = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length === 0 ? [] : [items.slice(0, smallTogether), ...inWaves(items.slice(smallTogether))]

/** Copies and verifies all of them. The entries it gives back, in their order, are verified. When one fails, all that were on their way have ended. */
export const bringBytes = async (travel: Travel, deps: MoveDeps): Promise<readonly FileEntry[]> => {
  const { entries, control, progress } = travel
  const shareOf = sharesOf(travel)
  const loadOf = (entry: FileEntry): Load => {
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
    return { entry, carriage }
  }
  const verified = new Map<number, FileEntry>()
  for (const [first, ...rest] of inWaves(entries.filter(isSmall))) {
    if (first === undefined) continue
    for (const entry of await carryTogether([loadOf(first), ...rest.map(loadOf)], deps)) verified.set(entry.id, entry)
  }
  for (const entry of entries.filter((one) => !isSmall(one))) {
    verified.set(entry.id, await carry(entry, loadOf(entry).carriage, deps))
  }
  return entries.flatMap((entry) => verified.get(entry.id) ?? [])
}
