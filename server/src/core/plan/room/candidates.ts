/** Which units on the pool may go home for room, and in which order they would be lost with the least regret. */
import { holdingRules } from '#core/plan/departure.ts'
import type { TenantCase, TenantJudgement, Wish } from '#core/plan/kept/case.ts'
import { hasCome, type Judged } from '#core/plan/kept/clock.ts'
import { keeping, type Scene } from '#core/plan/kept/scene.ts'
import { compareText } from '#core/plan/rank/demand.ts'
import type { Ranked } from '#core/plan/rank/ranking.ts'
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

const candidateOf = (unit: TenantCase, ranked: Ranked | undefined): Candidate<TenantCase> => ({
  unit,
  sizeBytes: unit.owned.sizeBytes,
  ranked
})

/**
 * Who may go home for room, the least loss first: what nobody wants, by the end of its grace, then what is wanted, the last rank first.
 *
 * @param all everything that is wanted, most important first
 */
export function* candidatesOf(
  judgements: readonly TenantJudgement[],
  all: readonly Ranked<Wish>[],
  scene: Scene
): Iterable<Candidate<TenantCase>> {
  const unwanted = judgements
    .filter((judgement) => judgement.ranked === undefined && mayGoForRoom(judgement, scene))
    .map(({ tenant }) => ({ tenant, untilAt: graceEndOf(tenant, scene) }))
    .toSorted((a, b) => a.untilAt - b.untilAt || compareText(a.tenant.owned.id, b.tenant.owned.id))
  for (const { tenant } of unwanted) yield candidateOf(tenant, undefined)
  for (let at = all.length - 1; at >= 0; at -= 1) {
    const ranked = all[at]
    const judgement = ranked?.demand.of.latest?.judgement
    if (judgement !== undefined && mayGoForRoom(judgement, scene)) yield candidateOf(judgement.tenant, ranked)
  }
}
