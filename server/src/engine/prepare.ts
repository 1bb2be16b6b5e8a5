/** Everything before the first move: the roots, Plex's answers, the snapshot, the plan. Changes nothing outside the data folder. */
import type { Reason, Trigger } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import type { Inspection, UnitId } from '#core/model/unit.ts'
import type { PoolRoom, World } from '#core/model/world.ts'
import { unitsListedAnew, unitsWantedStill } from '#core/resolve/owned-news.ts'
import { withoutPromotions } from '#core/resolve/place-facts.ts'
import type { Sight } from '#core/why/sight.ts'
import { askPlex } from './ask-plex.ts'
import type { Discovery } from './discover.ts'
import type { Found } from './health/find-roots.ts'
import { tellRoots } from './health/tell.ts'
import { type LookDeps, planWithLooks } from './look.ts'
import type { RunDeps } from './run-deps.ts'
import { see } from './see.ts'
import { problemsOfOrphans } from './tell/cases.ts'

/** A plan with the room it was made for. */
export interface Planned {
  readonly plan: Plan
  readonly pool: PoolRoom
  /** Copies that are not as they were left. */
  readonly copies: World['copies']
  /** What the newest of these plans was made of; absent where Plex was not asked. */
  readonly sight?: () => Omit<Sight, 'plan'>
  /** The same plan without promotions, when a reason against all of them turns up after looking. */
  readonly blocked: (block: Reason) => Plan
  /** The same plan in which these units are left for these reasons; units that take their place are looked at. */
  readonly without: (refused: ReadonlyMap<UnitId, Reason>) => Promise<Plan>
}

/** A plan, or the sentence why there is none this time. */
export type Prepared =
  | ({ readonly kind: 'planned' } & Planned)
  | { readonly kind: 'skipped'; readonly sentence: string }

/** What a plan is made for. */
export interface PlanOrder {
  readonly trigger: Trigger
  /** Whether as much may go home as the plan brings. */
  readonly allowReturns: boolean
  /** The one unit that it is for; undefined: all. */
  readonly only: UnitId | undefined
  /** Nothing is noted that a later run decides by. */
  readonly dryRun: boolean
  readonly signal: AbortSignal
}

interface Answers {
  readonly found: Found
  readonly discovery: Discovery
  readonly order: PlanOrder
}

/** Good for this plan only: what the storage can do may change without the file. */
const refusedLooks = (refused: ReadonlyMap<UnitId, Reason>, now: number): readonly (readonly [UnitId, Inspection])[] =>
  [...refused].map(([unit, reason]) => [
    unit,
    { unit, lookedAt: now, files: [], refusal: { rule: 'storage-can', reason, until: now + 1 } }
  ])

const planFrom = async (deps: RunDeps, { found, discovery, order }: Answers): Promise<Planned> => {
  const { wants, library } = discovery
  const { snapshot, world, makeFrom, sight } = await see(deps, {
    found,
    discovery,
    allowReturns: order.allowReturns,
    only: order.only,
    pathMapOf: (seen) => deps.seek({ ...seen, places: found, wants, library, signal: order.signal })
  })
  if (!order.dryRun) {
    await deps.ledger.noteWanted(unitsWantedStill(world), snapshot.now)
    await deps.ledger.noteListed(unitsListedAnew(world))
  }
  const looked = new Map<UnitId, Inspection>()
  const met: LookDeps['met'] = async ({ root, kind, sentence }, unit) => {
    if (await deps.health.met({ root, kind, sentence }, unit)) await tellRoots(deps, found.place.promoteBlock)
  }
  const lookAt = (seen: World): Promise<Plan> =>
    planWithLooks(seen, ({ id }) => found.layoutAt(id), { ...deps, plan: makeFrom, signal: order.signal, looked, met })
  const plan = await lookAt(world)
  if (order.only === undefined) deps.watcher.planned({ world, plan, library, dryRun: order.dryRun })
  deps.problems.report('orphan.', problemsOfOrphans(snapshot.owned))
  return {
    plan,
    pool: snapshot.pool,
    copies: snapshot.copies,
    ...(order.only === undefined ? { sight } : {}),
    blocked: (block) => makeFrom(withoutPromotions(world, block)),
    without: (refused) =>
      lookAt({ ...world, inspections: new Map([...world.inspections, ...looked, ...refusedLooks(refused, world.now)]) })
  }
}

/** EXIT_IF_ACTIVE_SESSION holds back cycles; a run that a press of play set off would otherwise never happen (C14). */
const sessionsPause = (deps: RunDeps, trigger: Trigger, { sessions }: Discovery): string | undefined => {
  if (!deps.settings.schedule.exitIfActiveSession || trigger === 'plex') return undefined
  if (!sessions.known) {
    return `Skipped: Plex did not say whether anybody is watching (${sessions.detail}), and EXIT_IF_ACTIVE_SESSION is on.`
  }
  const people = [...new Set(sessions.sessions.map((session) => session.person))]
  return people.length === 0
    ? undefined
    : `Skipped: ${people.join(', ')} is watching, and EXIT_IF_ACTIVE_SESSION is on.`
}

/** Plans from what Plex says. Throws the Failure of a silent Plex, or the signal's reason when the run is stopped. */
export const prepareFromPlex = async (deps: RunDeps, found: Found, order: PlanOrder): Promise<Prepared> => {
  const { trigger, signal } = order
  const discovery = await askPlex(deps, signal)
  const sentence = sessionsPause(deps, trigger, discovery)
  if (sentence !== undefined) return { kind: 'skipped', sentence }
  return { kind: 'planned', ...(await planFrom(deps, { found, discovery, order })) }
}
