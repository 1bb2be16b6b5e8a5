/** Fills the pool in rank order down to the floor and up to the budget: the one judgement that depends on the others. */
import type { Reason } from '@pcu/contract'
import type { PoolRoom } from '#core/model/world.ts'

/** Why something does not fit, with what would make it fit. */
export type NoRoom = Extract<Reason, { code: 'pool-would-fall-below-floor' | 'over-budget' }>

/** Tells for one unit after the other whether it still fits; what fits is taken off the room. Bytes. */
export interface Fitting {
  take(needBytes: number): NoRoom | undefined
  /** Why it would not fit now; takes nothing. */
  refusal(needBytes: number): NoRoom | undefined
  /** So much went home, or will before anything comes. */
  free(bytes: number): void
  /** As it is once everything so far has gone and come. */
  left(): { readonly freeBytes: number; readonly ownedBytes: number }
}

/** Never, however much of ours goes home. */
const isNever = (needBytes: number, mostBytes: number | undefined): boolean =>
  mostBytes !== undefined && needBytes > mostBytes

/** Starts with the room that is left once `leavingBytes` have gone home. */
export const createFitting = (pool: PoolRoom, leavingBytes: number): Fitting => {
  let freeBytes = pool.freeBytes + leavingBytes
  let ownedBytes = pool.ownedBytes - leavingBytes
  const { floorBytes, budgetBytes, totalBytes } = pool

  const byFloor = (needBytes: number): NoRoom | undefined => {
    const missingBytes = needBytes + floorBytes - freeBytes
    if (missingBytes <= 0) return undefined
    const never = isNever(needBytes, totalBytes === undefined ? undefined : totalBytes - floorBytes)
    return { code: 'pool-would-fall-below-floor', needBytes, freeBytes, floorBytes, missingBytes, never }
  }

  /** Of two limits the one that is named: the one that can never be met, then the one of which more is missing. */
  const tighter = (floor: NoRoom, budget: NoRoom): NoRoom => {
    if (floor.never !== budget.never) return floor.never === true ? floor : budget
    return (budget.missingBytes ?? 0) > (floor.missingBytes ?? 0) ? budget : floor
  }

  const byBudget = (needBytes: number): NoRoom | undefined => {
    if (budgetBytes === undefined || ownedBytes + needBytes <= budgetBytes) return undefined
    const wouldFitAtBytes = ownedBytes + needBytes
    const missingBytes = wouldFitAtBytes - budgetBytes
    const never = isNever(needBytes, budgetBytes)
    return { code: 'over-budget', needBytes, ownedBytes, budgetBytes, missingBytes, wouldFitAtBytes, never }
  }

  const refusal = (needBytes: number): NoRoom | undefined => {
    const [floor, budget] = [byFloor(needBytes), byBudget(needBytes)]
    return floor === undefined || budget === undefined ? (floor ?? budget) : tighter(floor, budget)
  }

  return {
    refusal,
    take: (needBytes) => {
      const reason = refusal(needBytes)
      if (reason !== undefined) return reason
      freeBytes -= needBytes
      ownedBytes += needBytes
      return undefined
    },
    free: (bytes) => {
      freeBytes += bytes
      ownedBytes -= bytes
    },
    left: () => ({ freeBytes, ownedBytes })
  }
}
