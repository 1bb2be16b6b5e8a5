/** Judges every wanted unit that is not on the pool: it comes, or it is left with the reason. */
import type { Reason } from '@pcu/contract'
import type { PlannedDecision, PromoteStep, Refusal } from '#core/model/plan.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import type { Unplaced } from '#core/model/world.ts'
import { admissionRules } from './admission.ts'
import type { Judged } from './kept/clock.ts'
import { keeping, type Scene, type Subject } from './kept/scene.ts'
import type { Ranks } from './rank/rank-world.ts'
import type { Ranked } from './rank/ranking.ts'
import { createGaps, type Gaps } from './room/gaps.ts'
import type { Room } from './room/room.ts'
import { type PlanSettings, refusalsOf } from './rule.ts'
import { sizeOf } from './rules/admission/size-within-limit.ts'
import { hasAllParts } from './upgrades/listed.ts'

/** A decision about a wanted unit, and the step when it comes to the pool. */
export interface ApplicantJudgement {
  readonly decision: PlannedDecision
  readonly step: PromoteStep | undefined
}

/** What can be said of a wanted unit whatever its rank and whatever room there is. */
interface Applicant {
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

/** A wanted unit, with what of it lies on the pool already. */
interface Asked extends Subject {
  readonly unit: Unit
}

const isComplete = ({ unit, owned }: Asked): boolean => {
  if (owned === undefined || owned.state === 'partial') return false
  return owned.state === 'orphan' || hasAllParts(unit, owned.files)
}

const applicant = (asked: Asked, world: Judged, settings: PlanSettings): Applicant => {
  const { unit, owned } = asked
  const look = world.inspections.get(unit.id)
  const goodLook = look?.refusal === undefined ? look : undefined
  const sizeBytes = sizeOf(unit, world)
  const complete = isComplete(asked)
  return {
    sizeBytes,
    missingBytes: Math.max(0, (sizeBytes ?? 0) - (owned?.sizeBytes ?? 0)),
    files: goodLook?.files.length ?? unit.videos.length,
    look: goodLook,
    isComplete: complete,
    refusals: complete ? [] : refusalsOf(admissionRules, (rule) => rule.judge(unit, world, settings))
  }
}

const applicantOf = keeping(applicant)

const baseOf = ({ demand: { unit }, rank, score }: Ranked, { sizeBytes, files }: Applicant) => ({
  unit: unit.id,
  title: unit.title,
  score,
  rank,
  sizeBytes,
  files
})

const left = (ranked: Ranked, facts: Applicant, refusals: readonly [Refusal, ...Refusal[]]): ApplicantJudgement => {
  const [{ reason: first }, ...others] = refusals
  const because: readonly [Reason, ...Reason[]] = [
    first,
    ...others.map(({ reason }) => reason),
    ...ranked.demand.because
  ]
  const places = { from: undefined, to: undefined }
  return { decision: { ...baseOf(ranked, facts), ...places, action: 'leave', because, refusals }, step: undefined }
}

/** Why there is no room for it, having asked for some; what waits for room keeps the rest of its row waiting, unless it will never have any. */
const noRoom = (ranked: Ranked, { missingBytes }: Applicant, { room, gaps }: Filling): Reason | undefined => {
  const { unit } = ranked.demand
  const behind = gaps.behind(unit)
  if (behind !== undefined) return behind
  const refusal = room.take(ranked, missingBytes)
  if (refusal !== undefined && refusal.never !== true) gaps.open(unit)
  return refusal
}

interface Filling {
  readonly room: Room
  readonly gaps: Gaps
}

const judge = (ranked: Ranked, facts: Applicant, filling: Filling): ApplicantJudgement => {
  const { unit, because } = ranked.demand
  const [refusal, ...others] = facts.refusals
  if (refusal !== undefined) return left(ranked, facts, [refusal, ...others])
  const reason = noRoom(ranked, facts, filling)
  if (reason !== undefined) return left(ranked, facts, [{ rule: 'fits-on-pool', reason }])
  const { look, missingBytes } = facts
  const places = { from: unit.id, to: unit.videos[0]?.poolPath }
  return {
    decision: { ...baseOf(ranked, facts), ...places, action: 'promote', because, refusals: [] },
    step: { kind: 'promote', unit, inspection: look, sizeBytes: missingBytes, because }
  }
}

/** What the judgement of the units on the pool leaves to the others. */
interface Beside {
  readonly room: Room
  /** What is there already and about to be found under these names is judged by that. */
  readonly newNames: ReadonlySet<string>
}

/** One judgement for every wanted unit that is not wholly on the pool, most important first. */
export const judgeApplicants = (
  ranks: Ranks,
  scene: Scene,
  { room, newNames }: Beside
): readonly ApplicantJudgement[] => {
  const there = new Map(scene.world.owned.map((owned) => [owned.id, owned]))
  const filling = { room, gaps: createGaps() }
  const judgements: ApplicantJudgement[] = []
  const leaving: Ranked[] = []
  const apply = (ranked: Ranked): void => {
    const { unit } = ranked.demand
    const facts = applicantOf({ unit, owned: there.get(unit.id) }, scene)
    if (facts.isComplete) return
    // A part that goes home for something better is not completed in the same plan.
    if (room.leavers.has(unit.id)) leaving.push(ranked)
    else judgements.push(judge(ranked, facts, filling))
  }
  for (const ranked of ranks.all) if (!newNames.has(ranked.demand.unit.id)) apply(ranked)
  const spared = leaving.filter(({ demand: { unit } }) => !room.leavers.has(unit.id))
  if (spared.length === 0) return judgements
  for (const ranked of spared) apply(ranked)
  return judgements.toSorted((a, b) => (a.decision.rank ?? 0) - (b.decision.rank ?? 0))
}

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
