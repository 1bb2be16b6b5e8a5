/** From settings and what was found on the machine to the layout of this installation: roots, situation, mode. */
import {
  type AdditionalSource,
  additionalSourcesOf,
  type ModeStatus,
  type Problem,
  pathMappingsOf,
  type Reason,
  type Settings
} from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import { blockOf, judgeModes, type StorageFacts } from '#core/resolve/capabilities.ts'
import { moverWarnings } from '#core/resolve/host-state.ts'
import { modeBlock } from '#core/resolve/layout-checks.ts'
import { effectiveMode } from '#core/resolve/mode.ts'
import { createPathMap, isBelow, type PathMap, type PathRule } from '#core/resolve/path-map.ts'
import { poolRootOfSource } from '#core/resolve/source-folders.ts'
import type { KnownAnswers, RootPaths, RootState, RootsReport } from '#ports/storage-host.ts'
import type { Roads } from './titles/look-up.ts'

/** The roots as the settings name them. */
export const rootPaths = (settings: Settings): RootPaths => ({
  shareRoot: sharePath(settings.paths.realSource),
  poolRoot: poolPath(settings.paths.cacheDestination || settings.paths.cacheDir),
  cacheDir: poolPath(settings.paths.cacheDir),
  arrayRoots: settings.paths.arraySources.map(arrayPath)
})

/** Roots of one additional library, with what Plex calls it. */
export interface SourceRoots extends AdditionalSource {
  readonly roots: RootPaths
}

/** The roots of every additional library, in the order of the settings. Its folder on the pool is found again by the pool's own marker. */
export const sourceRoots = (settings: Settings): readonly SourceRoots[] => {
  const main = rootPaths(settings)
  const { cacheDir, additionalSources } = { ...settings.paths, ...main }
  const drive = cacheDir !== undefined && isBelow(main.poolRoot, cacheDir) ? cacheDir : main.poolRoot
  return additionalSourcesOf(settings.paths).map((source) => ({
    ...source,
    roots: {
      shareRoot: sharePath(source.path),
      poolRoot: poolRootOfSource(main.poolRoot, source.path),
      cacheDir: poolPath(drive),
      arrayRoots: [],
      apartFrom: [main.shareRoot, ...main.arrayRoots, ...additionalSources.filter((path) => path !== source.path)]
    }
  }))
}

/** Where the files of one library go: its layout, the mode in words, and what forbids moving them. */
export interface Place {
  readonly layout: StorageLayout
  /** Why nothing may be promoted here, or undefined. */
  readonly promoteBlock: Reason | undefined
  /** Why nothing may be brought home here, or undefined. */
  readonly evictBlock: Reason | undefined
  readonly mode: ModeStatus
}

/** What is known of these roots. What was asked of a mount below one of them is left to the files that lie there. */
export const factsOf = ({ shareRoot, poolRoot }: RootPaths, report: RootsReport, known: KnownAnswers): StorageFacts => {
  return {
    pool: known.places.find(({ role, place }) => role === 'pool' && place === poolRoot),
    arrays: report.arrayRoots.map((root) => known.places.find(({ role, place }) => role === 'array' && place === root)),
    view: known.view?.place === shareRoot ? known.view : undefined
  }
}

const answersBlock = (mode: Mode, facts: StorageFacts): Reason | undefined => {
  const detail = blockOf(mode, facts)
  return detail === undefined ? undefined : { code: 'mode-unavailable', detail }
}

const isSame = (one: Mode, other: Mode): boolean =>
  one.presentation === other.presentation && one.original === other.original

const rulesOf = ({ paths }: Settings): readonly PathRule[] =>
  pathMappingsOf(paths).map(({ plexPath, realPath }) => ({ plex: plexPath, share: realPath }))

/** The names of paths as the settings alone know them, for what people ask. */
export const roadsOf = (settings: Settings): Roads & { readonly pathMap: PathMap } => {
  const roots = rootPaths(settings)
  const { shareRoot, poolRoot } = roots
  const more = sourceRoots(settings).map((source) => source.roots)
  return { shareRoot, poolRoot, pathMap: createPathMap(roots, rulesOf(settings), more) }
}

