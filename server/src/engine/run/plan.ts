/** The plan of a run: prepared from what is asked for, without what cannot be done, and recorded file by file. */
import { explain, type Reason, type Run } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import { recordPlan } from '#core/plan/review/record.ts'
import type { Found } from '#engine/health/find-roots.ts'
import { type Planned, type Prepared, prepareFromPlex } from '#engine/prepare.ts'
import { prepareRestoreAll } from '#engine/prepare-restore-all.ts'
import { planThatCanBeDone, unionBlock } from '#engine/prove.ts'
import type { RunDeps, RunRequest } from '#engine/run-deps.ts'
import { staleSentence } from './apply.ts'

export type { Planned } from '#engine/prepare.ts'

/** The run that it is made for. */
export interface PlanningRun {
  readonly deps: RunDeps
  readonly request: RunRequest
  readonly run: Run
  readonly signal: AbortSignal
}

const blockedPlace = (place: Found['place'], block: Reason | undefined): Found['place'] => ({
  ...place,
  promoteBlock: place.promoteBlock ?? block
})

/** What cannot be noted outside the database is not put on the pool either. */
export const blockedBy = (found: Found, block: Reason | undefined): Found => ({
  ...found,
  place: blockedPlace(found.place, block),
  sources: found.sources.map((place) => blockedPlace(place, block))
})

/** Plans what was asked for. */
export const prepare = ({ deps, request, run, signal }: PlanningRun, found: Found): Promise<Prepared> => {
  if (request.goal === 'restore-all') return prepareRestoreAll(deps, found)
  const allowReturns = request.allowReturns === true
  const only = request.only?.unit
  return prepareFromPlex(deps, found, { trigger: run.trigger, allowReturns, only, dryRun: run.dryRun, signal })
}

/** The plan that is recorded and done: without promotions where the union does not show the pool's files, and without those that the storage cannot serve. */
export const decide = async ({ deps, run, signal }: PlanningRun, planned: Planned, found: Found): Promise<Plan> => {
  const block = run.dryRun ? undefined : await unionBlock(deps, found, planned.plan)
  if (block !== undefined) return planned.blocked(block)
  return planThatCanBeDone(deps, found, { planned, ask: !run.dryRun, signal })
}

/** Why nothing is done with the one title that a run is for. */
const heldAlone = (title: string, { decisions: [decision] }: Plan, timeZone: string): string =>
  decision === undefined
    ? `Nothing is to be done with ${title}: it is neither on the pool nor in the library.`
    : `Nothing was done with ${title}. ${explain(decision.because[0], timeZone)}`

/** Records the plan; the sentence why it is not done when it is not the one that a person reviewed. */
export const review = async (
  { deps, request, run }: PlanningRun,
  planned: Planned,
  found: Found
): Promise<string | undefined> => {
  const { clock, timeZone } = deps
  const { goal, allowReturns = false, reviewed, only } = request
  const layouts = [found.place, ...found.sources].map(({ layout }) => layout)
  const ground = { ...found, layouts, copies: planned.copies }
  const plan = recordPlan(planned.plan, ground, { madeAt: clock.now(), goal, allowReturns })
  await deps.plans.record(run.id, plan)
  if (only !== undefined && planned.plan.steps.length === 0) return heldAlone(only.title, planned.plan, timeZone)
  if (reviewed === undefined) return undefined
  return staleSentence(reviewed, { runId: run.id, plan, decisions: planned.plan.decisions, timeZone })
}
