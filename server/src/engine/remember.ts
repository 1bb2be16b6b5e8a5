/** Remembers how a step ended: a good one forgets the look, a failed one is not tried again before its time. */
import type { Reason } from '@pcu/contract'
import type { Step } from '#core/model/plan.ts'
import { lastTryRule } from '#core/plan/rules/departure/last-try-was-good.ts'
import { listedFiles } from '#core/plan/upgrades/listed.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { InspectionStore } from '#ports/store.ts'
import { detailOf, type Failure } from '#src/failure.ts'
import { eventOf } from './health/incident.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Kept {
  readonly reason: Reason
  readonly until: number
}

/** How long a unit is left alone after a failure; nothing when its root is to blame, which holds it back itself as long as it must. */
const restMs = (failure: Failure): number | undefined => {
  const event = eventOf(failure)
  if (event === undefined) return hourMs
  return event.kind === 'read-failed' || event.kind === 'unverified' ? dayMs : undefined
}

/** How long what a look found holds, because each look may wake its disk: a newer file that is not whole yet may soon be; an equal size was chance. */
const restAfterLook = ({ code }: Reason): number | undefined => {
  if (code === 'successor-unproven') return hourMs
  return code === 'not-renamed' ? dayMs : undefined
}

const refusalAfter = (outcome: MoveOutcome, now: number): Kept | undefined => {
  const looked = outcome.kind === 'stood-back' ? restAfterLook(outcome.reason) : undefined
  if (outcome.kind === 'stood-back' && looked !== undefined) return { reason: outcome.reason, until: now + looked }
  const rest = outcome.kind === 'failed' ? restMs(outcome.failure) : undefined
  if (outcome.kind !== 'failed' || rest === undefined) return undefined
  const until = now + rest
  return { reason: { code: 'failed-before', detail: detailOf(outcome.failure), untilAt: until }, until }
}

/** What remembering needs. */
export interface RememberDeps {
  readonly inspections: InspectionStore
  readonly ledger: Ledger
  readonly clock: Clock
}

/** What came to the pool was wanted until this moment, and its look has served. */
const rememberGood = async ({ inspections, ledger, clock }: RememberDeps, step: Step): Promise<void> => {
  await inspections.forget(step.unit.id)
  if (step.kind === 'mend' && step.successor !== undefined) {
    await ledger.noteCompared(step.successor.files)
    // Before it was followed, its new name was a link of nobody's.
    for (const { sharePath } of step.successor.files) await inspections.forget(sharePath)
  }
  if (step.kind !== 'promote') return
  await ledger.noteWanted([step.unit], clock.now())
  await ledger.noteListed([step.unit])
  await ledger.noteCompared(listedFiles(step.unit)?.files ?? [])
}

/**
 * A unit that failed is left alone for an hour, one that could not be read for a day, on its way in or home, so that a broken file or a full disk does not wake
 * the array at every run; one that stood back is looked at afresh in the next run.
 */
export const rememberEnd = async (deps: RememberDeps, step: Step, outcome: MoveOutcome): Promise<void> => {
  const now = deps.clock.now()
  const kept = refusalAfter(outcome, now)
  if (outcome.kind === 'done') await rememberGood(deps, step)
  else if (kept !== undefined) {
    const refusal = { rule: lastTryRule, ...kept }
    await deps.inspections.put({ unit: step.unit.id, lookedAt: now, files: [], refusal })
  } else if (step.kind === 'promote') await deps.inspections.forget(step.unit.id)
}
