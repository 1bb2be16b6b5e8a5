/** Counts what happened within the last span of the clock. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'

export interface Window {
  /** Counts one more; false when there were already as many as the window allows. */
  enter(): boolean
}

export function createWindow(
  clock: VirtualClock,
  { most, spanMs }: { readonly most: number; readonly spanMs: number }
): Window {
  let times: number[] = []

  function enter(): boolean {
    const since = clock.now() - spanMs
    times = times.filter((time) => time > since)
    if (times.length >= most) return false
    times.push(clock.now())
    return true
  }

  return { enter }
}
