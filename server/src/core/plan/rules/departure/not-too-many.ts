/** Holds every return of a plan that would bring too much home at once. The last rule, so that who stays for a reason of its own says that one first. */
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

export const notTooMany: DepartureRule = {
  name: 'not-too-many-at-once',
  judge: (_tenant, world) => (world.returnHold === undefined ? pass : refuse(world.returnHold))
}
