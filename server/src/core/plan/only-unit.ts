/** A plan for one unit alone: what the whole plan says of it, and nothing of anything else. */
import type { Plan } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'

/** Nothing where the plan does not concern it. */
export const onlyUnit = ({ decisions, steps }: Plan, unit: UnitId): Plan => ({
  decisions: decisions.filter((decision) => decision.unit === unit),
  steps: steps.filter((step) => step.unit.id === unit)
})
