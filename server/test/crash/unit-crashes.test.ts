/** A unit of several files and a crash at every step: on the pool as a whole or not at all, and home again without a byte less. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Crash, dyingStep } from './campaign.ts'
import { registerViolations } from './observer.ts'
import { oneOf } from './thoroughness.ts'
import {
  evict,
  film,
  type Life,
  makeWorld,
  manifestOf,
  modes,
  nameOfMode,
  originalContent,
  plainBytes,
  promote,
  recordingStep,
  subtitle,
  subtitleContent,
  type World
} from './world.ts'

type Way = (world: World, life: Life) => Promise<unknown>

const dies = async (act: () => Promise<unknown>): Promise<void> => {
  await act().catch((thrown: unknown) => {
    if (!(thrown instanceof Crash)) throw thrown
  })
}

const stepsOf = async (prepare: () => Promise<World>, way: Way): Promise<number> => {
  const world = await prepare()
  const names: string[] = []
  const life = await world.live({ step: recordingStep(names) })
  await way(world, life)
  await life.end()
  world.remove()
  return names.length
}

/** What is wrong when everything should be home. */
const brokenAtHome = (world: World): readonly string[] => {
  const whole =
    plainBytes(join(world.array, film))?.equals(originalContent) === true &&
    plainBytes(join(world.array, subtitle))?.equals(subtitleContent) === true
  const found = whole && readdirSync(world.pool).length === 0 ? [] : ['broken']
  return manifestOf(world).length === 0 ? found : [...found, 'still registered']
}

/** States of the unit after the crash and the recovery, and whether both files are whole at home in the end. */
const crashEverywhere = async (prepare: () => Promise<World>, way: Way): Promise<readonly string[]> => {
  const found = new Set<string>()
  const steps = await stepsOf(prepare, way)
  for (let at = 1; at <= steps; at += oneOf(6)) {
    const world = await prepare()
    const dying = await world.live({ step: dyingStep(at) })
    await dies(() => way(world, dying))
    await dying.end()
    const life = await world.live()
    await life.mover.settle()
    for (const violation of await registerViolations(world, life)) found.add(`${violation} at step ${at}`)
    const states = (await life.ledger.owned()).map((unit) => unit.state)
    found.add(states[0] ?? 'home')
    if (states.length > 0) await evict(world, life)
    for (const what of brokenAtHome(world)) found.add(`${what} at step ${at}`)
    await life.end()
    world.remove()
  }
  return [...found].toSorted()
}

describe.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s', (_name, mode) => {
  test('on the way in, all of the unit or nothing', async () => {
    expect(await crashEverywhere(() => makeWorld(mode, [film, subtitle]), promote)).toEqual(['complete', 'home'])
  })

  test('on the way home, every file is at one place or the other', async () => {
    const onThePool = async (): Promise<World> => {
      const world = await makeWorld(mode, [film, subtitle])
      const life = await world.live()
      await promote(world, life)
      await life.end()
      return world
    }
    const found = await crashEverywhere(onThePool, evict)
    expect(['complete', 'home', 'partial']).toEqual(expect.arrayContaining([...found]))
  })
})
