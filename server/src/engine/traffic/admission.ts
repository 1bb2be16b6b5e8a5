/** The room on the pool, given out in rank order: a promotion begins early when its room is there already, and is refused only when nothing more will go home. */
import type { Reason } from '@pcu/contract'
import type { PromoteStep } from '#core/model/plan.ts'
import type { PoolRoom } from '#core/model/world.ts'
import { createFitting } from '#core/plan/room/fit.ts'

/** What admission is told of the evictions of the same run. */
export interface Leaving {
  /** Whether all of them have ended. */
  isOver(): boolean
  /** What really went home; a unit that stayed still counts. */
  goneBytes(): number
}

/** Gives the room out. */
export interface Admission {
  /** Whether the question of this promotion's room is settled, one way or the other. */
  isSettled(step: PromoteStep): boolean
  /** Why it has no room; undefined when it has. */
  refusal(step: PromoteStep): Reason | undefined
}

/**
 * Settles the promotions in their order and never out of it, so that a small one does not take the room for which a better one waits. While units are on
 * their way home, free bytes and budget must both allow it as they are now; afterwards only the budget is asked here, as the mover asks the disk itself. What goes
 * home only adds room, so the answers are those that waiting for the last eviction would have given.
 */
export const createAdmission = (promotions: readonly PromoteStep[], pool: PoolRoom, leaving: Leaving): Admission => {
  const settled = new Map<PromoteStep, Reason | undefined>()
  let takenBytes = 0

  const judge = (step: PromoteStep): Reason | undefined => {
    const freeBytes = leaving.isOver() ? Number.POSITIVE_INFINITY : pool.freeBytes - takenBytes
    const room = { ...pool, freeBytes, ownedBytes: pool.ownedBytes + takenBytes }
    return createFitting(room, leaving.goneBytes()).take(step.sizeBytes)
  }

  const settleNext = (step: PromoteStep): boolean => {
    const refusal = judge(step)
    if (refusal !== undefined && !leaving.isOver()) return false
    if (refusal === undefined) takenBytes += step.sizeBytes
    settled.set(step, refusal)
    return true
  }

  const settleInOrder = (): void => {
    while (settled.size < promotions.length) {
      const next = promotions[settled.size]
      if (next === undefined || !settleNext(next)) return
    }
  }

  return {
    isSettled: (step) => {
      settleInOrder()
      return settled.has(step)
    },
    refusal: (step) => settled.get(step)
  }
}
