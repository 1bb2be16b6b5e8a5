/** The pool's room while a plan is made: what comes takes it, and what is worth less goes home for what is worth more. */
import type { Reason } from '@pcu/contract'
import type { PoolRoom } from '#core/model/world.ts'
import type { Case, TenantCase } from '#core/plan/kept/case.ts'
import type { Ranked, Ranking } from '#core/plan/rank/ranking.ts'
import { createFitting, type Fitting, type NoRoom } from './fit.ts'
import type { Candidate } from './make-room.ts'
import { createQueue } from './queue.ts'

/** The room of one plan. */
export interface Room {
  /** Takes the room for a wanted unit, sending home what is needed and worth it; or says why it has none. */
  take(ranked: Ranked, needBytes: number): NoRoom | undefined
  /** What goes home for room, each with its reason. Changes with every call of `take`. */
  readonly leavers: ReadonlyMap<Case, Reason>
}

/** What a room is made from. */
export interface RoomFacts {
  readonly pool: PoolRoom
  /** What goes home anyway, bytes. */
  readonly leavingBytes: number
  readonly ranking: Pick<Ranking, 'isWorthSwap'>
  /** Who may go for room, the least loss first; asked once, when room is short. */
  readonly candidates: () => Iterable<Candidate<TenantCase>>
}

const missing = (reason: NoRoom | undefined): number => Math.max(0, reason?.missingBytes ?? 0)

/** What is wrong with the pool as it is, before anything comes. */
const excessOf = (fitting: Fitting): { readonly bytes: number; readonly reason: Reason } | undefined => {
  const refusal = fitting.refusal(0)
  // A floor above the whole pool is a slip of the hand, not an order to send everything home.
  if (refusal === undefined || refusal.never === true) return undefined
  const { code } = refusal
  if (code === 'over-budget') {
    const { ownedBytes, budgetBytes } = refusal
    return { bytes: missing(refusal), reason: { code: 'budget-exceeded', ownedBytes, budgetBytes } }
  }
  const { freeBytes, floorBytes } = refusal
  return { bytes: missing(refusal), reason: { code: 'pool-too-full', freeBytes, floorBytes } }
}

/**
 * The room once everything that leaves anyway has left. Where other programs took what must stay free, or the budget became smaller, what is wanted least
 * goes at once, as far as that helps.
 */
export const createRoom = ({ pool, leavingBytes, ranking, candidates }: RoomFacts): Room => {
  const fitting = createFitting(pool, leavingBytes)
  const queue = createQueue(pool.isUnmeasured === true ? () => [] : candidates)
  const leavers = new Map<Case, Reason>()

  /** No leaver is smaller. */
  let smallestBytes = Number.POSITIVE_INFINITY

  const fitsAgain = ({ sizeBytes }: Candidate<TenantCase>): boolean => {
    if (fitting.take(sizeBytes) === undefined) return true
    smallestBytes = Math.min(smallestBytes, sizeBytes)
    return false
  }

  /** Where more went since than was needed, what fits beside it stays after all: a later plan would bring it back. */
  const spare = (): void => {
    if (fitting.refusal(smallestBytes) !== undefined) return
    smallestBytes = Number.POSITIVE_INFINITY
    for (const { unit } of queue.giveBack(fitsAgain)) leavers.delete(unit)
  }

  const sendHome = (chosen: readonly Candidate<TenantCase>[], reason: Reason): void => {
    for (const { unit, sizeBytes } of chosen) {
      leavers.set(unit, reason)
      fitting.free(sizeBytes)
      smallestBytes = Math.min(smallestBytes, sizeBytes)
    }
  }

  const relieve = (): void => {
    const excess = excessOf(fitting)
    if (excess !== undefined) sendHome(queue.take(excess.bytes, () => true) ?? queue.takeAll(), excess.reason)
  }

  /** Whether anything went. */
  const makeRoomFor = (better: Ranked, refusal: NoRoom): boolean => {
    const mayGo = ({ ranked }: Candidate<TenantCase>): boolean =>
      ranked === undefined || ranking.isWorthSwap(better, ranked)
    const chosen = queue.take(missing(refusal), mayGo)
    if (chosen === undefined) return false
    const { kind, person, unit } = better.demand
    sendHome(chosen, { code: 'makes-room', for: unit.title, kind, person, rank: better.rank })
    return true
  }

  // Both limits may be exceeded, each by another amount.
  relieve()
  relieve()
  spare()
  fitting.free(-(pool.reservedBytes ?? 0))
  return {
    leavers,
    take: (ranked, needBytes) => {
      const refusal = fitting.refusal(needBytes)
      if (refusal === undefined || refusal.never === true) return fitting.take(needBytes)
      if (!makeRoomFor(ranked, refusal)) return refusal
      const stillMissing = fitting.take(needBytes)
      if (stillMissing === undefined) spare()
      return stillMissing
    }
  }
}
