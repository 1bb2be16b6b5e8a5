/** Judges every unit on the pool: it stays because somebody wants it or a rule holds it, or it goes home. */
import type { Reason } from '@pcu/contract'
import type { EvictStep, PlannedDecision } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { departureRules } from './departure.ts'
import { type Mending, mendingOf } from './mending.ts'
import type { Ranks } from './rank/rank-world.ts'
import type { Ranked } from './rank/ranking.ts'
import { keysOf, type PlanSettings, refusalsOf, type Tenant, watchedSinceWanted } from './rule.ts'
import { graceOf } from './rules/departure/held-long-enough.ts'
import { timerOver } from './rules/departure/timer-has-run-out.ts'
import { listedFiles } from './upgrades/listed.ts'
import { renaming } from './upgrades/renamed.ts'
import { supersession } from './upgrades/superseded.ts'

/** A decision about a unit on the pool, and the step when it goes home or is put in order. */
export interface TenantJudgement {
  readonly tenant: Tenant
  readonly ranked: Ranked | undefined
  readonly decision: PlannedDecision
  readonly step: EvictStep | Mending['step']
}

const graceReason = (tenant: Tenant, settings: PlanSettings): Reason => {
  const { owned } = tenant
  const viewedAt = watchedSinceWanted(tenant)
  const { lastWantedAt } = owned
  return viewedAt === undefined
    ? { code: 'no-longer-wanted', lastWantedAt, ...graceOf(owned, settings) }
    : { code: 'watched', viewedAt, graceHours: settings.graceHours }
}

const leavingReasons = (tenant: Tenant, world: World, settings: PlanSettings): readonly [Reason, ...Reason[]] => {
  const { id } = tenant.owned
  const by = world.replaced.get(id)
  if (by !== undefined) return [{ code: 'replaced-in-library', path: id, by }]
  const timer = world.timers.get(id)
  const grace = graceReason(tenant, settings)
  return timer === undefined ? [grace] : [timerOver(timer), grace]
}

/** Why it is put in order, then why it stays. */
const also = (first: readonly Reason[], then: readonly [Reason, ...Reason[]]): readonly [Reason, ...Reason[]] => {
  const [one, ...others] = first
  return one === undefined ? then : [one, ...others, ...then]
}

const baseOf = ({ owned, unit }: Tenant) => ({
  unit: owned.id,
  title: unit?.title ?? owned.title,
  sizeBytes: owned.sizeBytes,
  files: owned.files.length
})

const rankOf = (ranked: Ranked | undefined) => ({ score: ranked?.score ?? [], rank: ranked?.rank })

/** The decision and the step by which a unit goes home. */
const goingHome = (
  tenant: Tenant,
  ranked: Ranked | undefined,
  because: readonly [Reason, ...Reason[]]
): Pick<TenantJudgement, 'decision' | 'step'> => {
  const { owned } = tenant
  const places = { from: owned.files.at(-1)?.poolPath, to: owned.id }
  const successor = listedFiles(tenant.unit)
  return {
    decision: { ...baseOf(tenant), ...places, action: 'evict', because, refusals: [], ...rankOf(ranked) },
    step: {
      kind: 'evict',
      unit: { ...owned, ratingKeys: keysOf(tenant) },
      ...(successor === undefined ? {} : { successor }),
      sizeBytes: owned.sizeBytes,
      because
    }
  }
}

/** What was superseded makes way whether or not the title is wanted: who wants it wants the newer file. */
const makingWay = (tenant: Tenant, ranked: Ranked | undefined, step: EvictStep): TenantJudgement => {
  const { decision } = goingHome(tenant, ranked, step.because)
  return { tenant, ranked, decision, step }
}

const judge = (
  tenant: Tenant,
  ranked: Ranked | undefined,
  { world, settings }: { readonly world: World; readonly settings: PlanSettings }
): TenantJudgement => {
  const makesWay = supersession(tenant, world, settings)
  if (makesWay !== undefined) return makingWay(tenant, ranked, makesWay)
  const follows = renaming(tenant, world, settings)
  const { step, because: putInOrder } = mendingOf(tenant, world, settings)
  const stays = { ...baseOf(tenant), ...rankOf(ranked), from: undefined, to: undefined, action: 'keep' as const }
  if (follows !== undefined)
    return { tenant, ranked, decision: { ...stays, because: follows.because, refusals: [] }, step: follows }
  if (ranked !== undefined) {
    const because = also(putInOrder.wanted, ranked.demand.because)
    return { tenant, ranked, decision: { ...stays, because, refusals: [] }, step }
  }
  const refusals = refusalsOf(departureRules, (rule) => rule.judge(tenant, world, settings))
  const [first, ...others] = refusals.map((refusal) => refusal.reason)
  if (first !== undefined) {
    const because: readonly [Reason, ...Reason[]] = [first, ...others]
    return { tenant, ranked, decision: { ...stays, because: also(putInOrder.step, because), refusals }, step }
  }
  return { tenant, ranked, ...goingHome(tenant, ranked, leavingReasons(tenant, world, settings)) }
}

/** One judgement for every owned unit, in the ledger's order. Units that are there only in part are completed by the admission side. */
export const judgeTenants = (world: World, settings: PlanSettings, ranks: Ranks): readonly TenantJudgement[] =>
  world.owned.map((owned) => judge({ owned, unit: world.units.get(owned.id) }, ranks.of(owned.id), { world, settings }))

/** The same judgement once the unit goes home for room. */
export const sentHome = ({ tenant, ranked }: TenantJudgement, reason: Reason): TenantJudgement => {
  const because: readonly [Reason, ...Reason[]] = [reason, ...(ranked?.demand.because ?? [])]
  return { tenant, ranked, ...goingHome(tenant, ranked, because) }
}
