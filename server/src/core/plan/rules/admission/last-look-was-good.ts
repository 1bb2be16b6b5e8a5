/** Repeats the answer of the last look at the files while that answer is good, so that a sleeping disk is not asked twice. */
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

export const lastLookWasGood: AdmissionRule = {
  name: 'last-look-was-good',
  judge: (unit, world) => {
    const refusal = world.inspections.get(unit.id)?.refusal
    return refusal !== undefined && refusal.until > world.now ? refuse(refusal.reason) : pass
  }
}
