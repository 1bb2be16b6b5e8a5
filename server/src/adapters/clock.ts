/** The only room that asks the system for the time. */
import type { Clock } from '#ports/clock.ts'

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  }
}
