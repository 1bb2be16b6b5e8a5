/** The library as columns, so that a hundred thousand titles are sifted, counted and ordered in milliseconds. Holds no view states. */
import { libraryKinds } from '@pcu/contract'
import type { LibraryItem } from '#core/model/library.ts'
import { foldedWords } from '#core/titles/fold.ts'

/** Rows in an order. The first `known` have something to be ordered by; the others follow by title. */
export interface Ordered {
  readonly rows: Uint32Array
  readonly known: number
}

/** One column a fact; a row is a position. */
export interface Columns {
  readonly length: number
  readonly keys: readonly string[]
  readonly positions: ReadonlyMap<string, number>
  /** Folded words between blanks, with one in front. */
  readonly haystacks: readonly string[]
  /** Positions in `libraryKinds`. */
  readonly kinds: Uint8Array
  /** Positions in `sectionIds`. */
  readonly sections: Uint16Array
  readonly sectionIds: readonly string[]
  /** -1 where there is none. */
  readonly seasons: Int32Array
  readonly episodes: Int32Array
  /** Bytes; -1 where Plex does not say. */
  readonly sizes: Float64Array
  readonly byTitle: Ordered
  readonly bySize: Ordered
  readonly byAdded: Ordered
}

/** Bytes of all versions but what the optimiser made; undefined when Plex says of none. */
export const bytesOf = ({ versions }: Pick<LibraryItem, 'versions'>): number | undefined => {
  let sum: number | undefined
  for (const { optimized, parts } of versions) {
    if (optimized) continue
    for (const { sizeBytes } of parts) if (sizeBytes !== undefined) sum = (sum ?? 0) + sizeBytes
  }
  return sum
}

const widest = 8

/** Numbers of any length stand in their order, as people order titles. */
const padded = (words: readonly string[]): string =>
  words.join(' ').replace(/\d+/gu, (number) => number.padStart(widest, '0'))

const numberText = (number: number | undefined): string => String(number ?? 99_999).padStart(5, '0')

/** Specials (season 0) come last, as in the order in which they are watched. */
const seasonText = (season: number | undefined): string => numberText(season === 0 ? 99_998 : season)

const sortText = (item: LibraryItem, own: readonly string[], show: readonly string[]): string =>
  item.type === 'movie'
    ? `${padded(own)}\u0001${numberText(item.year)}`
    : `${padded(show)}\u0001${seasonText(item.season)}${numberText(item.episode)}${padded(own)}`

const compareTexts = (one: string, other: string): number => {
  if (one === other) return 0
  return one < other ? -1 : 1
}

const ordered = (length: number, compare: (one: number, other: number) => number): Uint32Array =>
  Uint32Array.from({ length }, (_, position) => position).sort(compare)

/** The largest first; rows without a value, told by -1, follow in the given order. */
export const byValue = (values: Float64Array, byTitle: Ordered): Ordered => {
  const known = byTitle.rows.filter((row) => (values[row] ?? -1) >= 0)
  // A stable order: equal values stay by title.
  const first = [...known].sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0))
  const rows = new Uint32Array(byTitle.rows.length)
  rows.set(first)
  rows.set(
    byTitle.rows.filter((row) => (values[row] ?? -1) < 0),
    first.length
  )
  return { rows, known: first.length }
}

/** Columns while they grow: a large library is added in parts, so that others get their turn between. */
export interface Growing {
  add(item: LibraryItem): void
  done(): Columns
}

