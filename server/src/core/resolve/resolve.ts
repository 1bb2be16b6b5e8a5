/** From wants and owned files to the world: every item becomes units with places here, or keeps the reason why it has none. */
import { isEqual } from '#core/model/equal.ts'
import type { LibraryIndex, MediaVersion } from '#core/model/library.ts'
import type { PlexPath } from '#core/model/place.ts'
import type { OwnedUnit, Unit, UnitId } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { Snapshot, Unplaced, World } from '#core/model/world.ts'
import type { PathMap } from './path-map.ts'
import { createPlacing, type Placed, type Placing } from './placed.ts'
import { vanished } from './vanished.ts'

/** What resolving needs beside the snapshot. */
export interface ResolveInput {
  readonly wants: readonly Want[]
  readonly library: LibraryIndex
  readonly pathMap: PathMap
}

/** What is collected while going through the items; private to one call of `resolve`. */
interface Gathered {
  readonly placing: Placing
  readonly byKey: ReadonlyMap<string, readonly Want[]>
  readonly wantsOf: WantsOf
  readonly units: Map<UnitId, Unit>
  readonly unplaced: Map<string, Unplaced>
}

const wantsFor = ({ ratingKeys, file }: Placed, wantsOf: WantsOf): readonly Want[] => {
  const [first, ...others] = ratingKeys
  if (first !== undefined && others.length === 0) return wantsOf(first, file)
  return ratingKeys.flatMap((ratingKey) => wantsOf(ratingKey, file))
}

const gatherPlaced = ({ wantsOf, units, unplaced }: Gathered, placed: Placed): void => {
  if (placed.unit !== undefined && units.has(placed.unit.id)) return
  const wants = wantsFor(placed, wantsOf)
  if (placed.unplaced !== undefined && wants.length > 0) unplaced.set(placed.unplaced.path, placed.unplaced)
  if (placed.unit !== undefined) units.set(placed.unit.id, withWants(placed.unit, wants))
}

const gatherItem = (gathered: Gathered, ratingKey: string): void => {
  for (const placed of gathered.placing.placesOf(ratingKey)) gatherPlaced(gathered, placed)
}

/** The wishes for one version of an item, by its first file. */
type WantsOf = (ratingKey: string, file: PlexPath) => readonly Want[]

const byItem = (wants: readonly Want[]): ReadonlyMap<string, readonly Want[]> =>
  Map.groupBy(wants, ({ ratingKey }) => ratingKey)

const choosing =
  (byKey: ReadonlyMap<string, readonly Want[]>): WantsOf =>
  (ratingKey, file) => {
    const all = byKey.get(ratingKey) ?? nobody
    return all.some((want) => want.file !== undefined)
      ? all.filter((want) => want.file === undefined || want.file === file)
      : all
  }

const nobody: readonly Want[] = []

/** The unit with its latest wishes: a unit whose wishes are equal stays the same object, so that what follows from them stays known. */
const lastWith = new WeakMap<Unit, Unit>()

const withWants = (bare: Unit, wants: readonly Want[]): Unit => {
  if (wants.length === 0) return bare
  const last = lastWith.get(bare)
  if (last !== undefined && isEqual(last.wants, wants)) return last
  const unit = { ...bare, wants }
  lastWith.set(bare, unit)
  return unit
}

/** Versions that hold the same file under another item, as when Plex forgot one and made it anew. */
const versionsMadeAnew = (owned: OwnedUnit, { library, pathMap }: ResolveInput): readonly MediaVersion[] =>
  pathMap.plexOf(owned.id).flatMap((path) => library.itemsAt(path).flatMap(({ versions }) => versions))

const gatherOwned = (gathered: Gathered, input: ResolveInput, owned: OwnedUnit): void => {
  const { placing, units, byKey } = gathered
  // What is wanted was gathered already.
  for (const key of owned.ratingKeys) if (!byKey.has(key)) gatherItem(gathered, key)
  if (units.has(owned.id)) return
  for (const placed of placing.placed(versionsMadeAnew(owned, input))) gatherPlaced(gathered, placed)
}

/** Everything that is wanted or owned, and what lies beside it as another version. */
const gatherAll = (gathered: Gathered, input: ResolveInput, owned: readonly OwnedUnit[]): void => {
  for (const key of gathered.byKey.keys()) gatherItem(gathered, key)
  for (const unit of owned) gatherOwned(gathered, input, unit)
}

/** What is neither wanted nor owned stands beside something that is. */
const dropOthers = (units: Map<UnitId, Unit>, owned: readonly OwnedUnit[]): void => {
  const others = new Set<UnitId>()
  for (const { id, wants } of units.values()) if (wants.length === 0) others.add(id)
  for (const { id } of owned) others.delete(id)
  for (const id of others) units.delete(id)
}

/**
 * Builds the world. Each wanted item contributes every version that Plex's optimiser did not make; a file with several
 * episodes is one unit with the wants of all of them.
 */
export const resolve = (snapshot: Snapshot, input: ResolveInput): World => {
  const { owned, reports } = snapshot
  const units = new Map<UnitId, Unit>()
  const unplaced = new Map<string, Unplaced>()
  const byKey = byItem(input.wants)
  gatherAll({ placing: createPlacing(input), byKey, wantsOf: choosing(byKey), units, unplaced }, input, owned)
  dropOthers(units, owned)
  return {
    ...snapshot,
    units,
    unplaced: [...unplaced.values()],
    ...vanished({ ...input, owned, reports, units })
  }
}
