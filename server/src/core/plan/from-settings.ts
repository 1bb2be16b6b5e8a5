/** The planner as the settings make it. */
import type { Settings } from '@pcu/contract'
import type { Plan } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { World } from '#core/model/world.ts'
import { guardReturns } from './guard.ts'
import { makePlan } from './make-plan.ts'
import { onlyUnit } from './only-unit.ts'
import type { PlanSettings } from './rule.ts'

/** What the planner is told. */
export const planSettings = ({ watched, watchlist, pool, transfer, orphans }: Settings): PlanSettings => ({
  returnWatched: watched.move,
  graceHours: watched.cacheExpiryHours,
  watchlistGraceHours: watchlist.cacheExpiryHours,
  holdHours: pool.holdHours,
  makeRoom: pool.makeRoom,
  mostItem: pool.maxItemSizeGb,
  minimumAgeMinutes: transfer.minimumFileAgeMinutes,
  orphans: {
    removeAfterDays: orphans.policy === 'remove-after' ? orphans.keepDays : undefined,
    finishDeletes: orphans.finishDeletes === 'automatic'
  }
})

/** Plans with these settings. `allowReturns`: a person says that as much may go home as the plan brings; `only`: for this unit alone, which nothing else makes room for. */
export const createPlanner = (settings: Settings, allowReturns: boolean, only?: UnitId): ((world: World) => Plan) => {
  const told = planSettings(settings)
  if (only !== undefined) {
    const alone = { ...told, makeRoom: false }
    return (world) => onlyUnit(makePlan(world, alone), only)
  }
  return guardReturns((world) => makePlan(world, told), allowReturns ? 0 : settings.watched.returnGuardPercent)
}
