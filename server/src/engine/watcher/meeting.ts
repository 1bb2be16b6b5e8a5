/** What happens when a wish of the watcher is met, and when what it kept goes home: notes, timers and counts. */
import type { UnitId } from '#core/model/unit.ts'
import type { Play } from '#core/watcher/play.ts'
import { extended } from '#core/watcher/timers.ts'
import type { Clock } from '#ports/clock.ts'
import { timerBegan } from './chronicle.ts'
import type { Records } from './records.ts'
import type { Wishing } from './wishing.ts'

/** A unit that the watcher wants. */
export interface Wished {
  readonly title: string
  readonly ratingKeys: readonly string[]
  /** The plays that it is wanted for. */
  readonly plays: readonly number[]
  readonly isOnPool: boolean
}

/** Notes what came and went. */
export interface Meeting {
  /** `begunAt`: when it began to come, epoch milliseconds; undefined when it was there already. */
  met(unit: UnitId, wish: Wished, begunAt: number | undefined): void
  /** `despite`: whose watchlists held it and did not count. */
  wentHome(unit: UnitId, despite: readonly string[]): void
  playsOf(wish: Wished): readonly Play[]
}

/** Notes them in these records. */
export const createMeeting = (deps: {
  readonly records: Records
  readonly wishing: Pick<Wishing, 'nameOf'>
  readonly clock: Clock
  /** REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS. */
  readonly hours: number
}): Meeting => {
  const { records, wishing, clock } = deps
  const playsOf = (wish: Wished): readonly Play[] => wish.plays.flatMap((id) => records.play(id) ?? [])

  /** It was brought for these plays. */
  const serve = (unit: UnitId, wish: Wished, begunAt: number): void => {
    const plays = playsOf(wish)
    const isFinished = plays.some((play) => play.finishedAt !== undefined && wish.ratingKeys.includes(play.ratingKey))
    const { title, ratingKeys } = wish
    const people = [...new Set(plays.map(wishing.nameOf))]
    const begun = { since: isFinished ? ('finished' as const) : ('caching' as const), title, begunAt, people }
    const timer = extended(records.known().timers.get(unit), { ...begun, ratingKeys })
    records.change({
      timers: new Map([[unit, timer]]),
      sentHome: new Map([[unit, undefined]]),
      plays: plays.map((play) => ({ ...play, did: 'cached', cachedUnits: play.cachedUnits + 1 })),
      events: timerBegan({ ...begun, unit }, deps.hours)
    })
    const first = Math.min(...plays.map(({ startedAt }) => startedAt))
    records.count({ cached: 1, toCachedMs: Math.max(0, clock.now() - first) })
  }

  return {
    playsOf,
    met: (unit, wish, begunAt) => {
      records.change({ met: new Map(wish.ratingKeys.map((key) => [key, clock.now()])) })
      if (begunAt !== undefined && playsOf(wish).length > 0) serve(unit, wish, begunAt)
    },
    wentHome: (unit, despite) => {
      if (!records.known().timers.has(unit)) return
      const sentHome = despite.length === 0 ? undefined : { at: clock.now(), people: despite }
      records.change({ timers: new Map([[unit, undefined]]), sentHome: new Map([[unit, sentHome]]) })
      records.count({ returned: 1 })
    }
  }
}
