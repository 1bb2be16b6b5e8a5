/** The change guard: a plan that would bring home more than a set share of the pool at once is made anew without returns, until a person says so. */
import type { Reason } from '@pcu/contract'
import type { EvictStep, Plan } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'

type Planner = (world: World) => Plan
type TooMany = Extract<Reason, { code: 'too-many-returns' }>

/** A household finishes a season or comes back from a journey: so many titles may always go, whatever part of a small pool they are. */
export const alwaysAllowed = 9

const bytesOf = (units: readonly { readonly sizeBytes: number }[]): number =>
  units.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)

/** Why these returns are too many; undefined when they are not. Counted in bytes of what we own on the pool. */
const tooMany = (leaving: readonly EvictStep[], world: World, limitPercent: number): TooMany | undefined => {
  if (leaving.length <= alwaysAllowed) return undefined
  const [bytes, ownedBytes] = [bytesOf(leaving), bytesOf(world.owned)]
  if (bytes * 100 <= ownedBytes * limitPercent) return undefined
  const percent = Math.ceil((bytes * 100) / ownedBytes)
  return { code: 'too-many-returns', units: leaving.length, bytes, percent, limitPercent }
}

/**
 * The same planner, guarded. What trips it is a whole plan, never a unit: then nothing goes home, whoever of them would have been right, because a plan that is
 * wrong about many is to be trusted about none. What is wanted still comes, as far as it fits beside all that stays: that takes nothing away from anybody.
 *
 * @param limitPercent RETURN_GUARD_PERCENT; 0 is no guard
 */
export const guardReturns =
  (plan: Planner, limitPercent: number): Planner =>
  (world) => {
    const free = plan(world)
    if (limitPercent === 0) return free
    const leaving = free.steps.filter((step) => step.kind === 'evict')
    const reason = tooMany(leaving, world, limitPercent)
    if (reason === undefined) return free
    return {
      ...plan({ ...world, returnHold: reason }),
      heldReturns: { reason, titles: leaving.map(({ unit }) => unit.title) }
    }
  }
