/** From Plex's answers to the world and the planner for it, as a run plans, and as whoever asks why is shown it. */
import type { Plan } from '#core/model/plan.ts'
import type { UnitId } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { Snapshot, World } from '#core/model/world.ts'
import { createPlanner, planSettings } from '#core/plan/from-settings.ts'
import { heedOrders } from '#core/plan/leave-orders.ts'
import type { PathMap } from '#core/resolve/path-map.ts'
import { resolve } from '#core/resolve/resolve.ts'
import type { Sight } from '#core/why/sight.ts'
import { askPlex } from './ask-plex.ts'
import type { Discovery } from './discover.ts'
import type { Found } from './health/find-roots.ts'
import type { RunDeps } from './run-deps.ts'
import { survey } from './survey.ts'

interface Asked {
  readonly found: Found
  readonly discovery: Discovery
  /** A person says that as much may go home as the plan brings. */
  readonly allowReturns: boolean
  /** The one unit that it is for. */
  readonly only?: UnitId | undefined
  /** Where files of the library lie, as far as this question may look for them. */
  readonly pathMapOf: (snapshot: Snapshot) => Promise<PathMap>
}

/** The world with its planner, which keeps the very world that it was last given for whoever asks why. */
export const see = async (deps: RunDeps, { found, discovery, allowReturns, only, pathMapOf }: Asked) => {
  const { snapshot, pool } = await survey(deps, deps.settings, { ...found, discovery })
  deps.bus.publish({ type: 'pool.measured', pool })
  const { wants, library } = discovery
  const pathMap = await pathMapOf(snapshot)
  const settings = planSettings(deps.settings)
  const orders = await deps.leaveOrders.all()
  const joined = (seen: World): World => heedOrders(deps.watcher.join(seen), orders)
  const world = joined(resolve(snapshot, { wants, library, pathMap }))
  const plan = createPlanner(deps.settings, allowReturns, only)
  let given = world
  const wantedToo = (more: readonly Want[]): World =>
    joined(resolve(given, { wants: [...wants, ...more], library, pathMap }))
  return {
    snapshot,
    world,
    makeFrom: (seen: World): Plan => {
      given = seen
      return plan(seen)
    },
    sight: () => ({ world: given, wants, library, pathMap, settings, wantedToo, planFor: plan })
  }
}

/** Plans for a question alone: Plex is asked as for a run, no file is looked at, and nothing is noted as wanted. Throws the Failure of a silent Plex. */
export const glimpse = async (
  deps: RunDeps,
  found: Found,
  signal: AbortSignal
): Promise<{ readonly sight: Omit<Sight, 'plan'>; readonly plan: Plan }> => {
  const discovery = await askPlex(deps, signal)
  const { world, makeFrom, sight } = await see(deps, {
    found,
    discovery,
    allowReturns: false,
    pathMapOf: async () => found.pathMap
  })
  return { plan: makeFrom(world), sight: sight() }
}
