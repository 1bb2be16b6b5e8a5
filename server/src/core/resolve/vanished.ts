/** Owned units whose files Plex no longer lists: gone, replaced by another file of the same title, or upgraded for certain. Pure. */
import type { LibraryIndex, LibraryItem, MediaVersion } from '#core/model/library.ts'
import type { SharePath } from '#core/model/place.ts'
import type { OwnedUnit, Successor, Unit, UnitId } from '#core/model/unit.ts'
import { isLibrary, type SourceReport } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { PathMap } from './path-map.ts'
import { sameSized } from './same-sized.ts'

/** What is looked through. */
export interface VanishedInput {
  readonly library: LibraryIndex
  readonly pathMap: PathMap
  readonly owned: readonly OwnedUnit[]
  readonly reports: readonly SourceReport[]
  /** What Plex lists. */
  readonly units: ReadonlyMap<UnitId, Unit>
}

/** So many titles may vanish from Plex at once before that is taken for a fault of Plex, as of a library whose disk it cannot see. */
const plausibleLosses = 3

const isPlausible = (lost: number, all: number): boolean => lost <= plausibleLosses || lost * 4 <= all

type SizedFile = Successor['files'][number]

/** The files of a version with their places here and their sizes; undefined when one of them has none. */
const sizedFiles = ({ parts }: MediaVersion, pathMap: PathMap): readonly SizedFile[] | undefined => {
  const files = parts.flatMap(({ file, sizeBytes }): readonly SizedFile[] => {
    const placement = pathMap.place(file)
    return placement.kind === 'placed' && sizeBytes !== undefined ? [{ sharePath: placement.share, sizeBytes }] : []
  })
  return files.length === parts.length && files.length > 0 ? files : undefined
}

const versionsOf = (item: LibraryItem): readonly MediaVersion[] => item.versions.filter((version) => !version.optimized)

/** Where the first files of these versions lie; those without a place are left out. */
const firstPlaces = (versions: readonly MediaVersion[], pathMap: PathMap): readonly SharePath[] =>
  versions.flatMap(({ parts: [first] }) => {
    const placement = first === undefined ? undefined : pathMap.place(first.file)
    return placement?.kind === 'placed' ? [placement.share] : []
  })

/** The files of other versions of these items: a version that stood beside the unit's file is no upgrade of it. */
export const versionsBeside = (items: readonly LibraryItem[], id: UnitId, pathMap: PathMap): readonly SharePath[] =>
  [...new Set(items.flatMap((item) => firstPlaces(versionsOf(item), pathMap)))].filter((path) => path !== id).toSorted()

const itemsOf = (owned: OwnedUnit, library: LibraryIndex): readonly LibraryItem[] =>
  owned.ratingKeys.flatMap((key) => library.item(key) ?? []).filter((item) => !item.trashed)

/** The file that Plex lists instead, for a title that it still has. */
const replacementOf = (owned: OwnedUnit, { library, pathMap }: VanishedInput): string | undefined =>
  firstPlaces(itemsOf(owned, library).flatMap(versionsOf), pathMap).find((path) => path !== owned.id)

/** The files of the first version of an item that was not there beside the unit's own. */
const newFilesOf = (item: LibraryItem, owned: OwnedUnit, pathMap: PathMap): readonly SizedFile[] | undefined => {
  const known = new Set<string>([owned.id, ...(owned.knownFiles ?? [])])
  for (const version of versionsOf(item)) {
    const files = sizedFiles(version, pathMap)
    if (files !== undefined && !known.has(files[0]?.sharePath ?? owned.id)) return files
  }
  return undefined
}

/**
 * The files that took the unit's place: every title of it has one that was not listed beside the unit's own before. Undefined where that is not certain, as for
 * one of two versions that somebody deleted, or for two episodes in one file of which only one came anew.
 */
const successorOf = (owned: OwnedUnit, { library, pathMap }: VanishedInput): Successor | undefined => {
  const items = itemsOf(owned, library)
  if (owned.knownFiles === undefined || items.length < owned.ratingKeys.length || items.length === 0) return undefined
  const files = items.map((item) => newFilesOf(item, owned, pathMap))
  if (files.includes(undefined)) return undefined
  const bySharePath = new Map(files.flatMap((some) => some ?? []).map((file) => [file.sharePath, file]))
  return { files: [...bySharePath.values()] }
}

const each = <Found>(
  lost: readonly OwnedUnit[],
  find: (owned: OwnedUnit) => Found | undefined
): ReadonlyMap<UnitId, Found> =>
  new Map(
    lost.flatMap((owned) => {
      const found = find(owned)
      return found === undefined ? [] : [[owned.id, found] as const]
    })
  )

/** What Plex calls it is not known, as when its library is not set any more: while a title of it is there, nothing says that the file is gone. */
const isNameless = (
  { id, ratingKeys }: OwnedUnit,
  { library, pathMap }: Pick<VanishedInput, 'library' | 'pathMap'>
): boolean => pathMap.plexOf(id).length === 0 && ratingKeys.some((key) => library.item(key) !== undefined)

interface Gone {
  readonly confirmedGone: ReadonlySet<UnitId>
  readonly replaced: ReadonlyMap<UnitId, string>
}
const none: Gone = { confirmedGone: new Set(), replaced: new Map() }

/** Not listed any more, as far as names and places tell. */
const lostOf = ({ library, owned, pathMap, units }: VanishedInput): readonly OwnedUnit[] => {
  const sections = new Set(library.sections.map(({ sectionId }) => sectionId))
  const away = owned.filter(({ id, sectionId }) => !units.has(id) && sections.has(sectionId))
  if (away.length === 0) return away
  const places = new Set([...units.values()].flatMap(({ videos }) => videos.map(({ poolPath }) => poolPath)))
  // The same place on the pool is the same file, also where the library is seen under another root than it was.
  const isListed = ({ id, files }: OwnedUnit): boolean =>
    files.some(({ sharePath, poolPath }) => sharePath === id && places.has(poolPath))
  return away.filter((one) => !isListed(one) && !isNameless(one, { library, pathMap }))
}

/**
 * Owned units whose files Plex no longer lists. Only a complete answer counts: one silent section may hold them all. What Plex lists elsewhere instead is not
 * taken for lost, however many they are, as when somebody renames the folder of a show.
 */
export const vanished = (
  input: VanishedInput
): Pick<World, 'confirmedGone' | 'replaced' | 'successors' | 'maybeRenamed'> => {
  const { library, owned, reports } = input
  if (library.size === 0 || reports.some(({ state, source }) => state === 'silent' && isLibrary(source))) return none
  const lost = lostOf(input)
  if (lost.length === 0) return none
  const successors = each(lost, (one) => successorOf(one, input))
  const without = lost.filter(({ id }) => !successors.has(id))
  const maybeRenamed = sameSized(without, input)
  const unexplained = without.filter(({ id }) => !maybeRenamed.has(id))
  const told = isPlausible(unexplained.length, owned.length) ? lost : lost.filter((one) => !unexplained.includes(one))
  return {
    confirmedGone: new Set(told.map(({ id }) => id)),
    replaced: each(told, (one) => replacementOf(one, input)),
    successors,
    maybeRenamed
  }
}
