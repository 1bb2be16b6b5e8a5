/** Keeps what the real-time watcher cached, or somebody watched to the end, until its timer has run out. */
import type { Reason } from '@pcu/contract'
import type { Unit } from '#core/model/unit.ts'
import type { WatchTimer } from '#core/model/watch-timer.ts'
import { hasCome } from '#core/plan/kept/clock.ts'
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

/** What is told of a timer when its unit goes home. */
export const timerOver = ({ since, begunAt, hours, despite }: WatchTimer): Reason => ({
  code: 'timer-over',
  since,
  begunAt,
  hours,
  despite: [...despite]
})

/** What was watched to the end is wanted last of all while its timer runs: that wish may give way to a better one, so this rule does not hold it as well. */
const hasWishOfItsOwn = ({ since }: WatchTimer, unit: Unit | undefined): boolean =>
  since === 'finished' && unit?.wants.some(({ kind }) => kind === 'finished') === true

export const timerHasRunOut: DepartureRule = {
  name: 'timer-has-run-out',
  judge: ({ owned, unit }, world) => {
    const timer = world.timers.get(owned.id)
    // Another file has taken its place in Plex: nobody is going to play this one.
    if (timer === undefined || hasCome(timer.dueAt, world) || world.replaced.has(owned.id)) return pass
    if (hasWishOfItsOwn(timer, unit)) return pass
    const { since, begunAt, dueAt, hours } = timer
    return refuse({ code: 'timer-running', since, begunAt, dueAt, hours })
  }
}
