/** Filters and orders what is on the pool; quick enough for ten thousand units at every key stroke. Free of schemas. */
import type { CachedUnit } from '../cached.ts'

/** newest, largest: first; title: as people order titles. */
export const orders = ['newest', 'largest', 'title'] as const
export type Order = (typeof orders)[number]

/** Something with everything that can be searched in it, in lower case. */
export interface Searchable<Row> {
  readonly row: Row
  readonly haystack: string
}

/** Prepares rows for searching; costs more than a search, so it is done once where many searches follow. */
export const searchable = <Row>(
  rows: readonly Row[],
  wordsOf: (row: Row) => readonly string[]
): readonly Searchable<Row>[] => rows.map((row) => ({ row, haystack: wordsOf(row).join('\n').toLowerCase() }))

/** The rows that contain every word of the text. */
export const holding = <Row>(all: readonly Searchable<Row>[], text: string): readonly Row[] => {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean)
  return all.filter(({ haystack }) => words.every((word) => haystack.includes(word))).map(({ row }) => row)
}

/** What of a unit on the pool is searched. */
export const wordsOfCached = ({ title, because, files }: CachedUnit): readonly string[] => [
  title,
  ...because.map(({ sentence }) => sentence),
  ...files.flatMap(({ path, poolPath }) => [path, poolPath])
]

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const comparing: Readonly<Record<Order, (one: CachedUnit, other: CachedUnit) => number>> = {
  newest: (one, other) => other.promotedAt - one.promotedAt || one.id - other.id,
  largest: (one, other) => other.sizeBytes - one.sizeBytes || one.id - other.id,
  title: (one, other) => titles.compare(one.title, other.title) || one.id - other.id
}

/** The units in the wished order. */
export const arranged = (units: readonly CachedUnit[], order: Order): readonly CachedUnit[] =>
  [...units].sort(comparing[order])
