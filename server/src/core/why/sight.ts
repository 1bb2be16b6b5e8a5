/** What the last plan saw and decided, kept so that it can be asked about any title. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { Plan } from '#core/model/plan.ts'
import type { Want } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import type { PathMap } from '#core/resolve/path-map.ts'

/** The very values that the plan was made of. */
export interface Sight {
  readonly world: World
  readonly wants: readonly Want[]
  readonly library: LibraryIndex
  readonly pathMap: PathMap
  readonly settings: PlanSettings
  readonly plan: Plan
  /** The planner that made it. */
  readonly planFor: (world: World) => Plan
  /** The same world with more wishes. */
  readonly wantedToo: (more: readonly Want[]) => World
}
