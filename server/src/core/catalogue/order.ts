/** The orders of the catalogue, and the rows of a window of one. */
import type { LibraryOrder, LibraryQuery } from '@pcu/contract'
import { byValue, type Columns, type Ordered } from './columns.ts'
import type { Mark } from './marks.ts'

const valuesOf = (marks: readonly (Mark | undefined)[], value: (mark: Mark) => number | undefined): Float64Array =>
  Float64Array.from(marks, (mark) => (mark === undefined ? undefined : value(mark)) ?? -1)

/** Far above every rank, so that the first one is the largest value. */
const lastRank = 2 ** 40

/** Every order over these rows; those that follow from marks are made when they are first asked for. */
export const ordersOf = (
  columns: Columns,
  marks: readonly (Mark | undefined)[]
): ((order: LibraryOrder) => Ordered) => {
  const made = new Map<LibraryOrder, Ordered>([
    ['title', columns.byTitle],
    ['size', columns.bySize],
    ['added', columns.byAdded]
  ])
  const make = (order: LibraryOrder): Ordered => {
    const values =
      order === 'rank'
        ? valuesOf(marks, ({ rank }) => (rank === undefined ? undefined : lastRank - rank))
        : valuesOf(marks, ({ cachedSince }) => cachedSince)
    return byValue(values, columns.byTitle)
  }
  return (order) => {
    const known = made.get(order) ?? make(order)
    made.set(order, known)
    return known
  }
}

/** The n-th row of an order; turned around, those without a value still come last. */
const rowAt = ({ rows, known }: Ordered, at: number, isReversed: boolean): number =>
  rows[isReversed && at < known ? known - 1 - at : at] ?? 0

/** The rows of the window, in order. */
export const windowOf = (
  ordered: Ordered,
  passes: Uint8Array,
  { offset, limit, reversed }: Pick<LibraryQuery, 'offset' | 'limit' | 'reversed'>
): readonly number[] => {
  const found: number[] = []
  let before = 0
  for (let at = 0; at < ordered.rows.length && found.length < limit; at += 1) {
    const row = rowAt(ordered, at, reversed === 'yes')
    if (passes[row] !== 1) continue
    before += 1
    if (before > offset) found.push(row)
  }
  return found
}
