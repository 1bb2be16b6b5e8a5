/** Where the versions of items lie here and what they make up, without anybody's wishes. What was found out stays known while the library is as it was. */
import { keyOfRow } from '#core/model/item-row.ts'
import { fullTitle, type LibraryIndex, type LibraryItem, type MediaVersion } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import type { PlacedFile, Unit } from '#core/model/unit.ts'
import type { Unplaced } from '#core/model/world.ts'
import type { PathMap } from './path-map.ts'
import { versionsBeside } from './vanished.ts'

type PlacedVersion = { readonly videos: readonly PlacedFile[] } | { readonly unplaced: Omit<Unplaced, 'title'> }

/** A unit moves as one, from one library to one folder of the pool. */
const apart = (videos: readonly PlacedFile[], pathMap: PathMap): PlacedVersion | undefined => {
  const [first] = videos
  if (first === undefined) return undefined
  const root = pathMap.rootOf(first.sharePath)
  const other = videos.find(({ sharePath }) => pathMap.rootOf(sharePath) !== root)
  if (other === undefined) return undefined
  const reason = { code: 'parts-apart', path: other.sharePath, root } as const
  return {
    unplaced: { path: first.plexPath, rule: 'parts-are-together', reason, sizeBytes: first.sizeBytes }
  }
}

const placeVersion = (version: MediaVersion, pathMap: PathMap): PlacedVersion => {
  const videos: PlacedFile[] = []
  for (const part of version.parts) {
    const placement = pathMap.place(part.file)
    if (placement.kind === 'refused') {
      return {
        unplaced: { path: part.file, rule: placement.rule, reason: placement.reason, sizeBytes: part.sizeBytes }
      }
    }
    videos.push({
      plexPath: part.file,
      sharePath: placement.share,
      poolPath: placement.pool,
      sizeBytes: part.sizeBytes
    })
  }
  return apart(videos, pathMap) ?? { videos }
}

/** When the file is watched: the latest view, provided that every item in it was seen to the end. */
const watchedAt = (items: readonly LibraryItem[]): number | undefined => {
  const allSeen = items.length > 0 && items.every((item) => item.viewCount > 0 && (item.viewOffsetMs ?? 0) === 0)
  if (!allSeen) return undefined
  const times = items.flatMap((item) => (item.lastViewedAt === undefined ? [] : [item.lastViewedAt]))
  return times.length === items.length ? Math.max(...times) : undefined
}

const titleOf = (items: readonly LibraryItem[], fallback: string): string => {
  const [first, ...others] = items
  if (first === undefined) return fallback
  return others.length === 0 ? fullTitle(first) : `${fullTitle(first)} (+${others.length})`
}

/** A version with its place, or with the reason why it has none. */
export interface Placed {
  /** Items that it is listed for. */
  readonly ratingKeys: readonly string[]
  /** All items that hold it, also those in the trash. */
  readonly holders: readonly string[]
  /** Its first file. */
  readonly file: PlexPath
  /** Without wishes. */
  readonly unit: Unit | undefined
  readonly unplaced: Unplaced | undefined
}

const firstFile = (version: MediaVersion): PlexPath | undefined => version.parts[0]?.file

/** Those in the trash count only where nothing else holds the file, as when a film moved to another section. */
const listedAmong = (all: readonly LibraryItem[]): readonly LibraryItem[] => {
  const listed = all.filter((item) => !item.trashed)
  return listed.length === 0 ? all : listed
}

const keysOf = (items: readonly LibraryItem[]): readonly string[] => items.map(({ ratingKey }) => ratingKey)

const placeAnew = (version: MediaVersion, file: PlexPath, { library, pathMap }: PlacingInput): Placed => {
  const all = library.itemsAt(file)
  const items = listedAmong(all)
  const ratingKeys = keysOf(items)
  const held = { ratingKeys, holders: items.length === all.length ? ratingKeys : keysOf(all), file }
  const placed = placeVersion(version, pathMap)
  if ('unplaced' in placed) {
    const unplaced = { ...placed.unplaced, title: titleOf(items, placed.unplaced.path) }
    return { ...held, unit: undefined, unplaced }
  }
  const id = placed.videos[0]?.sharePath
  if (id === undefined) return { ...held, unit: undefined, unplaced: undefined }
  const [sectionId = '', ...otherSectionIds] = new Set(items.map((item) => item.sectionId))
  const unit: Unit = {
    id,
    title: titleOf(items, id),
    sectionId,
    otherSectionIds,
    ratingKeys,
    videos: placed.videos,
    wants: [],
    trashed: items.every((item) => item.trashed),
    watchedAt: watchedAt(items),
    versionsBeside: versionsBeside(items, id, pathMap)
  }
  return { ...held, unit, unplaced: undefined }
}

/** What placing needs. */
export interface PlacingInput {
  readonly library: LibraryIndex
  readonly pathMap: PathMap
}

/** Looks items up and places their versions. */
export interface Placing {
  /** The versions of an item with their places, but what Plex's optimiser made and what has no file; none when the library does not hold it. */
  placesOf(ratingKey: string): readonly Placed[]
  /** The same of these versions. */
  placed(versions: readonly MediaVersion[]): readonly Placed[]
}

type Rows = readonly (string | undefined)[]

interface Kept<What> {
  readonly what: What
  /** The items that it was found out from, as they were. */
  readonly rows: Rows
  /** The number of the library for which that was last seen to be so. */
  seenIn: number
}

/** The same of an item. It is placed anew whenever an item behind it changed. */
interface KeptPlaces {
  readonly places: readonly Placed[]
  readonly behind: readonly string[]
  seenIn: number
}

