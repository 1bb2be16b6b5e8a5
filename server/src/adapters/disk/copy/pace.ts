/** The rate limit of copies: a bucket of bytes that refills with time and that all copies draw from. */
import type { Clock } from '#ports/clock.ts'
import { refuseStopped, stopped } from './leash.ts'

/** Holds copies back. */
export interface Pace {
  /** Waits until so many bytes may be written. Throws Failure `move.stopped` at once when the signal fires. */
  take(bytes: number, signal: AbortSignal): Promise<void>
}

const waitFor = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      timer.cancel()
      reject(stopped())
    }
    const timer = clock.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    signal.addEventListener('abort', stop, { once: true })
  })

/** The longest that a rate is trusted: it may follow the time of day. */
const longestWaitMs = 1000

/** A pace of `bytesPerSecond()`, asked again and again; 0 or less means no limit. A byte that is owed delays the next one, whoever takes it. */
export const createPace = (bytesPerSecond: () => number, clock: Clock): Pace => {
  let owed = 0
  let settledAt = clock.now()
  /** Milliseconds until nothing is owed any more, at the rate of this moment. */
  const settle = (): number => {
    const now = clock.now()
    const rate = bytesPerSecond()
    const paid = ((now - settledAt) / 1000) * rate
    settledAt = now
    owed = rate <= 0 ? 0 : Math.max(0, owed - paid)
    return owed === 0 ? 0 : (owed / rate) * 1000
  }
  return {
    take: async (bytes, signal) => {
      refuseStopped(signal)
      for (let wait = settle(); wait > 0; wait = settle()) {
        await waitFor(clock, Math.min(Math.ceil(wait), longestWaitMs), signal)
      }
      if (bytesPerSecond() > 0) owed += bytes
    }
  }
}
