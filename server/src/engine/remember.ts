/** Remembers how a step ended: a good promotion forgets the look, a failed one is not tried again before its time. */
import type { Reason } from '@pcu/contract'
import type { Step } from '#core/model/plan.ts'
import type { Clock } from '#ports/clock.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { InspectionStore } from '#ports/store.ts'
import { detailOf } from '#src/failure.ts'

const hourMs = 3_600_000

const refusalAfter = (outcome: MoveOutcome, until: number): Reason | undefined => {
  if (outcome.kind !== 'failed') return undefined
  return { code: 'failed-before', detail: detailOf(outcome.failure), untilAt: until }
}

/**
 * A unit that failed is left alone for an hour, so that a broken file does not wake its disk at every run; one that
 * stood back is looked at afresh in the next run.
 */
export const rememberEnd = async (
  deps: { readonly inspections: InspectionStore; readonly clock: Clock },
  step: Step,
  outcome: MoveOutcome
): Promise<void> => {
  if (step.kind === 'evict') return
  const now = deps.clock.now()
  const reason = refusalAfter(outcome, now + hourMs)
  if (reason === undefined) {
    await deps.inspections.forget(step.unit.id)
    return
  }
  const refusal = { rule: 'last-try-succeeded', reason, until: now + hourMs }
  await deps.inspections.put({ unit: step.unit.id, lookedAt: now, files: [], refusal })
}
