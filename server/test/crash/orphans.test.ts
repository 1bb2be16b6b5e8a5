/** What a person orders about deleted and replaced files: done whole or not at all, wherever the process dies, and never to anything that others changed. */
import { existsSync, lstatSync, renameSync, rmSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Remedy } from '@pcu/contract'
import { afterEach, describe, expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { linkBackup, linkRemove, unionBackup, unionKeep, unionRemove } from './modes.ts'
import { killEverywhere } from './orders.ts'
import { oneOf } from './thoroughness.ts'
import {
  calm,
  content,
  evict,
  film,
  type Life,
  makeWorld,
  nameOfMode,
  originalContent,
  ownedUnit,
  plainBytes,
  promote,
  seenByPlex,
  type World,
  writeAt
} from './world.ts'

const theirs = content('what somebody else wrote', 6000)

const home = (world: World): string => join(world.array, film)
const copy = (world: World): string => join(world.pool, film)
const parked = (world: World): string => `${home(world)}.plexcached`

const deleteHome = (world: World): void => rmSync(home(world))
const deleteCopy = (world: World): void => rmSync(copy(world))
const replaceHome = (world: World): void => {
  rmSync(home(world), { force: true })
  writeAt(home(world), theirs, 1_720_000_000)
}

const orphanOf = async (mode: Mode, deed: (world: World) => void): Promise<World> => {
  const world = await makeWorld(mode)
  const life = await world.live()
  await promote(world, life)
  deed(world)
  await evict(world, life)
  expect((await ownedUnit(world, life)).state).toBe('orphan')
  await life.end()
  return world
}

const resolve =
  (how: Remedy) =>
  async (world: World, life: Life): Promise<MoveOutcome> => {
    const unit = await ownedUnit(world, life)
    return await life.mover.resolve({ layout: world.layout, unit, how, because: [{ code: 'remedy-asked', how }] }, calm)
  }

const whole = (world: World): boolean =>
  [home(world), copy(world), parked(world)].some((path) => plainBytes(path)?.equals(originalContent))

interface Case {
  readonly mode: Mode
  readonly deed: (world: World) => void
  readonly how: Remedy
  /** What is under the file's own name at home afterwards. */
  readonly after: Buffer | undefined
  /** The content may be lost meanwhile, because that is what was ordered. */
  readonly deletes: boolean
}

const cases: readonly Case[] = [
  ...[linkBackup, linkRemove].flatMap((mode): readonly Case[] => [
    { mode, deed: deleteHome, how: 'restore', after: originalContent, deletes: false },
    { mode, deed: deleteHome, how: 'finish-delete', after: undefined, deletes: true },
    { mode, deed: replaceHome, how: 'remove-leftovers', after: theirs, deletes: true }
  ]),
  { mode: linkRemove, deed: deleteCopy, how: 'remove-leftovers', after: undefined, deletes: true },
  { mode: unionKeep, deed: deleteCopy, how: 'finish-delete', after: undefined, deletes: true },
  { mode: unionKeep, deed: deleteHome, how: 'restore', after: originalContent, deletes: false },
  { mode: unionKeep, deed: replaceHome, how: 'remove-leftovers', after: theirs, deletes: true },
  { mode: unionBackup, deed: deleteCopy, how: 'restore', after: originalContent, deletes: false },
  { mode: unionBackup, deed: deleteCopy, how: 'finish-delete', after: undefined, deletes: true },
  { mode: unionRemove, deed: replaceHome, how: 'remove-leftovers', after: theirs, deletes: true }
]

const said = (facts: readonly (readonly [boolean, string])[]): readonly string[] =>
  facts.flatMap(([wrong, sentence]) => (wrong ? [sentence] : []))

const stateViolations = (world: World, state: string | undefined, deletes: boolean): readonly string[] =>
  said([
    [state !== undefined && state !== 'orphan', `I3: the unit is ${state}`],
    [state !== undefined && !deletes && !whole(world), 'I1: still ours, and nothing is left']
  ])

const endViolations = (world: World, after: Buffer | undefined): readonly string[] => {
  const bytes = plainBytes(home(world))
  return said([
    [(bytes === undefined) !== (after === undefined), 'at home is not what was ordered'],
    [bytes !== undefined && after?.equals(bytes) === false, 'the wrong file is at home'],
    [lstatSync(home(world), { throwIfNoEntry: false })?.isSymbolicLink() === true, 'a link is left'],
    [existsSync(copy(world)) || existsSync(parked(world)), 'something of ours is left']
  ])
}

const named = cases.map((one) => [`${nameOfMode(one.mode)}, ${one.deed.name}: ${one.how}`, one] as const)

test.each(named)('%s, whatever step the process dies at', async (_name, { mode, deed, how, after, deletes }) => {
  const act = resolve(how)
  const { runs, violations } = await killEverywhere(
    {
      prepare: () => orphanOf(mode, deed),
      act,
      instant: (world) => {
        const found: string[] = []
        if (!deletes && !whole(world)) found.push('I1: the last whole copy is gone')
        if (deed === replaceHome && plainBytes(home(world))?.equals(theirs) !== true)
          found.push('I6: their file is lost')
        return found
      },
      settled: async (world, life) => {
        const [left] = await life.ledger.owned()
        const before = stateViolations(world, left?.state, deletes)
        if (left !== undefined) expect(await act(world, life)).toMatchObject({ kind: 'done' })
        return [...before, ...endViolations(world, after), ...((await life.ledger.owned()).length > 0 ? ['owned'] : [])]
      }
    },
    oneOf(9)
  )
  expect(violations).toEqual([])
  expect(runs).toBeGreaterThan(4)
})

describe('what others changed is never removed', () => {
  let world: World
  let life: Life
  afterEach(async () => {
    await life.end()
    world.remove()
  })
  const begin = async (mode: Mode, deed: (world: World) => void): Promise<void> => {
    world = await orphanOf(mode, deed)
    life = await world.live()
  }
  const refused = { kind: 'stood-back', reason: { code: 'needs-a-person' } }

  test('a copy that somebody wrote to since', async () => {
    await begin(linkBackup, deleteHome)
    writeAt(copy(world), theirs, 1_720_000_000)
    expect(await resolve('finish-delete')(world, life)).toMatchObject(refused)
    expect([plainBytes(copy(world)), plainBytes(parked(world))]).toEqual([theirs, originalContent])
    expect(await resolve('restore')(world, life)).toMatchObject({ kind: 'done' })
    expect([plainBytes(home(world)), existsSync(copy(world)), existsSync(parked(world))]).toEqual([
      theirs,
      false,
      false
    ])
  })

  test('an original that is not the one that was copied', async () => {
    await begin(unionKeep, deleteCopy)
    writeAt(join(world.array, 'new'), theirs, 1_720_000_000)
    renameSync(join(world.array, 'new'), home(world))
    expect(await resolve('finish-delete')(world, life)).toMatchObject(refused)
    expect(plainBytes(home(world))).toEqual(theirs)
  })

  test('an original whose copy came back', async () => {
    await begin(unionKeep, deleteCopy)
    writeAt(copy(world), theirs, 1_720_000_000)
    expect(await resolve('finish-delete')(world, life)).toMatchObject(refused)
    expect([plainBytes(home(world)), plainBytes(copy(world))]).toEqual([originalContent, theirs])
  })

  test('a file that has the name to which the old one should come back', async () => {
    await begin(linkBackup, deleteHome)
    writeAt(home(world), theirs, 1_720_000_000)
    expect(await resolve('restore')(world, life)).toMatchObject(refused)
    expect([plainBytes(home(world)), plainBytes(parked(world))]).toEqual([theirs, originalContent])
  })

  test('anything, when it is only forgotten', async () => {
    await begin(linkBackup, deleteHome)
    expect(await resolve('forget')(world, life)).toMatchObject({ kind: 'done' })
    expect([plainBytes(copy(world)), plainBytes(parked(world))]).toEqual([originalContent, originalContent])
    expect(await life.ledger.owned()).toEqual([])
  })

  test('the pool, when another disk is mounted there', async () => {
    await begin(unionKeep, deleteCopy)
    renameSync(world.pool, `${world.pool}-away`)
    writeAt(join(world.pool, 'other.mkv'), theirs, 1_720_000_000)
    expect(await resolve('finish-delete')(world, life)).toMatchObject({ reason: { code: 'root-not-ready' } })
    expect(plainBytes(home(world))).toEqual(originalContent)
  })
})

test('a file that was asked back is seen by Plex again, and the unit is an orphan only until then', async () => {
  const world = await orphanOf(linkBackup, deleteHome)
  const life = await world.live()
  expect((await ownedUnit(world, life)).files[0]?.orphan).toMatchObject({
    cause: 'original-deleted',
    since: expect.any(Number)
  })
  expect(await resolve('restore')(world, life)).toMatchObject({ kind: 'done' })
  expect(seenByPlex(world, film)).toEqual(originalContent)
  expect(() => unlinkSync(copy(world))).toThrow('ENOENT')
  await life.end()
  world.remove()
})
