/** Waiting by the clock that the program was given, ended at once by an abort. */
import { waitBy } from '#kit/wait-by.ts'
import type { Clock } from '#ports/clock.ts'

const longMs = 2 ** 30

/** Waits `ms`; rejects with the signal's reason. Keeps the process alive meanwhile, which the clock's own timers do not. */
export const wait = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  if (ms <= 0) return
  const alive = setInterval(() => undefined, longMs)
  try {
    await waitBy(clock, ms, signal)
  } finally {
    clearInterval(alive)
  }
}
