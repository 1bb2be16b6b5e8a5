/** Judges every wanted unit that is not on the pool: it comes, or it is left with the reason. */
import type { Reason } from '@pcu/contract'
import type { PlannedDecision, Refusal } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'
import { admissionRules } from './admission.ts'
import type { Applicant, ApplicantJudgement, ListedCase, Wish } from './kept/case.ts'
import { isListed } from './kept/cases.ts'
import type { Judged } from './kept/clock.ts'
import { saysTheSame } from './kept/says-the-same.ts'
import { keeping, type Scene } from './kept/scene.ts'
import type { Ranked } from './rank/ranking.ts'
import { createGaps, type Gaps } from './room/gaps.ts'
import type { Room } from './room/room.ts'
import { type PlanSettings, refusalsOf } from './rule.ts'
import { sizeOf } from './rules/admission/size-within-limit.ts'
import { hasAllParts } from './upgrades/listed.ts'

const isComplete = ({ unit, owned }: ListedCase): boolean => {
  if (owned === undefined || owned.state === 'partial') return false
  return owned.state === 'orphan' || hasAllParts(unit, owned.files)
}

const applicant = (asked: ListedCase, world: Judged, settings: PlanSettings): Applicant => {
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

const applicantOf = keeping('applicant', applicant)

/** A wanted unit with its place in the plan. */
interface Asking {
  readonly ranked: Ranked<Wish>
  readonly asked: ListedCase
  readonly facts: Applicant
}

const left = ({ ranked, asked, facts }: Asking, refusals: readonly [Refusal, ...Refusal[]]): ApplicantJudgement => {
  const { score, rank, demand } = ranked
  const { unit, owned } = asked
  const { sizeBytes, files } = facts
  const [{ reason: first }, ...others] = refusals
  const because: PlannedDecision['because'] = [first, ...others.map(({ reason }) => reason), ...demand.because]
  const what = { unit: unit.id, title: unit.title, score, rank, sizeBytes, files, from: undefined, to: undefined }
  return { isThere: owned !== undefined, decision: { ...what, action: 'leave', because, refusals }, step: undefined }
}

const coming = ({ ranked, asked, facts }: Asking): ApplicantJudgement => {
  const { score, rank, demand } = ranked
  const { unit, owned } = asked
  const { sizeBytes, files, look, missingBytes } = facts
  const { because } = demand
  const what = { unit: unit.id, title: unit.title, score, rank, sizeBytes, files }
  const places = { from: unit.id, to: unit.videos[0]?.poolPath }
  return {
    isThere: owned !== undefined,
    decision: { ...what, ...places, action: 'promote', because, refusals: [] },
    step: { kind: 'promote', unit, inspection: look, sizeBytes: missingBytes, because }
  }
}

interface Filling {
  readonly room: Room
  readonly gaps: Gaps
}

/** Why there is no room for it, having asked for some; what waits for room keeps the rest of its row waiting, unless it will never have any. */
const withoutRoom = ({ ranked, asked, facts }: Asking, { room, gaps }: Filling): Reason | undefined => {
  const behind = gaps.behind(asked)
  if (behind !== undefined) return behind
  const refusal = room.take(ranked, facts.missingBytes)
  if (refusal !== undefined && refusal.never !== true) gaps.open(asked)
  return refusal
}

const judgedAnew = (asking: Asking, noRoom: Reason | undefined): ApplicantJudgement => {
  const [refusal, ...others] = asking.facts.refusals
  if (refusal !== undefined) return left(asking, [refusal, ...others])
  return noRoom === undefined ? coming(asking) : left(asking, [{ rule: 'fits-on-pool', reason: noRoom }])
}

/** The very judgement of the last plan where it follows from the same. */
const judge = (asking: Asking, filling: Filling): ApplicantJudgement => {
  const { ranked, asked, facts } = asking
  const noRoom = facts.refusals.length === 0 ? withoutRoom(asking, filling) : undefined
  const { applied } = asked
  const isSame = applied?.ranked === ranked && applied.facts === facts && saysTheSame(applied.noRoom, noRoom)
  if (isSame) return applied.judgement
  const judgement = judgedAnew(asking, noRoom)
  asked.applied = { ranked, facts, noRoom, judgement }
  return judgement
}

/** What the judgement of the units on the pool leaves to the others. */
interface Beside {
  readonly room: Room
  /** What is there already and about to be found under these names is judged by that. */
  readonly newNames: ReadonlySet<UnitId>
}

/** One judgement for every wanted unit that is not wholly on the pool, most important first. */
export const judgeApplicants = (
  all: readonly Ranked<Wish>[],
  scene: Scene,
  { room, newNames }: Beside
): readonly ApplicantJudgement[] => {
  const filling = { room, gaps: createGaps() }
  const judgements: ApplicantJudgement[] = []
  const leaving: Ranked<Wish>[] = []
  const apply = (ranked: Ranked<Wish>): void => {
    const { of: asked } = ranked.demand
    if (!isListed(asked)) return
    const facts = applicantOf(asked, scene)
    if (facts.isComplete) return
    // A part that goes home for something better is not completed in the same plan.
    if (asked.owned !== undefined && room.leavers.has(asked)) leaving.push(ranked)
    else judgements.push(judge({ ranked, asked, facts }, filling))
  }
  for (const ranked of all) if (newNames.size === 0 || !newNames.has(ranked.demand.unit.id)) apply(ranked)
  const spared = leaving.filter(({ demand }) => !room.leavers.has(demand.of))
  if (spared.length === 0) return judgements
  for (const ranked of spared) apply(ranked)
  return judgements.toSorted((a, b) => (a.decision.rank ?? 0) - (b.decision.rank ?? 0))
}
