/**
 * Looks for the library's folders below the grounds: folders of the same name first, then a few levels down, each judged by the sampled files that stand in it.
 * Bounded in listings, looks and time, so that an array of millions of files is searched as quickly as a small one.
 */
import { type Ground, isSearched, type KnownRoots, namesakes, type SeenMount } from '#core/mapping/grounds.ts'
import { type Candidate, type Evidence, isConvincing } from '#core/mapping/judge.ts'
import type { Location, Sample } from '#core/mapping/sample.ts'
import { headOf, headsIn, headsSpeltOtherwise, type Names, namesOf, type SeenAt, weigh } from '#core/mapping/weigh.ts'
import { under } from '#core/resolve/path-map.ts'
import type { Clock } from '#ports/clock.ts'
import type { Listing, PathFinder } from '#ports/path-finder.ts'
import { Failure } from '#src/failure.ts'

/** How far a search goes. */
export interface Bounds {
  /** Levels below a ground. */
  readonly depth: number
  /** Folders listed on one ground. */
  readonly listings: number
  /** Folders of one location that are looked into on one ground. */
  readonly candidates: number
  /** The whole search, ms. */
  readonly timeMs: number
}

/** Enough for a library four folders deep on thirty disks. */
export const usualBounds: Bounds = { depth: 3, listings: 300, candidates: 4, timeMs: 180_000 }

/** What a search needs. */
export interface SearchDeps {
  readonly finder: PathFinder
  readonly clock: Clock
  readonly bounds: Bounds
  readonly mounts: readonly SeenMount[]
  readonly known: KnownRoots
}

/** What is under way: when it must end, and what it could not do. */
export interface Progress {
  readonly until: number
  readonly notes: Set<string>
}

const cutShort = 'The search was cut short because it took too long; the rest of the mounts was not looked at.'

/** Whether there is time left; says once when there is none. */
export const hasTime = (deps: Pick<SearchDeps, 'clock'>, progress: Progress): boolean => {
  const left = deps.clock.now() < progress.until
  if (!left) progress.notes.add(cutShort)
  return left
}

/** A folder that cannot be read is passed over and named; a root that does not answer ends the search there. */
const orNote = async <T>(notes: Set<string>, act: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await act()
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'disk.gone') throw thrown
    notes.add(thrown.told)
    return undefined
  }
}

const spotOf = (root: string, path: string) => ({ root, path })
const joined = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** So many of a location's samples are tried before all of them are. */
const firstFew = 5

/** Looks at the samples below one folder: at those first whose beginning stands in the listing. */
export const lookAtSamples = async (
  { finder }: Pick<SearchDeps, 'finder'>,
  { root, folder, samples, names }: { root: string; folder: string; samples: readonly Sample[]; names: Names }
): Promise<Evidence> => {
  const seen: { sample: Sample; at: SeenAt }[] = []
  const likely = samples.toSorted((a, b) => Number(names.exact.has(headOf(b))) - Number(names.exact.has(headOf(a))))
  for (const sample of likely) {
    const inSight = names.exact.has(headOf(sample))
    const hopeless = seen.length >= firstFew && seen.every(({ at }) => at.kind === 'nothing')
    const at: SeenAt =
      inSight && !hopeless ? await finder.lookAt(spotOf(root, joined(folder, sample.path))) : { kind: 'nothing' }
    seen.push({ sample, at })
  }
  return weigh(seen, names)
}

/** A folder that was listed, with how many of a location's samples may begin there. */
interface Promising {
  readonly folder: string
  readonly names: Names
  readonly heads: number
}

interface Walk {
  readonly ground: Ground
  readonly locations: readonly Location[]
  readonly progress: Progress
  /** By folder; undefined where there is none. */
  readonly listed: Map<string, Listing | undefined>
  readonly promising: Map<Location, Promising[]>
}

/** Half of the samples begin here: this is the folder, and below it are only titles. */
const isTheFolder = (samples: readonly Sample[], heads: number): boolean => heads > 0 && heads * 2 >= samples.length

const listOnce = async (folder: string, walk: Walk, deps: SearchDeps): Promise<Listing | undefined> => {
  if (walk.listed.has(folder)) return walk.listed.get(folder)
  const { root } = walk.ground
  const listing = await orNote(walk.progress.notes, () => deps.finder.list(spotOf(root, folder)))
  walk.listed.set(folder, listing)
  if (listing === undefined) return undefined
  const names = namesOf(listing.names)
  for (const location of walk.locations) {
    const heads = headsIn(location.samples, names.exact) + headsSpeltOtherwise(location.samples, names)
    if (heads > 0) walk.promising.get(location)?.push({ folder, names, heads })
  }
  return listing
}

