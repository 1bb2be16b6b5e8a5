/** One person's watchlist as it changes. */
import type { WatchlistEntry } from './spec.ts'

export interface Watchlist {
  /** Newest first. */
  entries(): readonly WatchlistEntry[]
  has(hex: string): boolean
  /** Puts something on the list; what is there already moves to its new time. */
  add(entry: WatchlistEntry): void
  remove(hex: string): void
  clear(): void
}

export function createWatchlist(initial: readonly WatchlistEntry[]): Watchlist {
  const entries = new Map(initial.map((entry) => [entry.hex, entry]))
  let sorted: readonly WatchlistEntry[] | undefined

  function change(act: () => void): void {
    act()
    sorted = undefined
  }

  return {
    entries: () => {
      sorted ??= [...entries.values()].sort((a, b) => b.at - a.at || a.hex.localeCompare(b.hex))
      return sorted
    },
    has: (hex) => entries.has(hex),
    add: (entry) => change(() => entries.set(entry.hex, entry)),
    remove: (hex) => change(() => entries.delete(hex)),
    clear: () => change(() => entries.clear())
  }
}
