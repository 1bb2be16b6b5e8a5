/** Asks for a run when a removal timer runs out, and now and then while one that did is held up. Rings only while Plex is listened to; the timers count in every run. */
import type { Bus } from '#engine/bus.ts'
import { createAlarm } from '#engine/live/asking.ts'
import type { Schedule } from '#engine/schedule.ts'
import type { Clock } from '#ports/clock.ts'
import type { Watcher } from './watcher.ts'

/** Timers of the machine cannot be set for months, milliseconds. */
const longestMs = 6 * 3_600_000

/** The alarm of the timers. */
export interface TimerAlarm {
  on(): void
  off(): void
}

/** Off until it is switched on. */
export const createTimerAlarm = (deps: {
  readonly clock: Clock
  readonly bus: Bus
  readonly schedule: Pick<Schedule, 'nudge'>
  readonly watcher: Pick<Watcher, 'nextCheckAt'>
}): TimerAlarm => {
  const { clock, bus, schedule, watcher } = deps
  let isOn = false
  let checkAt: number | undefined

  const ring = (): void => {
    const isDue = checkAt !== undefined && clock.now() >= checkAt
    set()
    if (isDue) schedule.nudge('soon')
  }
  const alarm = createAlarm(clock, ring)

  const set = (): void => {
    checkAt = watcher.nextCheckAt()
    alarm.off()
    if (isOn && checkAt !== undefined) alarm.within(Math.min(longestMs, Math.max(0, checkAt - clock.now())))
  }

  bus.subscribe(({ type }) => {
    if (type === 'run.finished') set()
  })

  return {
    on: () => {
      isOn = true
      set()
    },
    off: () => {
      isOn = false
      alarm.off()
    }
  }
}
