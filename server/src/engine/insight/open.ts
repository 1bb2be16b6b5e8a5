/** The room of what the cache brought: what it records, and where it is asked. */
import type { Settings } from '@pcu/contract'
import type { Bus } from '#engine/bus.ts'
import type { Began } from '#engine/watcher/hearing.ts'
import type { InsightStore } from '#ports/insight/insight.ts'
import { createDiskKeeper, type DiskDeps } from './disks.ts'
import { createPlaces } from './places.ts'
import { keepSamples, type SampleDeps } from './samples.ts'
import { createStarts, type StartDeps } from './starts.ts'
import { createInsightTeller, type InsightTellDeps } from './tell.ts'

/** What it needs. */
export interface InsightDeps
  extends Omit<StartDeps, 'disks' | 'places' | 'isTestMode' | 'insightStore' | 'live' | 'onBug'>,
    Omit<SampleDeps, 'insightStore' | 'live' | 'clock' | 'onBug'>,
    Omit<DiskDeps, 'insightStore' | 'live' | 'onBug'>,
    Omit<InsightTellDeps, 'insightStore' | 'live' | 'disks' | 'clock'> {
  readonly settings: Settings
  readonly bus: Bus
  readonly live: StartDeps['live'] & SampleDeps['live'] & DiskDeps['live']
  readonly insightStore: InsightStore
  readonly dryRunOnly: boolean
  readonly bug: (thrown: unknown) => void
}

/** The room. */
export interface InsightRoom {
  /** Hears of plays. */
  began(began: Began): void
  /** Tells what the cache brought. */
  readonly tell: ReturnType<typeof createInsightTeller>
  /** Begins to look at disks. */
  start(): void
  close(): Promise<void>
}

/** Opens it; from now on it follows the bus. */
export const openInsight = ({ bug, ...given }: InsightDeps): InsightRoom => {
  const deps = { ...given, onBug: bug }
  const { settings, dryRunOnly } = deps
  const disks = createDiskKeeper(deps)
  const isTestMode = (): boolean => dryRunOnly || settings.testMode.enabled
  const starts = createStarts({ ...deps, disks, places: createPlaces(deps), isTestMode })
  const samples = keepSamples(deps)
  return {
    began: starts.began,
    tell: createInsightTeller({ ...deps, disks }),
    start: disks.start,
    close: async () => {
      await disks.close()
      await starts.idle()
      await samples.idle()
    }
  }
}
