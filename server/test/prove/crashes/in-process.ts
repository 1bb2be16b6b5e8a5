/** Deaths inside this process: at every step of a case, and at every step of every recovery. */

import { type LifeOptions, recordingStep } from '#test/crash/world.ts'
import type { Tally } from '#test/prove/part.ts'
import { createDeath, type Death } from '#test/prove/stage/death.ts'
import { faultsInTime, waitsFor } from '#test/prove/stage/in-time.ts'
import { instantFaults, recoveredFaults } from '#test/prove/stage/observer.ts'
import type { Place } from '#test/prove/stage/place.ts'
import { type Case, nameOfCase } from '#test/prove/stage/scene.ts'
import { actOf, makeStage, type Stage } from '#test/prove/stage/stage.ts'

/** What to do to a case, and which of its deaths. */
export interface CrashOrder {
  readonly place: Place
  readonly of: Case
  /** Whether the death at this step is tried. */
  readonly tries: (step: number) => boolean
  /** Whether deaths in the recovery from the death at this step are tried, at all of its steps. */
  readonly triesNested: (step: number) => boolean
  /** Plants a bug. */
  readonly plant?: (options: LifeOptions) => LifeOptions
}

/** The names of the steps of a whole case, so that every one of them can be the last. */
export const stepsOf = async (place: Place, of: Case): Promise<readonly string[]> => {
  const stage = await makeStage(place, of)
  try {
    const names: string[] = []
    const life = await stage.live({ step: recordingStep(names) })
    await actOf(stage, life)
    await life.end()
    return names
  } finally {
    stage.remove()
  }
}

interface Attempt {
  readonly stage: Stage
  readonly graves: (() => Promise<void>)[]
  readonly plant: (options: LifeOptions) => LifeOptions
}

/** Lives until the death or the end, and leaves the database as a dead process leaves it. */
const liveUntil = async (
  { stage, graves, plant }: Attempt,
  death: Death,
  what: 'act' | 'recovery'
): Promise<boolean> => {
  const life = await stage.live(plant({ step: death.step }))
  const died = await death.watch(() => (what === 'act' ? actOf(stage, life) : life.mover.settle()))
  graves.push(async () => {
    await death.bury()
    await life.end()
  })
  stage.afterDeath()
  return died
}

interface Deaths {
  readonly first: number
  readonly second: number | undefined
}

interface Attempted {
  readonly faults: readonly string[]
  /** Whether the second death still found a step. */
  readonly diedAgain: boolean
}

/** One stage, one death, perhaps one in the recovery. */
const attempt = async (order: CrashOrder, { first, second }: Deaths): Promise<Attempted> => {
  const stage = await makeStage(order.place, order.of)
  const graves: (() => Promise<void>)[] = []
  const attempted = { stage, graves, plant: order.plant ?? ((options: LifeOptions) => options) }
  const faults: string[] = []
  try {
    await liveUntil(attempted, createDeath(first), 'act')
    faults.push(...instantFaults(stage))
    let diedAgain = false
    if (second !== undefined) {
      waitsFor('the recovery that dies')
      diedAgain = await liveUntil(attempted, createDeath(second), 'recovery')
      faults.push(...instantFaults(stage))
    }
    waitsFor('the recovery')
    const life = await stage.live(attempted.plant({}))
    graves.push(() => life.end())
    await life.mover.settle()
    faults.push(...(await recoveredFaults(stage, life, { alsoHome: second === undefined })))
    return { faults, diedAgain }
  } finally {
    waitsFor('the burial')
    for (const bury of graves) await bury()
    stage.remove()
  }
}

/** Says whether the second death still found a step. */
const dieOnce = async (order: CrashOrder, deaths: Deaths, tally: Tally): Promise<boolean> => {
  const { first, second } = deaths
  tally.cases += 1
  let diedAgain = false
  const faults = await faultsInTime(async () => {
    const attempted = await attempt(order, deaths)
    diedAgain = attempted.diedAgain
    return attempted.faults
  })
  const at = second === undefined ? `${first}` : `${first}, then ${second} of the recovery`
  const label = `${order.place.name}: ${nameOfCase(order.of)}, death at step ${at}`
  tally.violations.push(...new Set(faults.map((fault) => `${label}: ${fault}`)))
  return diedAgain
}

/** Every death that the order asks for. */
export const crashEverywhere = async (order: CrashOrder, tally: Tally): Promise<void> => {
  const steps = (await stepsOf(order.place, order.of)).length
  for (let first = 1; first <= steps; first += 1) {
    if (!order.tries(first)) continue
    tally.points += 1
    await dieOnce(order, { first, second: undefined }, tally)
    if (!order.triesNested(first)) continue
    for (let second = 1; await dieOnce(order, { first, second }, tally); second += 1) tally.nested += 1
  }
}
