/** Removal timers: when they run out, and what does not count for what they hold. */
import type { Unit, UnitId } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { SentHome, WatchTimer } from '#core/model/watch-timer.ts'
import type { World } from '#core/model/world.ts'

const hourMs = 3_600_000

/** A timer as it is kept: only what began it, so that another number of hours counts at once. */
export interface KeptTimer extends Pick<WatchTimer, 'since' | 'begunAt' | 'people'> {
  readonly title: string
  readonly ratingKeys: readonly string[]
  /** When it ran out and something held the unit all the same (epoch milliseconds). */
  readonly postponedAt: number | undefined
  /** The code of what held it then; undefined before. */
  readonly postponedFor?: string | undefined
}

/** When it runs out, epoch milliseconds. */
const dueAt = ({ begunAt }: Pick<KeptTimer, 'begunAt'>, hours: number): number => begunAt + hours * hourMs

/** The timers as the planner sees them; none when `hours` is 0. */
export const timersWith = (kept: ReadonlyMap<UnitId, KeptTimer>, hours: number): ReadonlyMap<UnitId, WatchTimer> => {
  if (hours === 0) return new Map()
  return new Map(
    [...kept].map(([unit, { since, begunAt, people }]) => [
      unit,
      { since, begunAt, people, hours, dueAt: dueAt({ begunAt }, hours), despite: [] }
    ])
  )
}

/** One that began in the future was written under a clock that was wrong: it begins now. */
export const notFromTheFuture = <Timer extends Pick<KeptTimer, 'begunAt'>>(timer: Timer, now: number): Timer =>
  timer.begunAt <= now ? timer : { ...timer, begunAt: now }

/** Begun by caching, or begun anew by a viewing to the end; a later moment and another person never shorten it. */
export const extended = (before: KeptTimer | undefined, timer: Omit<KeptTimer, 'postponedAt'>): KeptTimer => ({
  ...timer,
  begunAt: Math.max(timer.begunAt, before?.begunAt ?? 0),
  people: [...new Set([...timer.people, ...(before?.people ?? [])])],
  postponedAt: undefined
})

const isSavedByOthers = ({ kind, person }: Want, { people }: WatchTimer): boolean =>
  kind === 'watchlist' && !people.includes(person)

const withoutOthers = (unit: Unit, timer: WatchTimer): { readonly unit: Unit; readonly timer: WatchTimer } => {
  const others = unit.wants.filter((want) => isSavedByOthers(want, timer))
  if (others.length === 0) return { unit, timer }
  return {
    unit: { ...unit, wants: unit.wants.filter((want) => !others.includes(want)) },
    timer: { ...timer, despite: [...new Set(others.map(({ person }) => person))] }
  }
}

/**
 * The world in which a watchlist holds nothing that the watcher cached for somebody else (REAL_TIME_WATCH_RESPECT_OTHER_USERS_WATCHLISTS is off). Their wishes
 * count neither now nor as the last time at which it was wanted.
 */
export const savedByOthersDoesNotCount = (world: World): World => {
  const units = new Map(world.units)
  const timers = new Map(world.timers)
  for (const [id, timer] of world.timers) {
    const unit = units.get(id)
    if (unit === undefined) continue
    const judged = withoutOthers(unit, timer)
    units.set(id, judged.unit)
    timers.set(id, judged.timer)
  }
  return { ...world, units, timers }
}

/** What still speaks for a unit that was sent home as it did then; undefined when nothing does, or something new. Only a world in which nobody was silent can tell. */
export const stillSaved = (sent: SentHome, unit: Unit | undefined): SentHome | undefined => {
  const saving = new Set((unit?.wants ?? []).filter(({ kind }) => kind === 'watchlist').map(({ person }) => person))
  const people = sent.people.filter((person) => saving.has(person))
  return people.length === 0 ? undefined : { ...sent, people }
}
