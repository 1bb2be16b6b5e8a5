/** How a unit on the pool goes home, because nothing holds it or because its room is needed. */
import type { Reason } from '@pcu/contract'
import type { PlannedDecision } from '#core/model/plan.ts'
import type { TenantJudgement } from '#core/plan/kept/case.ts'
import { saysTheSame } from '#core/plan/kept/says-the-same.ts'
import type { Ranked } from '#core/plan/rank/ranking.ts'
import { keysOf, type Tenant } from '#core/plan/rule.ts'
import { listedFiles } from '#core/plan/upgrades/listed.ts'

/** What every decision about a unit on the pool tells of it. */
export const factsOf = ({ owned, unit }: Tenant, ranked: Ranked | undefined) => ({
  unit: owned.id,
  title: unit?.title ?? owned.title,
  sizeBytes: owned.sizeBytes,
  files: owned.files.length,
  score: ranked?.score ?? [],
  rank: ranked?.rank
})

/** The decision and the step by which a unit goes home. */
export const goingHome = (
  tenant: Tenant,
  ranked: Ranked | undefined,
  because: PlannedDecision['because']
): Pick<TenantJudgement, 'decision' | 'step'> => {
  const { owned } = tenant
  const places = { from: owned.files.at(-1)?.poolPath, to: owned.id }
  const successor = listedFiles(tenant.unit)
  return {
    decision: { ...factsOf(tenant, ranked), ...places, action: 'evict', because, refusals: [] },
    step: {
      kind: 'evict',
      unit: { ...owned, ratingKeys: keysOf(tenant) },
      ...(successor === undefined ? {} : { successor }),
      sizeBytes: owned.sizeBytes,
      because
    }
  }
}

/** The same judgement once the unit goes home for room: the very one of the last plan where it goes for the same. */
export const sentHome = ({ tenant, ranked }: TenantJudgement, reason: Reason): TenantJudgement => {
  const { sent } = tenant
  if (sent !== undefined && sent.ranked === ranked && saysTheSame(sent.decision.because[0], reason)) return sent
  const because: PlannedDecision['because'] = [reason, ...(ranked?.demand.because ?? [])]
  const judgement = { tenant, ranked, ...goingHome(tenant, ranked, because) }
  tenant.sent = judgement
  return judgement
}
