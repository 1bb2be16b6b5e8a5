/** Files that somebody has open: on their way in they are refused for now, on their way home the copy stays, and the unit keeps its state. */
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { loadNative } from '#adapters/disk/native/load.ts'
import type { FileSystem, Use } from '#ports/file-system.ts'
import {
  evict,
  film,
  type Life,
  type LifeOptions,
  makeWorld,
  modes,
  nameOfMode,
  originalContent,
  ownedUnit,
  plainBytes,
  plainDisk,
  promote,
  recordingStep,
  seenByPlex,
  type World,
  writeAt
} from './world.ts'

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

/** A disk whose files are in use as `use` says when it is asked. */
const diskWith = (use: (root: string) => Use): FileSystem => ({
  ...plainDisk,
  inUse: (spot) => Promise.resolve(use(spot.root))
})

const begin = async (mode: World['layout']['mode'], options: LifeOptions = {}): Promise<void> => {
  world = await makeWorld(mode)
  life = await world.live(options)
}

const as = (options: LifeOptions): Life => ({ ...life, mover: life.moverWith(options) })

describe.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s', (_name, mode) => {
  test('a film that is open stays on the array, and nothing is begun', async () => {
    await begin(mode)
    const names: string[] = []
    const open = as({ fileSystem: diskWith(() => 'in-use'), step: recordingStep(names) })
    const outcome = await promote(world, open)
    const path = join(world.layout.shareRoot, film)
    expect(outcome).toEqual({ kind: 'stood-back', reason: { code: 'in-use', path } })
    expect(names).toEqual([])
    expect(await promote(world, life)).toMatchObject({ kind: 'done' })
  })

  test('a copy that is open stays, and the unit with it, until it is let go', async () => {
    await begin(mode)
    await promote(world, life)
    const before = await ownedUnit(world, life)
    const outcome = await evict(world, as({ fileSystem: diskWith(() => 'in-use') }))
    expect(outcome).toEqual({ kind: 'stood-back', reason: { code: 'in-use', path: join(world.pool, film) } })
    expect(await ownedUnit(world, life)).toEqual(before)
    expect(plainBytes(join(world.pool, film))?.equals(originalContent)).toBe(true)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(existsSync(join(world.pool, film))).toBe(false)
  })

  test('a copy that is opened while it goes home stays as well', async () => {
    await begin(mode)
    await promote(world, life)
    let asked = 0
    const late = diskWith(() => {
      asked += 1
      return asked === 1 ? 'free' : 'in-use'
    })
    expect(await evict(world, as({ fileSystem: late }))).toMatchObject({ reason: { code: 'in-use' } })
    expect(plainBytes(join(world.pool, film))?.equals(originalContent)).toBe(true)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(seenByPlex(world, film)?.equals(originalContent)).toBe(true)
  })
})

const union = { presentation: 'union', original: 'keep' } as const

test('SKIP_FILES_IN_USE off: a film that is open goes all the same, its copy still stays', async () => {
  await begin(union)
  const open = as({ fileSystem: diskWith(() => 'in-use'), skipsFilesInUse: () => false })
  expect(await promote(world, open)).toMatchObject({ kind: 'done' })
  expect(await evict(world, open)).toMatchObject({ reason: { code: 'in-use' } })
})

test('where it cannot be told, nothing is held back', async () => {
  await begin(union)
  const open = as({ fileSystem: diskWith(() => 'unknown') })
  expect(await promote(world, open)).toMatchObject({ kind: 'done' })
  expect(await evict(world, open)).toMatchObject({ kind: 'done' })
})

test.skipIf(loadNative().missing !== undefined)('with a real reader, through the process that copies', async () => {
  await begin(union)
  writeAt(join(world.array, film), originalContent, 1_700_000_000.5)
  const clock = systemClock
  const pace = createPace(() => 0, clock)
  const copier = createChildCopier({ clock, pace, priority: 'normal', patienceMs: 60_000, onMissing: () => undefined })
  const real = as({ fileSystem: createDisk({ clock, copier }) })
  try {
    let reader = openSync(join(world.array, film), 'r')
    expect(await promote(world, real)).toMatchObject({ reason: { code: 'in-use' } })
    closeSync(reader)
    expect(await promote(world, real)).toMatchObject({ kind: 'done' })
    reader = openSync(join(world.pool, film), 'r')
    expect(await evict(world, real)).toMatchObject({ reason: { code: 'in-use' } })
    closeSync(reader)
    expect(await evict(world, real)).toMatchObject({ kind: 'done' })
  } finally {
    await copier.close()
  }
})
