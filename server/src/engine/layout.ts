/** From settings and what was found on the machine to the layout of this installation: roots, situation, mode. */
import type { ModeStatus, Problem, Settings } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { effectiveMode } from '#core/resolve/mode.ts'
import { createPathMap, type PathMap } from '#core/resolve/path-map.ts'
import type { RootPaths, RootState, RootsReport } from '#ports/storage-host.ts'

/** The roots as the settings name them. */
export const rootPaths = (settings: Settings): RootPaths => ({
  shareRoot: sharePath(settings.paths.realSource),
  poolRoot: poolPath(settings.paths.cacheDestination || settings.paths.cacheDir),
  arrayRoots: settings.paths.arraySources.map(arrayPath)
})

/** The layout with its translator and the mode in words. */
export interface Place {
  readonly layout: StorageLayout
  readonly pathMap: PathMap
  readonly mode: ModeStatus
}

/** Puts the layout together. */
export const placeOf = (settings: Settings, report: RootsReport): Place => {
  const roots = rootPaths(settings)
  const effective = effectiveMode(settings.mode, report.situation)
  const layout: StorageLayout = {
    ...roots,
    arrayRoots: report.arrayRoots,
    linkRoot: settings.paths.plexCachePath || roots.poolRoot,
    situation: report.situation,
    mode: effective.mode
  }
  return {
    layout,
    pathMap: createPathMap(layout, [{ plex: settings.paths.plexSource, share: settings.paths.realSource }]),
    mode: { ...effective.mode, sentence: effective.sentence, warnings: [...effective.warnings, ...report.warnings] }
  }
}

const problemOfRoot = (name: string, setting: string, state: RootState): readonly Problem[] =>
  state.state === 'online'
    ? []
    : [{ id: `roots.${name}`, severity: 'error', sentence: state.sentence, setting }]

/** What is wrong with the roots, for the owner. */
export const problemsOfRoots = (report: RootsReport): readonly Problem[] => [
  ...problemOfRoot('share', 'REAL_SOURCE', report.share),
  ...problemOfRoot('pool', 'CACHE_DESTINATION', report.pool),
  ...report.arrays.flatMap((state, position) => problemOfRoot(`array-${position}`, 'ARRAY_SOURCES', state))
]
