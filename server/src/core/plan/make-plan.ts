/** The one door of the planner: the world and the settings go in, one decision for every unit comes out. */
import type { Plan, Step } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { decideUnplaced, judgeApplicants } from './judge-applicants.ts'
import { judgeTenants, sentHome, type TenantJudgement } from './judge-tenants.ts'
import { type Scene, sceneOf } from './kept/scene.ts'
import { fixedRanking } from './rank/fixed.ts'
import { rankWorld } from './rank/rank-world.ts'
import type { Ranking } from './rank/ranking.ts'
import { candidatesOf } from './room/candidates.ts'
import { createRoom, type Room } from './room/room.ts'
import type { PlanSettings } from './rule.ts'

const roomOf = (tenants: readonly TenantJudgement[], scene: Scene, ranking: Ranking): Room => {
  const { world, settings } = scene
  const leaving = tenants.flatMap(({ step }) => (step?.kind === 'evict' ? [step] : []))
  // While nothing may come, nobody can say whether the pool is what it seems to be.
  const mayMakeRoom = settings.makeRoom && world.promoteBlock === undefined
  return createRoom({
    pool: world.pool,
    leavingBytes: leaving.reduce((sum, step) => sum + step.sizeBytes, 0),
    ranking,
    candidates: () => (mayMakeRoom ? candidatesOf(tenants, scene) : [])
  })
}

/** Names under which something that lies on the pool already is about to be followed. */
const newNamesIn = (tenants: readonly TenantJudgement[]): ReadonlySet<string> =>
  new Set(
    tenants.flatMap(({ step }) =>
      step?.kind === 'mend' && step.renamed !== undefined
        ? (step.successor?.files.map(({ sharePath }) => sharePath) ?? [])
        : []
    )
  )

/**
 * Plans one run. The same input gives the same plan, whatever the order of wants and whatever was planned before: what is kept between plans saves work alone.
 *
 * A unit that is on the pool only in part and still wanted gets its one decision from the admission side, which completes it.
 */
export const makePlan = (world: World, settings: PlanSettings, ranking: Ranking = fixedRanking): Plan => {
  const ranks = rankWorld(world, ranking)
  const scene = sceneOf(world, settings)
  const stayed = judgeTenants(scene, ranks)
  const room = roomOf(stayed, scene, ranking)
  const applicants = judgeApplicants(ranks, scene, { room, newNames: newNamesIn(stayed) })
  const applying = new Set(applicants.map(({ decision }) => decision.unit))
  const tenants = stayed.map((judgement) => {
    const reason = room.leavers.get(judgement.tenant.owned.id)
    return reason === undefined ? judgement : sentHome(judgement, reason)
  })
  const steps: readonly Step[] = [
    ...tenants.flatMap(({ step }) => step ?? []),
    ...applicants.flatMap(({ step }) => step ?? [])
  ]
  return {
    decisions: [
      ...tenants.map(({ decision }) => decision).filter((decision) => !applying.has(decision.unit)),
      ...applicants.map(({ decision }) => decision),
      ...world.unplaced.map(decideUnplaced)
    ],
    steps
  }
}
