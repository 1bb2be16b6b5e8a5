/** Small parts of watching: one question at a time, and an alarm that can only be brought forward. */
import type { Clock } from '#ports/clock.ts'

/** At most one question at a time; what is asked meanwhile becomes one more. */
export interface Asking {
  ask(): void
  /** Waits until no question is under way; what waits is dropped. */
  idle(): Promise<void>
}

/** `question` must not throw. */
export const createAsking = (question: () => Promise<void>): Asking => {
  let running: Promise<void> | undefined
  let again = false
  const start = (): void => {
    running = question().finally(() => {
      running = undefined
      if (!again) return
      again = false
      start()
    })
  }
  return {
    ask: () => {
      if (running === undefined) start()
      else again = true
    },
    idle: async () => {
      again = false
      while (running !== undefined) await running
    }
  }
}

/** Rings once; setting it again can only make it ring sooner, so that a stream of news does not put it off for ever. */
export interface Alarm {
  within(ms: number): void
  off(): void
}

/** An alarm that is off. */
export const createAlarm = (clock: Clock, ring: () => void): Alarm => {
  let set: { readonly at: number; cancel(): void } | undefined
  return {
    within: (ms) => {
      const at = clock.now() + ms
      if (set !== undefined && set.at <= at) return
      set?.cancel()
      const { cancel } = clock.after(ms, () => {
        set = undefined
        ring()
      })
      set = { at, cancel }
    },
    off: () => {
      set?.cancel()
      set = undefined
    }
  }
}
