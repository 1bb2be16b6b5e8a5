/** Long lists come in windows: how many rows one answer may hold, and how all of them are read. Free of schemas. */

/** Most rows of one answer. */
export const mostRows = 1000

/** What of a list is wanted: `limit` rows from row `offset` on, counted from 0. */
export interface Window {
  readonly offset: number
  readonly limit: number
}

/** Some rows of a list, and how long it is. `of` tells one making of the list from the next, where lists are made anew. */
export interface Rows {
  readonly rows: readonly unknown[]
  readonly total: number
  readonly of?: number | undefined
}

type RowOf<Answer extends Rows> = Answer['rows'][number]

/** All rows, and the answer that came last. */
export interface Everything<Answer extends Rows> {
  readonly rows: readonly RowOf<Answer>[]
  readonly last: Answer
}

/** A list that changes at every look is taken as it came the last time. */
const mostLooks = 3

type Read<Answer extends Rows> = (window: Window) => Promise<Answer>
type KeyOf<Answer extends Rows> = (row: RowOf<Answer>, position: number) => number | string

const lookThrough = async <Answer extends Rows>(read: Read<Answer>, keyOf: KeyOf<Answer>) => {
  let last = await read({ offset: 0, limit: mostRows })
  const { total, of } = last
  const found = new Map<number | string, RowOf<Answer>>()
  const take = (offset: number): void => {
    for (const [n, row] of last.rows.entries()) found.set(keyOf(row, offset + n), row)
  }
  take(0)
  let isWhole = true
  for (let offset = mostRows; offset < total; offset += mostRows) {
    last = await read({ offset, limit: mostRows })
    isWhole &&= last.total === total && last.of === of
    take(offset)
  }
  return { rows: [...found.values()], last, isWhole }
}

/**
 * Reads window after window until all rows are there; `keyOf` tells rows apart. A list that changed on the way (another length, another making) is read
 * again from the beginning. One row that left while another came is noticed by nothing but the event that tells of it.
 */
export const everyRow = async <Answer extends Rows>(
  read: Read<Answer>,
  keyOf: KeyOf<Answer>
): Promise<Everything<Answer>> => {
  let seen = await lookThrough(read, keyOf)
  for (let look = 2; !seen.isWhole && look <= mostLooks; look += 1) seen = await lookThrough(read, keyOf)
  return seen
}
