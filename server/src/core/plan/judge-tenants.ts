/** Judges every unit on the pool: it stays because somebody wants it or a rule holds it, or it goes home. */
import type { Reason } from '@pcu/contract'
import type { EvictStep, PlannedDecision } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { demandOf } from './demand.ts'
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

/** A decision about a unit on the pool, and the step when it goes home. */
export interface TenantJudgement {
  readonly decision: PlannedDecision
  readonly step: EvictStep | undefined
}

const leavingReason = (tenant: Tenant, { graceHours }: PlanSettings): Reason => {
  const viewedAt = watchedSinceWanted(tenant)
  return viewedAt === undefined
    ? { code: 'no-longer-wanted', lastWantedAt: tenant.owned.lastWantedAt, graceHours }
    : { code: 'watched', viewedAt, graceHours }
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
  const stays = { from: undefined, to: undefined }
  if (demand !== undefined) {
    const { because, score } = demand
    return { decision: { ...baseOf(tenant), ...stays, action: 'keep', because, refusals: [], score }, step: undefined }
  }
  const answers = departureRules.map((rule) => ({ name: rule.name, verdict: rule.judge(tenant, world, settings) }))
  const refusals = refusalsOf(answers)
  const [first, ...others] = refusals.map((refusal) => refusal.reason)
  if (first !== undefined) {
    const because: readonly [Reason, ...Reason[]] = [first, ...others]
    return { decision: { ...baseOf(tenant), ...stays, action: 'keep', because, refusals, score: [] }, step: undefined }
  }
  const because: readonly [Reason, ...Reason[]] = [leavingReason(tenant, settings)]
  const places = { from: owned.files.at(-1)?.poolPath, to: owned.id }
  return {
    decision: { ...baseOf(tenant), ...places, action: 'evict', because, refusals: [], score: [] },
    step: { kind: 'evict', unit: { ...owned, ratingKeys: keysOf(tenant) }, sizeBytes: owned.sizeBytes, because }
  }
}

/** One judgement for every owned unit, in the ledger's order. Units that are there only in part are completed by the admission side. */
export const judgeTenants = (world: World, settings: PlanSettings): readonly TenantJudgement[] =>
  world.owned.map((owned) => judge({ owned, unit: world.units.get(owned.id) }, world, settings))
