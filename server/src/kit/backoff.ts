/** How long to wait before another try, and waiting that an abort ends at once. */
import { setTimeout as sleep } from 'node:timers/promises'

/** The first and the longest wait, milliseconds. */
export interface BackoffRange {
  readonly firstMs: number
  readonly mostMs: number
}

/** A random wait between 0 and the doubled first wait (attempt 0 = the first try failed), never above the longest. */
export const fullJitter = (attempt: number, range: BackoffRange): number =>
  Math.random() * Math.min(range.mostMs, range.firstMs * 2 ** attempt)

/** Like `fullJitter`, but at least half of the bound: for reconnects that must not hammer. */
export const halfJitter = (attempt: number, range: BackoffRange): number => {
  const bound = Math.min(range.mostMs, range.firstMs * 2 ** attempt)
  return bound / 2 + (Math.random() * bound) / 2
}

/** At least `ms` and up to a quarter more: for waits that were asked for, spread so that not everybody is back at once. */
export const stretched = (ms: number): number => ms * (1 + Math.random() / 4)

/** Waits; rejects as soon as the signal aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal })
}
