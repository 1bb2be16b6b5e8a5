/** Leaves a unit on the pool for a while after bringing it home failed, so that a full or broken disk is not woken at every run. */
import { hasCome } from '#core/plan/kept/clock.ts'
import { type DepartureRule, pass, refuse } from '#core/plan/rule.ts'

/** The rule's name on a remembered failure; what a look refused on the way in says nothing about the way home. */
export const lastTryRule = 'last-try-was-good'

export const lastTryWasGood: DepartureRule = {
  name: lastTryRule,
  judge: ({ owned }, world) => {
    const refusal = world.inspections.get(owned.id)?.refusal
    return refusal?.rule === lastTryRule && !hasCome(refusal.until, world) ? refuse(refusal.reason) : pass
  }
}
