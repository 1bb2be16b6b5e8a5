/** Array and pool on one file system, where the original goes: a second name stands for the copy, through every crash, error and interference. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Direction, newTally, runCampaign } from './campaign.ts'
import {
  evict,
  film,
  linkingDisk,
  makeWorld,
  modes,
  nameOfMode,
  originalContent,
  plainBytes,
  promote
} from './world.ts'

const removing = modes.filter((mode) => mode.original === 'remove')
const named = removing.map((mode) => [nameOfMode(mode), mode] as const)
const linking = { overrides: (options: object) => ({ ...options, fileSystem: linkingDisk }) }

test.each(named)('%s: no byte is copied, the inode travels and comes home', async (_name, mode) => {
  const world = await makeWorld(mode)
  const life = await world.live({ fileSystem: linkingDisk })
  const before = lstatSync(join(world.array, film), { bigint: true })
  expect(await promote(world, life)).toMatchObject({ kind: 'done' })
  expect(lstatSync(join(world.pool, film), { bigint: true })).toMatchObject({ ino: before.ino, nlink: 1n })
  expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  const after = lstatSync(join(world.array, film), { bigint: true })
  const shown = ({ ino, size, mode: bits, uid, gid, mtimeNs, nlink }: typeof before) => [
    ino,
    size,
    bits,
    uid,
    gid,
    mtimeNs,
    nlink
  ]
  expect(shown(after)).toEqual(shown(before))
  expect(plainBytes(join(world.array, film))?.equals(originalContent)).toBe(true)
  await life.end()
  world.remove()
})

test('where the original stays, the copy is never a second name of it', async () => {
  const world = await makeWorld({ presentation: 'union', original: 'keep' })
  const life = await world.live({ fileSystem: linkingDisk })
  await promote(world, life)
  expect(lstatSync(join(world.pool, film)).ino).not.toBe(lstatSync(join(world.array, film)).ino)
  await life.end()
  world.remove()
})

const directions: readonly Direction[] = ['in', 'out', 'replaced']

describe.each(named)('%s', (_name, mode) => {
  test.each(directions)('a death at every step, %s', async (direction) => {
    const tally = newTally()
    await runCampaign({ mode, direction, nestedEvery: 4, ...linking }, tally)
    expect(tally.violations).toEqual([])
    expect(tally.crashPoints).toBeGreaterThan(10)
  })
})
