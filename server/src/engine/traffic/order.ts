/** The order in which steps should begin: what goes home first, disk by disk, then what comes in, by rank. */
import type { PromoteStep, Step } from '#core/model/plan.ts'
import { disksOf, type Roads } from './claims.ts'

type HomeStep = Exclude<Step, PromoteStep>

const homeDisk = (step: HomeStep, roads: Roads): string => disksOf(step, roads)[0] ?? ''

/**
 * Files of one disk go home one after the other, so that it is woken once. Disks that promotions read from come first: they were looked at for this very
 * run and are awake.
 */
const byDisk = (
  evictions: readonly HomeStep[],
  promotions: readonly PromoteStep[],
  roads: Roads
): readonly HomeStep[] => {
  const awake = new Set(promotions.flatMap((step) => disksOf(step, roads)))
  const groups = [...Map.groupBy(evictions, (step) => homeDisk(step, roads))]
  const first = groups.filter(([disk]) => awake.has(disk))
  const others = groups.filter(([disk]) => !awake.has(disk))
  return [...first, ...others].flatMap(([, steps]) => steps)
}

/** All steps in the order in which they should begin. */
export const inOrder = (
  evictions: readonly HomeStep[],
  promotions: readonly PromoteStep[],
  roads: Roads
): readonly Step[] => [...byDisk(evictions, promotions, roads), ...promotions]
