/** The rate limit of copies: a bucket of bytes that refills with time and that all copies draw from. */
import type { Clock } from '#ports/clock.ts'
import { refuseStopped, stopped } from './leash.ts'

/** Holds copies back. */
export interface Pace {
  /** Waits until so many bytes may be written. Throws Failure `move.stopped` at once when the signal fires. */
  take(bytes: number, signal: AbortSignal): Promise<void>
}

const unlimited: Pace = {
  take: (_bytes, signal) => {
    refuseStopped(signal)
    return Promise.resolve()
  }
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

/** A pace of so many bytes per second; 0 or less means no limit. A byte that is owed delays the next one, whoever takes it. */
export const createPace = (bytesPerSecond: number, clock: Clock): Pace => {
  if (bytesPerSecond <= 0) return unlimited
  let freeAt = clock.now()
  return {
    take: async (bytes, signal) => {
      refuseStopped(signal)
      const now = clock.now()
      const wait = Math.max(0, freeAt - now)
      freeAt = Math.max(freeAt, now) + (bytes / bytesPerSecond) * 1000
      if (wait > 0) await waitFor(clock, wait, signal)
    }
  }
}
