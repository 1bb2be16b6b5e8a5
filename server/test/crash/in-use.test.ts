/** Files that somebody has open: on their way in they are refused for now, on their way home the copy stays, and the unit keeps its state. */
import { closeSync, existsSync, lstatSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Remedy } from '@pcu/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { loadNative } from '#adapters/disk/native/load.ts'
import type { FileSystem, Step, Use } from '#ports/file-system.ts'
import {
  calm,
  content,
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

describe.each(modes.filter(({ original }) => original !== 'keep').map((mode) => [nameOfMode(mode), mode] as const))(
  '%s, opened late',
  (_name, mode) => {
    test('a film that is opened while it is copied keeps its name, unless such files are not left alone', async () => {
      await begin(mode)
      let asked = 0
      const late = diskWith(() => {
        asked += 1
        return asked === 1 ? 'free' : 'in-use'
      })
      const path = join(world.layout.shareRoot, film)
      expect(await promote(world, as({ fileSystem: late }))).toEqual({
        kind: 'stood-back',
        reason: { code: 'in-use', path }
      })
      expect(plainBytes(join(world.array, film))?.equals(originalContent)).toBe(true)
      expect(existsSync(join(world.pool, film))).toBe(false)
      const all = as({ fileSystem: diskWith(() => 'in-use'), skipsFilesInUse: () => false })
      expect(await promote(world, all)).toMatchObject({ kind: 'done' })
    })
  }
)

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

/** The order stands back while a file in that place is open, changes nothing, and is done afterwards. */
const resolvesOnceFree = async (how: Remedy, place: 'array' | 'pool'): Promise<void> => {
  const unit = await ownedUnit(world, life)
  expect(unit.state).toBe('orphan')
  const order = { layout: world.layout, unit, how, because: [{ code: 'remedy-asked', how }] } as const
  const held = namesHeld()
  const read = diskWith((root) => (root === world[place] ? 'in-use' : 'free'))
  expect(await as({ fileSystem: read }).mover.resolve(order, calm)).toMatchObject({ reason: { code: 'in-use' } })
  expect(namesHeld()).toEqual(held)
  expect(await life.mover.resolve(order, calm)).toMatchObject({ kind: 'done' })
}

class Death extends Error {}

/** Dies instead of the act of this name. */
const dyingBefore =
  (name: string): Step =>
  (asked, act) =>
    asked === name ? Promise.reject(new Death(name)) : act()

const namesHeld = (): readonly string[] =>
  [join(world.array, film), join(world.pool, film)].filter((path) => existsSync(path))

test.each([
  ['a copy that was to go', union],
  ['a copy that goes after it was carried home', { presentation: 'symlink', original: 'remove' }]
] as const)('recovery waits for whoever has %s open', async (_what, mode) => {
  await begin(mode)
  await promote(world, life)
  await expect(evict(world, as({ step: dyingBefore('copy.unlink') }))).rejects.toThrow(Death)
  const held = namesHeld()
  const settled = await as({ fileSystem: diskWith((root) => (root === world.pool ? 'in-use' : 'free')) }).mover.settle()
  expect(settled.map(({ sentence }) => sentence).join()).toMatch(/still open: .*some program has .*Arrival\.mkv open/u)
  expect(namesHeld()).toEqual(held)
  await life.mover.settle()
  expect(await life.journal.unfinished()).toEqual([])
  expect(existsSync(join(world.pool, film))).toBe(false)
})

test('recovery does not take the name of an original that somebody has open', async () => {
  await begin({ presentation: 'symlink', original: 'backup' })
  await expect(promote(world, as({ step: dyingBefore('link.publish') }))).rejects.toThrow(Death)
  const settled = await as({ fileSystem: diskWith(() => 'in-use') }).mover.settle()
  expect(settled).toMatchObject([{ state: 'needs-a-person' }])
  expect(lstatSync(join(world.array, film)).isFile()).toBe(true)
  const unread = as({ fileSystem: diskWith(() => 'in-use'), skipsFilesInUse: () => false })
  expect(await unread.mover.settle()).toMatchObject([{ state: 'finished' }])
})

test('a changed copy is not written over an original that somebody reads', async () => {
  await begin(union)
  await promote(world, life)
  writeAt(join(world.pool, film), content('the film as somebody improved it', 7000), 1_710_000_000)
  const unit = await ownedUnit(world, life)
  const files = unit.files.map(({ sharePath }) => sharePath)
  const order = { layout: world.layout, unit, because: [{ code: 'copy-changed', path: 'x' }], files } as const
  const names: string[] = []
  const read = diskWith((root) => (root === world.array ? 'in-use' : 'free'))
  const outcome = await as({ fileSystem: read, step: recordingStep(names) }).mover.mend(order, calm)
  expect(outcome).toMatchObject({ kind: 'stood-back', reason: { code: 'in-use' } })
  expect(names.filter((name) => name.startsWith('copy.') || name.startsWith('temp.'))).toEqual([])
  const all = as({ fileSystem: read, skipsFilesInUse: () => false })
  expect(await all.mover.mend(order, calm)).toMatchObject({ kind: 'done' })
})

test('an order to finish a deletion waits for whoever has the original open', async () => {
  await begin(union)
  await promote(world, life)
  rmSync(join(world.pool, film))
  await evict(world, life)
  await resolvesOnceFree('finish-delete', 'array')
})

test('an order to remove what is left waits for whoever has the copy open', async () => {
  await begin({ presentation: 'symlink', original: 'remove' })
  await promote(world, life)
  rmSync(join(world.array, film))
  await evict(world, life)
  await resolvesOnceFree('finish-delete', 'pool')
})
