/** What a plan tells of timers, plays and things sent home. Pure; each answer is only what changes. */
import type { Reason } from '@pcu/contract'
import type { LibraryIndex } from '#core/model/library.ts'
import type { Plan } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { SentHome } from '#core/model/watch-timer.ts'
import type { World } from '#core/model/world.ts'
import type { Deed, Play } from './play.ts'
import { type KeptTimer, stillSaved } from './timers.ts'

/** A plan with everything that it was made from. */
export interface PlannedWorld {
  readonly world: World
  readonly plan: Plan
  readonly library: LibraryIndex
  /** Nothing of it will be done. */
  readonly dryRun: boolean
}

type Timers = ReadonlyMap<UnitId, KeptTimer>

/** A timer that ran out although its unit stays. */
export interface Postponement {
  readonly timer: KeptTimer
  /** What holds the unit; undefined when the plan does not say. */
  readonly reason: Reason | undefined
  /** Whether it was put off before, for another reason. */
  readonly isAgain: boolean
}

/** Timers that ran out although their units stay, noted for the first time or held by something else than before. */
export const postponedNow = (
  kept: Timers,
  { world, plan }: Pick<PlannedWorld, 'world' | 'plan'>
): ReadonlyMap<UnitId, Postponement> => {
  const leaving = new Set(plan.steps.filter(({ kind }) => kind === 'evict').map(({ unit }) => unit.id))
  const late = [...kept].filter(([unit]) => {
    const timer = world.timers.get(unit)
    return timer !== undefined && timer.dueAt <= world.now && !leaving.has(unit)
  })
  if (late.length === 0) return new Map()
  const reasons = new Map(plan.decisions.map(({ unit, because }) => [unit, because[0]]))
  const judged = late.map(([unit, timer]) => ({ unit, timer, reason: reasons.get(unit) }))
  const news = judged.filter(
    ({ timer: { postponedAt, postponedFor }, reason }) => postponedAt === undefined || postponedFor !== reason?.code
  )
  return new Map(
    news.map(({ unit, timer, reason }) => {
      const { postponedAt = world.now } = timer
      const isAgain = timer.postponedAt !== undefined
      return [unit, { timer: { ...timer, postponedAt, postponedFor: reason?.code }, reason, isAgain }]
    })
  )
}

/** Timers of units that are not on the pool any more. */
export const timersOfNothing = (kept: Timers, { owned }: World): ReadonlyMap<UnitId, undefined> => {
  const there = new Set(owned.map(({ id }) => id))
  return new Map([...kept.keys()].filter((unit) => !there.has(unit)).map((unit) => [unit, undefined]))
}

/** What was sent home and is saved by fewer than then; by nobody any more: forgotten. A world in which somebody was silent tells nothing. */
export const savedByFewer = (
  sentHome: ReadonlyMap<UnitId, SentHome>,
  world: World
): ReadonlyMap<UnitId, SentHome | undefined> => {
  if (world.reports.some(({ state }) => state === 'silent')) return new Map()
  const judged = [...sentHome].map(([unit, sent]) => ({ unit, sent, now: stillSaved(sent, world.units.get(unit)) }))
  const changed = judged.filter(({ sent, now }) => sent.people.length !== now?.people.length)
  return new Map(changed.map(({ unit, now }) => [unit, now]))
}

/** What is known of a play when a plan was made. */
export interface PlayFacts {
  readonly isCounted: boolean
  readonly isListed: boolean
  /** Whether the settings ask for anything for it. */
  readonly isAsked: boolean
  readonly isWaiting: boolean
}

/** What became of a play so far. */
export const deedOf = (play: Pick<Play, 'cachedUnits'>, facts: PlayFacts): Deed => {
  if (!facts.isCounted) return 'not-counted'
  if (!facts.isListed) return 'not-in-library'
  if (!facts.isAsked) return 'switched-off'
  if (play.cachedUnits > 0) return 'cached'
  return facts.isWaiting ? 'waiting' : 'already-there'
}
