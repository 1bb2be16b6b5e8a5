/** Remembers that the server is dead, so that a run pays for one time-out and not for a hundred. */
/** Open = dead: every question fails at once with the failure that was seen, until the rest is over or an answer came. */
export interface Breaker<Refusal> {
  /** The failure to throw at once, or undefined when asking is allowed. */
  refusal(): Refusal | undefined
  /** A mark to hand back to `failed`: which answers had come when the question was sent. */
  mark(): number
  /** The server answered something, whatever it was. */
  answered(): void
  /** Nothing came back. Counts only when no other question was answered since the mark: a slow page is not a dead server. */
  failed(failure: Refusal, mark: number): void
}

/** `now` in milliseconds of any steady clock. */
export const createBreaker = <Refusal>(restMs: number, now: () => number): Breaker<Refusal> => {
  let answers = 0
  let dead: { readonly failure: Refusal; readonly until: number } | undefined

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
