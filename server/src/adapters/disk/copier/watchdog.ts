/** Notices a silence: one that was to answer, and has not for too long. */
import type { Clock } from '#ports/clock.ts'

/** Watches one that may owe an answer. */
export interface Watchdog {
  /** From now on an answer is owed; the time starts anew. */
  arm(): void
  /** Nothing is owed. */
  rest(): void
}

/** A watchdog that calls once when an answer was owed for so long. */
export const createWatchdog = (clock: Clock, patienceMs: number, onSilence: () => void): Watchdog => {
  let timer: { cancel(): void } | undefined
  const rest = (): void => {
    timer?.cancel()
    timer = undefined
  }
  return {
    rest,
    arm: () => {
      rest()
      timer = clock.after(patienceMs, onSilence)
    }
  }
}
