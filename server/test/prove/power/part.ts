/** Part 4: power cuts on XFS and ext4 at every step, and the proof that the campaign sees what is not made durable. */
import type { Step } from '#ports/file-system.ts'
import { stepsOf } from '#test/prove/crashes/in-process.ts'
import { newTally, type Part, type Proving, type Scale, type Tally } from '#test/prove/part.ts'
import { casesOf, type Scene, scenes } from '#test/prove/stage/scene.ts'
import { cutEverywhere } from './cuts.ts'
import { type Rig, type RigOrder, tryRig } from './rig.ts'

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

const withRig = async (order: RigOrder, act: (rig: Rig, tally: Tally) => Promise<void>): Promise<Tally> => {
  const tally = newTally()
  const rig = tryRig(order)
  if (typeof rig === 'string') return { ...tally, skipped: [rig] }
  try {
    await act(rig, tally)
  } finally {
    rig.remove()
  }
  return tally
}

const cutAll = (order: RigOrder, { scale, random }: Proving): Promise<Tally> =>
  withRig(order, async (rig, tally) => {
    const shareOf = (scene: Scene): Share => shares[scale][scene.name]
    for (const of of scenes.filter((scene) => shareOf(scene).first > 0).flatMap(casesOf)) {
      const share = shareOf(of.scene)
      rig.wipe()
      const steps = await stepsOf(rig, of)
      const tries = (): boolean => random() < share.first
      const triesNested = (): boolean => random() < share.nested
      await cutEverywhere({ rig, of, steps, tries, triesNested }, tally)
    }
  })

/** Nothing is made durable any more, except the journal. */
const withoutSync =
  (step: Step): Step =>
  (name, act) =>
    step(name, async () => {
      if (!name.endsWith('.sync')) return await act()
      const nothing: unknown = undefined
      return nothing as Awaited<ReturnType<typeof act>>
    })

/** Bad disks without a single violation would mean that the campaign is blind. */
const controlWithoutSync = (): Promise<Tally> =>
  withRig({ array: 'xfs', pool: 'ext4', data: 'ext4' }, async (rig, tally) => {
    const [of] = scenes
      .slice(0, 1)
      .flatMap(casesOf)
      .filter(
        ({ mode, direction }) => mode.presentation === 'symlink' && mode.original === 'remove' && direction === 'in'
      )
    if (of === undefined) throw new Error('the case of the control is gone')
    const steps = await stepsOf(rig, of)
    const seen = newTally()
    const order = { rig, of, steps, tries: () => true, triesNested: () => false, wrap: withoutSync }
    await cutEverywhere(order, seen)
    tally.cases += seen.cases
    tally.points += seen.points
    const bad = new Set(seen.violations.map((violation) => violation.replace(/\).*$/u, ''))).size
    tally.notes.push(`without fsync ${bad} of ${seen.points} power cuts do harm`)
    if (bad === 0) tally.violations.push('negative control: without fsync no power cut does any harm')
  })

export const powerCuts: Part = {
  number: 4,
  name: 'power cuts',
  lanes: [
    ...orders.map((order) => ({
      name: `${order.array} to ${order.pool}`,
      run: (proving: Proving) => cutAll(order, proving)
    })),
    { name: 'without fsync', run: controlWithoutSync }
  ]
}
