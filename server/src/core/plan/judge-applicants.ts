/** Judges every wanted unit that is not on the pool: it comes, or it is left with the reason. */
import type { Reason } from '@pcu/contract'
import type { PlannedDecision, PromoteStep, Refusal } from '#core/model/plan.ts'
import type { Inspection, Unit, UnitId } from '#core/model/unit.ts'
import type { Unplaced, World } from '#core/model/world.ts'
import { admissionRules } from './admission.ts'
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

/** A look that found the files movable; a refused or outlived one counts as none. */
const goodLook = (unit: Unit, world: World): Inspection | undefined => {
  const look = world.inspections.get(unit.id)
  return look?.refusal === undefined ? look : undefined
}

interface Judging {
  readonly world: World
  /** What of a unit lies on the pool already, bytes. */
  readonly there: ReadonlyMap<UnitId, number>
  readonly settings: PlanSettings
  readonly room: Room
  readonly gaps: Gaps
  /** What is there already and about to be found under these names is judged by that. */
  readonly newNames: ReadonlySet<string>
}

const baseOf = ({ demand: { unit }, rank, score }: Ranked, world: World) => ({
  unit: unit.id,
  title: unit.title,
  score,
  rank,
  sizeBytes: sizeOf(unit, world),
  files: goodLook(unit, world)?.files.length ?? unit.videos.length
})

const left = (ranked: Ranked, world: World, refusals: readonly [Refusal, ...Refusal[]]): ApplicantJudgement => {
  const [{ reason: first }, ...others] = refusals
  const because: readonly [Reason, ...Reason[]] = [
    first,
    ...others.map(({ reason }) => reason),
    ...ranked.demand.because
  ]
  const places = { from: undefined, to: undefined }
  return { decision: { ...baseOf(ranked, world), ...places, action: 'leave', because, refusals }, step: undefined }
}

/** What it still needs of the pool's room. */
const missingBytes = (unit: Unit, { world, there }: Pick<Judging, 'world' | 'there'>): number =>
  Math.max(0, (sizeOf(unit, world) ?? 0) - (there.get(unit.id) ?? 0))

/** Why there is no room for it, having asked for some; what waits for room keeps the rest of its row waiting, unless it will never have any. */
const noRoom = (ranked: Ranked, { world, there, room, gaps }: Judging): Reason | undefined => {
  const { unit } = ranked.demand
  const behind = gaps.behind(unit)
  if (behind !== undefined) return behind
  const refusal = room.take(ranked, missingBytes(unit, { world, there }))
  if (refusal !== undefined && refusal.never !== true) gaps.open(unit)
  return refusal
}

const judge = (ranked: Ranked, judging: Judging): ApplicantJudgement => {
  const { world, settings } = judging
  const { unit, because } = ranked.demand
  const refusals = refusalsOf(admissionRules, (rule) => rule.judge(unit, world, settings))
  const [refusal, ...others] = refusals
  if (refusal !== undefined) return left(ranked, world, [refusal, ...others])
  const reason = noRoom(ranked, judging)
  if (reason !== undefined) return left(ranked, world, [{ rule: 'fits-on-pool', reason }])
  const base = baseOf(ranked, world)
  const places = { from: unit.id, to: unit.videos[0]?.poolPath }
  return {
    decision: { ...base, ...places, action: 'promote', because, refusals: [] },
    step: { kind: 'promote', unit, inspection: goodLook(unit, world), sizeBytes: missingBytes(unit, judging), because }
  }
}

/** One judgement for every wanted unit that is not wholly on the pool, most important first. */
export const judgeApplicants = (
  ranks: Ranks,
  judging: Omit<Judging, 'gaps' | 'there'>
): readonly ApplicantJudgement[] => {
  const { owned } = judging.world
  const tenants = new Map(owned.map((one) => [one.id, one]))
  const isComplete = (unit: Unit): boolean => {
    const tenant = tenants.get(unit.id)
    if (tenant === undefined || tenant.state === 'partial') return false
    return tenant.state === 'orphan' || hasAllParts(unit, tenant.files)
  }
  const there = new Map(owned.map(({ id, sizeBytes }) => [id, sizeBytes]))
  const all: Judging = { ...judging, there, gaps: createGaps() }
  const judgements: ApplicantJudgement[] = []
  for (const ranked of ranks.all) {
    const { unit } = ranked.demand
    if (judging.newNames.has(unit.id)) continue
    // A part that goes home for something better is not completed in the same plan.
    if (!isComplete(unit) && !judging.room.leavers.has(unit.id)) judgements.push(judge(ranked, all))
  }
  return judgements
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
