/** Which lanes a step needs for itself while it runs, so that two copies never make one disk's heads jump between two places. */

import type { ArrayPath, SharePath } from '#core/model/place.ts'
import type { Step } from '#core/model/plan.ts'
import { watcherSource } from '#core/watcher/wishes.ts'
import type { Ground } from '#ports/storage-host.ts'

/** A place in a lane. */
export interface Claim {
  readonly lane: string
  /** How many claims the lane holds at once. */
  readonly places: number
  /** Whether a step that waits for this lane keeps those behind it out of it. */
  readonly inOrder: boolean
}

/** Most steps at once, by the settings of the same names. */
export interface Bounds {
  readonly toPool: number
  readonly toArray: number
  readonly local: number
  readonly network: number
  /** Of those that the real-time watcher asked for. */
  readonly watcher: number
}

/** What claims follow from beside the step. */
export interface Roads {
  readonly bounds: Bounds
  readonly poolRoot: string
  /** By root. One that is missing here stands on ground of its own. */
  readonly grounds: ReadonlyMap<string, Ground>
}

/** An SSD takes two streams without loss; more only make each of them slower. */
const perPoolDevice = 2

const groundOf = (root: string, { grounds }: Roads): Ground =>
  grounds.get(root) ?? { group: `root ${root}`, reach: 'local' }

interface Touched {
  readonly arrayRoots: readonly ArrayPath[]
  readonly names: readonly SharePath[]
}

const touchedBy = (step: Step): Touched => {
  if (step.kind !== 'promote') {
    const { files } = step.unit
    return { arrayRoots: files.map(({ arrayRoot }) => arrayRoot), names: files.map(({ sharePath }) => sharePath) }
  }
  const files = step.inspection?.files ?? []
  return { arrayRoots: files.map(({ arrayRoot }) => arrayRoot), names: files.map(({ path }) => path) }
}

const laneOf = (disk: string): Claim => ({ lane: `disk ${disk}`, places: 1, inOrder: true })

/** The array disks of a step, the first file's first. What lies behind a network share is not known, so it is no disk here: the bound of the network is its limit. */
export const disksOf = (step: Step, roads: Roads): readonly string[] => {
  const grounds = touchedBy(step).arrayRoots.map((root) => groundOf(root, roads))
  return [...new Set(grounds.filter(({ reach }) => reach === 'local').map(({ group }) => group))]
}

/** The lane of one array root, as for a return that cannot go to the disk it came from; none for what lies behind a network share. */
export const claimsOfRoot = (root: string, roads: Roads): readonly Claim[] => {
  const { group, reach } = groundOf(root, roads)
  return reach === 'local' ? [laneOf(group)] : []
}

/**
 * The claims of a step.
 *
 * A return takes its disks' lanes in every mode, although most move no byte: only a look at the disk tells whether the copy was changed and must be carried,
 * and one that is put back or dropped gives its lane up again within a moment. Steps that share a file never run together, so that none holds a
 * disk while it waits for the other in the mover.
 */
export const claimsOf = (step: Step, roads: Roads): readonly Claim[] => {
  const { bounds, poolRoot } = roads
  const { arrayRoots, names } = touchedBy(step)
  const pool = groundOf(poolRoot, roads)
  const grounds = [pool, ...arrayRoots.map((root) => groundOf(root, roads))]
  const reach = grounds.some((ground) => ground.reach === 'network') ? 'network' : 'local'
  const common: readonly Claim[] = [
    ...disksOf(step, roads).map(laneOf),
    ...[...new Set(names)].map((name) => ({ lane: `file ${name}`, places: 1, inOrder: true })),
    { lane: reach, places: bounds[reach], inOrder: false }
  ]
  if (step.kind !== 'promote') return [...common, { lane: 'to the array', places: bounds.toArray, inOrder: false }]
  const isWatchers = step.unit.wants.some(({ source }) => source === watcherSource)
  const watchers: Claim = { lane: 'for the watcher', places: bounds.watcher, inOrder: false }
  return [
    ...common,
    ...(isWatchers ? [watchers] : []),
    { lane: 'to the pool', places: bounds.toPool, inOrder: false },
    { lane: `pool ${pool.group}`, places: perPoolDevice, inOrder: false }
  ]
}
