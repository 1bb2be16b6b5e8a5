/** A copy that is held up keeps its temporary name and its room, goes on where it was, and can still be stopped at once. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createReins, type Reins } from '#engine/traffic/reins.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import {
  calm,
  content,
  evict,
  film,
  type Life,
  makeWorld,
  plainBytes,
  plainDisk,
  promote,
  type World,
  writeAt
} from './world.ts'

const MiB = 1024 * 1024
const bytes = content('the film', 60 * MiB)
const other = 'Films/Other.mkv'

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

/** Room for one and a half films on the pool, and enough at home. */
const tightRoom: FileSystem['room'] = async ({ root }) => ({
  freeBytes: (root === world.pool ? 90 : 900) * MiB,
  totalBytes: (root === world.pool ? 100 : 1000) * MiB,
  group: root
})

const start = async (): Promise<void> => {
  world = await makeWorld({ presentation: 'union', original: 'remove' }, [film, other])
  for (const path of [film, other]) writeAt(join(world.array, path), bytes, 1_700_000_000)
  const copy: FileSystem['copy'] = (order) => plainDisk.copy({ ...order, mayLink: false })
  life = await world.live({ fileSystem: { ...plainDisk, room: tightRoom, copy } })
}
const unit = (path: string): World => ({ ...world, files: [path] })

/** Comparing so many bytes one by one for a message would take a minute. */
const isWhole = (path: string): boolean => plainBytes(path)?.equals(bytes) === true

const parts = (): readonly string[] =>
  readdirSync(world.root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))

/** Holds the copy up at its first bytes; `held` resolves once it stands still. */
const heldAtFirstBytes = (reins: Reins) => {
  const held = Promise.withResolvers<void>()
  const seen = { bytesDone: 0, holds: 0 }
  const control: MoveControl = {
    ...calm,
    ...reins.control,
    onProgress: ({ phase, files }) => {
      if (phase === 'copying') seen.bytesDone = files[0]?.bytesDone ?? 0
      if (seen.bytesDone === 0 || seen.holds > 0) return
      seen.holds += 1
      reins.pause()
      held.resolve()
    }
  }
  return { control, held: held.promise, seen }
}

/** Several turns of everything that is under way; what is not held goes on in them. */
const someTurns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))

test('it waits with its temporary name and its room, and goes on', async () => {
  await start()
  const reins = createReins()
  const { control, held, seen } = heldAtFirstBytes(reins)
  const moving = promote(unit(film), life, control)
  await Promise.race([held, moving])
  await someTurns()
  const stoodAt = seen.bytesDone
  expect(stoodAt).toBeLessThan(bytes.byteLength)
  expect(parts()).toHaveLength(1)
  expect(await promote(unit(other), life)).toMatchObject({ reason: { code: 'pool-would-fall-below-floor' } })
  await someTurns()
  expect(seen.bytesDone).toBe(stoodAt)
  reins.resume()
  expect(await moving).toMatchObject({ kind: 'done' })
  expect(isWhole(join(world.pool, film))).toBe(true)
})

test.each(['to the pool', 'home'] as const)(
  'on its way %s it stops while it is held, and leaves nothing',
  async (way) => {
    await start()
    if (way === 'home') expect(await promote(unit(film), life)).toMatchObject({ kind: 'done' })
    const reins = createReins()
    const { control, held } = heldAtFirstBytes(reins)
    const moving = way === 'home' ? evict(unit(film), life, control) : promote(unit(film), life, control)
    await Promise.race([held, moving])
    await someTurns()
    expect(parts()).toHaveLength(1)
    reins.stop()
    expect(await moving).toMatchObject({ kind: 'stood-back', reason: { code: 'run-stopped' } })
    expect(parts()).toEqual([])
    expect(isWhole(join(way === 'home' ? world.pool : world.array, film))).toBe(true)
    expect(await life.journal.unfinished()).toEqual([])
  }
)
