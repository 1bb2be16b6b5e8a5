/** The rules that may hold a unit on the pool. */
import type { World } from '#core/model/world.ts'
import type { DepartureRule, DepartureRuleName, PlanSettings, RuleAnswer, Tenant } from './rule.ts'
import { absenceIsProven } from './rules/departure/absence-is-proven.ts'
import { everySourceHasSpoken } from './rules/departure/every-source-has-spoken.ts'
import { heldLongEnough } from './rules/departure/held-long-enough.ts'
import { lastTryWasGood } from './rules/departure/last-try-was-good.ts'
import { notAnOrphan } from './rules/departure/not-an-orphan.ts'
import { notPlaying } from './rules/departure/not-playing.ts'
import { notTooMany } from './rules/departure/not-too-many.ts'
import { returnIsOn } from './rules/departure/return-is-on.ts'
import { rootsAreReady } from './rules/departure/roots-are-ready.ts'
import { stillInLibrary } from './rules/departure/still-in-library.ts'
import { timerHasRunOut } from './rules/departure/timer-has-run-out.ts'

/** In this order their reasons are told. */
const departureRules: readonly DepartureRule[] = [
  notAnOrphan,
  returnIsOn,
  rootsAreReady,
  everySourceHasSpoken,
  notPlaying,
  stillInLibrary,
  absenceIsProven,
  timerHasRunOut,
  heldLongEnough,
  lastTryWasGood,
  notTooMany
]

/** A person’s order to bring it home is stronger than what speaks of wishes and graces; nothing is stronger than these. */
const rulesOfOrders: readonly DepartureRule[] = [
  notAnOrphan,
  rootsAreReady,
  everySourceHasSpoken,
  notPlaying,
  stillInLibrary,
  lastTryWasGood,
  notTooMany
]

/** The rules that are asked of this unit. */
export const departureRulesFor = ({ owned }: Tenant, { leaveOrders }: Pick<World, 'leaveOrders'>) =>
  leaveOrders?.has(owned.id) === true ? rulesOfOrders : departureRules

/** What may still hold a unit on the pool when its room is needed: everything but the grace. */
export const holdingRules = departureRules.filter((rule) => rule !== heldLongEnough)

/** What every rule says of a unit on the pool, yes and no, for whoever asks why: the plan asks the same rules and takes the refusals alone. */
export const departureAnswers = (
  tenant: Tenant,
  world: World,
  settings: PlanSettings
): readonly RuleAnswer<DepartureRuleName>[] =>
  departureRulesFor(tenant, world).map((rule) => ({ name: rule.name, verdict: rule.judge(tenant, world, settings) }))
