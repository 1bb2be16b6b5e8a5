/** Before the first promotion into a union: proves that the pool's files appear at the path that Plex reads. */
import type { Reason } from '@pcu/contract'
import type { Plan, PromoteStep } from '#core/model/plan.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type { Place } from './layout.ts'

const folderOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')))

/**
 * Why the promotions of this plan must not be done, or undefined. A union that does not show the pool's files would make
 * Plex lose what is moved there.
 */
export const unionBlock = async (host: StorageHost, place: Place, plan: Plan): Promise<Reason | undefined> => {
  const first = plan.steps.find((step): step is PromoteStep => step.kind === 'promote')
  if (first === undefined || place.layout.situation !== 'union') return undefined
  const proof = await host.proveUnion(place.layout, folderOf(place.pathMap.relativeOf(first.unit.id)))
  return proof.proven ? undefined : { code: 'mode-unavailable', detail: proof.sentence }
}
