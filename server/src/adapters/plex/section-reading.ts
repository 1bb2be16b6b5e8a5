/** Reads one section: all of it onto a new shelf, or only what was viewed since. */

import { guidKeys } from '#core/model/guid.ts'
import { createGuidTable, type GuidTable } from '#core/model/guid-table.ts'
import { keyOfRow, packItem } from '#core/model/item-row.ts'
import type { LibrarySection } from '#core/model/library.ts'
import { rowOn, type SeenItem, type Shelf, stockShelf } from '#core/model/shelf.ts'
import { namelessKey, type Titled, titleKey } from '#core/model/title-key.ts'
import { Failure } from '#src/failure.ts'
import type { PlexHttp } from './http.ts'
import { guidsOf, ratingKeyOf, readItem, readViews } from './items.ts'
import { type ListAsk, type Listing, readList } from './pages.ts'
import { int, obj, str } from './readers.ts'

/** Everything of an item that nobody here reads; it halves the bytes and the server's work. Never Media, Part or Guid. */
const unreadElements =
  'Genre,Country,Director,Writer,Role,Producer,Similar,Collection,Rating,Image,UltraBlurColors,Style,Mood,Format'
const unreadFields = [
  'summary,tagline,art,thumb,banner,theme,studio,contentRating,rating,audienceRating,ratingImage,audienceRatingImage',
  'chapterSource,primaryExtraKey,titleSort,originalTitle,originallyAvailableAt,addedAt,updatedAt,slug',
  'parentKey,parentRatingKey,parentGuid,parentTitle,parentThumb,parentSlug',
  'grandparentGuid,grandparentThumb,grandparentArt,grandparentTheme,grandparentSlug'
].join(',')
const slim = `excludeElements=${unreadElements}&excludeFields=${unreadFields}`

const typeNumber = { movie: 1, show: 2, episode: 4 } as const

/** A section as it was read. `complete` is false when the server announced more than it gave, even at a second try. */
export interface SectionReading {
  readonly shelf: Shelf
  readonly skipped: number
  readonly complete: boolean
  readonly announced: number
}

/** Where the reading happens. */
export interface SectionAsk {
  readonly http: PlexHttp
  readonly section: LibrarySection
  readonly signal: AbortSignal
  /** What was read before. */
  readonly previous: Shelf | undefined
}

const pathOf = (section: LibrarySection): string => `/library/sections/${encodeURIComponent(section.sectionId)}/all`

/** Leaves the exclude lists out when the server does not understand them. */
const slimOrWhole = async <Entry>(
  ask: SectionAsk,
  query: string,
  list: Pick<ListAsk<Entry>, 'read' | 'keyOf'>
): Promise<Listing<Entry>> => {
  const question = { path: pathOf(ask.section), signal: ask.signal, isBulk: true, ...list }
  try {
    return await readList(ask.http, { ...question, query: `${query}&${slim}` })
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'plex.bad-request') throw thrown
    return readList(ask.http, { ...question, query })
  }
}

/** A list that shifted under the reading is read once more. */
const steadily = async <Entry>(read: () => Promise<Listing<Entry>>): Promise<Listing<Entry>> => {
  const listing = await read()
  return listing.short ? read() : listing
}

/** The row that was there before, when nothing changed: a second reading then does not double the memory. */
const kept = (row: string, previous: Shelf | undefined): string => {
  const before = previous === undefined ? undefined : rowOn(previous, keyOfRow(row))
  return before === row ? before : row
}

const sharedIds = /^(?:imdb|tmdb|tvdb):/u

/** By name and year only what has no id of Plex's own, which every watchlist of Plex names, and what has no id that other services share. */
const namesOf = (keys: readonly string[], titled: Titled): readonly (string | undefined)[] => [
  keys.some((key) => key.startsWith('plex:')) ? undefined : titleKey(titled),
  keys.some((key) => sharedIds.test(key)) ? undefined : namelessKey(titled)
]

/** Under every id of it, and under names where ids are missing. */
const addKeys = (guids: GuidTable, raw: unknown, titled: Titled & { readonly ratingKey: string }): void => {
  const keys = guidKeys(guidsOf(obj(raw) ?? {}), titled.type)
  for (const key of [...keys, ...namesOf(keys, titled)]) if (key !== undefined) guids.add(key, titled.ratingKey)
}

/** Movies or episodes as rows. Only movies lend their ids here; nobody looks for a single episode by id. */
const readPlayable = (ask: SectionAsk, guids: GuidTable): Promise<Listing<string>> => {
  const { section, previous } = ask
  const isMovie = section.type === 'movie'
  const query = isMovie ? `type=${typeNumber.movie}&includeGuids=1` : `type=${typeNumber.episode}`
  const read = (raw: unknown): string | undefined => {
    const item = readItem(raw, section.sectionId)
    if (item === undefined) return undefined
    if (isMovie) addKeys(guids, raw, { type: 'movie', title: item.title, year: item.year, ratingKey: item.ratingKey })
    return kept(packItem(item), previous)
  }
  return steadily(() => slimOrWhole(ask, query, { read, keyOf: keyOfRow }))
}

/** Shows only lend their ids; their titles stand on every episode. */
const readShows = async (ask: SectionAsk, guids: GuidTable): Promise<void> => {
  if (ask.section.type !== 'show') return
  const read = (raw: unknown): string | undefined => {
    const show = obj(raw)
    const ratingKey = show === undefined ? undefined : ratingKeyOf(show)
    if (show === undefined || ratingKey === undefined) return undefined
    addKeys(guids, raw, { type: 'show', title: str(show.title) ?? '', year: int(show.year), ratingKey })
    return ratingKey
  }
  await slimOrWhole(ask, `type=${typeNumber.show}&includeGuids=1`, { read, keyOf: (key) => key })
}

/** Reads the whole section. Throws a Failure when any page of it does not come. */
export const readSection = async (ask: SectionAsk): Promise<SectionReading> => {
  const guids = createGuidTable()
  const listing = await readPlayable(ask, guids)
  await readShows(ask, guids)
  const shelf = stockShelf(ask.section, listing.entries, guids)
  return {
    shelf,
    skipped: listing.skipped,
    complete: !listing.short,
    announced: listing.announced ?? listing.entries.length
  }
}

/** What the owner viewed at or after `sinceMs` (the server's time). Marking as unwatched does not show up here. */
export const readSeen = async (ask: SectionAsk, sinceMs: number): Promise<readonly SeenItem[]> => {
  const type = ask.section.type === 'movie' ? typeNumber.movie : typeNumber.episode
  const after = Math.max(0, Math.floor(sinceMs / 1000) - 1)
  const read = (raw: unknown): SeenItem | undefined => {
    const item = obj(raw)
    const ratingKey = item === undefined ? undefined : ratingKeyOf(item)
    return item === undefined || ratingKey === undefined ? undefined : { ratingKey, ...readViews(item) }
  }
  const query = `type=${type}&lastViewedAt>>=${after}`
  const listing = await slimOrWhole(ask, query, { read, keyOf: (seen) => seen.ratingKey })
  return listing.entries
}
