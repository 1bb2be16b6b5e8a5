/** Which units on the pool may go home for room, and in which order they would be lost with the least regret. */
import type { UnitId } from '#core/model/unit.ts'
import { holdingRules } from '#core/plan/departure.ts'
import type { TenantJudgement } from '#core/plan/kept/case.ts'
import { hasCome, type Judged } from '#core/plan/kept/clock.ts'
import { keeping, type Scene } from '#core/plan/kept/scene.ts'
import { compareText } from '#core/plan/rank/demand.ts'
import type { PlanSettings, Tenant } from '#core/plan/rule.ts'
import { heldUntil, holdEndsAt } from '#core/plan/rules/departure/held-long-enough.ts'
import type { Candidate } from './make-room.ts'

/** Whether no rule but the grace holds it, and it did not come a moment ago. */
const isFree = (tenant: Tenant, world: Judged, settings: PlanSettings): boolean =>
  hasCome(holdEndsAt(tenant.owned, world, settings), world) &&
  holdingRules.every((rule) => rule.judge(tenant, world, settings).kind === 'pass')

const isFreeOf = keeping('isFree', isFree)

const graceEndOf = keeping('graceEnd', (tenant: Tenant, world, settings) => heldUntil(tenant, world, settings).untilAt)

/** Whether a unit may go home for room: nothing holds it, and nothing else is being done about it. */
const mayGoForRoom = ({ tenant, ranked, step }: TenantJudgement, scene: Scene): boolean => {
  if (step !== undefined || tenant.owned.sizeBytes === 0) return false
  if (ranked?.demand.kind === 'playing' || ranked?.demand.kind === 'pin') return false
  return isFreeOf(tenant, scene)
}

const candidateOf = ({ tenant: { owned }, ranked }: Pick<TenantJudgement, 'tenant' | 'ranked'>): Candidate<UnitId> => ({
  unit: owned.id,
  sizeBytes: owned.sizeBytes,
  ranked
})

const rankOf = ({ ranked }: TenantJudgement): number => ranked?.rank ?? 0

/** Who may go home for room, the least loss first: what nobody wants, by the end of its grace, then what is wanted, the last rank first. */
export const candidatesOf = (judgements: readonly TenantJudgement[], scene: Scene): readonly Candidate<UnitId>[] => {
  const free = judgements.filter((judgement) => mayGoForRoom(judgement, scene))
  const unwanted = free
    .filter(({ ranked }) => ranked === undefined)
    .map(({ tenant }) => ({ tenant, untilAt: graceEndOf(tenant, scene) }))
    .toSorted((a, b) => a.untilAt - b.untilAt || compareText(a.tenant.owned.id, b.tenant.owned.id))
    .map(({ tenant }) => candidateOf({ tenant, ranked: undefined }))
  const wanted = free.filter(({ ranked }) => ranked !== undefined).toSorted((a, b) => rankOf(b) - rankOf(a))
  return [...unwanted, ...wanted.map(candidateOf)]
}
