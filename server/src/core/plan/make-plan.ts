/** The one door of the planner: the world and the settings go in, one decision for every unit comes out. */
import type { Plan } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { createFitting } from './fit.ts'
import { decideUnplaced, judgeApplicants } from './judge-applicants.ts'
import { judgeTenants } from './judge-tenants.ts'
import type { PlanSettings } from './rule.ts'

/**
 * Plans one run. The same input gives the same plan, whatever the order of wants.
 *
 * A unit that is on the pool only in part and still wanted gets its one decision from the admission side, which completes it.
 */
export const makePlan = (world: World, settings: PlanSettings): Plan => {
  const tenants = judgeTenants(world, settings)
  const steps = tenants.flatMap(({ step }) => step ?? [])
  const evictions = steps.filter((step) => step.kind === 'evict')
  const leavingBytes = evictions.reduce((sum, step) => sum + step.sizeBytes, 0)
  const applicants = judgeApplicants(world, createFitting(world.pool, leavingBytes))
  const applying = new Set(applicants.map(({ decision }) => decision.unit))
  return {
    decisions: [
      ...tenants.map(({ decision }) => decision).filter((decision) => !applying.has(decision.unit)),
      ...applicants.map(({ decision }) => decision),
      ...world.unplaced.map(decideUnplaced)
    ],
    steps: [...steps, ...applicants.flatMap(({ step }) => step ?? [])]
  }
}
