/** Listens to Plex and to the pool while the program runs, and asks for runs on what they tell. */
import type { People } from '#engine/people/people.ts'
import { listenToPool } from '#engine/pool/listener.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { Schedule } from '#engine/schedule.ts'
import type { Log } from '#ports/log.ts'
import type { PoolWatch } from '#ports/pool-watch.ts'
import type { ServerDoor } from '#ports/server-door.ts'
import { type LiveWatch, startLiveWatch } from './live-watch.ts'
import { tellLive, watchRulesOf } from './tell-live.ts'

interface WatchDeps extends Pick<RunDeps, 'server' | 'clock' | 'settings' | 'bus'> {
  readonly log: Log
  readonly people: People
  readonly schedule: Schedule
  readonly bug: (thrown: unknown) => void
}

const watchPlex = ({ schedule, bug, log, people, ...deps }: WatchDeps): LiveWatch => {
  const tell = tellLive(deps.bus, schedule.nudge)
  return startLiveWatch({
    ...deps,
    ...watchRulesOf(deps.settings),
    told: (news) => {
      people.traces.heard(news)
      tell(news)
    },
    libraryChanged: () => schedule.nudge('soon'),
    log: (sentence) => log.write('WARNING', sentence),
    onBug: bug
  })
}

const minuteMs = 60_000

type PoolListenerDeps = Parameters<typeof listenToPool>[0]

const watchPool = (
  deps: Omit<PoolListenerDeps, 'ask' | 'restMs'> & Pick<RunDeps, 'settings'>,
  schedule: Schedule
): { close(): void } =>
  listenToPool({
    ...deps,
    ask: () => schedule.request({ trigger: 'pool', dryRun: false, goal: 'follow-plex' }),
    restMs: deps.settings.transfer.minimumFileAgeMinutes * minuteMs
  })

/** What watching needs. */
export interface WatchingDeps extends WatchDeps, Omit<PoolListenerDeps, 'watch' | 'ask' | 'restMs' | 'onBug'> {
  readonly door: Pick<ServerDoor, 'address'>
  /** Undefined: changes on the pool are found by the runs alone. */
  readonly poolWatch: PoolWatch | undefined
}

/** Listens from its start until it is closed. */
export interface Watching {
  start(): void
  /** Plex is asked somewhere else than before, or at all. */
  moved(): void
  close(): Promise<void>
}

/** Plex is watched from the moment on when it is known where it is. */
export const createWatching = ({ door, poolWatch, ...deps }: WatchingDeps): Watching => {
  const { schedule, watcher } = deps.settings
  let isOn = false
  let watch: LiveWatch | undefined
  let poolListener: { close(): void } | undefined

  const watchIfKnown = (): void => {
    if (isOn && watcher.enabled && door.address() !== '') watch ??= watchPlex(deps)
  }

  return {
    start: () => {
      isOn = true
      watchIfKnown()
      if (poolWatch !== undefined && (schedule.enabled || watcher.enabled)) {
        poolListener = watchPool({ ...deps, watch: poolWatch, onBug: deps.bug }, deps.schedule)
      }
    },
    moved: watchIfKnown,
    close: async () => {
      poolListener?.close()
      await watch?.close()
    }
  }
}
