/** Sifts the catalogue in one pass: which rows the filters leave, and how many there are of each value where every other filter is in force. */
import { type LibraryPage, type LibraryQuery, libraryKinds } from '@pcu/contract'
import type { Columns } from './columns.ts'
import { type Mark, unmarked } from './marks.ts'
import { fitsText } from './words.ts'

/** What may be narrowed. */
export type Sieve = Pick<LibraryQuery, 'text' | 'state' | 'kind' | 'section' | 'person' | 'reason' | 'pinned'>

/** How many rows of each value. */
export type Facets = LibraryPage['facets']

/** What is left. */
export interface Sifted {
  /** 1 for a row that is. */
  readonly passes: Uint8Array
  readonly total: number
  readonly bytes: number
  readonly facets: Facets
}

const facetNames = ['state', 'kind', 'section', 'person', 'reason', 'pinned'] as const
type FacetName = (typeof facetNames)[number]

const everyFacet = (1 << facetNames.length) - 1

/** The values that a row has for each facet, one after another. */
const valuesOf: { readonly [Name in FacetName]: (mark: Mark, row: number, columns: Columns) => readonly string[] } = {
  state: ({ state }) => [state],
  kind: (_, row, { kinds }) => kindValues[kinds[row] ?? 0] ?? [],
  section: (_, row, { sections, sectionIds }) => [sectionIds[sections[row] ?? 0] ?? ''],
  person: ({ people }) => people,
  reason: ({ because }) => (because === undefined ? [] : [because.code]),
  pinned: ({ pins }) => (pins.length > 0 ? yes : no)
}

const [yes, no] = [['yes'], ['no']] as const
const kindValues = libraryKinds.map((kind) => [kind])

/** The filters that are set, as (bit, wanted value). */
const filtersOf = (sieve: Sieve) =>
  facetNames.flatMap((name, bit) => {
    const wanted = sieve[name]
    return wanted === undefined ? [] : [{ bit: 1 << bit, wanted, values: valuesOf[name] }]
  })

/** Bits of the filters that do not let a row through. */
type Failing = (mark: Mark, row: number) => number

const failingOf = (sieve: Sieve, columns: Columns): Failing => {
  const filters = filtersOf(sieve)
  if (filters.length === 0) return () => 0
  return (mark, row) => {
    let bits = 0
    for (const { bit, wanted, values } of filters) if (!values(mark, row, columns).includes(wanted)) bits |= bit
    return bits
  }
}

/** The facets that a row counts for: all of them when it passes; the one whose filter alone stops it. */
const countedIn = (failing: number): number => {
  if (failing === 0) return everyFacet
  return (failing & (failing - 1)) === 0 ? failing : 0
}

/** Sifts. A hundred thousand rows take a few milliseconds. */
export const sift = (columns: Columns, marks: readonly (Mark | undefined)[], sieve: Sieve): Sifted => {
  const passes = new Uint8Array(columns.length)
  const fits = fitsText(sieve.text, columns)
  const failingIn = failingOf(sieve, columns)
  const counts = facetNames.map(() => new Map<string, number>())
  let [total, bytes] = [0, 0]

  const count = (mark: Mark, row: number, bits: number): void => {
    for (let at = 0; at < facetNames.length; at += 1) {
      if ((bits & (1 << at)) === 0) continue
      const [name, counter] = [facetNames[at] ?? 'state', counts[at]]
      for (const value of valuesOf[name](mark, row, columns)) counter?.set(value, (counter.get(value) ?? 0) + 1)
    }
  }
  for (let row = 0; row < columns.length; row += 1) {
    if (!fits(row)) continue
    const mark = marks[row] ?? unmarked
    const failing = failingIn(mark, row)
    count(mark, row, countedIn(failing))
    if (failing !== 0) continue
    passes[row] = 1
    total += 1
    bytes += Math.max(0, columns.sizes[row] ?? 0)
  }
  const counted = (name: FacetName) => Object.fromEntries(counts[facetNames.indexOf(name)] ?? [])
  return {
    ...{ passes, total, bytes },
    facets: {
      state: counted('state'),
      kind: counted('kind'),
      section: counted('section'),
      person: counted('person'),
      reason: counted('reason'),
      pinned: counted('pinned')
    }
  }
}
