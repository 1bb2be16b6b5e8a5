/** Executes the plan of a run: over which roads, past which roots in trouble, and what is remembered of every end. */
import type { StorageLayout } from '#core/model/layout.ts'
import type { Step } from '#core/model/plan.ts'
import { execute, type StepResult } from '#engine/execute.ts'
import type { Found } from '#engine/health/find-roots.ts'
import { tellRoots } from '#engine/health/tell.ts'
import { placeOfOwned } from '#engine/places/places.ts'
import { createPlayingQuestion } from '#engine/playing.ts'
import type { Planned } from '#engine/prepare.ts'
import { rebuildRegisters } from '#engine/registers/keep.ts'
import { rememberEnd } from '#engine/remember.ts'
import type { RunDeps, RunRequest } from '#engine/run-deps.ts'
import { noteEnd } from '#engine/why/history.ts'
import { findRoads } from './find-roads.ts'
import type { RunControl } from './reins.ts'

/** The run that it is done for. */
export interface PlanOfRun {
  readonly runId: number
  readonly request: RunRequest
  readonly found: Found
  readonly control: RunControl
  /** Hears every end at once, so that a run that breaks off still knows it. */
  readonly ended: (result: StepResult) => void
}

/** Does the steps of a plan. */
export const executePlan = async (
  deps: RunDeps,
  { plan, pool }: Planned,
  { runId, request, found, control, ended }: PlanOfRun
): Promise<readonly StepResult[]> => {
  const { clock, bus, mover, timeZone, health, host } = deps
  const { promoteBlock } = found.place
  const layoutOf = (step: Step): StorageLayout =>
    step.kind === 'promote' ? found.layoutAt(step.unit.id) : placeOfOwned(found, step.unit).layout
  const order = { runId, plan, layoutOf, control, pool, roads: await findRoads(deps, found) }
  const isPlaying = createPlayingQuestion(deps, {
    signal: control.signal,
    silenceMeans: request.goal === 'restore-all' ? 'free' : 'busy'
  })
  const results = await execute(order, {
    mover,
    clock,
    bus,
    timeZone,
    heldBack: (step) => health.heldBack(step, layoutOf(step).mode),
    playing: async (ratingKeys) => (await isPlaying(ratingKeys)) ?? (await host.otherMover?.()),
    ended: async (step, outcome, tookMs) => {
      ended({ step, outcome })
      if (await health.ended(step, outcome)) await tellRoots(deps, promoteBlock)
      await rememberEnd(deps, step, outcome)
      await noteEnd(deps, { step, outcome }, { runId, tookMs })
    }
  })
  // They were made good before the plan; where nothing was begun, nothing has changed since.
  if (results.length > 0) await rebuildRegisters(deps)
  return results
}
