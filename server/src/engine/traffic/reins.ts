/** The reins of one run: a person pauses it, lets it go on, ends it after what is under way, or stops it at once. */
import type { Pause } from '#ports/file-system.ts'

/** How a run is held, as the run sees it. */
export interface RunControl {
  /** Aborted: all of it stops at once, and what is half copied is taken back. */
  readonly signal: AbortSignal
  /** Holds up copies and keeps further steps from beginning. A run that was stopped is never paused. */
  readonly pause: Pause
  /** Whether nothing further is to begin, though what is under way goes on to its end. */
  readonly isEnding: () => boolean
  /** Whether it ends so that another run can begin, which goes on with what is left. */
  readonly madeWay: () => boolean
}

/** How a run is held, as the person who holds it sees it. */
export interface Reins {
  readonly control: RunControl
  /** False when it is paused already. */
  pause(): boolean
  /** False when it is not paused. */
  resume(): boolean
  endAfterMoves(): void
  /** Ends it after the moves under way because another run is to begin. False when somebody holds it up. */
  makeWay(): boolean
  stop(): void
}

/** The reins of a run that nobody has held yet. */
export const createReins = (): Reins => {
  const controller = new AbortController()
  const listeners = new Set<() => void>()
  let paused = false
  let ending = false
  let madeWay = false

  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const setPaused = (to: boolean): boolean => {
    if (paused === to || controller.signal.aborted) return false
    paused = to
    tell()
    return true
  }

  return {
    control: {
      signal: controller.signal,
      isEnding: () => ending || controller.signal.aborted,
      madeWay: () => madeWay && !controller.signal.aborted,
      pause: {
        paused: () => paused,
        changed: (listener) => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        }
      }
    },
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    endAfterMoves: () => {
      ending = true
      madeWay = false
      tell()
    },
    makeWay: () => {
      if (paused || ending || controller.signal.aborted) return false
      ending = true
      madeWay = true
      tell()
      return true
    },
    stop: () => {
      paused = false
      controller.abort()
      tell()
    }
  }
}
