/** Reads movies and episodes of a list into slim records; an odd one is left out and counted, never thrown about. */
import type { LibraryItem, MediaPart, MediaVersion } from '#core/model/library.ts'
import { type PlexPath, plexPath } from '#core/model/place.ts'
import { arr, int, type Loose, obj, str, timeMs } from './readers.ts'

const optimizedType = 42

const readPart = (raw: unknown): MediaPart | undefined => {
  const part = obj(raw)
  const file = str(part?.file)
  if (part === undefined || file === undefined) return undefined
  const size = int(part.size)
  return { file: plexPath(file), sizeBytes: size === undefined || size < 0 ? undefined : size }
}

const isOptimized = (media: Loose, parts: readonly MediaPart[]): boolean =>
  int(media.proxyType) === optimizedType ||
  str(media.target) !== undefined ||
  str(media.title)?.startsWith('Optimized for ') === true ||
  parts.some((part) => /[\\/]Plex Versions[\\/]/.test(part.file))

const isDeleted = (raw: unknown): boolean => timeMs(obj(raw)?.deletedAt) !== undefined

/** A version without the files that another one holds already. */
const readVersion = (raw: unknown, taken: Set<PlexPath>): MediaVersion | undefined => {
  const media = obj(raw)
  if (media === undefined) return undefined
  const parts: MediaPart[] = []
  for (const entry of arr(media.Part)) {
    const part = readPart(entry)
    if (part === undefined || taken.has(part.file)) continue
    taken.add(part.file)
    parts.push(part)
  }
  return parts.length === 0 ? undefined : { parts, optimized: isOptimized(media, parts) }
}

/** Versions in the trash are left out, unless all of them are there: then they say which files are meant. A file that Plex lists twice counts once. */
const readVersions = (item: Loose): readonly MediaVersion[] => {
  const taken = new Set<PlexPath>()
  const media = arr(item.Media)
  const kept = media.every(isDeleted) ? media : media.filter((raw) => !isDeleted(raw))
  return kept.map((raw) => readVersion(raw, taken)).filter((version) => version !== undefined)
}

const isTrashed = (item: Loose): boolean => {
  const media = arr(item.Media)
  return isDeleted(item) || (media.length > 0 && media.every(isDeleted))
}

/** The id at the end of `/library/metadata/1501` or `/library/metadata/22/children`. */
const idOfKey = (key: unknown): string | undefined => /^\/library\/metadata\/([^/]+)/.exec(str(key) ?? '')?.[1]

/** The ratingKey of an item, from its key where it is missing. */
export const ratingKeyOf = (item: Loose): string | undefined => str(item.ratingKey) ?? idOfKey(item.key)

const showKeyOf = (item: Loose): string | undefined => str(item.grandparentRatingKey) ?? idOfKey(item.grandparentKey)

/** A movie or an episode; undefined for anything else and for one without a ratingKey. */
export const readItem = (raw: unknown, sectionId: string): LibraryItem | undefined => {
  const item = obj(raw)
  const type = str(item?.type)
  if (item === undefined || (type !== 'movie' && type !== 'episode')) return undefined
  const ratingKey = ratingKeyOf(item)
  if (ratingKey === undefined) return undefined
  const versions = readVersions(item)
  const views = readViews(item)
  const isEpisode = type === 'episode'
  return {
    ratingKey,
    sectionId,
    type,
    title: str(item.title) ?? '',
    year: int(item.year),
    showKey: isEpisode ? showKeyOf(item) : undefined,
    showTitle: isEpisode ? str(item.grandparentTitle) : undefined,
    season: isEpisode ? int(item.parentIndex) : undefined,
    episode: isEpisode ? int(item.index) : undefined,
    viewCount: views.viewCount,
    lastViewedAt: views.lastViewedAt,
    viewOffsetMs: views.viewOffsetMs,
    durationMs: int(item.duration),
    addedAt: timeMs(item.addedAt),
    trashed: isTrashed(item),
    versions
  }
}

/** What the token's person has seen of an item. */
export interface Views {
  readonly viewCount: number
  readonly lastViewedAt: number | undefined
  readonly viewOffsetMs: number | undefined
}

/** The view state of an item of any list. */
export const readViews = (item: Loose): Views => ({
  viewCount: int(item.viewCount) ?? 0,
  lastViewedAt: timeMs(item.lastViewedAt),
  viewOffsetMs: int(item.viewOffset)
})

/** Every guid that an item carries, its own first. */
export const guidsOf = (item: Loose): readonly string[] =>
  [str(item.guid), ...arr(item.Guid).map((entry) => str(obj(entry)?.id))].filter((guid) => guid !== undefined)
