/**
 * Keeps a file for a grace time after it was watched, else after it was last wanted, and what nobody watched for a while after it came, so that nothing
 * is carried to and fro.
 */
import type { Reason } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import { hasCome, type Judged } from '#core/plan/kept/clock.ts'
import {
  type DepartureRule,
  type PlanSettings,
  pass,
  refuse,
  type Tenant,
  watchedSinceWanted
} from '#core/plan/rule.ts'

const hourMs = 3_600_000

/** Where a clock was set back, what came "later" than now came a moment ago. */
export const holdEndsAt = ({ promotedAt }: OwnedUnit, world: Judged, { holdHours }: PlanSettings): number =>
  (hasCome(promotedAt, world) ? promotedAt : world.now) + holdHours * hourMs

/** Of several wishes the longest grace counts. */
const isOnlyListed = ({ lastWantedBy }: OwnedUnit): boolean =>
  lastWantedBy !== undefined && lastWantedBy.length > 0 && lastWantedBy.every((kind) => kind === 'watchlist')

/** The grace of a unit that nobody watched since it was wanted, and the setting behind it. */
export const graceOf = (
  owned: OwnedUnit,
  settings: PlanSettings
): { readonly graceHours: number; readonly by?: 'watchlist' } =>
  isOnlyListed(owned)
    ? { graceHours: settings.watchlistGraceHours, by: 'watchlist' }
    : { graceHours: settings.graceHours }

interface Held {
  readonly untilAt: number
  readonly reason: Reason
}

const heldAfterView = (viewedAt: number, { graceHours }: PlanSettings): Held => {
  const untilAt = viewedAt + graceHours * hourMs
  return { untilAt, reason: { code: 'watched-recently', viewedAt, untilAt, graceHours } }
}

const heldAfterWish = (owned: OwnedUnit, world: Judged, settings: PlanSettings): Held => {
  const { lastWantedAt, promotedAt } = owned
  const grace = graceOf(owned, settings)
  const untilAt = lastWantedAt + grace.graceHours * hourMs
  const holdUntilAt = holdEndsAt(owned, world, settings)
  if (holdUntilAt <= untilAt) return { untilAt, reason: { code: 'wanted-recently', lastWantedAt, untilAt, ...grace } }
  const { holdHours } = settings
  return { untilAt: holdUntilAt, reason: { code: 'came-recently', promotedAt, untilAt: holdUntilAt, holdHours } }
}

/** Until when a unit that nobody wants stays for that alone, and why. */
export const heldUntil = (tenant: Tenant, world: Judged, settings: PlanSettings): Held => {
  const viewedAt = watchedSinceWanted(tenant)
  return viewedAt === undefined ? heldAfterWish(tenant.owned, world, settings) : heldAfterView(viewedAt, settings)
}

export const heldLongEnough: DepartureRule = {
  name: 'held-long-enough',
  judge: (tenant, world, settings) => {
    const { untilAt, reason } = heldUntil(tenant, world, settings)
    return hasCome(untilAt, world) ? pass : refuse(reason)
  }
}
