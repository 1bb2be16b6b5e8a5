/** The places of this installation: REAL_SOURCE and every additional library, each with its own layout; and which of them a unit belongs to. */
import type { Settings } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { poolPath, type SharePath, sharePath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { SourceFacts } from '#core/model/world.ts'
import { isBelow, type PathMap } from '#core/resolve/path-map.ts'
import { sourceOfPool } from '#core/resolve/source-folders.ts'
import { type Place, pathMapOf, placeOf, rootPaths, sourceRoots } from '#engine/layout.ts'
import type { KnownAnswers, RootsReport } from '#ports/storage-host.ts'

/** The places, as one run sees them. */
export interface Places {
  /** REAL_SOURCE. */
  readonly place: Place
  /** The additional libraries, in the order of the settings. */
  readonly sources: readonly Place[]
  readonly pathMap: PathMap
  /** Where the files of a unit of the library lie and go. */
  readonly layoutAt: (path: SharePath) => StorageLayout
}

type Libraries = Pick<Places, 'place' | 'sources'>

/** Puts the places together. */
export const placesOf = (settings: Settings, report: RootsReport, known: KnownAnswers): Places => {
  const place = placeOf(settings, { roots: rootPaths(settings), report, known })
  const sources = sourceRoots(settings).flatMap(({ roots }) => {
    const found = report.sources?.find(({ share }) => share.path === roots.shareRoot)
    return found === undefined ? [] : [placeOf(settings, { roots, report: found, known })]
  })
  const pathMap = pathMapOf(settings, [place, ...sources])
  return { place, sources, pathMap, layoutAt: (path) => placeAt({ place, sources }, path).layout }
}

/** All places, that of REAL_SOURCE first. */
export const allPlaces = ({ place, sources }: Libraries): readonly [Place, ...Place[]] => [place, ...sources]

/** The place of a file of the library. */
export const placeAt = ({ place, sources }: Libraries, path: string): Place =>
  sources.find(({ layout }) => isBelow(path, layout.shareRoot)) ?? place

/** A library that is no longer set: its files know where they came from, and go there and nowhere else. */
const formerPlace = (unit: OwnedUnit, main: Place): Place | undefined => {
  const told = sourceOfPool(unit.files[0]?.poolPath ?? '')
  if (told === undefined) return undefined
  const reason = { code: 'source-not-set', source: told.source } as const
  const arrayRoots = [...new Set(unit.files.map(({ arrayRoot }) => arrayRoot))]
  return {
    layout: {
      shareRoot: sharePath(told.source),
      poolRoot: poolPath(told.poolRoot),
      arrayRoots,
      linkRoot: told.poolRoot,
      situation: 'elsewhere',
      mode: unit.mode
    },
    promoteBlock: reason,
    evictBlock: undefined,
    mode: main.mode
  }
}

/** The place of a unit on the pool. */
export const placeOfOwned = (places: Libraries, unit: OwnedUnit): Place => {
  const place = placeAt(places, unit.id)
  return place === places.place ? (formerPlace(unit, place) ?? place) : place
}

/** What the planner is told of the additional libraries. */
export const sourceFacts = ({ sources }: Pick<Places, 'sources'>): readonly SourceFacts[] =>
  sources.map(({ layout, promoteBlock, evictBlock }) => ({
    root: layout.shareRoot,
    mode: layout.mode,
    promoteBlock,
    evictBlock
  }))
