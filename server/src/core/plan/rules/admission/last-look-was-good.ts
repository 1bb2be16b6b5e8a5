/** Repeats the answer of the last look at the files while that answer is good, so that a sleeping disk is not asked twice. */
import type { Inspection } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

/** A no because of a root ends when that root is well again, not at an hour that was guessed. */
const isRootBack = ({ reason }: NonNullable<Inspection['refusal']>, { gates }: World): boolean => {
  if (reason.code !== 'root-not-ready') return false
  const gate = gates.get(reason.root)
  return gate?.touch === undefined && gate?.change === undefined
}

export const lastLookWasGood: AdmissionRule = {
  name: 'last-look-was-good',
  judge: (unit, world) => {
    const refusal = world.inspections.get(unit.id)?.refusal
    if (refusal === undefined || refusal.until <= world.now || isRootBack(refusal, world)) return pass
    return refuse(refusal.reason)
  }
}
