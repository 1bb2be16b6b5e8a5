/** The first step of every run: which roots are sound, the layout and mode that follow, and whether the pool is ours. */

import { explain, type Reason } from '@pcu/contract'
import { type Places, placesOf } from '#engine/places/places.ts'
import { examineAll } from '#engine/places/sources.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { Problems } from '#engine/tell/problems.ts'
import type { RootsReport, StorageHost } from '#ports/storage-host.ts'
import { tellRoots } from './tell.ts'

/** The roots as found and the layouts that follow. */
export interface Found extends Places {
  readonly roots: RootsReport
}

/** Looks at the roots, adds what is known against them, and says what is wrong with them. */
export const findRoots = async (deps: RunDeps): Promise<Found> => {
  const roots = await deps.health.judge(await examineAll(deps.host, deps.settings))
  const places = placesOf(deps.settings, roots, await deps.host.answers())
  const { place } = places
  deps.live.setRoots(roots)
  await tellRoots(deps, place.promoteBlock)
  deps.live.setMode(place.mode)
  return { roots, ...places }
}

/** What claiming needs. */
interface ClaimDeps {
  readonly host: Pick<StorageHost, 'claimPool'>
  readonly problems: Problems
}

/**
 * Takes the pool for this installation before anything moves: two on one pool would take each other's files for their own. Why nothing may move, told as a problem until it is over; undefined when the pool is ours. One that is not ready is not asked: nothing is written there.
 */
export const claimPool = async ({ host, problems }: ClaimDeps, { pool }: RootsReport): Promise<Reason | undefined> => {
  const reason = pool.state === 'online' || pool.state === 'full' ? await host.claimPool?.(pool.path) : undefined
  problems.report(
    'pool.owner',
    reason === undefined ? [] : [{ id: 'pool.owner', severity: 'error', sentence: explain(reason), setting: null }]
  )
  return reason
}
