/** From the planner's decisions to the shape that is stored, sent and shown, with every reason worded once. */
import { type Because, type Decision, type Reason, worded } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'

/** At least one worded reason. */
export const wordAll = (reasons: readonly Reason[], timeZone: string): Because[] =>
  reasons.map((reason) => worded(reason, timeZone))

/** A decision as everybody sees it. */
export const wordDecision = (decision: PlannedDecision, timeZone: string): Decision => ({
  unit: decision.unit,
  title: decision.title,
  action: decision.action,
  because: wordAll(decision.because, timeZone),
  refusals: decision.refusals.map((refusal) => refusal.rule),
  score: [...decision.score],
  rank: decision.rank ?? null,
  sizeBytes: decision.sizeBytes ?? null,
  files: decision.files,
  from: decision.from ?? null,
  to: decision.to ?? null
})
