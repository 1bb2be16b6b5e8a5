/** Makes directories durable, once for all who ask before it begins: many names that were made in one directory share one wait for its disk. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { pathOf, withDirectory } from '#adapters/disk/pin.ts'
import type { Spot } from '#ports/file-system.ts'

interface Round {
  readonly done: Promise<void>
  begun: boolean
}

/**
 * Shares calls of `sync` by key. Whoever asks while one is under way cannot rely on it and gets the next one. When one fails, so does the one that
 * waited for it: what was lost may have been its own, and a second call would not say so.
 */
export const createSharedSync = <Key>(
  keyOf: (key: Key) => string,
  sync: (key: Key) => Promise<void>
): ((key: Key) => Promise<void>) => {
  const last = new Map<string, Round>()

  const begin = async (round: () => Round, before: Promise<void> | undefined, key: Key): Promise<void> => {
    await before
    // Whoever asks in the same turn of the event loop is served by it, too.
    await new Promise((resolve) => void setImmediate(resolve))
    round().begun = true
    await sync(key)
  }

  return (key) => {
    const id = keyOf(key)
    const before = last.get(id)
    if (before !== undefined && !before.begun) return before.done
    const round: Round = { begun: false, done: begin(() => round, before?.done, key) }
    last.set(id, round)
    const forget = (): void => {
      if (last.get(id) === round) last.delete(id)
    }
    round.done.then(forget, forget)
    return round.done
  }
}

/** A walking handle cannot be synced; the same directory is opened once more, through that handle. */
const syncDirectory = (spot: Spot): Promise<void> =>
  withDirectory(spot, async (pinned) => {
    const directory = await open(`/proc/self/fd/${pinned.fd}`, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      await directory.sync()
    } finally {
      await directory.close()
    }
  })

/** Makes the names in a directory durable. */
export const createDirectorySync = (): ((spot: Spot) => Promise<void>) => createSharedSync(pathOf, syncDirectory)
