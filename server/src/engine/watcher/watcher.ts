/** The real-time watcher's judgement: what plays make it want, how long it keeps that, and what it remembers of them. Whether anybody listens to Plex is another room's business. */
import type { LiveNews } from '#core/live/stage.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { Snapshot, World } from '#core/model/world.ts'
import type { PlannedWorld } from '#core/watcher/after-plan.ts'
import type { Play } from '#core/watcher/play.ts'
import { savedByOthersDoesNotCount, timersWith } from '#core/watcher/timers.ts'
import type { Bus } from '#engine/bus.ts'
import type { WantSource } from '#ports/want-source.ts'
import { createFollowing, type Following } from './following.ts'
import { createPlayHearing, type HearingDeps } from './hearing.ts'
import { createMeeting } from './meeting.ts'
import { createRecords, type RecordDeps, type Records } from './records.ts'
import { createWishing, type WishingDeps } from './wishing.ts'

/** What the watcher needs. */
export interface WatcherDeps
  extends RecordDeps,
    Omit<WishingDeps, 'records'>,
    Omit<HearingDeps, 'records' | 'wishing'> {
  readonly bus: Bus
  readonly timeZone: string
}

/** The watcher. */
export interface Watcher {
  readonly source: WantSource
  readonly records: Records
  readonly following: Following
  /** Reads what was kept; before anything is heard or planned. */
  load(): Promise<void>
  heard(news: LiveNews): void
  /** Nobody listens to Plex any more. Timers go on to count. */
  deaf(): void
  /** What the planner is told. */
  facts(): Pick<Snapshot, 'timers' | 'sentHome'>
  /** The world as the watcher's settings judge it. */
  join(world: World): World
  planned(planned: PlannedWorld): void
  /** Plays under way whose very next episode is neither on the pool, nor on its way there, nor in the newest plan because of them. */
  lacking(): readonly number[]
  /** Whether it acts for the person of a play. */
  counts(play: Play): boolean
  /** The household’s own name for who played. */
  nameOf(play: Play): string
  /** Whether the timer of this unit ran out and the newest plan kept it all the same. */
  isPostponed(unit: UnitId): boolean
  /** When a timer is to be looked at again, epoch milliseconds; undefined while there is none. */
  nextCheckAt(): number | undefined
  /** Waits until everything heard is kept. */
  idle(): Promise<void>
}

/** What ran out and stays is looked at again so often, milliseconds. */
const againAfterMs = 60 * 60_000

/** Makes the watcher; it follows the bus from now on. */
export const createWatcher = (deps: WatcherDeps): Watcher => {
  const { settings, clock, bus } = deps
  const { watcher } = settings
  const records = createRecords(deps)
  const wishing = createWishing({ ...deps, records })
  const hearing = createPlayHearing({ ...deps, records, wishing })
  const meeting = createMeeting({
    records,
    wishing,
    clock,
    get hours() {
      return watcher.removeFromCacheAfterHours
    }
  })
  const following = createFollowing({ records, wishing, meeting, timeZone: deps.timeZone })
  bus.subscribe(following.hear)

  const timers = (): Snapshot['timers'] => timersWith(records.known().timers, watcher.removeFromCacheAfterHours)

  return {
    source: wishing.source,
    records,
    following,
    load: records.load,
    heard: (news) => void hearing.heard(news),
    deaf: hearing.deaf,
    facts: () => ({
      timers: timers(),
      sentHome: watcher.respectOtherUsersWatchlists ? new Map() : records.known().sentHome
    }),
    join: (world) => (watcher.respectOtherUsersWatchlists ? world : savedByOthersDoesNotCount(world)),
    planned: following.planned,
    lacking: () => {
      const library = following.library()
      if (library === undefined) return []
      const lacking = records.known().plays.filter((play) => {
        if (play.endedAt !== undefined) return false
        const next = wishing.ofPlay(play, library).find(({ kind, distance }) => kind === 'playing' && distance === 1)
        return next !== undefined && !following.isCovered(next.ratingKey, play.id)
      })
      return lacking.map(({ id }) => id)
    },
    counts: wishing.counts,
    nameOf: wishing.nameOf,
    isPostponed: (unit) => records.known().timers.get(unit)?.postponedAt !== undefined,
    nextCheckAt: () => {
      const now = clock.now()
      const moments = [...timers().values()].map(({ dueAt }) => (dueAt > now ? dueAt : now + againAfterMs))
      return moments.length === 0 ? undefined : Math.min(...moments)
    },
    idle: async () => {
      await hearing.idle()
      await records.idle()
    }
  }
}
