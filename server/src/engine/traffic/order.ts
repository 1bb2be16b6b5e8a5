/** The order in which steps should begin: what is being played, what goes home, disk by disk, then what comes in, by rank. */
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

/** Something that is being played, or the very next episode of it. */
const isUrgent = ({ unit }: PromoteStep): boolean => unit.wants.some(({ kind }) => kind === 'playing')

/** The first ones in rank that cannot wait, as long as there is room for them now: one that waits for room must not keep its disk from those that make it. */
const urgentOf = (promotions: readonly PromoteStep[], hasRoom: (step: PromoteStep) => boolean): number => {
  const first = promotions.findIndex((step) => !(isUrgent(step) && hasRoom(step)))
  return first === -1 ? promotions.length : first
}

/** All steps in the order in which they should begin. `hasRoom` is asked in the order of rank, up to the first no. */
export const inOrder = (
  evictions: readonly HomeStep[],
  promotions: readonly PromoteStep[],
  { roads, hasRoom }: { readonly roads: Roads; readonly hasRoom: (step: PromoteStep) => boolean }
): readonly Step[] => {
  const urgent = urgentOf(promotions, hasRoom)
  return [...promotions.slice(0, urgent), ...byDisk(evictions, promotions, roads), ...promotions.slice(urgent)]
}
