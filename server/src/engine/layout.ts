/** From settings and what was found on the machine to the layout of this installation: roots, situation, mode. */
import { type ModeStatus, type Problem, pathMappingsOf, type Reason, type Settings } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import { blockOf, judgeModes, type StorageFacts } from '#core/resolve/capabilities.ts'
import { moverWarnings } from '#core/resolve/host-state.ts'
import { modeBlock } from '#core/resolve/layout-checks.ts'
import { effectiveMode } from '#core/resolve/mode.ts'
import { createPathMap, type PathMap, type PathRule } from '#core/resolve/path-map.ts'
import type { KnownAnswers, RootPaths, RootState, RootsReport } from '#ports/storage-host.ts'
import type { Roads } from './titles/look-up.ts'

/** The roots as the settings name them. */
export const rootPaths = (settings: Settings): RootPaths => ({
  shareRoot: sharePath(settings.paths.realSource),
  poolRoot: poolPath(settings.paths.cacheDestination || settings.paths.cacheDir),
  cacheDir: poolPath(settings.paths.cacheDir),
  arrayRoots: settings.paths.arraySources.map(arrayPath)
})

/** The layout with its translator, the mode in words, and what forbids promoting into it. */
export interface Place {
  readonly layout: StorageLayout
  /** Why nothing may be promoted here, or undefined. */
  readonly promoteBlock: Reason | undefined
  readonly pathMap: PathMap
  readonly mode: ModeStatus
}

/** What is known of these roots. What was asked of a mount below one of them is left to the files that lie there. */
export const factsOf = (settings: Settings, report: RootsReport, known: KnownAnswers): StorageFacts => {
  const { shareRoot, poolRoot } = rootPaths(settings)
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
export const roadsOf = (settings: Settings): Roads => {
  const roots = rootPaths(settings)
  const { shareRoot, poolRoot } = roots
  return { shareRoot, poolRoot, pathMap: createPathMap(roots, rulesOf(settings)) }
}

/** Puts the layout together. */
export const placeOf = (settings: Settings, report: RootsReport, known: KnownAnswers): Place => {
  const roots = rootPaths(settings)
  const { mode, sentence, warnings } = effectiveMode(settings.mode, report.situation)
  const facts = factsOf(settings, report, known)
  const layout: StorageLayout = {
    shareRoot: roots.shareRoot,
    poolRoot: roots.poolRoot,
    arrayRoots: report.arrayRoots,
    branches: report.branches,
    gates: report.gates,
    linkRoot: settings.paths.plexCachePath || roots.poolRoot,
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
    pathMap: createPathMap(layout, rulesOf(settings)),
    mode: { ...mode, sentence, warnings: [...warnings, ...report.warnings, ...moved, ...notes] }
  }
}

const problemOfRoot = (name: string, setting: string, state: RootState): readonly Problem[] =>
  state.state === 'online' ? [] : [{ id: `roots.${name}`, severity: 'error', sentence: state.sentence, setting }]

/** What is wrong with the roots, for the owner. */
export const problemsOfRoots = (report: RootsReport): readonly Problem[] => [
  ...problemOfRoot('share', 'REAL_SOURCE', report.share),
  ...problemOfRoot('pool', 'CACHE_DESTINATION', report.pool),
  ...report.arrays
    .filter((state) => state.path !== report.share.path)
    .flatMap((state, position) => problemOfRoot(`array-${position}`, 'ARRAY_SOURCES', state))
]

/** A mode that cannot work here although every root is sound: nothing is ever cached, so the owner must know. */
export const problemOfBlock = (block: Reason | undefined): readonly Problem[] =>
  block?.code === 'mode-unavailable'
    ? [{ id: 'roots.mode', severity: 'error', sentence: `Nothing can be cached: ${block.detail}`, setting: null }]
    : []