/** The translator between Plex's paths and those of all libraries. */
export const pathMapOf = (settings: Settings, [first, ...more]: readonly [Place, ...Place[]]): PathMap =>
  createPathMap(
    first.layout,
    rulesOf(settings),
    more.map(({ layout }) => layout)
  )

const linkRootOf = ({ paths }: Settings, main: RootPaths, roots: RootPaths): string =>
  paths.plexCachePath === '' ? roots.poolRoot : `${paths.plexCachePath}${roots.poolRoot.slice(main.poolRoot.length)}`

/** Puts the layout of one library together. */
export const placeOf = (
  settings: Settings,
  { roots, report, known }: { readonly roots: RootPaths; readonly report: RootsReport; readonly known: KnownAnswers }
): Place => {
  const { mode, sentence, warnings } = effectiveMode(settings.mode, report.situation)
  const facts = factsOf(roots, report, known)
  const layout: StorageLayout = {
    shareRoot: roots.shareRoot,
    poolRoot: roots.poolRoot,
    arrayRoots: report.arrayRoots,
    branches: report.branches,
    gates: report.gates,
    linkRoot: linkRootOf(settings, rootPaths(settings), roots),
    situation: report.situation,
    ...(report.floors === undefined ? {} : { floors: report.floors }),
    mode,
    shared: { hardLinks: settings.mode.hardLinks, folderArtwork: settings.mode.folderArtwork },
    view: report.situation === 'union' ? known.view : undefined
  }
  const notes = judgeModes(report.situation, facts).find((verdict) => isSame(verdict.mode, mode))?.notes ?? []
  const moved = moverWarnings(report.shares ?? [], mode, roots.poolRoot)
  return {
    layout,
    promoteBlock: report.promoteBlock ?? modeBlock(mode, report) ?? answersBlock(mode, facts),
    evictBlock: report.evictBlock,
    mode: { ...mode, sentence, warnings: [...warnings, ...report.warnings, ...moved, ...notes] }
  }
}

const problemOfRoot = (name: string, setting: string, state: RootState): readonly Problem[] =>
  state.state === 'online' ? [] : [{ id: `roots.${name}`, severity: 'error', sentence: state.sentence, setting }]

/** One library that is away holds its own files alone, and one that is mounted read-only may be meant to be. */
const problemsOfSource = ({ share, pool, arrays }: RootsReport, position: number): readonly Problem[] => {
  const wrong = [share, ...arrays, pool].find(({ state }) => state !== 'online')
  if (wrong === undefined) return []
  const severity = wrong.state === 'read-only' ? 'info' : 'warning'
  const sentence = wrong.path === share.path ? wrong.sentence : `${share.path} cannot be used: ${wrong.sentence}`
  return [{ id: `roots.source-${position}`, severity, sentence, setting: 'ADDITIONAL_SOURCES' }]
}

/** What is wrong with the roots, for the owner. */
export const problemsOfRoots = (report: RootsReport): readonly Problem[] => [
  ...problemOfRoot('share', 'REAL_SOURCE', report.share),
  ...problemOfRoot('pool', 'CACHE_DESTINATION', report.pool),
  ...report.arrays
    .filter((state) => state.path !== report.share.path)
    .flatMap((state, position) => problemOfRoot(`array-${position}`, 'ARRAY_SOURCES', state)),
  ...(report.sources ?? []).flatMap(problemsOfSource)
]

/** A mode that cannot work here although every root is sound: nothing is ever cached, so the owner must know. */
export const problemOfBlock = (block: Reason | undefined): readonly Problem[] =>
  block?.code === 'mode-unavailable'
    ? [{ id: 'roots.mode', severity: 'error', sentence: `Nothing can be cached: ${block.detail}`, setting: null }]
    : []
