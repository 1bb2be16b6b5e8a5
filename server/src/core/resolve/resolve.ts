/** From wants and owned files to the world: every item becomes units with places here, or keeps the reason why it has none. */
import { fullTitle, type LibraryIndex, type LibraryItem, type MediaVersion } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import type { OwnedUnit, PlacedFile, Unit, UnitId } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { Snapshot, Unplaced, World } from '#core/model/world.ts'
import type { PathMap } from './path-map.ts'
import { vanished, versionsBeside } from './vanished.ts'

/** What resolving needs beside the snapshot. */
export interface ResolveInput {
  readonly wants: readonly Want[]
  readonly library: LibraryIndex
  readonly pathMap: PathMap
}

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

/** What is collected while going through the items; private to one call of `resolve`. */
interface Gathered {
  readonly input: ResolveInput
  readonly wantsOf: WantsOf
  readonly units: Map<UnitId, Unit>
  readonly unplaced: Map<string, Unplaced>
}

const firstFile = (version: MediaVersion): PlexPath | undefined => version.parts[0]?.file

/** The items that hold a file; those in the trash only where nothing else holds it, as when a film moved to another section. */
const listedAt = (file: PlexPath, library: LibraryIndex): readonly LibraryItem[] => {
  const all = library.itemsAt(file)
  const listed = all.filter((item) => !item.trashed)
  return listed.length === 0 ? all : listed
}

const gatherVersion = (gathered: Gathered, version: MediaVersion): void => {
  const { input, wantsOf } = gathered
  const file = firstFile(version)
  if (version.optimized || file === undefined) return
  const items = listedAt(file, input.library)
  const placed = placeVersion(version, input.pathMap)
  if ('unplaced' in placed) {
    if (!items.some((item) => wantsOf(item.ratingKey, file).length > 0)) return
    gathered.unplaced.set(placed.unplaced.path, { ...placed.unplaced, title: titleOf(items, placed.unplaced.path) })
    return
  }
  const id = placed.videos[0]?.sharePath
  if (id === undefined || gathered.units.has(id)) return
  const [sectionId = '', ...otherSectionIds] = new Set(items.map((item) => item.sectionId))
  gathered.units.set(id, {
    id,
    title: titleOf(items, id),
    sectionId,
    otherSectionIds,
    ratingKeys: items.map((item) => item.ratingKey),
    videos: placed.videos,
    wants: items.flatMap((item) => wantsOf(item.ratingKey, file)),
    trashed: items.every((item) => item.trashed),
    watchedAt: watchedAt(items),
    versionsBeside: versionsBeside(items, id, input.pathMap)
  })
}

/** The wishes for one version of an item, by its first file. */
type WantsOf = (ratingKey: string, file: PlexPath) => readonly Want[]

const groupWants = (wants: readonly Want[]): WantsOf => {
  const byKey = Map.groupBy(wants, (want) => want.ratingKey)
  return (ratingKey, file) =>
    (byKey.get(ratingKey) ?? []).filter((want) => want.file === undefined || want.file === file)
}

/** Items the owned unit was made from; those that Plex no longer knows are left out. */
const itemsOfOwned = (owned: OwnedUnit, library: LibraryIndex): readonly LibraryItem[] =>
  owned.ratingKeys.flatMap((key) => library.item(key) ?? [])

/** Items that hold the same file under another key, as when Plex forgot an item and made it anew. */
const itemsMadeAnew = (owned: OwnedUnit, { library, pathMap }: ResolveInput): readonly LibraryItem[] =>
  pathMap.plexOf(owned.id).flatMap((path) => library.itemsAt(path))

/**
 * Builds the world. Each wanted item contributes every version that Plex's optimiser did not make; a file with several
 * episodes is one unit with the wants of all of them.
 */
export const resolve = (snapshot: Snapshot, input: ResolveInput): World => {
  const gathered: Gathered = { input, wantsOf: groupWants(input.wants), units: new Map(), unplaced: new Map() }
  const keys = new Set(input.wants.map((want) => want.ratingKey))
  const wanted = [...keys].flatMap((key) => input.library.item(key) ?? [])
  const gather = (items: readonly LibraryItem[]): void => {
    for (const item of items) for (const version of item.versions) gatherVersion(gathered, version)
  }
  gather(wanted)
  for (const unit of snapshot.owned) {
    gather(itemsOfOwned(unit, input.library))
    if (!gathered.units.has(unit.id)) gather(itemsMadeAnew(unit, input))
  }
  const ownedIds = new Set(snapshot.owned.map((unit) => unit.id))
  const relevant = [...gathered.units].filter(([id, unit]) => unit.wants.length > 0 || ownedIds.has(id))
  const unplaced = [...gathered.unplaced.values()]
  const units = new Map(relevant)
  const { owned, reports } = snapshot
  return { ...snapshot, units, unplaced, ...vanished({ ...input, owned, reports, units }) }
}
