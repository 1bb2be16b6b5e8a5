/** The rules that may keep a wanted unit off the pool. */
import type { Unit } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { AdmissionRule, AdmissionRuleName, PlanSettings, RuleAnswer } from './rule.ts'
import { lastLookWasGood } from './rules/admission/last-look-was-good.ts'
import { notAskedHome } from './rules/admission/not-asked-home.ts'
import { notInTrash } from './rules/admission/not-in-trash.ts'
import { notPlaying } from './rules/admission/not-playing.ts'
import { notSentHome } from './rules/admission/not-sent-home.ts'
import { rootsAreReady } from './rules/admission/roots-are-ready.ts'
import { shareMayBeCached } from './rules/admission/share-may-be-cached.ts'
import { sizeWithinLimit } from './rules/admission/size-within-limit.ts'

/** In this order their reasons are told. */
export const admissionRules: readonly AdmissionRule[] = [
  rootsAreReady,
  shareMayBeCached,
  notInTrash,
  notSentHome,
  notAskedHome,
  lastLookWasGood,
  notPlaying,
  sizeWithinLimit
]

/** What every one of them says of a unit, yes and no, for whoever asks why: the plan asks the same rules and takes the refusals alone. */
export const admissionAnswers = (
  unit: Unit,
  world: World,
  settings: PlanSettings
): readonly RuleAnswer<AdmissionRuleName>[] =>
  admissionRules.map((rule) => ({ name: rule.name, verdict: rule.judge(unit, world, settings) }))
