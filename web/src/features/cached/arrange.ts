/** Filters and orders what is on the pool; quick enough for ten thousand units at every key stroke. */
import type { CachedUnit } from '@pcu/contract'

export const orders = ['newest', 'largest', 'title'] as const
export type Order = (typeof orders)[number]

/** A unit with everything that can be searched in it, in lower case. */
interface Searchable {
  readonly unit: CachedUnit
  readonly haystack: string
}

const wordsOf = (unit: CachedUnit): string[] => [
  unit.title,
  ...unit.because.map(({ sentence }) => sentence),
  ...unit.files.flatMap(({ path, poolPath }) => [path, poolPath])
]

/** Prepares units for searching; costs more than a search, so it is done once per answer. */
export const searchable = (units: readonly CachedUnit[]): readonly Searchable[] =>
  units.map((unit) => ({ unit, haystack: wordsOf(unit).join('\n').toLowerCase() }))

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const comparing: Record<Order, (one: CachedUnit, other: CachedUnit) => number> = {
  newest: (one, other) => other.promotedAt - one.promotedAt || one.id - other.id,
  largest: (one, other) => other.sizeBytes - one.sizeBytes || one.id - other.id,
  title: (one, other) => titles.compare(one.title, other.title) || one.id - other.id
}

/** The units that contain every word of the filter, in the wished order. */
export function arrange(all: readonly Searchable[], filter: string, order: Order): readonly CachedUnit[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter(({ haystack }) => words.every((word) => haystack.includes(word)))
  return found.map(({ unit }) => unit).sort(comparing[order])
}
