/** The rules that may keep a wanted unit off the pool. */
import type { AdmissionRule } from './rule.ts'
import { lastLookWasGood } from './rules/admission/last-look-was-good.ts'
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
  lastLookWasGood,
  notPlaying,
  sizeWithinLimit
]
