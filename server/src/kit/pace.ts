/** How often one service is asked: a bucket of tokens, a rest after "too many requests", a rest when it is dead, few at once. */
import PQueue from 'p-queue'
import { stretched } from './backoff.ts'
import { createBreaker } from './breaker.ts'
import { wait } from './wait-awake.ts'
import type { Timers } from './wait-by.ts'

/** How often a service may be asked, by which clock, and what is thrown while it rests. */
export interface PaceFacts<Refusal> {
  /** Requests that may be sent at once after a rest; one more every second. */
  readonly burst: number
  /** Requests under way at the same time. */
  readonly atOnce: number
  readonly clock: Timers & { now(): number }
  /** What is thrown while the service is left alone for so long, milliseconds. */
  readonly resting: (restMs: number) => Refusal
}

/** A service's turn-taking. Every time is the clock's. */
export interface Pace<Refusal> {
  /** Calls `act` when it is its turn. Throws what the service rests with, without calling, also when the rest began while it waited. */
  turn<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result>
  /** Waits until one more request may be sent. Throws what the service rests with. */
  token(signal: AbortSignal): Promise<void>
  /** A mark for `silent`: which answers had come. */
  mark(): number
  /** It answered, whatever it was: the service has recovered. */
  answered(): void
  /** It asked for fewer requests; the failure says for how long. `namedMs`: how long it asked for. */
  tooMany(namedMs: number | undefined): Refusal
  /** Nothing came back. */
  silent(failure: Refusal, mark: number): void
  /** It answered with trouble of its own. Three questions in a row count as silence: one broken address is no dead service. */
  troubled(failure: Refusal): void
}

const firstRestMs = 30_000
const longestRestMs = 15 * 60_000
/** A service that names a longer wait than this is asked again all the same. */
const longestNamedMs = 6 * 3_600_000
const deadRestMs = 30_000
const troublesInARow = 3

/** One token a second, `burst` at most. `take` reserves one and tells how long to wait for it. */
const createBucket = (burst: number, now: () => number): { take(): number } => {
  let tokens = burst
  let seen = now()
  return {
    take: () => {
      const at = now()
      // A clock that was put back must not cost hours of waiting.
      tokens = Math.min(burst, tokens + Math.max(0, at - seen) / 1000)
      seen = at
      tokens -= 1
      return tokens >= 0 ? 0 : Math.ceil(-tokens * 1000)
    }
  }
}

interface Rest<Refusal> {
  refusal(): Refusal | undefined
  hit(namedMs: number | undefined): Refusal
  /** False while it rests: an answer to an older question ends no rest. */
  over(): boolean
}

const createRest = <Refusal>({ clock, resting }: PaceFacts<Refusal>): Rest<Refusal> => {
  let steps = 0
  let current: { readonly failure: Refusal; readonly until: number } | undefined
  const refusal = (): Refusal | undefined => {
    const leftMs = current === undefined ? 0 : current.until - clock.now()
    // More than any rest can last is left only when the clock was put back.
    return leftMs > 0 && leftMs <= longestNamedMs ? current?.failure : undefined
  }
  return {
    refusal,
    hit: (namedMs) => {
      const known = refusal()
      if (known !== undefined) return known
      const ownMs = Math.min(longestRestMs, stretched(firstRestMs * 2 ** steps))
      const restMs = namedMs === undefined ? ownMs : Math.min(longestNamedMs, Math.max(1000, namedMs))
      steps += 1
      const until = clock.now() + restMs
      current = { failure: resting(restMs), until }
      return current.failure
    },
    over: () => {
      if (refusal() !== undefined) return false
      steps = 0
      current = undefined
      return true
    }
  }
}

/** One service, at its own pace. */
export const createPace = <Refusal>(facts: PaceFacts<Refusal>): Pace<Refusal> => {
  const { burst, atOnce, clock } = facts
  const queue = new PQueue({ concurrency: atOnce })
  const bucket = createBucket(burst, clock.now)
  const rest = createRest(facts)
  const breaker = createBreaker<Refusal>(deadRestMs, clock.now)
  let troubles = 0

  const insist = (): void => {
    const refusal = rest.refusal() ?? breaker.refusal()
    if (refusal !== undefined) throw refusal
  }

  return {
    turn: (signal, act) =>
      queue.add(() => {
        signal.throwIfAborted()
        insist()
        return act()
      }),
    token: async (signal) => {
      const ms = bucket.take()
      if (ms > 0) await wait(clock, ms, signal)
      insist()
    },
    mark: breaker.mark,
    answered: () => {
      troubles = 0
      breaker.answered()
      if (rest.over()) queue.concurrency = atOnce
    },
    tooMany: (namedMs) => {
      // One question at a time until it has answered again: a storm then costs one request per step.
      queue.concurrency = 1
      return rest.hit(namedMs)
    },
    silent: breaker.failed,
    troubled: (failure) => {
      troubles += 1
      if (troubles >= troublesInARow) breaker.failed(failure, breaker.mark())
    }
  }
}
