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
}

/** How a run is held, as the person who holds it sees it. */
export interface Reins {
  readonly control: RunControl
  /** False when it is paused already. */
  pause(): boolean
  /** False when it is not paused. */
  resume(): boolean
  endAfterMoves(): void
  stop(): void
}

/** The reins of a run that nobody has held yet. */
export const createReins = (): Reins => {
  const controller = new AbortController()
  const listeners = new Set<() => void>()
  let paused = false
  let ending = false

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
      tell()
    },
    stop: () => {
      paused = false
      controller.abort()
      tell()
    }
  }
}
