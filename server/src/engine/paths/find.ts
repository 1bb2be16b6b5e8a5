/** One search, as a person asked for it: checks the pairs in force first, then looks for what has no place or whose place does not hold it. */
import type { PathMapping, PathSearch, Settings } from '@pcu/contract'
import { groundsOf, type KnownRoots, type SeenMount } from '#core/mapping/grounds.ts'
import { type Evidence, isConvincing, judge } from '#core/mapping/judge.ts'
import type { Location } from '#core/mapping/sample.ts'
import { namesOf } from '#core/mapping/weigh.ts'
import { isBelow } from '#core/resolve/path-map.ts'
import { rootPaths } from '#engine/layout.ts'
import type { Clock } from '#ports/clock.ts'
import type { PathFinder } from '#ports/path-finder.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import { Failure } from '#src/failure.ts'
import { placeBy } from './report.ts'
import { hasTime, lookAtSamples, type Progress, type SearchDeps, searchGrounds, usualBounds } from './search.ts'
import { shownEvidence, suggestionOf } from './words.ts'

/** What a search needs of the world. */
export interface FindDeps {
  readonly finder: PathFinder
  readonly clock: Clock
  readonly host: Pick<StorageHost, 'examine'>
  readonly settings: Settings
}

/** What a pair says of one location, and what stands there. */
interface Checked {
  readonly location: Location
  readonly folder: string
  readonly evidence: Evidence
}

/** The library that a folder lies in: REAL_SOURCE or an additional one. */
const rootOf = (folder: string, { shareRoot, sources = [] }: KnownRoots): string | undefined =>
  [shareRoot, ...sources].find((root) => isBelow(folder, root))

const check = async (location: Location, folder: string, deps: SearchDeps): Promise<Checked> => {
  const root = rootOf(folder, deps.known) ?? deps.known.shareRoot
  const path = folder === root ? '' : folder.slice(root === '/' ? 1 : root.length + 1)
  const listing = await deps.finder.list({ root, path })
  const names = namesOf(listing?.names ?? [])
  const { samples } = location
  return { location, folder, evidence: await lookAtSamples(deps, { root, folder: path, samples, names }) }
}

/** A folder that cannot be read is named and counts as not looked at. */
const checkAll = async (
  locations: readonly Location[],
  { pairs, progress }: { readonly pairs: readonly PathMapping[]; readonly progress: Progress },
  deps: SearchDeps
): Promise<readonly Checked[]> => {
  const checked: Checked[] = []
  for (const location of locations) {
    const place = placeBy(pairs, location.path)
    if (place === undefined || rootOf(place.folder, deps.known) === undefined || !hasTime(deps, progress)) continue
    try {
      checked.push(await check(location, place.folder, deps))
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown
      progress.notes.add(thrown.told)
    }
  }
  return checked
}

const knownRoots = async ({ host, settings }: FindDeps): Promise<KnownRoots> => {
  const paths = rootPaths(settings)
  const { branches } = await host.examine(paths)
  return {
    shareRoot: paths.shareRoot,
    sources: settings.paths.additionalSources,
    pools: [paths.poolRoot, settings.paths.cacheDir],
    branches: [...branches, ...paths.arrayRoots],
    allowVolatile: settings.pool.allowVolatilePool
  }
}

type Found = PathSearch['found'][string]

const foundOf = (checked: Checked | undefined, suggestion: Found['suggestion']): Found => ({
  checked: checked === undefined ? null : { folder: checked.folder, evidence: shownEvidence(checked.evidence) },
  suggestion
})

/** Wakes the disks that it looks at; changes nothing. */
export const findPaths = async (
  { locations, pairs }: { readonly locations: readonly Location[]; readonly pairs: readonly PathMapping[] },
  deps: FindDeps
): Promise<PathSearch> => {
  const mounts: readonly SeenMount[] = await deps.finder.mounts()
  const known = await knownRoots(deps)
  const search: SearchDeps = { ...deps, bounds: usualBounds, mounts, known }
  const progress: Progress = { until: deps.clock.now() + usualBounds.timeMs, notes: new Set() }
  const checked = await checkAll(locations, { pairs, progress }, search)
  const proven = new Map(checked.map((one) => [one.location, one]))
  const open = locations.filter((location) => {
    const evidence = proven.get(location)?.evidence
    return location.samples.length > 0 && (evidence === undefined || !isConvincing(evidence))
  })
  const candidates = await searchGrounds(groundsOf(mounts, known), { locations: open, progress }, search)
  const found = locations.map((location): readonly [string, Found] => {
    const own = proven.get(location)
    const all = candidates.get(location)
    const others = all?.filter(({ folder }) => folder !== own?.folder)
    if (others === undefined) return [location.path, foundOf(own, null)]
    const verdict = judge(others, location.samples.length)
    const words = suggestionOf(location.path, { verdict, shareRoot: known.shareRoot })
    return [location.path, foundOf(own, words)]
  })
  return { at: deps.clock.now(), notes: [...progress.notes], found: Object.fromEntries(found) }
}
