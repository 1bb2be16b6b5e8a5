/** What somebody is asked before a plan is applied: how much it would do, and whether it can be ordered at all. */
import type { PlanReview } from '@pcu/contract'
import { type ApplyDeps, orderOf } from './apply.ts'
import { type ReportDeps, reportOf } from './report.ts'

/** Undefined when the run is not known any more. */
export const reviewOf = async (runId: number, deps: ApplyDeps & ReportDeps): Promise<PlanReview | undefined> => {
  const [report, kept] = await Promise.all([reportOf(runId, deps), deps.plans.find(runId)])
  if (report === undefined) return undefined
  const { totals, review } = report
  const order = await orderOf({ runId, digest: kept?.digest ?? '' }, 'button', deps)
  return { totals, review, refusal: 'accepted' in order ? order.sentence : null }
}
