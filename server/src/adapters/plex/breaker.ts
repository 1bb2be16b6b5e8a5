/** Remembers that the server is dead, so that a run pays for one time-out and not for a hundred. */
import type { Failure } from '#src/failure.ts'

/** Open = dead: every question fails at once with the failure that was seen, until the rest is over or an answer came. */
export interface Breaker {
  /** The failure to throw at once, or undefined when asking is allowed. */
  refusal(): Failure | undefined
  /** A mark to hand back to `failed`: which answers had come when the question was sent. */
  mark(): number
  /** The server answered something, whatever it was. */
  answered(): void
  /** Nothing came back. Counts only when no other question was answered since the mark: a slow page is not a dead server. */
  failed(failure: Failure, mark: number): void
}

/** `now` in milliseconds of any steady clock. */
export const createBreaker = (restMs: number, now: () => number): Breaker => {
  let answers = 0
  let dead: { readonly failure: Failure; readonly until: number } | undefined

  return {
    refusal: () => (dead !== undefined && now() < dead.until ? dead.failure : undefined),
    mark: () => answers,
    answered: () => {
      answers += 1
      dead = undefined
    },
    failed: (failure, mark) => {
      if (mark === answers) dead = { failure, until: now() + restMs }
    }
  }
}
