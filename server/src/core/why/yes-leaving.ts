/** What a yes means to whoever asks whether a title may leave the pool: one sentence for each rule, with its numbers. A no says so itself. */
import { formatTime } from '@pcu/contract'
import type { World } from '#core/model/world.ts'
import { alwaysAllowed } from '#core/plan/guard.ts'
import {
  type DepartureRuleName,
  type PlanSettings,
  reportsOfSections,
  type Tenant,
  watchedSinceWanted
} from '#core/plan/rule.ts'
import { heldUntil } from '#core/plan/rules/departure/held-long-enough.ts'

/** What was judged, and how moments are told. */
export interface LeavingQuestion {
  readonly tenant: Tenant
  readonly world: World
  readonly settings: PlanSettings
  readonly timeZone: string
}

const spokenFor = ({ tenant, world }: LeavingQuestion): string => {
  const reports = [...new Set(reportsOfSections(tenant, world).flat())]
  const silent = new Set(reports.filter(({ state }) => state === 'given-up').map(({ source }) => source))
  const count = new Set(reports.map(({ source }) => source)).size - silent.size
  const said =
    count === 1 ? 'The 1 source that may want it has answered' : `${count} sources that may want it have answered`
  return silent.size === 0
    ? `${said}.`
    : `${said}; ${[...silent].join(', ')} was silent for so long that nothing waits for it.`
}

const disksOf = ({ tenant: { owned } }: LeavingQuestion): string =>
  [...new Set(owned.files.map(({ arrayRoot }) => arrayRoot))].join(', ')

const graceSettings = 'WATCHED_CACHE_EXPIRY, WATCHLIST_CACHE_EXPIRY, POOL_HOLD_HOURS'

const words: { readonly [name in DepartureRuleName]: (question: LeavingQuestion) => string } = {
  'not-an-orphan': () => 'Nobody deleted or replaced its files behind our back.',
  'return-is-on': () => 'Bringing files home is switched on (WATCHED_MOVE is true).',
  'roots-are-ready': (question) => `The pool is ready, and so is where it goes home to (${disksOf(question)}).`,
  'every-source-has-spoken': spokenFor,
  'not-playing': () => 'Nobody is playing it.',
  'still-in-library': ({ tenant: { owned }, world }) => {
    const by = world.replaced.get(owned.id)
    return by === undefined ? 'Plex still lists it.' : `Plex lists ${by} in its place.`
  },
  'absence-is-proven': ({ tenant, timeZone }) => {
    const viewedAt = watchedSinceWanted(tenant)
    return viewedAt === undefined
      ? 'Those who might want it named other titles, so that they do not name it means something.'
      : `It was watched ${formatTime(viewedAt, timeZone)}.`
  },
  'timer-has-run-out': ({ tenant: { owned }, world, timeZone }) => {
    const timer = world.timers.get(owned.id)
    if (timer === undefined) return 'The watcher keeps no removal timer for it.'
    return timer.dueAt <= world.now
      ? `Its removal timer ran out ${formatTime(timer.dueAt, timeZone)}.`
      : `Its removal timer runs until ${formatTime(timer.dueAt, timeZone)}, but does not hold it.`
  },
  'held-long-enough': ({ tenant, world, settings, timeZone }) =>
    `It has stayed as long as it was to stay: until ${formatTime(heldUntil(tenant, world, settings).untilAt, timeZone)} (${graceSettings}).`,
  'last-try-was-good': () => 'No try to bring it home failed lately.',
  'not-too-many-at-once': () =>
    `The plan brings no more home at once than may go unasked: ${alwaysAllowed} titles, or RETURN_GUARD_PERCENT of the pool.`
}

/** The sentence of a rule's yes. */
export const yesToLeave = (rule: DepartureRuleName, question: LeavingQuestion): string => words[rule](question)
