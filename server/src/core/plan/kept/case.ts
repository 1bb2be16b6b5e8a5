/** A unit as a plan meets it, with what is said of it and kept of that for the next plan. */
import type { Reason } from '@pcu/contract'
import type { EvictStep, MendStep, PlannedDecision, PromoteStep, Refusal } from '#core/model/plan.ts'
import type { Inspection, OwnedUnit, Unit } from '#core/model/unit.ts'
import type { Mending } from '#core/plan/mending.ts'
import type { Demand } from '#core/plan/rank/demand.ts'
import type { Ranked } from '#core/plan/rank/ranking.ts'
import type { Span } from './clock.ts'
import type { Ground } from './ground.ts'

/** A decision about a unit on the pool, and the step when it goes home or is put in order. */
export interface TenantJudgement {
  readonly tenant: TenantCase
  readonly ranked: Ranked | undefined
  readonly decision: PlannedDecision
  readonly step: EvictStep | Mending['step']
}

/** How it stands with a unit on the pool, whoever wants it. */
export interface Standing {
  readonly makesWay: EvictStep | undefined
  /** It goes on under its new name, whoever wants it. */
  readonly follows: MendStep | undefined
  readonly mending: Mending
}

/** A decision about a wanted unit, and the step when it comes to the pool. */
export interface ApplicantJudgement {
  /** Something of it is on the pool. */
  readonly isThere: boolean
  readonly decision: PlannedDecision
  readonly step: PromoteStep | undefined
}

/** What can be said of a wanted unit whatever its rank and whatever room there is. */
export interface Applicant {
  /** Undefined when it is not known: some file's size is not. */
  readonly sizeBytes: number | undefined
  /** What it still needs of the pool's room. */
  readonly missingBytes: number
  readonly files: number
  /** A look that found the files movable; a refused or outlived one counts as none. */
  readonly look: Inspection | undefined
  /** Wholly on the pool: the other side judges it. */
  readonly isComplete: boolean
  readonly refusals: readonly Refusal[]
}

/** The questions whose answers are kept. */
export interface Answers {
  readonly unwanted: TenantJudgement
  readonly standing: Standing
  readonly isFree: boolean
  readonly graceEnd: number
  readonly applicant: Applicant
}

/** An answer, with what it rests on beside the row and the unit. */
export interface Kept<Answer> extends Span {
  readonly ground: Ground
  readonly answer: Answer
}

/** All that was answered of one unit. */
export type KeptAnswers = { -readonly [Name in keyof Answers]: Kept<Answers[Name]> | undefined }

/** A demand of a plan, with the unit's case. */
export interface Wish extends Demand {
  readonly of: Case
}

/** A unit as a plan meets it. Another row or another unit makes another case. */
export interface Case {
  readonly owned: OwnedUnit | undefined
  readonly unit: Unit | undefined
  readonly answers: KeptAnswers
  /** What is wished for it while nobody plays it. */
  readonly wish: Wish | undefined
  /** The latest judgement of it as a wanted one: the same standing in the same place. */
  latest: { readonly stands: Standing; readonly judgement: TenantJudgement } | undefined
  /** The latest judgement of it as one that is not wholly on the pool: the same facts in the same place, and as much or as little room. */
  applied: Applied | undefined
  /** The latest judgement of it as one that goes home for room. */
  sent: TenantJudgement | undefined
  /** The rows of episodes that its wants stand in, as texts, once somebody asked. */
  rows: readonly (string | undefined)[] | undefined
  /** Its place in the plan that is being made. */
  ranked: Ranked<Wish> | undefined
}

/** A judgement of a wanted unit, with what it follows from. */
export interface Applied {
  readonly ranked: Ranked<Wish>
  readonly facts: Applicant
  /** Why there was no room; undefined where there was, or where nobody asked for any. */
  readonly noRoom: Reason | undefined
  readonly judgement: ApplicantJudgement
}

/** The case of a unit on the pool. */
export interface TenantCase extends Case {
  readonly owned: OwnedUnit
}

/** The case of a unit that Plex lists. */
export interface ListedCase extends Case {
  readonly unit: Unit
}
