/** The same on real file systems: XFS and ext4 under direct input and output, a real union to look through, and power cuts. */
import { lstatSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import type { Step } from '#ports/file-system.ts'
import { Crash, closeHandle, stepsOf } from './campaign.ts'
import { canMount, hasUnion, type Mounted, makeMounted } from './mounted.ts'
import { factsAt, instantViolations, settledViolations } from './observer.ts'
import { oneOf } from './thoroughness.ts'
import {
  content,
  evict,
  film,
  layoutOf,
  liveIn,
  modes,
  nameOfMode,
  originalContent,
  plainDisk,
  promote,
  recordingStep,
  type World,
  writeAt
} from './world.ts'

let mounted: Mounted
let counted = 0
beforeAll(() => {
  if (canMount) mounted = makeMounted()
})
afterAll(() => {
  if (canMount) mounted.remove()
  writeSync(
    1,
    canMount ? `power cuts: ${counted}\n` : 'real file systems: left out, this machine does not let us mount\n'
  )
})

const worldOn = (mode: Mode, bytes = originalContent): World => {
  const { root } = mounted
  const [array, pool] = [join(root, 'array'), join(root, 'pool')]
  for (const folder of [array, pool]) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
  }
  rmSync(join(root, 'data/register.json'), { force: true })
  rmSync(join(root, 'data/plexcache.db'), { force: true })
  rmSync(join(root, 'data/plexcache.db-wal'), { force: true })
  writeAt(join(array, film), bytes, 1_700_000_000.5)
  return {
    root,
    layout: layoutOf(root, mode),
    array,
    pool,
    files: [film],
    live: (options) => liveIn(root, options),
    remove: () => undefined
  }
}

const storyOf = (world: World) => ({ whole: [originalContent] as const, before: factsAt(join(world.array, film)) })

describe.skipIf(!canMount)('XFS to ext4 and back (needs to mount)', () => {
  test.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s', async (_name, mode) => {
    const bytes = content('a film of some length', 20 * 1024 * 1024 + 4321)
    const world = worldOn(mode, bytes)
    const before = factsAt(join(world.array, film))
    const life = await world.live()
    expect(await promote(world, life)).toEqual({ kind: 'done', bytes: bytes.byteLength })
    expect(readFileSync(join(world.pool, film)).equals(bytes)).toBe(true)
    expect(await evict(world, life)).toEqual({ kind: 'done', bytes: bytes.byteLength })
    expect(readFileSync(join(world.array, film)).equals(bytes)).toBe(true)
    expect({ ...factsAt(join(world.array, film)), inode: 0n }).toEqual({ ...before, inode: 0n })
    await life.end()
  })

  test('a pool that fills up in the middle of the copy is left as it was', async () => {
    const world = worldOn({ presentation: 'union', original: 'remove' }, content('too long', 60 * 1024 * 1024))
    mounted.fillPool(260 * 1024 * 1024)
    const endless = { freeBytes: 2 ** 40, totalBytes: 2 ** 41, group: 'pool' }
    const fileSystem = { ...plainDisk, room: () => Promise.resolve(endless) }
    const life = await world.live({ fileSystem })
    expect(await promote(world, life)).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect(readdirSync(world.pool)).toEqual(['ballast'])
    await life.end()
  })
})

