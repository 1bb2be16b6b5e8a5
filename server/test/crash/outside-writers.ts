/** Runs moves while somebody else does something to the same film at one of the steps, and says what went wrong. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mode } from '#core/model/unit.ts'
import { isMoveName, nameOf } from '#core/move/names.ts'
import type { Step } from '#ports/file-system.ts'
import { stepsOf } from './campaign.ts'
import type { Outsider } from './outsiders.ts'
import { evict, type LifeOptions, makeWorld, nameOfMode, promote, recordingStep, type World } from './world.ts'

/** One case: a mode, a direction and a deed. */
export interface Meddling {
  readonly mode: Mode
  readonly direction: 'in' | 'out'
  readonly outsider: Outsider
  readonly overrides?: (options: LifeOptions) => LifeOptions
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => lstatSync(path).isFile())

const meddlingStep = (at: number, act: () => void): Step => {
  let count = 0
  return (_name, next) => {
    count += 1
    if (count === at) act()
    return next()
  }
}

/** One move with one deed right before the step of this number; undefined when there was nothing to do it to. */
const meddle = async (meddling: Meddling, at: number): Promise<readonly string[] | undefined> => {
  const world = await makeWorld(meddling.mode)
  const plant = meddling.overrides ?? ((options) => options)
  try {
    const life = await world.live()
    if (meddling.direction === 'out') await promote(world, life)
    let did = false
    const step = meddlingStep(at, () => {
      did = meddling.outsider.act(world)
    })
    const mover = life.moverWith(plant({ step }))
    const acting = { ...life, mover }
    await (meddling.direction === 'in' ? promote(world, acting) : evict(world, acting))
    const found = did ? await afterwards(world, life, meddling) : undefined
    await life.end()
    return found
  } finally {
    world.remove()
  }
}

const afterwards = async (
  world: World,
  life: Awaited<ReturnType<World['live']>>,
  meddling: Meddling
): Promise<readonly string[]> => {
  await life.mover.settle()
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  const all = [...filesBelow(world.array), ...filesBelow(world.pool)]
  const found = [
    ...meddling.outsider.wrong(
      world,
      all.map((path) => readFileSync(path))
    )
  ]
  if (again.length > 0) found.push(`I3: a second recovery did ${again.join(', ')}`)
  if ((await life.journal.unfinished()).length > 0) found.push('I3: the journal is open')
  for (const path of all) if (isMoveName(nameOf(path))) found.push(`I3: ${nameOf(path)} is left`)
  return found
}

/** Every `every`-th step of one case. */
export const meddleEverywhere = async (
  meddling: Meddling,
  every: number
): Promise<{ runs: number; violations: readonly string[] }> => {
  const { mode, direction, outsider } = meddling
  const steps = await stepsOf({ mode, direction, nestedEvery: 0 })
  const violations: string[] = []
  let runs = 0
  for (let at = 1; at <= steps.length; at += every) {
    const found = await meddle(meddling, at)
    if (found === undefined) continue
    runs += 1
    for (const violation of found) {
      violations.push(`${nameOfMode(mode)} ${direction}, ${outsider.name} before ${steps[at - 1]}: ${violation}`)
    }
  }
  return { runs, violations }
}
