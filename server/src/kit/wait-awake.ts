/** Waiting by a given timer, ended at once by an abort. */
import { type Timers, waitBy } from './wait-by.ts'

const longMs = 2 ** 30

/** Waits `ms`; rejects with the signal's reason. Keeps the process alive meanwhile, which the timers themselves need not do. */
export const wait = async (timers: Timers, ms: number, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  if (ms <= 0) return
  const alive = setInterval(() => undefined, longMs)
  try {
    await waitBy(timers, ms, signal)
  } finally {
    clearInterval(alive)
  }
}
