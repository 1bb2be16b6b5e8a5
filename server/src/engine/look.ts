/** Looks at the files of units that are about to move, and plans again with what was seen, until every step has been looked at. */

import type { StorageLayout } from '#core/model/layout.ts'
import type { Plan, PromoteStep } from '#core/model/plan.ts'
import type { Inspection, RootTrouble, Unit, UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type { InspectionStore } from '#ports/store.ts'

/** What looking needs. `plan` is the planner with its settings. */
export interface LookDeps {
  readonly host: Pick<StorageHost, 'inspect'>
  readonly inspections: Pick<InspectionStore, 'put'>
  readonly plan: (world: World) => Plan
  /** Hears what a look met that says something about a whole disk. */
  readonly met?: (trouble: RootTrouble, unit: UnitId) => Promise<void>
  /** Aborted: no further disk is woken. */
  readonly signal: AbortSignal
  /** Gathers every look made, so that a plan made anew does not look again. */
  readonly looked: Map<UnitId, Inspection>
}

const notLookedAt = (plan: Plan): readonly PromoteStep[] =>
  plan.steps.filter((step): step is PromoteStep => step.kind === 'promote' && step.inspection === undefined)

/** As the plan of this moment sees it: an answer given now counts now, whatever the clock did meanwhile. */
const forPlan = (inspection: Inspection, now: number): Inspection => {
  const { refusal } = inspection
  if (refusal === undefined || refusal.until > now) return inspection
  return { ...inspection, refusal: { ...refusal, until: now + 1 } }
}

/**
 * The plan after looking. Each round looks at the units that would move and were not looked at yet, so the number of
 * rounds is bounded by the number of wanted units; disks of units that do not fit are never asked. Throws the signal's
 * reason when the run is stopped.
 */
export const planWithLooks = async (
  world: World,
  layoutOf: (unit: Unit) => StorageLayout,
  deps: LookDeps
): Promise<Plan> => {
  const seen = new Map<UnitId, Inspection>(world.inspections)
  let plan = deps.plan(world)
  for (let pending = notLookedAt(plan); pending.length > 0; pending = notLookedAt(plan)) {
    for (const step of pending) {
      deps.signal.throwIfAborted()
      const inspection = await deps.host.inspect(layoutOf(step.unit), step.unit)
      seen.set(step.unit.id, forPlan(inspection, world.now))
      deps.looked.set(step.unit.id, forPlan(inspection, world.now))
      if (inspection.trouble !== undefined) await deps.met?.(inspection.trouble, step.unit.id)
      if (inspection.refusal !== undefined) await deps.inspections.put(inspection)
    }
    plan = deps.plan({ ...world, inspections: seen })
  }
  return plan
}
