/** From settings and what was found on the machine to the layout of this installation: roots, situation, mode. */
import type { ModeStatus, Problem, Reason, Settings } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { modeBlock } from '#core/resolve/layout-checks.ts'
import { effectiveMode } from '#core/resolve/mode.ts'
import { createPathMap, type PathMap } from '#core/resolve/path-map.ts'
import type { RootPaths, RootState, RootsReport } from '#ports/storage-host.ts'

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

/** Puts the layout together. */
export const placeOf = (settings: Settings, report: RootsReport): Place => {
  const roots = rootPaths(settings)
  const effective = effectiveMode(settings.mode, report.situation)
  const layout: StorageLayout = {
    shareRoot: roots.shareRoot,
    poolRoot: roots.poolRoot,
    arrayRoots: report.arrayRoots,
    linkRoot: settings.paths.plexCachePath || roots.poolRoot,
    situation: report.situation,
    mode: effective.mode
  }
  return {
    layout,
    promoteBlock: report.promoteBlock ?? modeBlock(effective.mode, report),
    pathMap: createPathMap(layout, [{ plex: settings.paths.plexSource, share: settings.paths.realSource }]),
    mode: { ...effective.mode, sentence: effective.sentence, warnings: [...effective.warnings, ...report.warnings] }
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
