/** A copy that somebody changed on the pool is written home and goes on serving: at no instant is the newest version, or the last whole one, lost. */
import { linkSync, lstatSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import type { Mode } from '#core/model/unit.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { unionKeep } from './modes.ts'
import { registerViolations } from './observer.ts'
import { killEverywhere, type Order } from './orders.ts'
import { oneOf } from './thoroughness.ts'
import {
  calm,
  content,
  evict,
  film,
  type Life,
  makeWorld,
  originalContent,
  ownedUnit,
  plainBytes,
  promote,
  recordingStep,
  seenByPlex,
  type World,
  writeAt
} from './world.ts'

const newer = content('the film as somebody improved it', 7000)
const newest = content('the film as it was improved once more', 8000)

const replaceCopy = (world: World, bytes = newer): void => {
  writeAt(join(world.pool, 'upgrade'), bytes, 1_710_000_000)
  renameSync(join(world.pool, 'upgrade'), join(world.pool, film))
}

const mend = async (world: World, life: Life): Promise<MoveOutcome> => {
  const unit = await ownedUnit(world, life)
  const files = unit.files.map(({ sharePath }) => sharePath)
  const because = [{ code: 'copy-changed', path: 'x' }] as const
  return await life.mover.mend({ layout: world.layout, unit, because, files }, calm)
}

const onThePool = async (mode: Mode): Promise<World> => {
  const world = await makeWorld(mode)
  const life = await world.live()
  expect(await promote(world, life)).toMatchObject({ kind: 'done' })
  await life.end()
  return world
}

const changedOnThePool = async (): Promise<World> => {
  const world = await onThePool(unionKeep)
  replaceCopy(world)
  return world
}

const at = (world: World, place: 'array' | 'pool'): string => join(world[place], film)

const writeBack: Order = {
  prepare: changedOnThePool,
  act: mend,
  instant: (world) => {
    const found: string[] = []
    if (seenByPlex(world, film)?.equals(newer) !== true) found.push('I2: Plex does not see the newest version')
    const home = plainBytes(at(world, 'array'))
    if (home?.equals(newer) !== true && home?.equals(originalContent) !== true) found.push('I1: no whole file at home')
    return found
  },
  settled: async (world, life) => {
    const found: string[] = []
    const unit = await ownedUnit(world, life)
    if (unit.state !== 'complete') found.push(`I3: the unit is ${unit.state}`)
    if (plainBytes(at(world, 'pool'))?.equals(newer) !== true) found.push('I1: the copy is not the newest version')
    found.push(...(await registerViolations(world, life)))
    await mend(world, life)
    if (plainBytes(at(world, 'array'))?.equals(newer) !== true) found.push('I6: the newest version is not at home')
    const again: string[] = []
    await mend(world, { ...life, mover: life.moverWith({ step: recordingStep(again) }) })
    if (again.includes('commit.renewed')) found.push('I3: what is written back is written back again')
    await evict(world, life)
    if (plainBytes(at(world, 'array'))?.equals(newer) !== true) found.push('I6: an older file is home in the end')
    if ((await life.ledger.owned()).length > 0) found.push('I3: still owned')
    return found
  }
}

let world: World | undefined
let life: Life | undefined
afterEach(async () => {
  await life?.end()
  world?.remove()
  life = undefined
  world = undefined
})

const begin = async (mode: Mode = unionKeep): Promise<{ world: World; life: Life }> => {
  world = await onThePool(mode)
  life = await world.live()
  return { world, life }
}

test('dies at every step, and at every step of the recovery', async () => {
  const { runs, violations } = await killEverywhere(writeBack, oneOf(3))
  expect(violations).toEqual([])
  expect(runs).toBeGreaterThan(25)
})

describe('a changed copy', () => {
  test('is the original from then on, with its own inode, and the unit stays', async () => {
    const here = await begin()
    replaceCopy(here.world)
    const inode = lstatSync(at(here.world, 'pool')).ino
    expect(await mend(here.world, here.life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(at(here.world, 'array'))).toEqual(newer)
    expect([lstatSync(at(here.world, 'pool')).ino, (await ownedUnit(here.world, here.life)).state]).toEqual([
      inode,
      'complete'
    ])
    expect((await here.life.journal.ownedAt(here.world.pool, film))?.entry).toMatchObject({
      source: { inode: String(lstatSync(at(here.world, 'array')).ino), sizeBytes: newer.byteLength },
      copy: { inode: String(inode), sizeBytes: newer.byteLength }
    })
  })

  test('is left alone while somebody may still be writing it', async () => {
    const here = await begin()
    replaceCopy(here.world)
    const early = { ...here.life, mover: here.life.moverWith({ minimumAgeMinutes: () => 10 }) }
    expect(await mend(here.world, early)).toMatchObject({ kind: 'stood-back', reason: { code: 'changed-meanwhile' } })
    expect(plainBytes(at(here.world, 'array'))).toEqual(originalContent)
    const now = () => systemClock.now() + 600_000
    const later = { ...here.life, mover: here.life.moverWith({ minimumAgeMinutes: () => 10, now }) }
    expect(await mend(here.world, later)).toMatchObject({ kind: 'done' })
    expect(plainBytes(at(here.world, 'array'))).toEqual(newer)
  })

  test('does not break the other name of a hard-linked original', async () => {
    const here = await begin()
    const torrent = join(here.world.array, 'torrent.mkv')
    linkSync(at(here.world, 'array'), torrent)
    replaceCopy(here.world)
    expect(await mend(here.world, here.life)).toMatchObject({ kind: 'done' })
    expect([plainBytes(torrent), plainBytes(at(here.world, 'array'))]).toEqual([originalContent, newer])
  })

  test.each([
    { presentation: 'union', original: 'backup' },
    { presentation: 'symlink', original: 'backup' },
    { presentation: 'symlink', original: 'remove' }
  ] as const)('waits for its way home where the array shows no older file (%o)', async (mode) => {
    const here = await begin(mode)
    replaceCopy(here.world)
    const names: string[] = []
    await mend(here.world, { ...here.life, mover: here.life.moverWith({ step: recordingStep(names) }) })
    expect(names.filter((name) => !name.startsWith('commit.') && !name.endsWith('.sync'))).toEqual([])
    expect(await evict(here.world, here.life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(at(here.world, 'array'))).toEqual(newer)
  })
})

/** Something that somebody does at one of the steps. */
const meddle = async (deed: (world: World) => void, check: (world: World, life: Life) => Promise<void>) => {
  const names: string[] = []
  const plain = await changedOnThePool()
  const counting = await plain.live({ step: recordingStep(names) })
  await mend(plain, counting)
  await counting.end()
  plain.remove()
  for (let step = 1; step <= names.length; step += 1) {
    const here = await changedOnThePool()
    let count = 0
    const acting = await here.live({
      step: (_name, act) => {
        count += 1
        if (count === step) deed(here)
        return act()
      }
    })
    await mend(here, acting)
    await acting.mover.settle()
    expect(await acting.journal.unfinished(), `at ${names[step - 1]}`).toEqual([])
    await check(here, acting)
    await acting.end()
    here.remove()
  }
}

describe('while it is written back, at every step', () => {
  test('somebody changes it once more: the newest version wins in the end', async () => {
    await meddle(
      (here) => replaceCopy(here, newest),
      async (here, acting) => {
        expect(plainBytes(at(here, 'pool'))).toEqual(newest)
        await mend(here, acting)
        expect(plainBytes(at(here, 'array'))).toEqual(newest)
      }
    )
  })

  test('somebody replaces the original: their file is not overwritten', async () => {
    await meddle(
      (here) => {
        if (plainBytes(at(here, 'array'))?.equals(newer) === true) return
        writeAt(join(here.array, 'theirs'), newest, 1_720_000_000)
        renameSync(join(here.array, 'theirs'), at(here, 'array'))
      },
      async (here) => {
        expect([newest, newer]).toContainEqual(plainBytes(at(here, 'array')))
        expect(plainBytes(at(here, 'pool'))).toEqual(newer)
      }
    )
  })

  test('somebody deletes both: nothing is made again', async () => {
    let both = false
    await meddle(
      (here) => {
        both = true
        for (const place of ['pool', 'array'] as const) rmSync(at(here, place), { force: true })
      },
      async (here) => {
        expect(both && seenByPlex(here, film)).toBeUndefined()
        both = false
      }
    )
  })
})

describe('a copy that lost bytes although nobody wrote to it', () => {
  const damage = (here: World): void => {
    const copy = at(here, 'pool')
    const { atimeMs, mtimeMs } = lstatSync(copy)
    writeFileSync(copy, originalContent.subarray(0, 100))
    utimesSync(copy, atimeMs / 1000, mtimeMs / 1000)
  }

  test.each([
    { presentation: 'union', original: 'keep' },
    { presentation: 'union', original: 'backup' },
    { presentation: 'symlink', original: 'backup' }
  ] as const)('is put aside and the original serves again (%o)', async (mode) => {
    const here = await begin(mode)
    damage(here.world)
    const outcome = await mend(here.world, here.life)
    expect(outcome).toMatchObject({ kind: 'stood-back', reason: { code: 'copy-put-aside' } })
    expect(seenByPlex(here.world, film)).toEqual(originalContent)
    expect(plainBytes(at(here.world, 'array'))).toEqual(originalContent)
    const aside = outcome.kind === 'stood-back' && 'path' in outcome.reason ? outcome.reason.path : ''
    expect(plainBytes(aside)).toEqual(originalContent.subarray(0, 100))
    expect(await here.life.ledger.owned()).toEqual([])
  })

  test.each([
    { presentation: 'union', original: 'keep' },
    { presentation: 'union', original: 'backup' },
    { presentation: 'symlink', original: 'backup' }
  ] as const)('also when the process dies at any step (%o)', async (mode) => {
    const { violations } = await killEverywhere(
      {
        prepare: async () => {
          const here = await onThePool(mode)
          damage(here)
          return here
        },
        act: mend,
        instant: (here) => {
          const whole = [at(here, 'array'), `${at(here, 'array')}.plexcached`].map(plainBytes)
          return whole.some((bytes) => bytes?.equals(originalContent)) ? [] : ['I1: the original is lost']
        },
        settled: async (here, now) => {
          if ((await now.ledger.owned()).length > 0) await mend(here, now)
          return seenByPlex(here, film)?.equals(originalContent) === true ? [] : ['Plex does not see the original']
        }
      },
      oneOf(3)
    )
    expect(violations).toEqual([])
  })

  test('is kept for a person where it is the only one', async () => {
    const here = await begin({ presentation: 'union', original: 'remove' })
    damage(here.world)
    expect(await mend(here.world, here.life)).toMatchObject({ reason: { code: 'needs-a-person' } })
    expect(plainBytes(at(here.world, 'pool'))).toEqual(originalContent.subarray(0, 100))
  })
})
