/** Walks the plan: evictions first, then promotions in rank order, each re-checked against live sessions by the mover's own question. */
import type { Move, Reason } from '@pcu/contract'
import type { StorageLayout } from '#core/model/layout.ts'
import type { EvictStep, Plan, PromoteStep, Step } from '#core/model/plan.ts'
import type { PoolRoom } from '#core/model/world.ts'
import { createFitting } from '#core/plan/fit.ts'
import { forEachBounded } from '#kit/bounded.ts'
import type { Clock } from '#ports/clock.ts'
import type { MoveControl, MoveOutcome, Mover } from '#ports/mover.ts'
import type { Bus } from './bus.ts'
import { trackMove } from './tell/progress.ts'
import { wordAll } from './tell/word.ts'

/** What executing needs. */
export interface ExecuteDeps {
  readonly mover: Mover
  readonly clock: Clock
  readonly bus: Bus
  readonly timeZone: string
  /** Who plays it now, or why nobody can say; undefined when it may be touched. */
  readonly playing: (ratingKeys: readonly string[]) => Promise<Reason | undefined>
  /** Hears how each step ended, before the next one of its lane starts. */
  readonly ended: (step: Step, outcome: MoveOutcome) => Promise<void>
}

/** Which run, and how many at once. */
export interface ExecuteOrder {
  readonly runId: number
  readonly plan: Plan
  readonly layout: StorageLayout
  readonly signal: AbortSignal
  /** The pool's room when the plan was made. */
  readonly pool: PoolRoom
  readonly toPoolAtOnce: number
  readonly toArrayAtOnce: number
}

/** A step with what became of it. */
export interface StepResult {
  readonly step: Step
  readonly outcome: MoveOutcome
}

const standBack = (reason: Reason): MoveOutcome => ({ kind: 'stood-back', reason })

/** Why a step is not even begun, or undefined. */
type HeldBack = (step: Step) => Reason | undefined

const whenStopped =
  ({ signal }: ExecuteOrder): HeldBack =>
  () =>
    signal.aborted ? { code: 'run-stopped' } : undefined

/** The budget with what really went home: a unit that stayed still counts. The floor is the mover's own question to the disk. */
const whenOverBudget = ({ pool }: ExecuteOrder, returns: readonly StepResult[]): HeldBack => {
  const gone = returns.filter(({ outcome }) => outcome.kind === 'done')
  const goneBytes = gone.reduce((sum, { step }) => sum + step.sizeBytes, 0)
  const fitting = createFitting({ ...pool, freeBytes: Number.POSITIVE_INFINITY }, goneBytes)
  return (step) => fitting.take(step.sizeBytes)
}

const startOf = (step: Step, runId: number, deps: ExecuteDeps) => {
  const because = wordAll(step.because, deps.timeZone)
  const id = `${runId}:${step.kind}:${step.unit.id}`
  const common = { id, title: step.unit.title, because, bytesTotal: step.sizeBytes, unit: step.unit.id }
  if (step.kind === 'promote') {
    return { ...common, direction: 'in' as const, from: step.unit.id, to: step.unit.videos[0]?.poolPath ?? '' }
  }
  return { ...common, direction: 'out' as const, from: step.unit.files.at(-1)?.poolPath ?? '', to: step.unit.id }
}

const act = (
  step: Step,
  layout: StorageLayout,
  { mover, control }: { mover: Mover; control: MoveControl }
): Promise<MoveOutcome> => {
  const { because } = step
  if (step.kind === 'evict') return mover.evict({ layout, unit: step.unit, because }, control)
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
  readonly order: ExecuteOrder
  readonly deps: ExecuteDeps
  readonly heldBack: HeldBack
}

const runStep = async (step: Step, { order, deps, heldBack }: Lane): Promise<StepResult> => {
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
    signal: order.signal,
    onProgress: tracker.report,
    recheck: () => deps.playing(step.unit.ratingKeys)
  }
  const outcome = await act(step, order.layout, { mover: deps.mover, control })
  await deps.ended(step, outcome)
  tellEnd(outcome, { move: tracker.current(), runId }, deps)
  return { step, outcome }
}

/** Executes. Nothing a single step meets ends the others; a bug does. */
export const execute = async (order: ExecuteOrder, deps: ExecuteDeps): Promise<readonly StepResult[]> => {
  const evictions = order.plan.steps.filter((step): step is EvictStep => step.kind === 'evict')
  const promotions = order.plan.steps.filter((step): step is PromoteStep => step.kind === 'promote')
  const stopped = whenStopped(order)
  const home: Lane = { order, deps, heldBack: stopped }
  const out = await forEachBounded(evictions, order.toArrayAtOnce, (step) => runStep(step, home))
  const overBudget = whenOverBudget(order, out)
  const toPool: Lane = { order, deps, heldBack: (step) => stopped(step) ?? overBudget(step) }
  const into = await forEachBounded(promotions, order.toPoolAtOnce, (step) => runStep(step, toPool))
  return [...out, ...into]
}
