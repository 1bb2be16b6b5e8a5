/** Sizes of room as people write them, in one setting each: `250` and `250GB` and `1.5TB` are amounts, `50%` is a share of the pool. */

/** An amount in GB, or a share such as `50%`. */
export type RoomSize = number | string

/** Largest size accepted anywhere, in GB: a million terabytes would overflow nothing, a typo is caught earlier. */
export const MAX_GB = 1_000_000

const GB = 1_000_000_000
const AMOUNT = /^(\d+\.?\d*|\.\d+)\s*(|[KMGT]B?|[KMGT]IB)$/iu
const SHARE = /^(\d+\.?\d*|\.\d+)\s*%$/u
const units: Readonly<Record<string, number>> = { K: 1, M: 2, G: 3, T: 4 }

/** Bytes of one of a unit; without a unit it is GB, as the names of the settings say. */
const bytesOfUnit = (unit: string): number => {
  if (unit === '') return GB
  return (unit.length === 3 ? 1024 : 1000) ** (units[unit.charAt(0).toUpperCase()] ?? 0)
}

const inRange = (size: number, most: number): boolean => size >= 0 && size <= most

/** What a text says: a number of GB, a tidied share, or undefined when it says neither, or something absurd. */
export function roomSizeOf(text: string): RoomSize | undefined {
  const trimmed = text.trim()
  const share = SHARE.exec(trimmed)?.[1]
  if (share !== undefined) {
    if (!inRange(Number(share), 100)) return undefined
    return Number(share) === 0 ? 0 : `${Number(share)}%`
  }
  const amount = AMOUNT.exec(trimmed)
  if (amount === null) return undefined
  const gb = (Number(amount[1]) * bytesOfUnit(amount[2] ?? '')) / GB
  return inRange(gb, MAX_GB) ? gb : undefined
}

/**
 * The bytes of a size. A share of a pool that was not measured is undefined.
 *
 * @param totalBytes the whole pool
 */
export function bytesOfRoom(size: RoomSize, totalBytes: number | undefined): number | undefined {
  if (typeof size === 'number') return Math.round(size * GB)
  const share = Number(SHARE.exec(size)?.[1] ?? Number.NaN)
  return totalBytes === undefined || Number.isNaN(share) ? undefined : Math.floor((totalBytes * share) / 100)
}
