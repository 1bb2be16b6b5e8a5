/** Part 4: power cuts on XFS and ext4 at every step, and the proof that the campaign sees what is not made durable. */
import { stepsOf } from '#test/prove/crashes/in-process.ts'
import type { Part, Proving, Scale, Tally } from '#test/prove/part.ts'
import { casesOf, type Scene, scenes } from '#test/prove/stage/scene.ts'
import { controls, runControl } from './controls.ts'
import { cutEverywhere } from './cuts.ts'
import { type Folder, type RigOrder, withRig } from './rig.ts'

const orders: readonly RigOrder[] = [
  { array: 'xfs', pool: 'ext4', data: 'ext4' },
  { array: 'ext4', pool: 'xfs', data: 'xfs' }
]

interface Share {
  readonly first: number
  readonly nested: number
}

const none: Share = { first: 0, nested: 0 }

const shares: Readonly<Record<Scale, Readonly<Record<Scene['name'], Share>>>> = {
  quick: { film: { first: 0.04, nested: 0.005 }, unit: none, shared: none, several: none },
  full: {
    film: { first: 1, nested: 0.5 },
    unit: { first: 0.15, nested: 0.03 },
    shared: { first: 0.06, nested: 0 },
    several: { first: 0.05, nested: 0 }
  }
}

/** A disk may write back what it was given before anybody asks, and any of the others may not have. */
const mayHaveFlushed: readonly (readonly Folder[])[] = [[], [], ['array'], ['pool'], ['data'], ['array', 'pool']]

const cutAll = (order: RigOrder, { scale, random }: Proving): Promise<Tally> =>
  withRig(order, async (rig, tally) => {
    const shareOf = (scene: Scene): Share => shares[scale][scene.name]
    for (const of of scenes.filter((scene) => shareOf(scene).first > 0).flatMap(casesOf)) {
      const share = shareOf(of.scene)
      rig.wipe()
      const steps = await stepsOf(rig, of)
      const tries = (): boolean => random() < share.first
      const triesNested = (): boolean => random() < share.nested
      const flushed = (): readonly Folder[] => mayHaveFlushed[Math.floor(random() * mayHaveFlushed.length)] ?? []
      await cutEverywhere({ rig, of, steps, tries, triesNested, flushed }, tally)
    }
  })

export const powerCuts: Part = {
  number: 4,
  name: 'power cuts',
  lanes: [
    ...orders.map((order) => ({
      name: `${order.array} to ${order.pool}`,
      run: (proving: Proving) => cutAll(order, proving)
    })),
    ...controls.map((control) => ({ name: control.name, run: (proving: Proving) => runControl(control, proving) }))
  ]
}
