/** One move at a time per file: units that share a sidecar wait for one another. */

/** Runs with files locked. */
export interface Locks {
  /** Waits until nobody else holds any of these keys, then runs. */
  hold<T>(keys: readonly string[], run: () => Promise<T>): Promise<T>
}

/** No locks held. */
export const createLocks = (): Locks => {
  const tails = new Map<string, Promise<void>>()

  const acquire = async (key: string): Promise<() => void> => {
    const before = tails.get(key)
    const { promise, resolve } = Promise.withResolvers<void>()
    const tail = before === undefined ? promise : before.then(() => promise)
    tails.set(key, tail)
    await before
    return () => {
      if (tails.get(key) === tail) tails.delete(key)
      resolve()
    }
  }

  return {
    hold: async (keys, run) => {
      const releases: (() => void)[] = []
      try {
        // One order for everybody, so that two moves never wait for each other.
        for (const key of [...new Set(keys)].toSorted()) releases.push(await acquire(key))
        return await run()
      } finally {
        for (const release of releases) release()
      }
    }
  }
}
