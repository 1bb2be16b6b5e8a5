/** The first step of every run: which roots are sound, and the layout and mode that follow. */

import { type Place, placeOf, rootPaths } from '#engine/layout.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import { tellRoots } from './tell.ts'

/** The roots as found and the layout that follows. */
export interface Found {
  readonly place: Place
  readonly roots: RootsReport
}

/** Looks at the roots, adds what is known against them, and says what is wrong with them. */
export const findRoots = async (deps: RunDeps): Promise<Found> => {
  const roots = await deps.health.judge(await deps.host.examine(rootPaths(deps.settings)))
  const place = placeOf(deps.settings, roots, await deps.host.answers())
  deps.live.setRoots(roots)
  await tellRoots(deps, place.promoteBlock)
  deps.live.setMode(place.mode)
  return { roots, place }
}
