/** Takes the pool for this installation before anything moves: two installations on one pool would take each other's files for their own. */
import { explain, type Reason } from '@pcu/contract'
import type { Problems } from '#engine/tell/problems.ts'
import type { RootsReport, StorageHost } from '#ports/storage-host.ts'

/** What claiming needs. */
interface ClaimDeps {
  readonly host: Pick<StorageHost, 'claimPool'>
  readonly problems: Problems
}

/** Why nothing may move, told as a problem until it is over; undefined when the pool is ours. One that is not ready is not asked: nothing is written there. */
export const claimPool = async ({ host, problems }: ClaimDeps, { pool }: RootsReport): Promise<Reason | undefined> => {
  const reason = pool.state === 'online' || pool.state === 'full' ? await host.claimPool?.(pool.path) : undefined
  problems.report(
    'pool.owner',
    reason === undefined ? [] : [{ id: 'pool.owner', severity: 'error', sentence: explain(reason), setting: null }]
  )
  return reason
}
