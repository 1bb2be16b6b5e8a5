/** The items of one section, packed, with tables to find them by. Never changed once stocked. */
import type { GuidTable } from './guid-table.ts'
import { keyOfRow, packItem, unpackItem } from './item-row.ts'
import type { LibraryItem, LibrarySection, MediaPart } from './library.ts'
import type { PlexPath } from './place.ts'

/** One position on a shelf, or several: bare numbers, because most files hold one item. */
type Positions = number | readonly number[]
/** A number where a text is one: a third of the memory. */
type Id = number | string

/** One section. The tables hold positions in `rows`; files are found by a hash and then compared. */
export interface Shelf {
  readonly section: LibrarySection
  readonly rows: readonly string[]
  readonly guids: GuidTable
  /** The newest viewing on it, epoch milliseconds; 0 when there is none. */
  readonly newestView: number
  readonly byKey: ReadonlyMap<Id, number>
  readonly byFile: ReadonlyMap<number, Positions>
  /** Episodes of a show in watching order. */
  readonly byShow: ReadonlyMap<Id, readonly number[]>
}

/** What the owner has seen of an item since it was put on the shelf. */
export type SeenItem = Pick<LibraryItem, 'ratingKey' | 'viewCount' | 'lastViewedAt' | 'viewOffsetMs'>

const idOf = (key: string): Id => (/^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : key)

/** FNV-1a over the characters, 32 bits. */
const hashOf = (file: PlexPath): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < file.length; at += 1) hash = Math.imul(hash ^ file.charCodeAt(at), 0x01000193)
  return hash
}

/** Specials (season 0) come last, an unknown number behind the known ones. */
const seasonRank = (season: number | undefined): number => {
  if (season === 0) return Number.MAX_SAFE_INTEGER
  return season ?? Number.MAX_SAFE_INTEGER - 1
}

type Placed = Pick<LibraryItem, 'season' | 'episode' | 'ratingKey'>

/** Watching order of two episodes of a show; ties by ratingKey, so that the order does not depend on how they arrived. */
export const byWatchingOrder = (a: Placed, b: Placed): number =>
  seasonRank(a.season) - seasonRank(b.season) ||
  (a.episode ?? Number.MAX_SAFE_INTEGER) - (b.episode ?? Number.MAX_SAFE_INTEGER) ||
  (a.ratingKey < b.ratingKey ? -1 : 1)

const withPosition = (there: Positions | undefined, at: number): Positions => {
  if (there === undefined || there === at) return at
  if (typeof there === 'number') return [there, at]
  return there.includes(at) ? there : [...there, at]
}

interface PlacedAt extends Placed {
  readonly at: number
}

/** The tables while they grow. */
const createTables = () => {
  const byKey = new Map<Id, number>()
  const byFile = new Map<number, Positions>()
  const shows = new Map<Id, PlacedAt[]>()
  let newestView = 0

  const addEpisode = ({ showKey, season, episode, ratingKey }: LibraryItem, at: number): void => {
    if (showKey === undefined) return
    const episodes = shows.get(idOf(showKey))
    const placed = { season, episode, ratingKey, at }
    if (episodes === undefined) shows.set(idOf(showKey), [placed])
    else episodes.push(placed)
  }
  const addFiles = (item: LibraryItem, at: number): void => {
    for (const { parts } of item.versions) {
      for (const { file } of parts) byFile.set(hashOf(file), withPosition(byFile.get(hashOf(file)), at))
    }
  }
  return {
    add: (item: LibraryItem, at: number): void => {
      byKey.set(idOf(item.ratingKey), at)
      newestView = Math.max(newestView, item.lastViewedAt ?? 0)
      addFiles(item, at)
      addEpisode(item, at)
    },
    done: () => ({ byKey, byFile, newestView, byShow: inOrder(shows) })
  }
}

const inOrder = (shows: ReadonlyMap<Id, PlacedAt[]>): ReadonlyMap<Id, readonly number[]> => {
  const ordered = new Map<Id, readonly number[]>()
  for (const [show, episodes] of shows)
    ordered.set(
      show,
      episodes.sort(byWatchingOrder).map(({ at }) => at)
    )
  return ordered
}

/** Puts a section's rows on a new shelf. Their ratingKeys must be distinct. */
export const stockShelf = (section: LibrarySection, rows: readonly string[], guids: GuidTable): Shelf => {
  const tables = createTables()
  for (const [at, row] of rows.entries()) tables.add(unpackItem(row), at)
  return { section, rows, guids, ...tables.done() }
}

/** The same shelf with newer view states. Costs one copy of the list of rows; the tables are shared. Unknown items are left out. */
export const withSeen = (shelf: Shelf, seen: readonly SeenItem[]): Shelf => {
  if (seen.length === 0) return shelf
  const rows = shelf.rows.slice()
  let { newestView } = shelf
  for (const { ratingKey, viewCount, lastViewedAt, viewOffsetMs } of seen) {
    const at = shelf.byKey.get(idOf(ratingKey))
    const row = at === undefined ? undefined : rows[at]
    if (at === undefined || row === undefined) continue
    rows[at] = packItem({ ...unpackItem(row), viewCount, lastViewedAt, viewOffsetMs })
    newestView = Math.max(newestView, lastViewedAt ?? 0)
  }
  return { ...shelf, rows, newestView }
}

const rowsAt = (shelf: Shelf, positions: Positions | undefined): readonly LibraryItem[] => {
  if (positions === undefined) return []
  const list = typeof positions === 'number' ? [positions] : positions
  return list.map((at) => shelf.rows[at] ?? '').map(unpackItem)
}

/** The row of an item, when it stands here. */
export const rowOn = (shelf: Shelf, ratingKey: string): string | undefined => {
  const at = shelf.byKey.get(idOf(ratingKey))
  const row = at === undefined ? undefined : shelf.rows[at]
  return row !== undefined && keyOfRow(row) === ratingKey ? row : undefined
}

/** The episodes of a show in watching order. */
export const episodesOn = (shelf: Shelf, showKey: string): readonly LibraryItem[] =>
  rowsAt(shelf, shelf.byShow.get(idOf(showKey)))

/** The items whose versions hold a file. */
export const itemsHolding = (shelf: Shelf, file: PlexPath): readonly LibraryItem[] =>
  rowsAt(shelf, shelf.byFile.get(hashOf(file))).filter((item) =>
    item.versions.some(({ parts }) => parts.some((part) => part.file === file))
  )

/** Every file on it but what the optimiser made and what lies in the trash. */
export const filesOn = (shelf: Shelf): readonly MediaPart[] =>
  shelf.rows
    .map(unpackItem)
    .filter(({ trashed }) => !trashed)
    .flatMap(({ versions }) => versions.filter(({ optimized }) => !optimized).flatMap(({ parts }) => parts))
