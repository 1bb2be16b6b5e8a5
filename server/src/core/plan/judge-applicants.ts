/** Judges every wanted unit that is not on the pool: it comes, or it is left with the reason. */
import type { Reason } from '@pcu/contract'
import type { PlannedDecision, PromoteStep, Refusal } from '#core/model/plan.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import type { Unplaced, World } from '#core/model/world.ts'
import { type Demand, demandOf } from './demand.ts'
import type { Fitting } from './fit.ts'
import { ranked } from './rank.ts'
import { type AdmissionRule, refusalsOf } from './rule.ts'
import { lastLookWasGood } from './rules/admission/last-look-was-good.ts'
import { notInTrash } from './rules/admission/not-in-trash.ts'
import { notPlaying } from './rules/admission/not-playing.ts'
import { rootsAreReady } from './rules/admission/roots-are-ready.ts'
import { shareMayBeCached } from './rules/admission/share-may-be-cached.ts'

const admissionRules: readonly AdmissionRule[] = [
  rootsAreReady,
  shareMayBeCached,
  notInTrash,
  lastLookWasGood,
  notPlaying
]

/** A decision about a wanted unit, and the step when it comes to the pool. */
export interface ApplicantJudgement {
  readonly decision: PlannedDecision
  readonly step: PromoteStep | undefined
}

/** A look that found the files movable; a refused or outlived one counts as none. */
const goodLook = (unit: Unit, world: World): Inspection | undefined => {
  const look = world.inspections.get(unit.id)
  return look?.refusal === undefined ? look : undefined
}

/** Bytes of the unit: as looked at, else as Plex says; undefined when some file's size is not known. */
const sizeOf = (unit: Unit, look: Inspection | undefined): number | undefined => {
  if (look !== undefined) return look.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return unit.videos.reduce<number | undefined>(
    (sum, video) => (sum === undefined || video.sizeBytes === undefined ? undefined : sum + video.sizeBytes),
    0
  )
}

const left = (
  demand: Demand,
  look: Inspection | undefined,
  refusals: readonly [Refusal, ...Refusal[]]
): ApplicantJudgement => {
  const { unit, score } = demand
  const [first, ...others] = refusals.map((refusal) => refusal.reason)
  const because: readonly [Reason, ...Reason[]] =
    first === undefined ? demand.because : [first, ...others, ...demand.because]
  const files = look?.files.length ?? unit.videos.length
  return {
    decision: {
      unit: unit.id,
      title: unit.title,
      action: 'leave',
      because,
      refusals,
      score,
      sizeBytes: sizeOf(unit, look),
      files,
      from: undefined,
      to: undefined
    },
    step: undefined
  }
}

const judge = (demand: Demand, world: World, fitting: Fitting): ApplicantJudgement => {
  const { unit, because, score } = demand
  const look = goodLook(unit, world)
  const answers = admissionRules.map((rule) => ({ name: rule.name, verdict: rule.judge(unit, world) }))
  const [refusal, ...others] = refusalsOf(answers)
  if (refusal !== undefined) return left(demand, look, [refusal, ...others])
  const sizeBytes = sizeOf(unit, look)
  const noRoom = fitting.take(sizeBytes ?? 0)
  if (noRoom !== undefined) return left(demand, look, [{ rule: 'fits-on-pool', reason: noRoom }])
  const files = look?.files.length ?? unit.videos.length
  const places = { from: unit.id, to: unit.videos[0]?.poolPath }
  return {
    decision: {
      unit: unit.id,
      title: unit.title,
      action: 'promote',
      because,
      refusals: [],
      score,
      sizeBytes,
      files,
      ...places
    },
    step: { kind: 'promote', unit, inspection: look, sizeBytes: sizeBytes ?? 0, because }
  }
}

/** Wanted units that are not wholly on the pool, most important first. */
const applicants = (world: World): readonly Demand[] => {
  const complete = new Set(world.owned.filter((owned) => owned.state !== 'partial').map((owned) => owned.id))
  const waiting = [...world.units.values()].filter((unit) => !complete.has(unit.id))
  return ranked(waiting.flatMap((unit) => demandOf(unit) ?? []))
}

/** One judgement for every wanted unit that is not on the pool. */
export const judgeApplicants = (world: World, fitting: Fitting): readonly ApplicantJudgement[] =>
  applicants(world).map((demand) => judge(demand, world, fitting))

/** Wanted files without a place here: left, with the reason. */
export const decideUnplaced = (unplaced: Unplaced): PlannedDecision => ({
  unit: unplaced.path,
  title: unplaced.title,
  action: 'leave',
  because: [unplaced.reason],
  refusals: [{ rule: unplaced.rule, reason: unplaced.reason }],
  score: [],
  sizeBytes: unplaced.sizeBytes,
  files: 1,
  from: undefined,
  to: undefined
})
