/** What pins hold in bytes, against what the pool can ever take. */
import { formatBytes, type PoolStatus } from '@pcu/contract'
import type { MediaPart } from '#core/model/library.ts'
import type { PinHold } from '#core/pins/resolve.ts'

const partsOf = (hold: PinHold): readonly MediaPart[] => {
  if (hold.state !== 'found') return []
  const versions = hold.items.flatMap((item) => item.versions).filter(({ optimized }) => !optimized)
  return versions
    .filter(({ parts }) => hold.file === undefined || parts[0]?.file === hold.file)
    .flatMap(({ parts }) => parts)
}

/** Bytes of these pins together, as Plex says; a file that several hold counts once. */
export const bytesOf = (holds: readonly PinHold[]): number => {
  const sizes = new Map(holds.flatMap(partsOf).map(({ file, sizeBytes }) => [file, sizeBytes ?? 0]))
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

/** What is told when all pins together can never fit; null when they can, or while nobody knows. */
export const tooMuch = (pinnedBytes: number, pool: PoolStatus | undefined): string | null => {
  if (pool === undefined) return null
  const { budgetBytes, totalBytes, floorBytes } = pool
  if (budgetBytes !== null && pinnedBytes > budgetBytes) {
    return `All pins together are ${formatBytes(pinnedBytes)}, more than the ${formatBytes(budgetBytes)} that may lie on the pool (CACHE_MAX_SIZE_GB); what does not fit stays on the array.`
  }
  const mostBytes = totalBytes === null ? undefined : Math.max(0, totalBytes - floorBytes)
  if (mostBytes === undefined || pinnedBytes <= mostBytes) return null
  return `All pins together are ${formatBytes(pinnedBytes)}, more than the ${formatBytes(mostBytes)} that the pool takes above its floor (POOL_KEEP_FREE_GB); what does not fit stays on the array.`
}
