/** One run, top to bottom: discover, survey, resolve, plan, record, execute, record, publish. */
import { explain, type Run, type RunOutcome } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import type { StepResult } from './execute.ts'
import { claimPool, type Found, findRoots } from './health/find-roots.ts'
import { awaitOtherMover } from './health/other-mover.ts'
import { showPool } from './pool/show.ts'
import { heldSentence, problemsOfHeld } from './run/held-returns.ts'
import { blockedBy, decide, type Planned, prepare, review } from './run/plan.ts'
import type { RunDeps, RunRequest } from './run-deps.ts'
import { settleLeftovers } from './settle-leftovers.ts'
import { doneCounts, emptyCounts, foretell, plannedCounts, sumUp, sumUpBroken, troublesOf } from './tell/tally.ts'
import { wordDecision } from './tell/word.ts'
import { executePlan, type PlanOfRun } from './traffic/execute-plan.ts'

interface Ending {
  readonly outcome: RunOutcome
  readonly sentence: string
}

/** One run on its way. What was planned and done is noted as it happens, so that a run that breaks off still knows it. */
interface Trip {
  readonly deps: RunDeps
  readonly request: RunRequest
  readonly run: Run
  readonly signal: AbortSignal
  readonly control: PlanOfRun['control']
  planned: Run['planned']
  results: StepResult[]
  /** Whether steps were begun. */
  began: boolean
}

const notBegun = ({ outcome }: StepResult): boolean =>
  outcome.kind === 'stood-back' && outcome.reason.code === 'run-stopped'

const outcomeOf = (results: readonly StepResult[], { signal, madeWay }: PlanOfRun['control']): RunOutcome => {
  if (signal.aborted) return 'stopped'
  if (results.some(notBegun)) return madeWay() ? 'partial' : 'stopped'
  return results.every(({ outcome }) => outcome.kind === 'done') ? 'done' : 'partial'
}

const wayMade = 'It made way for the next episode of what is being played; the next run goes on with the rest.'

/** What waits for a person is not done, so the run did not do everything. */
const withHeld = ({ outcome, sentence }: Ending, { heldReturns: held }: Plan): Ending =>
  held === undefined
    ? { outcome, sentence }
    : { outcome: outcome === 'done' ? 'partial' : outcome, sentence: `${sentence} ${heldSentence(held, false)}` }

const act = async (trip: Trip, planned: Planned, found: Found): Promise<Ending> => {
  const { deps, signal } = trip
  trip.began = true
  const { request, run, control } = trip
  const results = await executePlan(deps, planned, {
    ...{ found, request, control, runId: run.id },
    ended: (result) => trip.results.push(result)
  })
  trip.results = [...results]
  await showPool(deps, found)
  await deps.lookOver(results, signal)
  const left = trip.planned.leave.units
  const sentence = sumUp(doneCounts(results), { left, troubles: troublesOf(results, deps.timeZone) })
  const madeWay = control.madeWay() && results.some(notBegun)
  const ending = { outcome: outcomeOf(results, control), sentence: madeWay ? `${sentence} ${wayMade}` : sentence }
  return withHeld(ending, planned.plan)
}

const foretold = ({ planned }: Trip, { heldReturns: held }: Plan): Ending => ({
  outcome: 'done',
  sentence: held === undefined ? foretell(planned) : `${foretell(planned)} ${heldSentence(held, true)}`
})

/** Goes through the line once. Failures of the world are thrown with their sentence. */
const goThrough = async (trip: Trip): Promise<Ending> => {
  const { deps, run, signal } = trip
  const trouble = deps.settingsTrouble()
  if (trouble !== undefined) throw new Failure('settings.wrong', { sentence: trouble, retry: 'never' })
  const reason = run.dryRun ? undefined : await awaitOtherMover(deps, signal)
  if (reason !== undefined) return { outcome: 'skipped', sentence: `Skipped. ${explain(reason)}` }
  const roots = await findRoots(deps)
  const taken = run.dryRun ? undefined : await claimPool(deps, roots.roots)
  if (taken !== undefined) return { outcome: 'skipped', sentence: `Skipped. ${explain(taken)}` }
  const found = run.dryRun ? roots : blockedBy(roots, await settleLeftovers(deps, roots.roots))
  const prepared = await prepare(trip, found)
  if (prepared.kind === 'skipped') return { outcome: 'skipped', sentence: prepared.sentence }
  const plan = await decide(trip, prepared, found)
  if (prepared.sight !== undefined) deps.sight.note(prepared.sight(), { plan, runId: run.id })
  trip.planned = plannedCounts(plan)
  const decisions = plan.decisions.map((decision) => wordDecision(decision, deps.timeZone))
  await deps.runs.recordDecisions(run.id, decisions)
  deps.bus.publish({ type: 'plan.made', run: { ...run, planned: trip.planned } })
  deps.tellDecisions(run, decisions)
  const stale = await review(trip, { ...prepared, plan }, found)
  if (stale !== undefined) return { outcome: 'skipped', sentence: stale }
  if (run.dryRun) return foretold(trip, plan)
  deps.problems.report('guard.', problemsOfHeld(plan.heldReturns))
  return act(trip, { ...prepared, plan }, found)
}

/** What a stopped run throws because it was stopped; anything else that is no Failure is a bug, stopped or not. */
const isStop = (thrown: unknown, signal: AbortSignal): boolean =>
  signal.aborted && (thrown === signal.reason || (thrown instanceof Error && thrown.name === 'AbortError'))

const isBug = (thrown: unknown, signal: AbortSignal): boolean => !(thrown instanceof Failure || isStop(thrown, signal))

const brokenOff = ({ deps, results, signal, began }: Trip, thrown: unknown): Ending => {
  const stopped = signal.aborted && !isBug(thrown, signal)
  const troubles = troublesOf(results, deps.timeZone)
  const why = stopped ? undefined : sentenceOf(thrown)
  return {
    outcome: stopped ? 'stopped' : 'failed',
    sentence: sumUpBroken(doneCounts(results), { began, troubles, why })
  }
}

/** Runs once and records how it ended. Rethrows bugs once they are recorded. */
export const runOnce = async (deps: RunDeps, request: RunRequest, control: PlanOfRun['control']): Promise<Run> => {
  const { signal } = control
  const { trigger, dryRun, only } = request
  const before = deps.server.requests()
  const run = await deps.runs.begin({ trigger, dryRun, at: deps.clock.now(), only: only?.title })
  deps.bus.publish({ type: 'run.started', run })
  const trip: Trip = { deps, request, run, signal, control, planned: emptyCounts.planned, results: [], began: false }
  const finish = async (ending: Ending): Promise<Run> => {
    const counts = {
      planned: trip.planned,
      done: doneCounts(trip.results),
      requests: deps.server.requests() - before
    }
    const at = deps.clock.now()
    try {
      const finished = await deps.runs.finish(run.id, { ...ending, ...counts, at })
      deps.bus.publish({ type: 'run.finished', run: finished })
      return finished
    } catch (thrown) {
      // It is over, whatever the database says; the next run closes its record.
      deps.bus.publish({ type: 'run.finished', run: { ...run, ...ending, ...counts, finishedAt: at } })
      throw thrown
    }
  }
  let ending: Ending
  try {
    ending = await goThrough(trip)
  } catch (thrown) {
    const finished = await finish(brokenOff(trip, thrown))
    if (isBug(thrown, signal)) throw thrown
    return finished
  }
  return finish(ending)
}
