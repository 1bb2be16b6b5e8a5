/** Divides the pool's bytes into what is ours, others', free to use, and kept free. */
import type { PoolStatus } from '@pcu/contract'

/** All in bytes; the four kinds add up to `total`. */
export interface Parts {
  readonly total: number
  readonly ours: number
  readonly others: number
  readonly free: number
  readonly floor: number
  /** How much of the floor is taken. */
  readonly missing: number
}

/** Null while the pool cannot be measured. Numbers taken at different moments never make a part negative. */
export function partsOf(pool: PoolStatus): Parts | null {
  const { totalBytes, freeBytes, ownedBytes, floorBytes } = pool
  if (totalBytes === null || freeBytes === null || totalBytes <= 0) return null
  const allFree = Math.min(freeBytes, totalBytes)
  const taken = totalBytes - allFree
  const ours = Math.min(ownedBytes, taken)
  const floor = Math.min(floorBytes, allFree)
  return {
    total: totalBytes,
    ours,
    others: taken - ours,
    free: allFree - floor,
    floor,
    missing: Math.max(0, Math.min(floorBytes, totalBytes) - allFree)
  }
}
