/** Judges every unit on the pool: it stays because somebody wants it or a rule holds it, or it goes home. */
import type { Reason } from '@pcu/contract'
import type { EvictStep } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { departureRulesFor } from './departure.ts'
import type { Standing, TenantCase, TenantJudgement } from './kept/case.ts'
import type { Judged } from './kept/clock.ts'
import { keeping, type Scene } from './kept/scene.ts'
import { type Mending, mendingOf } from './mending.ts'
import type { Ranked } from './rank/ranking.ts'
import { factsOf, goingHome } from './room/going-home.ts'
import { type PlanSettings, refusalsOf, type Tenant, watchedSinceWanted } from './rule.ts'
import { graceOf } from './rules/departure/held-long-enough.ts'
import { timerOver } from './rules/departure/timer-has-run-out.ts'
import { renaming } from './upgrades/renamed.ts'
import { supersession } from './upgrades/superseded.ts'

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
  const order = world.leaveOrders?.get(id)
  if (order !== undefined) return [{ code: 'asked-home', person: order.person, at: order.at, untilAt: order.untilAt }]
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

const nothingToMend: Mending = { step: undefined, because: { step: [], wanted: [] } }

const standing = (tenant: Tenant, world: World, settings: PlanSettings): Standing => {
  const makesWay = supersession(tenant, world, settings)
  if (makesWay !== undefined) return { makesWay, follows: undefined, mending: nothingToMend }
  const follows = renaming(tenant, world, settings)
  return { makesWay, follows, mending: mendingOf(tenant, world, settings) }
}

/** What was superseded makes way whether or not the title is wanted: who wants it wants the newer file. */
const makingWay = (tenant: TenantCase, ranked: Ranked | undefined, step: EvictStep): TenantJudgement => {
  const { decision } = goingHome(tenant, ranked, step.because)
  return { tenant, ranked, decision, step }
}

const staying = (tenant: Tenant, ranked: Ranked | undefined) => ({
  ...factsOf(tenant, ranked),
  from: undefined,
  to: undefined,
  action: 'keep' as const
})

/** What is done about it before anybody is asked who wants it. */
const seenTo = (
  tenant: TenantCase,
  ranked: Ranked | undefined,
  { makesWay, follows }: Standing
): TenantJudgement | undefined => {
  if (makesWay !== undefined) return makingWay(tenant, ranked, makesWay)
  if (follows === undefined) return undefined
  const decision = { ...staying(tenant, ranked), because: follows.because, refusals: [] }
  return { tenant, ranked, decision, step: follows }
}

const unwanted = (tenant: TenantCase, world: Judged, settings: PlanSettings): TenantJudgement => {
  const ranked = undefined
  const stands = standing(tenant, world, settings)
  const done = seenTo(tenant, ranked, stands)
  if (done !== undefined) return done
  const { step, because: putInOrder } = stands.mending
  const refusals = refusalsOf(departureRulesFor(tenant, world), (rule) => rule.judge(tenant, world, settings))
  const [first, ...others] = refusals.map((refusal) => refusal.reason)
  if (first === undefined) {
    return { tenant, ranked, ...goingHome(tenant, ranked, leavingReasons(tenant, world, settings)) }
  }
  const because = also(putInOrder.step, [first, ...others])
  return { tenant, ranked, decision: { ...staying(tenant, ranked), because, refusals }, step }
}

const wanted = (tenant: TenantCase, ranked: Ranked, stands: Standing): TenantJudgement => {
  const done = seenTo(tenant, ranked, stands)
  if (done !== undefined) return done
  const { because: putInOrder, step } = stands.mending
  const because = also(putInOrder.wanted, ranked.demand.because)
  return { tenant, ranked, decision: { ...staying(tenant, ranked), because, refusals: [] }, step }
}

const unwantedOf = keeping('unwanted', unwanted)
const standingOf = keeping('standing', standing)

const wantedOf = (tenant: TenantCase, ranked: Ranked, scene: Scene): TenantJudgement => {
  const stands = standingOf(tenant, scene)
  const { latest } = tenant
  if (latest?.stands === stands && latest.judgement.ranked === ranked) return latest.judgement
  const judgement = wanted(tenant, ranked, stands)
  tenant.latest = { stands, judgement }
  return judgement
}

/** One judgement for every owned unit, in the ledger's order. Units that are there only in part are completed by the admission side. */
export const judgeTenants = (tenants: readonly TenantCase[], scene: Scene): readonly TenantJudgement[] =>
  tenants.map((tenant) => {
    const ranked = tenant.wish === undefined ? undefined : tenant.ranked
    return ranked === undefined ? unwantedOf(tenant, scene) : wantedOf(tenant, ranked, scene)
  })
