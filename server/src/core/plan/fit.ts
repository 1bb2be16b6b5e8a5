/** Fills the pool in rank order down to the floor and up to the budget: the one judgement that depends on the others. */
import type { Reason } from '@pcu/contract'
import type { PoolRoom } from '#core/model/world.ts'

/** Tells for one unit after the other whether it still fits; what fits is taken off the room. */
export interface Fitting {
  take(needBytes: number): Reason | undefined
}

/** Starts with the room that is left once `leavingBytes` have gone home. */
export const createFitting = (pool: PoolRoom, leavingBytes: number): Fitting => {
  let freeBytes = pool.freeBytes + leavingBytes
  let ownedBytes = pool.ownedBytes - leavingBytes
  return {
    take: (needBytes) => {
      if (freeBytes - needBytes < pool.floorBytes) {
        return { code: 'pool-would-fall-below-floor', needBytes, freeBytes, floorBytes: pool.floorBytes }
      }
      const { budgetBytes } = pool
      if (budgetBytes !== undefined && ownedBytes + needBytes > budgetBytes) {
        return { code: 'over-budget', needBytes, ownedBytes, budgetBytes }
      }
      freeBytes -= needBytes
      ownedBytes += needBytes
      return undefined
    }
  }
}
