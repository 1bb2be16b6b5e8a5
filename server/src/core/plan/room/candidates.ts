/** Which units on the pool may go home for room, and in which order they would be lost with the least regret. */
import type { UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { holdingRules } from '#core/plan/departure.ts'
import type { TenantJudgement } from '#core/plan/judge-tenants.ts'
import { compareText } from '#core/plan/rank/demand.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import { heldUntil, holdEndsAt } from '#core/plan/rules/departure/held-long-enough.ts'
import type { Candidate } from './make-room.ts'

type Judged = { readonly world: World; readonly settings: PlanSettings }

/** Whether a unit may go home for room: no rule but the grace holds it, it did not come a moment ago, and nothing else is being done about it. */
const mayGoForRoom = ({ tenant, ranked, step }: TenantJudgement, { world, settings }: Judged): boolean => {
  if (step !== undefined || tenant.owned.sizeBytes === 0) return false
  if (ranked?.demand.kind === 'playing' || ranked?.demand.kind === 'pin') return false
  if (holdEndsAt(tenant.owned, world.now, settings) > world.now) return false
  return holdingRules.every((rule) => rule.judge(tenant, world, settings).kind === 'pass')
}

/** Who may go home for room, the least loss first: what nobody wants, by the end of its grace, then what is wanted, the last rank first. */
export const candidatesOf = (judgements: readonly TenantJudgement[], judged: Judged): readonly Candidate<UnitId>[] => {
  const candidates = judgements
    .filter((judgement) => mayGoForRoom(judgement, judged))
    .map(({ tenant, ranked }) => ({
      unit: tenant.owned.id,
      sizeBytes: tenant.owned.sizeBytes,
      ranked,
      untilAt: ranked === undefined ? heldUntil(tenant, judged.world.now, judged.settings).untilAt : 0
    }))
  return candidates.toSorted(
    (a, b) =>
      (b.ranked?.rank ?? Number.MAX_SAFE_INTEGER) - (a.ranked?.rank ?? Number.MAX_SAFE_INTEGER) ||
      a.untilAt - b.untilAt ||
      compareText(a.unit, b.unit)
  )
}
