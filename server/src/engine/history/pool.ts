/** Whether what went home can be brought to the pool again now. */
import { explain, type PinAnswer, type Reason } from '@pcu/contract'
import type { KnownLibrary } from '#engine/library/known.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import { lookUp, type Roads } from '#engine/titles/look-up.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RootsReport } from '#ports/storage-host.ts'
import type { PastMove } from '#ports/store.ts'
import { type Held, type HeldDeps, heldByPlaying } from './held.ts'

/** What judging needs. */
export interface PoolDeps extends HeldDeps {
  readonly ledger: Pick<Ledger, 'owned'>
  /** The roots and the pool as the last run found them. */
  readonly live: Pick<LiveState, 'pool'> & { roots(): Pick<RootsReport, 'promoteBlock'> | undefined }
  readonly library: KnownLibrary
  readonly roads: () => Roads
  readonly pins: {
    readonly desk: {
      /** Pins what lies at a path until a moment. `isNew`: it was not pinned before. */
      hold(
        path: string,
        order: { readonly by: string; readonly untilAt: number }
      ): Promise<PinAnswer & { readonly isNew: boolean }>
    }
  }
}

const notListed = 'Plex does not list this file any more, or under another name.'

/** Nobody can say how much room there is before the first run. */
const noRoom = (needBytes: number, { live }: PoolDeps): Reason | undefined => {
  const pool = live.pool()
  if (pool === undefined || pool.freeBytes === null) return undefined
  const { freeBytes, floorBytes, ownedBytes, budgetBytes } = pool
  if (freeBytes - needBytes < floorBytes) {
    return { code: 'pool-would-fall-below-floor', needBytes, freeBytes, floorBytes }
  }
  if (budgetBytes === null || ownedBytes + needBytes <= budgetBytes) return undefined
  return { code: 'over-budget', needBytes, ownedBytes, budgetBytes }
}

/** Nothing else goes home for it. */
export const heldFromPool = async ({ unit, bytes }: PastMove, deps: PoolDeps): Promise<Held> => {
  const owned = (await deps.ledger.owned()).find(({ id }) => id === unit)
  if (owned !== undefined && owned.state !== 'partial') return { refusal: 'It is on the pool already.' }
  const { index } = await deps.library.read(new AbortController().signal)
  const found = lookUp(unit, index, deps.roads())
  if (found.kind !== 'one' || found.match.kind !== 'item' || found.file === undefined) return { refusal: notListed }
  const reason = deps.live.roots()?.promoteBlock ?? noRoom(bytes, deps)
  if (reason !== undefined) return { refusal: explain(reason, deps.timeZone) }
  return { refusal: await heldByPlaying([found.match.ratingKey], deps) }
}
