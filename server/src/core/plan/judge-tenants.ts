/** Judges every unit on the pool: it stays because somebody wants it or a rule holds it, or it goes home. */
import type { Reason } from '@pcu/contract'
import type { EvictStep, PlannedDecision } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { demandOf } from './demand.ts'
import { type Mending, mendingOf } from './mending.ts'
import { type DepartureRule, keysOf, type PlanSettings, refusalsOf, type Tenant, watchedSinceWanted } from './rule.ts'
import { absenceIsProven } from './rules/departure/absence-is-proven.ts'
import { everySourceHasSpoken } from './rules/departure/every-source-has-spoken.ts'
import { heldLongEnough } from './rules/departure/held-long-enough.ts'
import { lastTryWasGood } from './rules/departure/last-try-was-good.ts'
import { notAnOrphan } from './rules/departure/not-an-orphan.ts'
import { notPlaying } from './rules/departure/not-playing.ts'
import { returnIsOn } from './rules/departure/return-is-on.ts'
import { rootsAreReady } from './rules/departure/roots-are-ready.ts'
import { stillInLibrary } from './rules/departure/still-in-library.ts'

/** In this order their reasons are told. */
const departureRules: readonly DepartureRule[] = [
  notAnOrphan,
  returnIsOn,
  rootsAreReady,
  everySourceHasSpoken,
  notPlaying,
  stillInLibrary,
  absenceIsProven,
  heldLongEnough,
  lastTryWasGood
]

/** A decision about a unit on the pool, and the step when it goes home or is put in order. */
export interface TenantJudgement {
  readonly decision: PlannedDecision
  readonly step: EvictStep | Mending['step']
}

const leavingReason = (tenant: Tenant, world: World, { graceHours }: PlanSettings): Reason => {
  const by = world.replaced.get(tenant.owned.id)
  if (by !== undefined) return { code: 'replaced-in-library', path: tenant.owned.id, by }
  const viewedAt = watchedSinceWanted(tenant)
  return viewedAt === undefined
    ? { code: 'no-longer-wanted', lastWantedAt: tenant.owned.lastWantedAt, graceHours }
    : { code: 'watched', viewedAt, graceHours }
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

const judge = (tenant: Tenant, world: World, settings: PlanSettings): TenantJudgement => {
  const { owned, unit } = tenant
  const demand = unit === undefined ? undefined : demandOf(unit)
  const { step, because: putInOrder } = mendingOf(tenant, world, settings)
  const stays = { ...baseOf(tenant), from: undefined, to: undefined, action: 'keep' as const }
  if (demand !== undefined) {
    const because = also(putInOrder.wanted, demand.because)
    return { decision: { ...stays, because, refusals: [], score: demand.score }, step }
  }
  const answers = departureRules.map((rule) => ({ name: rule.name, verdict: rule.judge(tenant, world, settings) }))
  const refusals = refusalsOf(answers)
  const [first, ...others] = refusals.map((refusal) => refusal.reason)
  if (first !== undefined) {
    const because: readonly [Reason, ...Reason[]] = [first, ...others]
    return { decision: { ...stays, because: also(putInOrder.step, because), refusals, score: [] }, step }
  }
  const because: readonly [Reason, ...Reason[]] = [leavingReason(tenant, world, settings)]
  const places = { from: owned.files.at(-1)?.poolPath, to: owned.id }
  return {
    decision: { ...baseOf(tenant), ...places, action: 'evict', because, refusals: [], score: [] },
    step: { kind: 'evict', unit: { ...owned, ratingKeys: keysOf(tenant) }, sizeBytes: owned.sizeBytes, because }
  }
}

/** One judgement for every owned unit, in the ledger's order. Units that are there only in part are completed by the admission side. */
export const judgeTenants = (world: World, settings: PlanSettings): readonly TenantJudgement[] =>
  world.owned.map((owned) => judge({ owned, unit: world.units.get(owned.id) }, world, settings))
