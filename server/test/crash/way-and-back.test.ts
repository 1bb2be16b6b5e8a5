/** One unit to the pool and home again, in every mode: what Plex sees, what is where, what the ledger says, and that nothing is left. */
import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  evict,
  film,
  type Life,
  makeWorld,
  modes,
  nameOfMode,
  originalContent,
  ownedUnit,
  plainBytes,
  promote,
  recordingStep,
  seenByPlex,
  subtitle,
  type World
} from './world.ts'

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

const namesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()

const factsOf = (path: string): unknown => {
  const { mtimeNs, mode, uid, gid, size } = lstatSync(path, { bigint: true })
  return { mtimeNs, mode, uid, gid, size }
}

describe.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s', (_name, mode) => {
  test('peer 38: brings a film with its subtitle to the pool and home', async () => {
    world = await makeWorld(mode, [film, subtitle])
    const steps: string[] = []
    life = await world.live({ step: recordingStep(steps) })
    const before = { names: namesBelow(world.array), facts: factsOf(join(world.array, film)) }

    const there = await promote(world, life)
    expect(there).toEqual({ kind: 'done', bytes: 5300 })
    expect(plainBytes(join(world.pool, film))).toEqual(originalContent)
    expect(factsOf(join(world.pool, film))).toEqual(before.facts)
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete', mode, sizeBytes: 5300 })
    expect(await life.journal.unfinished()).toEqual([])

    const back = await evict(world, life)
    expect(back).toEqual({ kind: 'done', bytes: 5300 })
    expect(seenByPlex(world, film)).toEqual(originalContent)
    expect(factsOf(join(world.array, film))).toEqual(before.facts)
    expect(namesBelow(world.array)).toEqual(before.names)
    expect(namesBelow(world.pool)).toEqual([])
    expect(await life.ledger.owned()).toEqual([])
    expect(await life.journal.unfinished()).toEqual([])
    expect(steps.length).toBeGreaterThan(10)
  })
})

describe('where the original is while the copy serves', () => {
  test('keep leaves it in place', async () => {
    world = await makeWorld({ presentation: 'union', original: 'keep' })
    life = await world.live()
    const inode = lstatSync(join(world.array, film)).ino
    await promote(world, life)
    expect(lstatSync(join(world.array, film)).ino).toBe(inode)
  })

  test('backup parks the same inode beside it, and it comes back as that inode', async () => {
    world = await makeWorld({ presentation: 'symlink', original: 'backup' })
    life = await world.live()
    const inode = lstatSync(join(world.array, film)).ino
    await promote(world, life)
    expect(lstatSync(`${join(world.array, film)}.plexcached`).ino).toBe(inode)
    expect(readlinkSync(join(world.array, film))).toBe(join(world.pool, film))
    await evict(world, life)
    expect(lstatSync(join(world.array, film)).ino).toBe(inode)
  })

  test('remove leaves a link to the copy and nothing else', async () => {
    world = await makeWorld({ presentation: 'symlink', original: 'remove' })
    life = await world.live()
    await promote(world, life)
    expect(readlinkSync(join(world.array, film))).toBe(join(world.pool, film))
    expect(seenByPlex(world, film)).toEqual(originalContent)
  })
})
