/** Keeps how full the pool is: at the end of every run that is no dry one, one sample an hour; and forgets what is older than is wanted. */
import type { Settings } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { Clock } from '#ports/clock.ts'
import type { InsightStore } from '#ports/insight/insight.ts'
import type { Ledger } from '#ports/ledger.ts'

/** What keeping needs. */
export interface SampleDeps {
  readonly settings: Settings
  readonly ledger: Pick<Ledger, 'owned'>
  readonly live: Pick<LiveState, 'pool'>
  readonly bus: Pick<Bus, 'subscribe'>
  readonly clock: Pick<Clock, 'now'>
  readonly insightStore: Pick<InsightStore, 'noteSample' | 'forget'>
  readonly onBug: (thrown: unknown) => void
}

const dayMs = 24 * 3_600_000
/** What disks did is kept for so long, milliseconds. */
const disksKeptMs = 31 * dayMs

const sample = async ({ ledger, live, clock, insightStore }: SampleDeps): Promise<void> => {
  const owned = await ledger.owned()
  const pool = live.pool()
  await insightStore.noteSample({
    at: clock.now(),
    bytes: owned.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    units: owned.length,
    limitBytes: pool?.budgetBytes ?? undefined,
    freeBytes: pool?.freeBytes ?? undefined,
    totalBytes: pool?.totalBytes ?? undefined
  })
}

const forget = ({ settings, clock, insightStore }: SampleDeps): Promise<void> => {
  const now = clock.now()
  return insightStore.forget({ facts: now - settings.system.insightKeepDays * dayMs, disks: now - disksKeptMs })
}

/** Follows the bus; resolves `idle` when everything is written. */
export const keepSamples = (deps: SampleDeps): { readonly idle: () => Promise<void> } => {
  let writing: Promise<void> = Promise.resolve()
  deps.bus.subscribe((event) => {
    // A dry run leaves every record but its report as it was.
    if (event.type !== 'run.finished' || event.run.dryRun) return
    writing = writing
      .then(() => sample(deps))
      .then(() => forget(deps))
      .catch(deps.onBug)
  })
  return { idle: () => writing }
}