/** The libraries of one shape are numbered as they come; none but the latest is held, because each holds a list of all its items. */
interface Latest {
  readonly library: LibraryIndex
  readonly number: number
  /** Items that are not as they were in the library before; undefined where nobody can say. */
  readonly changed: ReadonlySet<string> | undefined
}

interface Knowledge {
  readonly shape: readonly object[]
  readonly pathKey: string
  readonly items: Map<string, Kept<readonly MediaVersion[]>>
  readonly places: Map<string, KeptPlaces>
  readonly versions: Map<PlexPath, Kept<Placed>>
  latest: Latest
}

/** By the first part of the library's shape, so that it is forgotten together with the library. */
const known = new WeakMap<object, Knowledge>()

/** So much is kept at most: wishes come and go, and what nobody asks for any more must not pile up. */
const mostKept = 100_000

const isSame = ({ shape, pathKey }: Knowledge, now: readonly object[], { pathMap }: PlacingInput): boolean =>
  pathKey === pathMap.key && shape.length === now.length && shape.every((part, at) => part === now[at])

const knowledgeOf = (input: PlacingInput, shape: readonly object[]): Knowledge | undefined => {
  const [first] = shape
  if (first === undefined) return undefined
  const kept = known.get(first)
  if (kept !== undefined && isSame(kept, shape, input) && kept.versions.size + kept.items.size < mostKept) return kept
  const latest = { library: input.library, number: 0, changed: undefined }
  const fresh = { shape, pathKey: input.pathMap.key, items: new Map(), versions: new Map(), places: new Map(), latest }
  known.set(first, fresh)
  return fresh
}

/** Notes the items that are not the same in two lists of one length. */
const noteChanged = (old: readonly string[], rows: readonly string[], changed: Set<string>): void => {
  for (let at = 0; at < rows.length; at += 1) {
    const [was, is] = [old[at] ?? '', rows[at] ?? '']
    if (was !== is) changed.add(keyOfRow(was)).add(keyOfRow(is))
  }
}

const changedBetween = (before: LibraryIndex, now: LibraryIndex): ReadonlySet<string> | undefined => {
  if (before.rows === undefined || now.rows === undefined) return undefined
  const changed = new Set<string>()
  for (const [part, rows] of now.rows.entries()) {
    const old = before.rows[part]
    if (old?.length !== rows.length) return undefined
    if (old !== rows) noteChanged(old, rows, changed)
  }
  return changed
}

const latestIn = (knowledge: Knowledge, library: LibraryIndex): Latest => {
  const before = knowledge.latest
  if (before.library !== library) {
    knowledge.latest = { library, number: before.number + 1, changed: changedBetween(before.library, library) }
  }
  return knowledge.latest
}

/**
 * Places versions, repeating what is known from an earlier time where library and paths are the same. The same questions get equal answers, known or not.
 */
export const createPlacing = (input: PlacingInput): Placing => {
  const { library } = input
  const { rowOf, shape } = library
  const knowledge = shape === undefined ? undefined : knowledgeOf(input, shape)

  const versionsIn = (ratingKey: string): readonly MediaVersion[] | undefined => library.item(ratingKey)?.versions
  const placeIn = (version: MediaVersion): Placed | undefined => {
    const file = firstFile(version)
    return version.optimized || file === undefined ? undefined : placeAnew(version, file, input)
  }
  if (knowledge === undefined || rowOf === undefined) {
    const placed: Placing['placed'] = (versions) => versions.flatMap((version) => placeIn(version) ?? [])
    return { placed, placesOf: (ratingKey) => placed(versionsIn(ratingKey) ?? []) }
  }

  const { number, changed } = latestIn(knowledge, library)

  /** Whether it was seen to be so in this library, or in the one before and nothing behind it changed since. */
  const isKnown = ({ seenIn }: { readonly seenIn: number }, behind: readonly string[]): boolean =>
    seenIn === number || (seenIn === number - 1 && changed !== undefined && !behind.some((key) => changed.has(key)))

  const isTrue = (kept: Kept<unknown>, ratingKeys: readonly string[]): boolean => {
    if (!isKnown(kept, ratingKeys) && ratingKeys.some((key, at) => rowOf(key) !== kept.rows[at])) return false
    kept.seenIn = number
    return true
  }

  const versionsOf = (ratingKey: string): readonly MediaVersion[] | undefined => {
    const kept = knowledge.items.get(ratingKey)
    if (kept !== undefined && isTrue(kept, [ratingKey])) return kept.what
    const what = versionsIn(ratingKey)
    if (what !== undefined) knowledge.items.set(ratingKey, { what, rows: [rowOf(ratingKey)], seenIn: number })
    return what
  }

  const place = (version: MediaVersion): Placed | undefined => {
    const file = version.optimized ? undefined : firstFile(version)
    if (file === undefined) return undefined
    const kept = knowledge.versions.get(file)
    if (kept !== undefined && isTrue(kept, kept.what.holders)) return kept.what
    const what = placeAnew(version, file, input)
    knowledge.versions.set(file, { what, rows: what.holders.map(rowOf), seenIn: number })
    return what
  }

  const placed: Placing['placed'] = (versions) => versions.flatMap((version) => place(version) ?? [])
  return {
    placed,
    placesOf: (ratingKey) => {
      const kept = knowledge.places.get(ratingKey)
      if (kept !== undefined && isKnown(kept, kept.behind)) {
        kept.seenIn = number
        return kept.places
      }
      const versions = versionsOf(ratingKey)
      if (versions === undefined) return []
      const places = placed(versions)
      const behind = [ratingKey, ...places.flatMap(({ holders }) => holders)]
      knowledge.places.set(ratingKey, { places, behind, seenIn: number })
      return places
    }
  }
}