const goOn = (walk: Walk, deps: SearchDeps): boolean =>
  walk.listed.size < deps.bounds.listings && hasTime(deps, walk.progress)

/** Where to go on below a folder: nowhere where a location was met, because below it are only titles. */
const foldersBelow = async (folder: string, walk: Walk, deps: SearchDeps): Promise<readonly string[]> => {
  const listing = goOn(walk, deps) ? await listOnce(folder, walk, deps) : undefined
  if (listing === undefined) return []
  const names = new Set(listing.names)
  if (walk.locations.some(({ samples }) => isTheFolder(samples, headsIn(samples, names)))) return []
  const where = { ...deps, ground: walk.ground }
  return listing.folders
    .map((name) => joined(folder, name))
    .filter((path) => isSearched(under(walk.ground.root, path), where))
}

/** Level by level, so that what lies near the top is found before the bounds are reached. */
const walkDown = async (walk: Walk, deps: SearchDeps): Promise<void> => {
  let level: readonly string[] = ['']
  for (let depth = 0; depth <= deps.bounds.depth; depth += 1) {
    const next: string[] = []
    for (const folder of level) next.push(...(await foldersBelow(folder, walk, deps)))
    level = next
  }
}

const tryNamesakes = async (walk: Walk, deps: SearchDeps): Promise<void> => {
  for (const folder of new Set(walk.locations.flatMap(({ path }) => namesakes(path)))) {
    const open = isSearched(under(walk.ground.root, folder), { ...deps, ground: walk.ground })
    if (open && goOn(walk, deps)) await listOnce(folder, walk, deps)
  }
}

const candidatesOf = async (location: Location, walk: Walk, deps: SearchDeps): Promise<readonly Candidate[]> => {
  const { root, fileSystem, standing } = walk.ground
  const best = (walk.promising.get(location) ?? []).toSorted((a, b) => b.heads - a.heads)
  const found: Candidate[] = []
  for (const { folder, names } of best.slice(0, deps.bounds.candidates)) {
    if (!hasTime(deps, walk.progress)) break
    const { samples } = location
    const evidence = await orNote(walk.progress.notes, () => lookAtSamples(deps, { root, folder, samples, names }))
    if (evidence === undefined) continue
    found.push({ folder: folder === '' ? root : under(root, folder), fileSystem, standing, evidence })
  }
  return found
}

/** What was found of each location on one ground. A ground that does not answer is named and has nothing. */
const searchGround = async (
  ground: Ground,
  { locations, progress }: { readonly locations: readonly Location[]; readonly progress: Progress },
  deps: SearchDeps
): Promise<ReadonlyMap<Location, readonly Candidate[]>> => {
  const promising = new Map(locations.map((location) => [location, []]))
  const walk: Walk = { ground, locations, progress, listed: new Map(), promising }
  const found = new Map<Location, readonly Candidate[]>()
  try {
    await tryNamesakes(walk, deps)
    // What lies in memory is small talk: only a folder of the very name is worth a word.
    if (ground.standing !== 'volatile') await walkDown(walk, deps)
    for (const location of locations) found.set(location, await candidatesOf(location, walk, deps))
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    progress.notes.add(thrown.told)
  }
  return found
}

/** Searches ground after ground; a location that was found where it can be used is not looked for on grounds where it could not. */
export const searchGrounds = async (
  grounds: readonly Ground[],
  { locations, progress }: { readonly locations: readonly Location[]; readonly progress: Progress },
  deps: SearchDeps
): Promise<ReadonlyMap<Location, readonly Candidate[]>> => {
  const found = new Map<Location, Candidate[]>(locations.map((location) => [location, []]))
  const isSettled = (location: Location): boolean =>
    found.get(location)?.some(({ standing, evidence }) => standing === 'usable' && isConvincing(evidence)) ?? false
  for (const ground of grounds) {
    const open = ground.standing === 'usable' ? locations : locations.filter((location) => !isSettled(location))
    if (open.length === 0 || !hasTime(deps, progress)) continue
    for (const [location, candidates] of await searchGround(ground, { locations: open, progress }, deps)) {
      found.get(location)?.push(...candidates)
    }
  }
  return found
}
