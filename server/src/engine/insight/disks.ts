/** Watches what disks do, by what kernel and host tell in memory, and keeps every change. */
import { type DiskReading, diskAfter, type KnownDisk } from '#core/insight/disk-state.ts'
import { createAlarm, createAsking } from '#engine/live/asking.ts'
import type { LiveState } from '#engine/tell/live-state.ts'
import type { Clock } from '#ports/clock.ts'
import type { DiskLooks } from '#ports/insight/disk-looks.ts'
import type { InsightStore } from '#ports/insight/insight.ts'

/** What watching needs. */
export interface DiskDeps {
  /** Absent: nothing can be known here. */
  readonly diskLooks?: DiskLooks | undefined
  readonly live: Pick<LiveState, 'roots'>
  readonly clock: Clock
  readonly insightStore: Pick<InsightStore, 'noteDisks'>
  readonly onBug: (thrown: unknown) => void
}

/** The keeper. */
export interface DiskKeeper {
  start(): void
  /** What each disk did at the last look, by its root; an older look says nothing any more. */
  states(): ReadonlyMap<string, KnownDisk>
  /** Looks now, and waits until that is kept. */
  look(): Promise<void>
  close(): Promise<void>
}

/** How often what is counted is read, milliseconds. */
const lookEveryMs = 5 * 60_000

const none: ReadonlyMap<string, KnownDisk> = new Map()

/** The roots that the last run found, of all libraries. */
export const arrayRootsOf = ({ roots }: Pick<LiveState, 'roots'>): readonly string[] => {
  const report = roots()
  return [...new Set([report, ...(report?.sources ?? [])].flatMap((one) => one?.branches ?? []))]
}

/** Looks at nothing before it is started. */
export const createDiskKeeper = (deps: DiskDeps): DiskKeeper => {
  const { clock, diskLooks } = deps
  let known = none
  let lookedAt = Number.NEGATIVE_INFINITY
  let isOpen = true

  const take = async (readings: readonly (DiskReading & { readonly path: string })[]): Promise<void> => {
    const at = clock.now()
    const after = new Map(readings.map((reading) => [reading.path, diskAfter(reading, known.get(reading.path), at)]))
    const changes = [...after].filter(([path, { state }]) => state !== known.get(path)?.state)
    known = after
    lookedAt = at
    if (changes.length > 0) {
      await deps.insightStore.noteDisks(changes.map(([path, { state }]) => ({ path, at, state })))
    }
  }

  const look = async (): Promise<void> => {
    const roots = arrayRootsOf(deps.live)
    if (diskLooks !== undefined && roots.length > 0) await take(await diskLooks.look(roots))
  }

  const asking = createAsking(() => look().catch(deps.onBug))
  const alarm = createAlarm(clock, () => {
    asking.ask()
    if (isOpen) alarm.within(lookEveryMs)
  })

  return {
    start: () => {
      if (diskLooks === undefined) return
      asking.ask()
      alarm.within(lookEveryMs)
    },
    states: () => (clock.now() - lookedAt <= 2 * lookEveryMs ? known : none),
    look: async () => {
      asking.ask()
      await asking.idle()
    },
    close: async () => {
      isOpen = false
      alarm.off()
      await asking.idle()
    }
  }
}
