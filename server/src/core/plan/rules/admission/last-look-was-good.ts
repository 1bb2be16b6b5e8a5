/** Repeats the answer of the last look at the files while that answer is good, so that a sleeping disk is not asked twice. */
import type { Inspection } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { hasCome } from '#core/plan/kept/clock.ts'
import { type AdmissionRule, pass, refuse } from '#core/plan/rule.ts'

/** A no because of a root ends when that root is well again, not at an hour that was guessed. */
const isRootBack = ({ reason }: NonNullable<Inspection['refusal']>, { gates }: World): boolean => {
  if (reason.code !== 'root-not-ready') return false
  const gate = gates.get(reason.root)
  return gate?.touch === undefined && gate?.change === undefined
}

/** A file with more than one name is left by a setting; another setting is another answer. */
const isPolicyNew = ({ reason }: NonNullable<Inspection['refusal']>, { shared }: World): boolean =>
  reason.code === 'hard-linked' && (reason.policy ?? 'skip') !== (shared?.hardLinks ?? 'skip')

export const lastLookWasGood: AdmissionRule = {
  name: 'last-look-was-good',
  judge: (unit, world) => {
    const refusal = world.inspections.get(unit.id)?.refusal
    if (refusal === undefined || hasCome(refusal.until, world)) return pass
    return isRootBack(refusal, world) || isPolicyNew(refusal, world) ? pass : refuse(refusal.reason)
  }
}
