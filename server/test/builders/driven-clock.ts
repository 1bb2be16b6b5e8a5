/** Time that passes only while somebody waits for it: for programs before simulated services. */
import type { Clock } from '#ports/clock.ts'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'

/** A clock that jumps to the next moment somebody waits for, as long as no request is under way. */
export interface DrivenClock extends Clock {
  stop(): void
}

/** When it jumps. */
export interface Driving {
  /** Length of the timers by which requests are given up, milliseconds: they stand for a request that is under way. */
  readonly patienceMs: number
  /**
   * Real time after which also a request that is under way is given up, by moving on to the end of its patience. Left out: such a request is waited
   * for.
   */
  readonly impatientMs?: number | undefined
}

/** Drives a virtual clock. */
export const driven = (
  virtual: VirtualClock,
  { patienceMs, impatientMs = Number.POSITIVE_INFINITY }: Driving
): DrivenClock => {
  const timers = new Map<object, { readonly at: number; readonly isPatience: boolean }>()
  let changedAt = performance.now()
  const changed = (): void => {
    changedAt = performance.now()
  }
  const step = (): void => {
    const pending = [...timers.values()]
    if (pending.length === 0) return
    const busy = pending.some(({ isPatience }) => isPatience)
    if (busy && performance.now() - changedAt < impatientMs) return
    virtual.advance(Math.max(0, Math.min(...pending.map(({ at }) => at)) - virtual.now()))
  }
  const ticker = setInterval(step, 1)
  return {
    now: virtual.now,
    after: (ms, call) => {
      const timer = {}
      const cancel = virtual.after(ms, () => {
        timers.delete(timer)
        changed()
        call()
      })
      timers.set(timer, { at: virtual.now() + ms, isPatience: ms === patienceMs })
      changed()
      return {
        cancel: () => {
          timers.delete(timer)
          changed()
          cancel()
        }
      }
    },
    stop: () => clearInterval(ticker)
  }
}
