/** Before the first promotion into a union: proves that the pool's files appear at the path that Plex reads. */
import type { Reason } from '@pcu/contract'
import type { Plan, PromoteStep } from '#core/model/plan.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type { Place } from './layout.ts'
import type { Problems } from './tell/problems.ts'

const folderOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')))

/** What proving needs. */
interface ProveDeps {
  readonly host: Pick<StorageHost, 'proveUnion'>
  readonly problems: Problems
}

/**
 * Why the promotions of this plan must not be done, or undefined; a standing problem as long as it is so. A union that does
 * not show the pool's files would make Plex lose what is moved there. Throws a Failure when the pool cannot be written.
 */
export const unionBlock = async (
  { host, problems }: ProveDeps,
  place: Place,
  plan: Plan
): Promise<Reason | undefined> => {
  const first = plan.steps.find((step): step is PromoteStep => step.kind === 'promote')
  if (first === undefined || place.layout.situation !== 'union') return undefined
  const proof = await host.proveUnion(place.layout, folderOf(place.pathMap.relativeOf(first.unit.id)))
  const sentence = proof.proven ? undefined : `Nothing can be cached: ${proof.sentence}`
  problems.report(
    'union.',
    sentence === undefined ? [] : [{ id: 'union.proof', severity: 'error', sentence, setting: 'CACHE_DIR' }]
  )
  return proof.proven ? undefined : { code: 'mode-unavailable', detail: proof.sentence }
}
