/** Walks the plan, lane by lane, each step re-checked against live sessions by the mover's own question. */
import type { Move, Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { Plan, PromoteStep, Step } from '#core/model/plan.ts'
import type { PoolRoom } from '#core/model/world.ts'
import type { Clock } from '#ports/clock.ts'
import type { MoveControl, MoveOutcome, Mover } from '#ports/mover.ts'
import type { Bus } from './bus.ts'
import { trackMove } from './tell/progress.ts'
import { wordAll } from './tell/word.ts'
import { createAdmission } from './traffic/admission.ts'
import { type Claim, claimsOf, claimsOfRoot, type Roads } from './traffic/claims.ts'
import { dispatch } from './traffic/dispatch.ts'
import { inOrder } from './traffic/order.ts'
import type { RunControl } from './traffic/reins.ts'

/** What executing needs. */
export interface ExecuteDeps {
  readonly mover: Mover
  readonly clock: Clock
  readonly bus: Bus
  readonly timeZone: string
  /** Who plays it now, or why nobody can say; undefined when it may be touched. */
  readonly playing: (ratingKeys: readonly string[]) => Promise<Reason | undefined>
  /** Why a step must not begin because of a root that it needs, or undefined. */
  readonly heldBack: (step: Step) => Reason | undefined
  /** Hears how each step ended, before the next one of its lane starts. */
  readonly ended: (step: Step, outcome: MoveOutcome, tookMs: number) => Promise<void>
}

/** Which run, over which roads. */
export interface ExecuteOrder {
  readonly runId: number
  readonly plan: Plan
  /** Where the files of a step lie and go. */
  readonly layoutOf: (step: Step) => StorageLayout
  readonly control: RunControl
  /** The pool's room when the plan was made. */
  readonly pool: PoolRoom
  readonly roads: Roads
}

/** A step with what became of it. */
export interface StepResult {
  readonly step: Step
  readonly outcome: MoveOutcome
}

const standBack = (reason: Reason): MoveOutcome => ({ kind: 'stood-back', reason })

/** Why a step is not even begun, or undefined. */
type HeldBack = (step: Step) => Reason | undefined

const startOf = (step: Step, runId: number, deps: ExecuteDeps) => {
  const because = wordAll(step.because, deps.timeZone)
  const id = `${runId}:${step.kind}:${step.unit.id}`
  const common = { id, title: step.unit.title, because, bytesTotal: step.sizeBytes, unit: step.unit.id }
  if (step.kind === 'promote') {
    return { ...common, direction: 'in' as const, from: step.unit.id, to: step.unit.videos[0]?.poolPath ?? '' }
  }
  const direction = step.kind === 'evict' ? ('out' as const) : ('mend' as const)
  return { ...common, direction, from: step.unit.files.at(-1)?.poolPath ?? '', to: step.unit.id }
}

const act = (
  step: Step,
  layout: StorageLayout,
  { mover, control }: { mover: Mover; control: MoveControl }
): Promise<MoveOutcome> => {
  const { because } = step
  if (step.kind === 'evict') return mover.evict({ ...step, layout }, control)
  if (step.kind === 'mend') return mover.mend({ ...step, layout }, control)
  if (step.kind === 'resolve') return mover.resolve({ layout, unit: step.unit, because, how: step.how }, control)
  const { inspection } = step
  if (inspection === undefined) throw new Error(`no look before promoting ${step.unit.id}`)
  return mover.promote({ layout, unit: step.unit, inspection, because }, control)
}

const tellEnd = (outcome: MoveOutcome, told: { move: Move; runId: number }, deps: ExecuteDeps): void => {
  const { bus, clock, timeZone } = deps
  if (outcome.kind === 'done') {
    bus.publish({ type: 'move.finished', ...told, tookMs: clock.now() - told.move.startedAt })
  } else if (outcome.kind === 'failed') {
    bus.publish({ type: 'move.failed', ...told, sentence: outcome.failure.told })
  } else {
    const [because] = wordAll([outcome.reason], timeZone)
    if (because !== undefined) bus.publish({ type: 'move.stood-back', ...told, because })
  }
}

/** One step on its way. */
interface Lane {
  /** Takes lanes that were not foreseen. */
  readonly claim: (more: readonly Claim[]) => boolean
  readonly order: ExecuteOrder
  readonly deps: ExecuteDeps
  readonly heldBack: HeldBack
}

const runStep = async (step: Step, { claim, order, deps, heldBack }: Lane): Promise<StepResult> => {
  const { bus, clock } = deps
  const { runId } = order
  const tracker = trackMove(startOf(step, runId, deps), {
    clock,
    tell: (move) => bus.publish({ type: 'move.progressed', move })
  })
  const held = heldBack(step)
  if (held !== undefined) {
    const outcome = standBack(held)
    // A stopped run says so once; thousands of steps that were not begun are no news.
    if (held.code !== 'run-stopped') tellEnd(outcome, { move: tracker.current(), runId }, deps)
    return { step, outcome }
  }
  bus.publish({ type: 'move.started', move: tracker.current(), runId })
  const control: MoveControl = {
    signal: order.control.signal,
    pause: order.control.pause,
    claimDisk: (root) => claim(claimsOfRoot(root, order.roads)),
    onProgress: tracker.report,
    recheck: () => deps.playing(step.unit.ratingKeys)
  }
  const outcome = await act(step, order.layoutOf(step), { mover: deps.mover, control })
  await deps.ended(step, outcome, clock.now() - tracker.current().startedAt)
  tellEnd(outcome, { move: tracker.current(), runId }, deps)
  return { step, outcome }
}

type HomeStep = Exclude<Step, PromoteStep>

/** Executes. Nothing a single step meets ends the others; a bug does. */
export const execute = async (order: ExecuteOrder, deps: ExecuteDeps): Promise<readonly StepResult[]> => {
  const { plan, pool, roads, control } = order
  const { pause, isEnding } = control
  const homeward = plan.steps.filter((step): step is HomeStep => step.kind !== 'promote')
  const promotions = plan.steps.filter((step): step is PromoteStep => step.kind === 'promote')
  let [leaving, goneBytes] = [homeward.length, 0]
  const admission = createAdmission(promotions, pool, { isOver: () => leaving === 0, goneBytes: () => goneBytes })
  const heldBack: HeldBack = (step) => {
    if (isEnding()) return { code: 'run-stopped' }
    return deps.heldBack(step) ?? (step.kind === 'promote' ? admission.refusal(step) : undefined)
  }
  return await dispatch({
    items: inOrder(homeward, promotions, { roads, hasRoom: admission.isSettled }),
    claims: (step) => claimsOf(step, roads),
    mayBegin: (step) => step.kind !== 'promote' || isEnding() || admission.isSettled(step),
    isHeld: () => pause.paused() && !isEnding(),
    changed: pause.changed,
    work: async (step, claim) => {
      const result = await runStep(step, { claim, order, deps, heldBack })
      if (step.kind !== 'promote') {
        leaving -= 1
        if (step.kind === 'evict' && result.outcome.kind === 'done') goneBytes += step.sizeBytes
      }
      return result
    }
  })
}
