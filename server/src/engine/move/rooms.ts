/** Keeps copies that run at the same time from filling a file system together: each reserves what it will still write. */
import type { FileSystem } from '#ports/file-system.ts'

/** Bytes that one copy may still write. */
export interface Reservation {
  /** Bytes that are still to come. */
  setRemaining(bytes: number): void
  /** Free bytes after everything that is still to come below this root, this copy's own share included. */
  freeAfterAll(): Promise<number>
  release(): void
}

/** A reservation, or the free bytes that did not suffice. */
export type Reserved =
  | { readonly kind: 'reserved'; readonly reservation: Reservation }
  | { readonly kind: 'no-room'; readonly freeBytes: number }

/** The reservations of all roots. */
export interface Rooms {
  reserve(root: string, need: { readonly bytes: number; readonly floorBytes: number }): Promise<Reserved>
}

/** No reservations yet. Copies below one root count as one file system, also where a share is a dataset of its own. */
export const createRooms = (fileSystem: FileSystem): Rooms => {
  const held = new Map<object, { readonly root: string; remaining: number }>()

  const comingTo = (root: string): number => {
    let sum = 0
    for (const entry of held.values()) if (entry.root === root) sum += entry.remaining
    return sum
  }

  const hold = (root: string, bytes: number): Reservation => {
    const key = {}
    const entry = { root, remaining: bytes }
    held.set(key, entry)
    return {
      setRemaining: (left) => {
        entry.remaining = left
      },
      freeAfterAll: async () => (await fileSystem.freeBytes({ root, path: '' })) - comingTo(root),
      release: () => {
        held.delete(key)
      }
    }
  }

  return {
    reserve: async (root, need) => {
      const free = (await fileSystem.freeBytes({ root, path: '' })) - comingTo(root)
      if (free < need.bytes + need.floorBytes) return { kind: 'no-room', freeBytes: Math.max(0, free) }
      return { kind: 'reserved', reservation: hold(root, need.bytes) }
    }
  }
}
