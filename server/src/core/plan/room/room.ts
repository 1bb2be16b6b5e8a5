/** The pool's room while a plan is made: what comes takes it, and what is worth less goes home for what is worth more. */
import type { Reason } from '@pcu/contract'
import type { UnitId } from '#core/model/unit.ts'
import type { PoolRoom } from '#core/model/world.ts'
import type { Ranked, Ranking } from '#core/plan/rank/ranking.ts'
import { createFitting, type Fitting, type NoRoom } from './fit.ts'
import { type Candidate, chooseLeavers } from './make-room.ts'

/** The room of one plan. */
export interface Room {
  /** Takes the room for a wanted unit, sending home what is needed and worth it; or says why it has none. */
  take(ranked: Ranked, needBytes: number): NoRoom | undefined
  /** What goes home for room, each with its reason. Grows with every call of `take`. */
  readonly leavers: ReadonlyMap<UnitId, Reason>
}

/** What a room is made from. */
export interface RoomFacts {
  readonly pool: PoolRoom
  /** What goes home anyway, bytes. */
  readonly leavingBytes: number
  readonly ranking: Ranking
  /** Who may go for room, the least loss first; asked once, when room is short. */
  readonly candidates: () => readonly Candidate<UnitId>[]
}

/** Candidates with the sums of their sizes, so that a wish that cannot be served costs no walk through all of them. */
const createQueue = (ask: RoomFacts['candidates']) => {
  let queue: readonly Candidate<UnitId>[] | undefined
  let sums: readonly number[] = []
  const set = (candidates: readonly Candidate<UnitId>[]): readonly Candidate<UnitId>[] => {
    let sum = 0
    sums = candidates.map(({ sizeBytes }) => {
      sum += sizeBytes
      return sum
    })
    queue = candidates
    return candidates
  }
  const all = (): readonly Candidate<UnitId>[] => queue ?? set(ask())
  return {
    all,
    /** How many of them from the front may go for this wish. */
    reach: (mayGo: (candidate: Candidate<UnitId>) => boolean): number => {
      const candidates = all()
      let [low, high] = [0, candidates.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const candidate = candidates[middle]
        if (candidate !== undefined && mayGo(candidate)) low = middle + 1
        else high = middle
      }
      return low
    },
    sum: (count: number): number => sums[count - 1] ?? 0,
    without: (gone: readonly Candidate<UnitId>[]): void => {
      const left = new Set(gone)
      set(all().filter((candidate) => !left.has(candidate)))
    }
  }
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
  const leavers = new Map<UnitId, Reason>()

  const sendHome = (chosen: readonly Candidate<UnitId>[], reason: Reason): void => {
    for (const { unit, sizeBytes } of chosen) {
      leavers.set(unit, reason)
      fitting.free(sizeBytes)
    }
    if (chosen.length > 0) queue.without(chosen)
  }

  const relieve = (): void => {
    const excess = excessOf(fitting)
    if (excess !== undefined) sendHome(chooseLeavers(queue.all(), excess.bytes) ?? queue.all(), excess.reason)
  }

  const makeRoomFor = (better: Ranked, refusal: NoRoom): void => {
    const neededBytes = missing(refusal)
    const mayGo = ({ ranked }: Candidate<UnitId>): boolean =>
      ranked === undefined || ranking.isWorthSwap(better, ranked)
    const reach = queue.reach(mayGo)
    if (queue.sum(reach) < neededBytes) return
    const chosen = chooseLeavers(queue.all().slice(0, reach), neededBytes) ?? []
    const { kind, person, unit } = better.demand
    sendHome(chosen, { code: 'makes-room', for: unit.title, kind, person, rank: better.rank })
  }

  // Both limits may be exceeded, each by another amount.
  relieve()
  relieve()
  fitting.free(-(pool.reservedBytes ?? 0))
  return {
    leavers,
    take: (ranked, needBytes) => {
      const refusal = fitting.refusal(needBytes)
      if (refusal !== undefined && refusal.never !== true) makeRoomFor(ranked, refusal)
      return fitting.take(needBytes)
    }
  }
}
