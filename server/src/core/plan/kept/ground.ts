/** What holds for all units of a world alike. It stays the same object while none of it changes, so that what follows from it can be kept. */
import { isEqual } from '#core/model/equal.ts'
import type { World } from '#core/model/world.ts'
import type { PlanSettings } from '#core/plan/rule.ts'

/** What every unit's judgement rests on beside its own facts. */
export interface Ground {
  readonly settings: PlanSettings
  readonly facts: readonly (readonly [string, unknown])[]
}

/**
 * What is told of single units, and the clock: whoever keeps a judgement looks after these. All else counts for everybody, also what a later fact of the world
 * will be called.
 */
const particular: ReadonlySet<string> = new Set<keyof World>([
  'now',
  'pool',
  'sessions',
  'owned',
  'units',
  'unplaced',
  'inspections',
  'copies',
  'timers',
  'sentHome',
  'confirmedGone',
  'replaced',
  'successors',
  'maybeRenamed'
])

const factsOf = (world: World): Ground['facts'] => [
  ...Object.entries(world).filter(([name]) => !particular.has(name)),
  ['size of the pool', world.pool.totalBytes],
  ['silence about sessions', world.sessions.known ? undefined : world.sessions.detail]
]

/** The latest ones: a plan that is made with and without returns stands on two in turn. */
let latest: readonly Ground[] = []
const mostKept = 4

/** The ground of a world: the very one that an equal world had a moment ago. */
export const groundOf = (world: World, settings: PlanSettings): Ground => {
  const ground = { settings, facts: factsOf(world) }
  const known = latest.find((one) => isEqual(one, ground))
  latest = [known ?? ground, ...latest.filter((one) => one !== known)].slice(0, mostKept)
  return known ?? ground
}
