/** Listens to Plex and to the pool while the program runs, and asks for runs on what they tell. Listening to Plex can be switched at any time. */
import type { People } from '#engine/people/people.ts'
import { listenToPool } from '#engine/pool/listener.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import type { Schedule } from '#engine/schedule.ts'
import { createTimerAlarm } from '#engine/watcher/alarm.ts'
import { createWayMaker } from '#engine/watcher/way-maker.ts'
import type { Log } from '#ports/log.ts'
import type { PoolWatch } from '#ports/pool-watch.ts'
import type { ServerDoor } from '#ports/server-door.ts'
import { type LiveHealth, type LiveWatch, startLiveWatch } from './live-watch.ts'
import { tellLive, watchRulesOf } from './tell-live.ts'

interface WatchDeps extends Pick<RunDeps, 'server' | 'clock' | 'settings' | 'bus' | 'watcher'> {
  readonly log: Log
  readonly people: People
  readonly schedule: Schedule
  readonly bug: (thrown: unknown) => void
}

const watchPlex = ({ schedule, bug, log, people, watcher, ...deps }: WatchDeps, heard: () => void): LiveWatch => {
  const tell = tellLive(deps.bus, schedule.nudge)
  return startLiveWatch({
    ...deps,
    ...watchRulesOf(deps.settings),
    told: (news) => {
      people.traces.heard(news)
      watcher.heard(news)
      tell(news)
      if (news.kind === 'started') heard()
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
    get restMs() {
      return deps.settings.transfer.minimumFileAgeMinutes * minuteMs
    }
  })

/** What watching needs. */
export interface WatchingDeps extends WatchDeps, Omit<PoolListenerDeps, 'watch' | 'ask' | 'restMs' | 'onBug'> {
  readonly door: Pick<ServerDoor, 'address'>
  /** Undefined: changes on the pool are found by the runs alone. */
  readonly poolWatch: PoolWatch | undefined
}

/** How the listening to Plex stands. */
export interface WatchState {
  /** As it was switched last, or as REAL_TIME_WATCH_ENABLED says. */
  readonly isEnabled: boolean
  /** What was heard of Plex's sessions; undefined while nobody listens. */
  readonly health: LiveHealth | undefined
}

/** Listens from its start until it is closed. */
export interface Watching {
  start(): void
  /** Plex is asked somewhere else than before, or at all. */
  moved(): void
  state(): WatchState
  /** Begins or ends listening to Plex; resolves when it has ended. */
  switchTo(on: boolean): Promise<void>
  close(): Promise<void>
}

/** Plex is watched from the moment on when it is known where it is. */
export const createWatching = ({ door, poolWatch, ...deps }: WatchingDeps): Watching => {
  const { settings, watcher } = deps
  const ways = createWayMaker(deps)
  const alarm = createTimerAlarm(deps)
  let isStarted = false
  let isEnabled = settings.watcher.enabled
  let watch: LiveWatch | undefined
  let poolListener: { close(): void } | undefined

  const listenToPoolOnce = (): void => {
    if (poolWatch === undefined || !(settings.schedule.enabled || isEnabled)) return
    poolListener ??= watchPool({ ...deps, watch: poolWatch, onBug: deps.bug }, deps.schedule)
  }

  const watchIfKnown = (): void => {
    if (!isStarted) return
    listenToPoolOnce()
    if (!isEnabled || door.address() === '') return
    watch ??= watchPlex(deps, ways.make)
    alarm.on()
  }

  const unwatch = async (): Promise<void> => {
    const last = watch
    watch = undefined
    alarm.off()
    await last?.close()
  }

  return {
    start: () => {
      isStarted = true
      watchIfKnown()
    },
    moved: watchIfKnown,
    state: () => ({ isEnabled, health: watch?.health() }),
    switchTo: async (on) => {
      isEnabled = on
      if (on) watchIfKnown()
      else {
        await unwatch()
        watcher.deaf()
      }
    },
    close: async () => {
      poolListener?.close()
      await unwatch()
    }
  }
}