describe.skipIf(!hasUnion)('seen through mergerfs (needs to mount)', () => {
  const unions = modes.filter((mode) => mode.presentation === 'union')

  test.each(unions.map((mode) => [nameOfMode(mode), mode] as const))('%s: whole at every step', async (_name, mode) => {
    const world = worldOn(mode)
    expect(mounted.mountUnion()).toBe(true)
    const seen: string[] = []
    const watching: Step = async (name, act) => {
      const result = await act()
      const bytes = readFileSync(join(world.layout.shareRoot, film))
      if (!bytes.equals(originalContent)) seen.push(`${name}: ${bytes.byteLength} bytes of something`)
      return result
    }
    const life = await world.live({ step: watching })
    expect(await promote(world, life)).toMatchObject({ kind: 'done' })
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(seen).toEqual([])
    await life.end()
    mounted.unmountUnion()
  })

  test('a film that is deleted through the union does not come back', async () => {
    const world = worldOn({ presentation: 'union', original: 'backup' })
    mounted.mountUnion()
    const life = await world.live()
    await promote(world, life)
    rmSync(join(world.layout.shareRoot, film))
    expect(await evict(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'needs-a-person' } })
    expect(lstatSync(join(world.layout.shareRoot, film), { throwIfNoEntry: false })).toBeUndefined()
    await life.end()
    mounted.unmountUnion()
  })
})

/** Dies right after the act of this number. */
const dyingAfter = (at: number): Step => {
  let count = 0
  return async (_name, act) => {
    const result = await act()
    count += 1
    if (count !== at) return result
    await closeHandle(result)
    throw new Crash('power cut')
  }
}

const dies = async (act: () => Promise<unknown>): Promise<void> => {
  await act().catch((thrown: unknown) => {
    if (!(thrown instanceof Crash)) throw thrown
  })
}

interface Cut {
  readonly mode: Mode
  readonly direction: 'in' | 'out'
  readonly at: number
  /** Wraps the steps of the move that is cut. */
  readonly wrap: (step: Step) => Step
}

/** One world, one move, one power cut, one recovery; says what is wrong afterwards. */
const cutOnce = async ({ mode, direction, at, wrap }: Cut): Promise<readonly string[]> => {
  const world = worldOn(mode)
  mounted.sync()
  const story = storyOf(world)
  const first = await world.live()
  if (direction === 'out') await promote(world, first)
  const moving = { ...first, mover: first.moverWith({ step: wrap(dyingAfter(at)) }) }
  await dies(() => (direction === 'in' ? promote(world, moving) : evict(world, moving)))
  mounted.cutPower()
  await first.end()
  mounted.powerOn()
  counted += 1
  const life = await world.live()
  const found = [...instantViolations(world, story)]
  await life.mover.settle()
  found.push(...(await settledViolations(world, life, story)))
  const again: string[] = []
  await life.moverWith({ step: recordingStep(again) }).settle()
  if (again.length > 0) found.push(`a second recovery did ${again.join(', ')}`)
  await life.end()
  return found
}

const cutEverywhere = async (cut: Omit<Cut, 'at'>, every: number): Promise<readonly string[]> => {
  const steps = await stepsOf({ mode: cut.mode, direction: cut.direction, nestedEvery: 0 })
  const violations: string[] = []
  for (let at = 1; at <= steps.length; at += every) {
    for (const violation of await cutOnce({ ...cut, at })) violations.push(`after ${steps[at - 1]}: ${violation}`)
  }
  return violations
}

const asItIs = (step: Step): Step => step

/** Nothing is made durable any more, except the journal. */
const withoutSync =
  (step: Step): Step =>
  (name, act) =>
    step(name, async () => {
      if (!name.endsWith('.sync')) return await act()
      const nothing: unknown = undefined
      return nothing as Awaited<ReturnType<typeof act>>
    })

describe.skipIf(!canMount)('a power cut after every step (needs to mount)', () => {
  const cases = modes
    .filter((mode) => mode.presentation !== 'bare')
    .flatMap((mode) =>
      (['in', 'out'] as const).map((direction) => [`${nameOfMode(mode)} ${direction}`, mode, direction] as const)
    )

  test.each(cases)('peer 08: %s', async (_name, mode, direction) => {
    expect(await cutEverywhere({ mode, direction, wrap: asItIs }, oneOf(9))).toEqual([])
  })

  test('is seen when nothing is made durable', async () => {
    const mode: Mode = { presentation: 'symlink', original: 'remove' }
    expect(await cutEverywhere({ mode, direction: 'in', wrap: withoutSync }, 1)).not.toEqual([])
  })
})
