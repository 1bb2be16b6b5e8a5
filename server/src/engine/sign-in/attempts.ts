/** The sign-ins under way, one for each browser and only a few in all. Nothing here outlives the program. */
import type { Clock } from '#ports/clock.ts'
import { Failure } from '#src/failure.ts'
import type { State } from './states.ts'

/** Sign-ins at the same time. A house needs one. */
const mostAttempts = 8
/** A browser that has not asked for so long may be gone, milliseconds; its sign-in makes place when place is needed. */
const quietMs = 60_000
/** A token that nobody took up is not held for longer, milliseconds. */
const mostMs = 45 * 60_000

/** One sign-in. */
export interface Attempt {
  state: State
  readonly begunAt: number
  seenAt: number
  /** When Plex was last asked for it. */
  askedAt: number
  /** How often Plex was asked for it. */
  asked: number
  /** What is under way for it. */
  working: Promise<void> | undefined
  readonly stop: AbortController
}

/** The sign-ins by browser. */
export interface Attempts {
  /** Throws Failure `sign-in.refused` when there are too many. */
  makePlace(): void
  admit(browser: string, state: State): Attempt
  /** Counts as a sign of life. */
  find(browser: string): Attempt | undefined
  drop(browser: string): void
  close(): void
}

const isOver = ({ step }: State): boolean => step === 'ended' || step === 'done'

const tooMany = (): Failure =>
  new Failure('sign-in.refused', {
    sentence: `${mostAttempts} sign-ins are under way already, so no other one is begun.`,
    hint: 'Finish or cancel one of them, or wait a minute.',
    retry: 'later'
  })

/** Starts with none. */
export const createAttempts = (clock: Pick<Clock, 'now'>): Attempts => {
  const attempts = new Map<string, Attempt>()

  const drop = (browser: string): void => {
    attempts.get(browser)?.stop.abort(new Error('the sign-in was ended'))
    attempts.delete(browser)
  }

  const sweep = (): void => {
    for (const [browser, { begunAt }] of attempts) if (clock.now() - begunAt > mostMs) drop(browser)
  }

  return {
    makePlace: () => {
      sweep()
      const idle = [...attempts]
        .filter(([, { state, seenAt }]) => isOver(state) || clock.now() - seenAt > quietMs)
        .sort(([, one], [, other]) => one.seenAt - other.seenAt)
      for (const [browser] of idle) if (attempts.size >= mostAttempts) drop(browser)
      if (attempts.size >= mostAttempts) throw tooMany()
    },
    admit: (browser, state) => {
      drop(browser)
      const now = clock.now()
      const times = { begunAt: now, seenAt: now, askedAt: now, asked: 0 }
      const attempt: Attempt = { state, ...times, working: undefined, stop: new AbortController() }
      attempts.set(browser, attempt)
      return attempt
    },
    find: (browser) => {
      sweep()
      const attempt = attempts.get(browser)
      if (attempt !== undefined) attempt.seenAt = clock.now()
      return attempt
    },
    drop,
    close: () => {
      for (const browser of [...attempts.keys()]) drop(browser)
    }
  }
}
