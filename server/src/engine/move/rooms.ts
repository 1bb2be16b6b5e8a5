/** Keeps copies that run at the same time from filling a file system together: each reserves what it will still write. */
import type { FileSystem, Spot } from '#ports/file-system.ts'
import { parentOf } from './spots.ts'

/** Bytes that must stay free on a file system of this size. */
export type Floor = (totalBytes: number) => number

/** Bytes that one move may still write. */
export interface Reservation {
  /** Bytes that are still to come. */
  setRemaining(bytes: number): void
  /**
   * Whether what is still to come of this move and of those that reserved before it fits above the floor as the disk is now. When somebody else took the room,
   * the youngest gives way and the others go on. `spot`: the file that is being written.
   */
  stillFits(spot: Spot): Promise<boolean>
  release(): void
}

/** A reservation, or what did not suffice. */
export type Reserved =
  | { readonly kind: 'reserved'; readonly reservation: Reservation }
  | { readonly kind: 'no-room'; readonly freeBytes: number; readonly floorBytes: number }

/** The reservations of all file systems. */
export interface Rooms {
  /** `spot`: the first file that will be written. */
  reserve(spot: Spot, need: { readonly bytes: number; readonly floor: Floor }): Promise<Reserved>
}

interface Held {
  readonly group: string
  readonly bytes: number
  remaining: number
  /** The file that is being written, once it is known. */
  spot: Spot | undefined
}

interface Sight {
  readonly group: string
  /** Above what is in flight. */
  readonly freeBytes: number
  readonly floorBytes: number
  readonly fits: boolean
}

interface Question {
  readonly spot: Spot
  /** To be written beside what is in flight. */
  readonly bytes: number
  readonly floor: Floor
  /** The reservation that asks; those after it do not count. */
  readonly last?: Held
}

/** XFS gives the room of a removed file back some milliseconds later (6 were measured), so a no is asked again before it counts. Milliseconds. */
const looksAgainAfter = [20, 100, 400] as const

const sumOf = (amounts: Iterable<number>): number => {
  let sum = 0
  for (const amount of amounts) sum += amount
  return sum
}

/**
 * No reservations yet. What is in flight counts against the file system that it goes to, by whatever root: two shares on one disk, two subvolumes, two datasets of one
 * ZFS pool. `wait` waits so many milliseconds.
 */
export const createRooms = (fileSystem: Pick<FileSystem, 'room'>, wait: (ms: number) => Promise<void>): Rooms => {
  const held = new Set<Held>()

  /** In the order of reserving, up to and with `last`; all of them when it is not among them. */
  const inFlight = (group: string, last: Held | undefined): readonly Held[] => {
    const all = [...held]
    const until = last === undefined ? all : all.slice(0, all.indexOf(last) + 1)
    return until.filter((entry) => entry.group === group)
  }

  /** As if nothing of what is in flight had been counted by the disk yet: right on every file system, and too strict on most. */
  const lookQuickly = async ({ spot, bytes, floor, last }: Question): Promise<Sight> => {
    const { group, freeBytes: free, totalBytes } = await fileSystem.room(parentOf(spot))
    const freeBytes = free - sumOf(inFlight(group, last).map((entry) => entry.bytes))
    const floorBytes = floor(totalBytes)
    return { group, freeBytes, floorBytes, fits: freeBytes - bytes >= floorBytes }
  }

  /**
   * Exactly. Every file under way is asked for by name, so that a disk whose numbers lag counts it; what was still to come before that is taken, and what has been reserved
   * since. Nothing is awaited after the sum, so no two reservations see the same room as theirs.
   */
  const lookClosely = async ({ spot, bytes, floor, last }: Question, group: string): Promise<Sight> => {
    const before = new Map(inFlight(group, last).map((entry) => [entry, entry.remaining]))
    for (const { spot: written } of before.keys()) if (written !== undefined) await fileSystem.room(written)
    const { freeBytes: free, totalBytes } = await fileSystem.room(parentOf(spot))
    const since = inFlight(group, last).filter((entry) => !before.has(entry))
    const freeBytes = free - sumOf(before.values()) - sumOf(since.map((entry) => entry.remaining))
    const floorBytes = floor(totalBytes)
    return { group, freeBytes, floorBytes, fits: freeBytes - bytes >= floorBytes }
  }

  const look = async (question: Question): Promise<Sight> => {
    const quick = await lookQuickly(question)
    return quick.fits ? quick : await lookClosely(question, quick.group)
  }

  const lookPatiently = async (question: Question): Promise<Sight> => {
    let found = await look(question)
    for (const ms of looksAgainAfter) {
      if (found.fits) break
      await wait(ms)
      found = await look(question)
    }
    return found
  }

  const hold = (entry: Held, floor: Floor): Reservation => {
    held.add(entry)
    return {
      setRemaining: (left) => {
        entry.remaining = left
      },
      stillFits: async (spot) => {
        entry.spot = spot
        return (await lookPatiently({ spot, bytes: 0, floor, last: entry })).fits
      },
      release: () => {
        held.delete(entry)
      }
    }
  }

  return {
    reserve: async (spot, { bytes, floor }) => {
      const { group, freeBytes, floorBytes, fits } = await lookPatiently({ spot, bytes, floor })
      if (!fits) return { kind: 'no-room', freeBytes: Math.max(0, freeBytes), floorBytes }
      return { kind: 'reserved', reservation: hold({ group, bytes, remaining: bytes, spot: undefined }, floor) }
    }
  }
}
