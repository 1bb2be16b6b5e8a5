/** Ends a run that may wait when the next episode of what is being played is not among what it has moved, so that the run after it can begin with that. */
import type { Bus } from '#engine/bus.ts'
import type { Schedule } from '#engine/schedule.ts'
import type { Watcher } from './watcher.ts'

/** Makes way when there is need. */
export interface WayMaker {
  make(): void
}

/** Also looks after each plan: who pressed play while it was being made may not be in it. Way is made once for a play. */
export const createWayMaker = (deps: {
  readonly bus: Bus
  readonly schedule: Pick<Schedule, 'makeWay'>
  readonly watcher: Pick<Watcher, 'lacking'>
}): WayMaker => {
  const { bus, schedule, watcher } = deps
  const made = new Set<number>()
  let isPlanned = false

  const make = (): void => {
    // While a plan is being made it is not known what it will hold.
    if (!isPlanned) return
    const lacking = watcher.lacking().filter((play) => !made.has(play))
    if (lacking.length === 0 || !schedule.makeWay()) return
    for (const play of lacking) made.add(play)
  }

  bus.subscribe(({ type }) => {
    if (type === 'run.started' || type === 'run.finished') isPlanned = false
    if (type !== 'plan.made') return
    isPlanned = true
    make()
  })

  return { make }
}
