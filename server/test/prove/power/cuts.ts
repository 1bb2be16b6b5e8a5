/** Power cuts at every step of a case: the disks forget what was not durable, their logs are replayed, and the engine recovers. */
import type { Step } from '#ports/file-system.ts'
import type { Store } from '#store/open.ts'
import type { LifeOptions } from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { createDeath } from '#test/prove/stage/death.ts'
import { faultsInTime } from '#test/prove/stage/in-time.ts'
import { instantFaults, recoveredFaults } from '#test/prove/stage/observer.ts'
import { type Case, nameOfCase } from '#test/prove/stage/scene.ts'
import { actOf, makeStage, type Stage } from '#test/prove/stage/stage.ts'
import type { Folder, Rig } from './rig.ts'

/** Which cuts. */
export interface CutOrder {
  readonly rig: Rig
  readonly of: Case
  /** The names of all steps of the case. */
  readonly steps: readonly string[]
  readonly tries: (step: number) => boolean
  /** Which share of the cuts is followed by another one in the recovery. */
  readonly triesNested: (step: number) => boolean
  /** Plants a bug. */
  readonly plant?: (options: LifeOptions) => LifeOptions
  /** Changes the steps of the move that is cut. */
  readonly wrap?: (step: Step) => Step
  /** Which disks have written back everything by themselves when the power goes; none when left out. */
  readonly flushed?: () => readonly Folder[]
  /** Changes the database of the life that is cut. */
  readonly blunt?: (store: Store) => void
}

/** Whatever was running is gone with the power, and every handle with it. */
const runUntilCut = async (
  { rig, wrap, plant, flushed, blunt }: CutOrder,
  stage: Stage,
  cut: { readonly at: number; readonly what: 'act' | 'recovery' }
): Promise<boolean> => {
  const death = createDeath(cut.at, true)
  const step = wrap?.(death.step) ?? death.step
  const life = await stage.live(plant?.({ step }) ?? { step })
  blunt?.(life.store)
  const died = await death.watch(() => (cut.what === 'act' ? actOf(stage, life) : life.mover.settle()))
  for (const folder of flushed?.() ?? []) rig.flush(folder)
  rig.cutPower()
  await death.bury()
  await life.end()
  rig.powerOn()
  return died
}

const cutOnce = async (order: CutOrder, first: number, second: number | undefined): Promise<readonly string[]> => {
  const { rig, of } = order
  rig.wipe()
  const stage = await makeStage(rig, of)
  rig.sync()
  await runUntilCut(order, stage, { at: first, what: 'act' })
  const found = [...instantFaults(stage)]
  if (second !== undefined) {
    await runUntilCut(order, stage, { at: second, what: 'recovery' })
    found.push(...instantFaults(stage))
  }
  const life = await stage.live()
  try {
    await life.mover.settle()
    return [...found, ...(await recoveredFaults(stage, life, { alsoHome: second === undefined }))]
  } finally {
    await life.end()
  }
}

/** Every cut that the order asks for. */
export const cutEverywhere = async (order: CutOrder, tally: Tally): Promise<void> => {
  const { rig, of, steps } = order
  const cut = async (first: number, second: number | undefined): Promise<void> => {
    const faults = new Set(await faultsInTime(() => cutOnce(order, first, second)))
    const again = second === undefined ? '' : `, then ${second} of the recovery`
    tally.cases += 1
    const label = `${rig.name}: ${nameOfCase(of)}, cut after ${steps[first - 1]} (${first})${again}`
    for (const fault of faults) tally.violations.push(`${label}: ${fault}`)
  }
  for (let first = 1; first <= steps.length; first += 1) {
    if (order.tries(first)) {
      tally.points += 1
      await cut(first, undefined)
    }
    if (!order.triesNested(first)) continue
    tally.nested += 1
    await cut(first, 1 + (first % 6))
  }
}
