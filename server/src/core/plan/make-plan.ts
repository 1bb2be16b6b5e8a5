/** The one door of the planner: the world and the settings go in, one decision for every unit comes out. */
import type { Plan, PlannedDecision, Step } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { Unplaced, World } from '#core/model/world.ts'
import { judgeApplicants } from './judge-applicants.ts'
import { judgeTenants } from './judge-tenants.ts'
import type { ApplicantJudgement, TenantJudgement, Wish } from './kept/case.ts'
import { casesOf } from './kept/cases.ts'
import { type Scene, sceneOf } from './kept/scene.ts'
import { createFixedRanking } from './rank/fixed.ts'
import { rankWanted } from './rank/rank-world.ts'
import type { Ranked, Ranking } from './rank/ranking.ts'
import { candidatesOf } from './room/candidates.ts'
import { sentHome } from './room/going-home.ts'
import { createRoom, type Room } from './room/room.ts'
import type { PlanSettings } from './rule.ts'

const roomOf = (
  tenants: readonly TenantJudgement[],
  all: readonly Ranked<Wish>[],
  { scene, ranking }: { readonly scene: Scene; readonly ranking: Ranking<Wish> }
): Room => {
  const { world, settings } = scene
  let leavingBytes = 0
  for (const { step } of tenants) if (step?.kind === 'evict') leavingBytes += step.sizeBytes
  // While nothing may come, nobody can say whether the pool is what it seems to be.
  const mayMakeRoom = settings.makeRoom && world.promoteBlock === undefined
  return createRoom({
    pool: world.pool,
    leavingBytes,
    ranking,
    candidates: () => (mayMakeRoom ? candidatesOf(tenants, all, scene) : [])
  })
}

/** Names under which something that lies on the pool already is about to be followed. */
const newNamesIn = (tenants: readonly TenantJudgement[]): ReadonlySet<UnitId> => {
  const names = new Set<UnitId>()
  for (const { step } of tenants) {
    if (step?.kind !== 'mend' || step.renamed === undefined) continue
    for (const { sharePath } of step.successor?.files ?? []) names.add(sharePath)
  }
  return names
}

/** The judgements, with those sent home who go for room. */
const withLeavers = (stayed: readonly TenantJudgement[], { leavers }: Room): readonly TenantJudgement[] => {
  if (leavers.size === 0) return stayed
  return stayed.map((judgement) => {
    const reason = leavers.get(judgement.tenant)
    return reason === undefined ? judgement : sentHome(judgement, reason)
  })
}

/** Wanted files without a place here: left, with the reason. */
const decideUnplaced = (unplaced: Unplaced): PlannedDecision => ({
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

type Judgement = TenantJudgement | ApplicantJudgement

const decisionOf = ({ decision }: Judgement): PlannedDecision => decision

const stepsIn = (judgements: readonly Judgement[]): readonly Step[] => {
  const steps: Step[] = []
  for (const { step } of judgements) if (step !== undefined) steps.push(step)
  return steps
}

/** A unit that is on the pool only in part and still wanted gets its one decision from the admission side, which completes it. */
const together = (
  tenants: readonly TenantJudgement[],
  applicants: readonly ApplicantJudgement[],
  unplaced: readonly PlannedDecision[]
): Plan => {
  const completed = new Set<string>()
  for (const { decision, isThere } of applicants) if (isThere) completed.add(decision.unit)
  const others = completed.size === 0 ? tenants : tenants.filter(({ decision }) => !completed.has(decision.unit))
  return {
    decisions: [...others.map(decisionOf), ...applicants.map(decisionOf), ...unplaced],
    steps: [...stepsIn(tenants), ...stepsIn(applicants)]
  }
}

const fixedRanking = createFixedRanking<Wish>()

/** Plans one run. The same input gives the same plan, whatever the order of wants and whatever was planned before: what is kept between plans saves work alone. */
export const makePlan = (world: World, settings: PlanSettings, ranking: Ranking<Wish> = fixedRanking): Plan => {
  const cases = casesOf(world)
  const scene = sceneOf(world, settings, cases)
  const ranked = rankWanted(cases.wanted, scene, ranking)
  const stayed = judgeTenants(cases.tenants, scene)
  const room = roomOf(stayed, ranked, { scene, ranking })
  const applicants = judgeApplicants(ranked, scene, { room, newNames: newNamesIn(stayed) })
  return together(withLeavers(stayed, room), applicants, world.unplaced.map(decideUnplaced))
}
