/** Takes the snapshot: the pool's room, what we own there and how it is, which looks are remembered. No call below an array root. */
import { bytesOfRoom, type PoolStatus, type RootStateName, type Settings } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { PoolRoom, Snapshot } from '#core/model/world.ts'
import { poolFloorBytes } from '#core/plan/floors.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RootsReport, StorageHost } from '#ports/storage-host.ts'
import type { InspectionStore } from '#ports/store.ts'
import type { Discovery } from './discover.ts'
import { allGates } from './health/overlay.ts'
import { type Places, sourceFacts } from './places/places.ts'
import type { Reconciler } from './pool/reconcile.ts'
import type { Watcher } from './watcher/watcher.ts'

/** What surveying needs. */
export interface SurveyDeps {
  readonly host: StorageHost
  readonly ledger: Ledger
  readonly inspections: InspectionStore
  readonly clock: Clock
  readonly reconciler: Pick<Reconciler, 'look'>
  readonly watcher: Pick<Watcher, 'facts'>
}

/** The snapshot and the pool as everybody sees it. */
export interface Survey {
  readonly snapshot: Snapshot
  readonly pool: PoolStatus
}

const totalOf = (owned: readonly OwnedUnit[]): number => owned.reduce((sum, unit) => sum + unit.sizeBytes, 0)

/** The pool's room as the planner counts with it; a pool that could not be measured has none. */
export const roomOf = (pool: PoolStatus): PoolRoom => ({
  freeBytes: pool.freeBytes ?? 0,
  totalBytes: pool.totalBytes ?? undefined,
  isUnmeasured: pool.freeBytes === null,
  floorBytes: pool.floorBytes,
  ownedBytes: pool.ownedBytes,
  budgetBytes: pool.budgetBytes ?? undefined
})

/** What people set, for a pool of this size; a share of a pool that was not measured is nothing yet. */
export const limitsOf = (
  { pool: { keepFreeGb, maxSizeGb } }: Settings,
  totalBytes: number | undefined
): { readonly keepFreeBytes: number; readonly budgetBytes: number | null } => ({
  keepFreeBytes: bytesOfRoom(keepFreeGb, totalBytes) ?? 0,
  budgetBytes: maxSizeGb === 0 ? null : (bytesOfRoom(maxSizeGb, totalBytes) ?? null)
})

const measurable: readonly RootStateName[] = ['online', 'read-only', 'full']

/** Measures the pool; a pool that cannot be measured has no numbers and its state says why. */
export const measurePool = async (
  deps: Pick<SurveyDeps, 'host' | 'ledger'>,
  settings: Settings,
  found: Pick<Places, 'place'> & { readonly roots: RootsReport }
): Promise<{ readonly pool: PoolStatus; readonly owned: readonly OwnedUnit[] }> => {
  const owned = await deps.ledger.owned()
  // A pool in trouble that nothing is held back from is about to be tried.
  const answers = measurable.includes(found.roots.pool.state) || found.roots.promoteBlock === undefined
  const room = answers ? await deps.host.poolRoom(found.place.layout) : undefined
  const { layout } = found.place
  const limits = limitsOf(settings, room?.totalBytes)
  const facts = { totalBytes: room?.totalBytes ?? 0, hostBytes: layout.floors?.get(layout.poolRoot) ?? 0 }
  const floorBytes = poolFloorBytes(facts, limits.keepFreeBytes)
  const pool: PoolStatus = {
    path: found.place.layout.poolRoot,
    state: found.roots.pool.state,
    totalBytes: room?.totalBytes ?? null,
    freeBytes: room?.freeBytes ?? null,
    ownedBytes: totalOf(owned),
    floorBytes,
    budgetBytes: limits.budgetBytes
  }
  const full = pool.state === 'online' && pool.freeBytes !== null && pool.freeBytes <= floorBytes
  return { pool: full ? { ...pool, state: 'full' } : pool, owned }
}

/** Takes it all down at one moment. */
export const survey = async (
  deps: SurveyDeps,
  settings: Settings,
  found: Places & { readonly roots: RootsReport; readonly discovery: Discovery }
): Promise<Survey> => {
  const { pool, owned } = await measurePool(deps, settings, found)
  const reservedBytes = await deps.ledger.inFlightBytes()
  const now = deps.clock.now()
  await deps.inspections.forgetOutlived(now)
  const looks = await deps.inspections.all()
  const copies = found.roots.pool.state === 'online' ? await deps.reconciler.look() : new Map()
  return {
    pool,
    snapshot: {
      now,
      pool: { ...roomOf(pool), reservedBytes },
      promoteBlock: found.place.promoteBlock,
      evictBlock: found.place.evictBlock,
      gates: allGates(found.roots),
      ...(found.sources.length === 0 ? {} : { sources: sourceFacts(found) }),
      ...(found.roots.shares === undefined ? {} : { shares: found.roots.shares }),
      mode: found.place.layout.mode,
      ...(found.place.layout.shared === undefined ? {} : { shared: found.place.layout.shared }),
      sessions: found.discovery.sessions,
      reports: found.discovery.reports,
      owned,
      inspections: new Map(looks.map((look) => [look.unit, look])),
      copies,
      ...deps.watcher.facts()
    }
  }
}
