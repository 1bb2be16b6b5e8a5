/** Builds the library in memory out of one shelf a section, so that one changed section does not cost all the others. */
import type { GuidTable } from './guid-table.ts'
import type { LibraryIndex, LibraryItem, LibrarySection } from './library.ts'
import type { PlexPath } from './place.ts'

/** One position on a shelf, or several: bare numbers, because most files hold one item. */
type Positions = number | readonly number[]

/** The items of one section with their look-up tables. Never changed once stocked. */
export interface Shelf {
  readonly section: LibrarySection
  readonly items: readonly LibraryItem[]
  readonly byKey: ReadonlyMap<string, number>
  readonly byFile: ReadonlyMap<PlexPath, Positions>
  /** Episodes of a show in watching order. */
  readonly byShow: ReadonlyMap<string, readonly number[]>
  readonly guids: GuidTable
}

/** What the owner has seen of an item since it was put on the shelf. */
export interface SeenItem {
  readonly ratingKey: string
  readonly viewCount: number
  readonly lastViewedAt: number | undefined
  readonly viewOffsetMs: number | undefined
}

/** Specials (season 0) come last, an unknown number behind the known ones. */
const seasonRank = (season: number | undefined): number => {
  if (season === 0) return Number.MAX_SAFE_INTEGER
  return season ?? Number.MAX_SAFE_INTEGER - 1
}

/** Watching order of two episodes of a show; ties by ratingKey, so that the order does not depend on how they arrived. */
export const byWatchingOrder = (a: LibraryItem, b: LibraryItem): number =>
  seasonRank(a.season) - seasonRank(b.season) ||
  (a.episode ?? Number.MAX_SAFE_INTEGER) - (b.episode ?? Number.MAX_SAFE_INTEGER) ||
  (a.ratingKey < b.ratingKey ? -1 : 1)

const withPosition = (there: Positions | undefined, at: number): Positions => {
  if (there === undefined) return at
  return typeof there === 'number' ? [there, at] : [...there, at]
}

const filesOf = (items: readonly LibraryItem[]): ReadonlyMap<PlexPath, Positions> => {
  const files = new Map<PlexPath, Positions>()
  for (const [at, item] of items.entries()) {
    for (const version of item.versions) {
      for (const part of version.parts) files.set(part.file, withPosition(files.get(part.file), at))
    }
  }
  return files
}

const showsOf = (items: readonly LibraryItem[]): ReadonlyMap<string, readonly number[]> => {
  const shows = new Map<string, LibraryItem[]>()
  const positions = new Map<LibraryItem, number>()
  for (const [at, item] of items.entries()) {
    if (item.showKey === undefined) continue
    const episodes = shows.get(item.showKey)
    if (episodes === undefined) shows.set(item.showKey, [item])
    else episodes.push(item)
    positions.set(item, at)
  }
  const ordered = new Map<string, readonly number[]>()
  for (const [showKey, episodes] of shows) {
    ordered.set(
      showKey,
      episodes.sort(byWatchingOrder).map((episode) => positions.get(episode) ?? -1)
    )
  }
  return ordered
}

/** Puts a section's items on a new shelf. Their ratingKeys must be distinct. */
export const stockShelf = (section: LibrarySection, items: readonly LibraryItem[], guids: GuidTable): Shelf => ({
  section,
  items,
  byKey: new Map(items.map((item, at) => [item.ratingKey, at])),
  byFile: filesOf(items),
  byShow: showsOf(items),
  guids
})

/** The same shelf with newer view states. Costs one copy of the list of items; the look-up tables are shared. */
export const withSeen = (shelf: Shelf, seen: readonly SeenItem[]): Shelf => {
  if (seen.length === 0) return shelf
  const items = shelf.items.slice()
  for (const { ratingKey, viewCount, lastViewedAt, viewOffsetMs } of seen) {
    const at = shelf.byKey.get(ratingKey)
    const item = at === undefined ? undefined : items[at]
    if (at !== undefined && item !== undefined) items[at] = { ...item, viewCount, lastViewedAt, viewOffsetMs }
  }
  return { ...shelf, items }
}

const itemsOn = (shelf: Shelf, positions: Positions | undefined): readonly LibraryItem[] => {
  if (positions === undefined) return []
  const list = typeof positions === 'number' ? [positions] : positions
  return list.map((at) => shelf.items[at]).filter((item) => item !== undefined)
}

const latest = (items: readonly LibraryItem[]): number | undefined => {
  let newest: number | undefined
  for (const { lastViewedAt } of items) {
    if (lastViewedAt !== undefined && (newest === undefined || lastViewedAt > newest)) newest = lastViewedAt
  }
  return newest
}

/** The index over all shelves. Look-ups ask every shelf in turn; a household has a handful of sections. */
export const indexOf = (shelves: readonly Shelf[]): LibraryIndex => {
  const itemOn = (shelf: Shelf, ratingKey: string): LibraryItem | undefined => {
    const at = shelf.byKey.get(ratingKey)
    return at === undefined ? undefined : shelf.items[at]
  }
  const episodesOf = (showKey: string): readonly LibraryItem[] =>
    shelves.flatMap((shelf) => itemsOn(shelf, shelf.byShow.get(showKey)))

  return {
    size: shelves.reduce((sum, shelf) => sum + shelf.items.length, 0),
    sections: shelves.map((shelf) => shelf.section),
    item: (ratingKey) => {
      for (const shelf of shelves) {
        const item = itemOn(shelf, ratingKey)
        if (item !== undefined) return item
      }
      return undefined
    },
    itemsAt: (file) => shelves.flatMap((shelf) => itemsOn(shelf, shelf.byFile.get(file))).sort(byWatchingOrder),
    episodesOf,
    lastViewOfShow: (showKey) => latest(episodesOf(showKey)),
    itemsByGuid: (key) => shelves.flatMap((shelf) => shelf.guids.find(key))
  }
}
