/** Why a play did not come from the pool, judged by what was known when it began. */
import type { Action, MissReason, ReasonCode } from '@pcu/contract'

/** What the newest plan before the play had decided about the unit. */
export interface DecidedBefore {
  readonly action: Action
  readonly because: readonly ReasonCode[]
}

/** What was known at the start of a play. Times are epoch milliseconds. */
export interface KnownAtStart {
  readonly startedAt: number
  /** Undefined: nobody was expected to play it, and it was not on the pool. */
  readonly decided: DecidedBefore | undefined
  /** Whether anything had been planned at all before the play. */
  readonly isPlanned: boolean
  /** It was on its way to the pool. */
  readonly isComing: boolean
  /** No run moves anything. */
  readonly isTestMode: boolean
  /** When bringing it last failed or was given up, after that plan; undefined: it did not. */
  readonly failedAt: number | undefined
  /** When it last went home; undefined: never, as far as is remembered. */
  readonly returnedAt: number | undefined
  /** Somebody whom we know, and for whom nothing is brought. */
  readonly isExcluded: boolean
}

/** What went home longer ago was not missed by its return, milliseconds. */
export const evictedWithinMs = 30 * 24 * 3_600_000

const roomCodes: ReadonlySet<ReasonCode> = new Set(['pool-would-fall-below-floor', 'over-budget', 'behind-earlier'])
/** It waited for its turn: for the end of another run, or of a session that plays it. */
const turnCodes: ReadonlySet<ReasonCode> = new Set(['run-stopped', 'playing-now', 'in-use'])

const ofRefusal = (because: readonly ReasonCode[]): MissReason => {
  const told = because.find((code) => roomCodes.has(code) || turnCodes.has(code))
  if (told === undefined) return 'held-back'
  return roomCodes.has(told) ? 'no-room' : 'too-late'
}

/** Of what somebody wanted; undefined: nobody did. */
const ofWanted = ({ decided, isTestMode, failedAt }: KnownAtStart): MissReason | undefined => {
  if (decided?.action === 'leave') return ofRefusal(decided.because)
  if (decided?.action !== 'promote') return undefined
  return isTestMode || failedAt !== undefined ? 'held-back' : 'too-late'
}

const wentHome = ({ decided, returnedAt, startedAt }: KnownAtStart): boolean =>
  decided !== undefined || (returnedAt !== undefined && startedAt - returnedAt <= evictedWithinMs)

/** The one reason: what somebody wanted is told by what kept it, anything else by what became of it before. */
export const missReasonOf = (known: KnownAtStart): MissReason => {
  if (known.isComing) return 'too-late'
  const wanted = ofWanted(known)
  if (wanted !== undefined) return wanted
  if (wentHome(known)) return 'evicted'
  if (known.isExcluded) return 'person-excluded'
  return known.isPlanned ? 'never-predicted' : 'unknown'
}