/** Begins empty columns. */
export const growColumns = (): Growing => {
  const keys: string[] = []
  const positions = new Map<string, number>()
  const haystacks: string[] = []
  const sortTexts: string[] = []
  const kinds: number[] = []
  const sections: number[] = []
  const seasons: number[] = []
  const episodes: number[] = []
  const sizes: number[] = []
  const added: number[] = []
  const sectionAt = new Map<string, number>()
  let show: { readonly key: string; readonly words: readonly string[] } = { key: '', words: [] }

  const showWords = ({ showKey = '', showTitle = '' }: LibraryItem): readonly string[] => {
    if (show.key !== showKey || showKey === '') show = { key: showKey, words: foldedWords(showTitle) }
    return show.words
  }
  const sectionOf = (sectionId: string): number => {
    const known = sectionAt.get(sectionId) ?? sectionAt.size
    sectionAt.set(sectionId, known)
    return known
  }
  const addWords = (item: LibraryItem): void => {
    const own = foldedWords(item.title)
    const ofShow = item.type === 'movie' ? [] : showWords(item)
    const year = item.year === undefined ? [] : [String(item.year)]
    haystacks.push(` ${[...ofShow, ...own, ...year].join(' ')} `)
    sortTexts.push(sortText(item, own, ofShow))
  }

  return {
    add: (item) => {
      // Two sections never hold one key; should they, the first counts, so that a row is one title.
      if (positions.has(item.ratingKey)) return
      positions.set(item.ratingKey, keys.length)
      keys.push(item.ratingKey)
      addWords(item)
      kinds.push(libraryKinds.indexOf(item.type))
      sections.push(sectionOf(item.sectionId))
      seasons.push(item.season ?? -1)
      episodes.push(item.episode ?? -1)
      sizes.push(bytesOf(item) ?? -1)
      added.push(item.addedAt ?? -1)
    },
    done: () => {
      const compare = (one: number, other: number): number =>
        compareTexts(sortTexts[one] ?? '', sortTexts[other] ?? '') || one - other
      const byTitle = { rows: ordered(keys.length, compare), known: keys.length }
      const bytes = Float64Array.from(sizes)
      return {
        ...{ length: keys.length, keys, positions, haystacks, sectionIds: [...sectionAt.keys()], byTitle },
        kinds: Uint8Array.from(kinds),
        sections: Uint16Array.from(sections),
        seasons: Int32Array.from(seasons),
        episodes: Int32Array.from(episodes),
        sizes: bytes,
        bySize: byValue(bytes, byTitle),
        byAdded: byValue(Float64Array.from(added), byTitle)
      }
    }
  }
}

const lengthened = ({ rows, known }: Ordered, more: number): Ordered => {
  const longer = new Uint32Array(rows.length + more)
  longer.set(rows)
  for (let n = 0; n < more; n += 1) longer[rows.length + n] = rows.length + n
  return { rows: longer, known }
}

/** Something that is on the pool although Plex does not list it. */
export type Unlisted = Pick<LibraryItem, 'ratingKey' | 'sectionId' | 'title'> & { readonly sizeBytes: number }

const joined = <Column extends Uint8Array | Uint16Array | Int32Array | Float64Array>(
  into: Column,
  column: Column,
  more: readonly number[]
): Column => {
  into.set(column)
  into.set(more, column.length)
  return into
}

/** The same with what Plex does not list, at the end of every order. */
export const withUnlisted = (columns: Columns, unlisted: readonly Unlisted[]): Columns => {
  if (unlisted.length === 0) return columns
  const length = columns.length + unlisted.length
  const none = unlisted.map(() => -1)
  const sectionIds = [...new Set([...columns.sectionIds, ...unlisted.map(({ sectionId }) => sectionId)])]
  const sections = unlisted.map(({ sectionId }) => sectionIds.indexOf(sectionId))
  return {
    length,
    keys: [...columns.keys, ...unlisted.map(({ ratingKey }) => ratingKey)],
    positions: new Map([
      ...columns.positions,
      ...unlisted.map(({ ratingKey }, n) => [ratingKey, columns.length + n] as const)
    ]),
    haystacks: [...columns.haystacks, ...unlisted.map(({ title }) => ` ${foldedWords(title).join(' ')} `)],
    sectionIds,
    kinds: joined(
      new Uint8Array(length),
      columns.kinds,
      unlisted.map(() => 0)
    ),
    sections: joined(new Uint16Array(length), columns.sections, sections),
    seasons: joined(new Int32Array(length), columns.seasons, none),
    episodes: joined(new Int32Array(length), columns.episodes, none),
    sizes: joined(
      new Float64Array(length),
      columns.sizes,
      unlisted.map(({ sizeBytes }) => sizeBytes)
    ),
    byTitle: lengthened(columns.byTitle, unlisted.length),
    bySize: lengthened(columns.bySize, unlisted.length),
    byAdded: lengthened(columns.byAdded, unlisted.length)
  }
}
