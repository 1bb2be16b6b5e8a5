/** One run, top to bottom: discover, survey, resolve, plan, record, execute, record, publish. */
import type { Reason, Run, RunOutcome } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import type { RunCounts } from '#ports/store.ts'
import { Failure, sentenceOf } from '#src/failure.ts'
import { execute, type StepResult } from './execute.ts'
import { createPlayingQuestion } from './playing.ts'
import { type Found, findRoots, prepareFromPlex, prepareRestoreAll } from './prepare.ts'
import { unionBlock } from './prove.ts'
import { rememberEnd } from './remember.ts'
import type { RunDeps, RunRequest } from './run-deps.ts'
import { measurePool } from './survey.ts'
import { doneCounts, emptyCounts, foretell, plannedCounts, sumUp, troublesOf } from './tell/tally.ts'
import { wordDecision } from './tell/word.ts'

interface Ending extends RunCounts {
  readonly outcome: RunOutcome
  readonly sentence: string
}

/** One run on its way. */
interface Trip {
  readonly deps: RunDeps
  readonly request: RunRequest
  readonly run: Run
  readonly signal: AbortSignal
}

const outcomeOf = (results: readonly StepResult[], signal: AbortSignal): RunOutcome => {
  if (signal.aborted) return 'stopped'
  return results.every(({ outcome }) => outcome.kind === 'done') ? 'done' : 'partial'
}

const executePlan = (
  { deps, request, run, signal }: Trip,
  plan: Plan,
  { found, block }: { readonly found: Found; readonly block: Reason | undefined }
): Promise<readonly StepResult[]> => {
  const { maxConcurrentMovesCache, maxConcurrentMovesArray } = deps.settings.transfer
  const { clock, bus, mover, timeZone } = deps
  const order = {
    runId: run.id,
    plan,
    layout: found.place.layout,
    signal,
    promoteBlock: block,
    toPoolAtOnce: maxConcurrentMovesCache,
    toArrayAtOnce: maxConcurrentMovesArray
  }
  return execute(order, {
    mover,
    clock,
    bus,
    timeZone,
    playing: createPlayingQuestion(deps, { signal, silenceMeans: request.goal === 'restore-all' ? 'free' : 'busy' }),
    ended: (step, outcome) => rememberEnd(deps, step, outcome)
  })
}

const actAndCount = async (trip: Trip, plan: Plan, found: Found): Promise<Omit<Ending, 'requests' | 'planned'>> => {
  const { deps, signal } = trip
  const block = await unionBlock(deps.host, found.place, plan)
  const results = await executePlan(trip, plan, { found, block })
  const done = doneCounts(results)
  const { pool } = await measurePool(deps, deps.settings, found)
  deps.bus.publish({ type: 'pool.measured', pool })
  const left = plannedCounts(plan).leave.units
  const sentence = sumUp(done, { left, troubles: troublesOf(results, deps.timeZone) })
  return { done, outcome: outcomeOf(results, signal), sentence }
}

/** Goes through the line once. Failures of the world are thrown with their sentence. */
const goThrough = async (trip: Trip): Promise<Ending> => {
  const { deps, request, run, signal } = trip
  if (deps.settingsTrouble !== undefined)
    throw new Failure('settings.wrong', { sentence: deps.settingsTrouble, retry: 'never' })
  const before = deps.server.requests()
  const found = await findRoots(deps)
  const prepared =
    request.goal === 'restore-all' ? await prepareRestoreAll(deps, found) : await prepareFromPlex(deps, found, signal)
  const requests = (): number => deps.server.requests() - before
  if (prepared.kind === 'skipped') {
    return { ...emptyCounts, requests: requests(), outcome: 'skipped', sentence: prepared.sentence }
  }
  const { plan } = prepared
  const planned = plannedCounts(plan)
  const decisions = plan.decisions.map((decision) => wordDecision(decision, deps.timeZone))
  await deps.runs.recordDecisions(run.id, decisions)
  deps.bus.publish({ type: 'plan.made', run: { ...run, planned } })
  deps.tellDecisions(run, decisions)
  if (run.dryRun) {
    return { planned, done: emptyCounts.done, requests: requests(), outcome: 'done', sentence: foretell(planned) }
  }
  const acted = await actAndCount(trip, plan, found)
  return { ...acted, planned, requests: requests() }
}

const failedEnding = (thrown: unknown, signal: AbortSignal): Ending => ({
  ...emptyCounts,
  requests: 0,
  outcome: signal.aborted ? 'stopped' : 'failed',
  sentence: signal.aborted ? 'Stopped before anything was moved.' : `Nothing was changed: ${sentenceOf(thrown)}`
})

/** Runs once and records how it ended. Rethrows bugs once they are recorded. */
export const runOnce = async (deps: RunDeps, request: RunRequest, signal: AbortSignal): Promise<Run> => {
  const { trigger, dryRun } = request
  const run = await deps.runs.begin({ trigger, dryRun, at: deps.clock.now() })
  deps.bus.publish({ type: 'run.started', run })
  const finish = async (ending: Ending): Promise<Run> => {
    const finished = await deps.runs.finish(run.id, { ...ending, at: deps.clock.now() })
    deps.bus.publish({ type: 'run.finished', run: finished })
    return finished
  }
  let ending: Ending
  try {
    ending = await goThrough({ deps, request, run, signal })
  } catch (thrown) {
    const finished = await finish(failedEnding(thrown, signal))
    if (thrown instanceof Failure || signal.aborted) return finished
    throw thrown
  }
  return finish(ending)
}
