/** Upgrades at the mover: the newest complete file is somewhere at every instant, and what a newer file took the place of goes only once that is whole. */
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import type { FileSystem } from '#ports/file-system.ts'
import type { EvictOrder, MoveOutcome } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
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
  manifestOf,
  nameOfMode,
  originalContent,
  ownedUnit,
  plainBytes,
  plainDisk,
  promote,
  subtitle,
  subtitleContent,
  type World,
  writeAt
} from './world.ts'

const newer = content('a better release', 9000)
const other = 'Films/Arrival (2016)/Arrival - 2160p.mkv'

const home = ({ array }: World, file = film): string => join(array, file)
const copy = ({ pool }: World, file = film): string => join(pool, file)
const parked = (world: World, file = film): string => `${home(world, file)}.plexcached`
const is = (path: string, bytes: Buffer): boolean => plainBytes(path)?.equals(bytes) === true
const said = (facts: readonly (readonly [boolean, string])[]): readonly string[] =>
  facts.flatMap(([wrong, what]) => (wrong ? [what] : []))

const promoted = async (mode: Mode, files?: readonly string[]): Promise<World> => {
  const made = await makeWorld(mode, files)
  const own = await made.live()
  expect(await promote(made, own)).toMatchObject({ kind: 'done' })
  await own.end()
  return made
}

/** Brings it home as a run does that knows what Plex lists instead. */
const makeWay = async (
  world: World,
  life: Life,
  listed: { readonly path: string; readonly sizeBytes: number } = { path: other, sizeBytes: newer.length }
): Promise<MoveOutcome> => {
  const unit = await ownedUnit(world, life)
  const path = sharePath(join(world.layout.shareRoot, listed.path))
  const order: EvictOrder = {
    layout: world.layout,
    unit,
    successor: { files: [{ sharePath: path, sizeBytes: listed.sizeBytes }] },
    because: [{ code: 'superseded', path: unit.id, by: path }]
  }
  return await life.mover.evict(order, calm)
}

describe('a death at every step', () => {
  test('peer 04: of the way home of a bigger file of the same name', async () => {
    const instant = (world: World): readonly string[] =>
      said([
        [!is(copy(world), newer) && !is(home(world), newer), 'no complete copy of the new file'],
        [!existsSync(parked(world)) && !is(home(world), newer), 'the old one went before the new one was home']
      ])
    const { runs, violations } = await killEverywhere(
      {
        prepare: async () => {
          const world = await promoted(linkBackup)
          writeAt(`${copy(world)}.new`, newer, 1_710_000_000)
          renameSync(`${copy(world)}.new`, copy(world))
          return world
        },
        act: evict,
        instant,
        settled: async (world, life) => {
          const found = instant(world)
          if ((await life.ledger.owned()).length > 0) await evict(world, life)
          return [...found, ...said([[!is(home(world), newer) || existsSync(parked(world)), 'not home in the end']])]
        }
      },
      oneOf(40)
    )
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(5)
  })

  test.each([linkBackup, linkRemove].map((mode) => [nameOfMode(mode), mode] as const))(
    'of making way for a file of another name (%s)',
    async (_name, mode) => {
      const { runs, violations } = await killEverywhere(
        {
          prepare: async () => {
            const world = await promoted(mode, [film, subtitle])
            rmSync(home(world))
            writeAt(home(world, other), newer, 1_710_000_000)
            return world
          },
          act: makeWay,
          instant: (world) => said([[!is(home(world, other), newer), 'the new file was touched']]),
          settled: async (world, life) => {
            if ((await life.ledger.owned()).length > 0) await makeWay(world, life)
            const left = [home(world), copy(world), parked(world), copy(world, subtitle)]
            return said([
              [left.some((path) => existsSync(path)), 'something of the old one is left'],
              [!is(home(world, subtitle), subtitleContent), 'its subtitle is not home'],
              [(await life.ledger.owned()).length > 0 || manifestOf(world).length > 0, 'it is still ours']
            ])
          }
        },
        oneOf(40)
      )
      expect(violations).toEqual([])
      expect(runs).toBeGreaterThan(5)
    }
  )
})

describe('making way', () => {
  let world: World
  let life: Life
  afterEach(async () => {
    await life.end()
    world.remove()
  })
  const start = async (mode: Mode, files?: readonly string[]): Promise<void> => {
    world = await promoted(mode, files)
    life = await world.live()
  }
  const nothingWent = (): boolean => is(copy(world), originalContent) && existsSync(parked(world))

  test.each([
    ['is smaller than Plex says', () => writeAt(home(world, other), content('half of it', 10), 1_710_000_000)],
    ['is not there', () => undefined],
    ['is a folder', () => mkdirSync(home(world, other))]
  ])('nothing goes while the new file %s: the first time it is marked, then it waits', async (_what, make) => {
    await start(linkBackup)
    rmSync(home(world))
    make()
    expect(await makeWay(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'needs-a-person' } })
    expect(await makeWay(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'successor-unproven' } })
    expect(nothingWent()).toBe(true)
    rmSync(home(world, other), { recursive: true, force: true })
    writeAt(home(world, other), newer, 1_710_000_000)
    expect(await makeWay(world, life)).toMatchObject({ kind: 'done' })
    expect([existsSync(copy(world)), existsSync(parked(world)), is(home(world, other), newer)]).toEqual([
      false,
      false,
      true
    ])
  })

  test('nothing goes while the new file may still be being written', async () => {
    await start(linkBackup)
    rmSync(home(world))
    writeAt(home(world, other), newer, 1_710_000_000)
    const patient = { ...life, mover: life.moverWith({ minimumAgeMinutes: () => 10 }) }
    await makeWay(world, patient)
    expect(await makeWay(world, patient)).toMatchObject({ reason: { detail: 'it may still be being written' } })
    expect(nothingWent()).toBe(true)
  })

  test.each([linkBackup, linkRemove])(
    'our own link under a new name is no newer file, but followed (%o)',
    async (mode) => {
      await start(mode)
      renameSync(home(world), home(world, other))
      expect(await makeWay(world, life, { path: other, sizeBytes: originalContent.length })).toMatchObject({
        kind: 'done'
      })
      expect(readFileSync(home(world, other)).equals(originalContent)).toBe(true)
      expect((await life.ledger.owned()).map(({ id, state }) => [id, state])).toEqual([
        [home(world, other), 'complete']
      ])
    }
  )

  test.each([unionRemove, unionBackup])('nor is our copy, renamed through the union (%o)', async (mode) => {
    await start(mode)
    renameSync(copy(world), copy(world, other))
    await makeWay(world, life, { path: other, sizeBytes: originalContent.length })
    expect([is(copy(world, other), originalContent), existsSync(parked(world))]).toEqual([true, mode === unionBackup])
    const followed = (await life.ledger.owned()).map(({ state, files }) => [state, files[0]?.poolPath])
    expect(followed).toEqual([['complete', copy(world, other)]])
  })

  test('a copy or a parked original that somebody wrote to never goes', async () => {
    await start(linkBackup)
    rmSync(home(world))
    writeAt(home(world, other), newer, 1_710_000_000)
    writeAt(parked(world), content('written to'), 1_720_000_000)
    await makeWay(world, life)
    expect([is(copy(world), originalContent), is(parked(world), content('written to'))]).toEqual([true, true])
  })

  test('a kept original is nothing of ours, whatever took its place', async () => {
    await start(unionKeep)
    writeAt(home(world, other), newer, 1_710_000_000)
    expect(await makeWay(world, life)).toMatchObject({ kind: 'done' })
    expect([is(home(world), originalContent), existsSync(copy(world))]).toEqual([true, false])
  })

  test.each([
    [film, subtitle],
    [subtitle, film]
  ])('peer 16: without its own parked original %s never takes that of %s', async (lost, kept) => {
    await start(linkBackup, [film, subtitle])
    const inode = lstatSync(parked(world, kept)).ino
    rmSync(parked(world, lost))
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect([is(home(world), originalContent), is(home(world, subtitle), subtitleContent)]).toEqual([true, true])
    expect(lstatSync(home(world, kept)).ino).toBe(inode)
    expect([film, subtitle].some((file) => existsSync(parked(world, file)) || existsSync(copy(world, file)))).toBe(
      false
    )
  })
})

describe('a disk that fills up in the middle', () => {
  const full = new Failure('disk.full', { sentence: 'Could not copy: no space left.', retry: 'later' })
  /** As a full disk does it: a part arrives, then no more. */
  const filling = (atMost: number): FileSystem => ({
    ...plainDisk,
    copy: async (order) => {
      if (order.expected.sizeBytes <= atMost) return await plainDisk.copy(order)
      writeAt(join(order.to.root, order.to.path), content('half', 100), 1_700_000_000)
      throw full
    }
  })
  const small = 'Films/Small/Small.mkv'

  test('peer 06: on the way in its part is removed and the original stays; a smaller one may still come', async () => {
    const world = await makeWorld(unionRemove, [film, small])
    writeAt(home(world, film), newer, 1_700_000_000)
    const life = await world.live({ fileSystem: filling(6000) })
    const [big, little] = [film, small].map((file) => ({ ...world, files: [file] }))
    if (big === undefined || little === undefined) throw new Error('there are two films')
    expect(await promote(big, life)).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect([is(home(world), newer), existsSync(dirname(copy(world)))]).toEqual([true, false])
    expect(await promote(little, life)).toMatchObject({ kind: 'done' })
    await life.end()
    world.remove()
  })

  test('peer 05: on the way home its part is removed, the copy and its line stay, others go on', async () => {
    const world = await makeWorld(unionRemove, [film, small])
    writeAt(home(world, film), newer, 1_700_000_000)
    const life = await world.live()
    const [big, little] = [film, small].map((file) => ({ ...world, files: [file] }))
    if (big === undefined || little === undefined) throw new Error('there are two films')
    for (const one of [big, little]) await promote(one, life)
    const acting = { ...life, mover: life.moverWith({ fileSystem: filling(6000) }) }
    expect(await evict(big, acting)).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect(await evict(little, acting)).toMatchObject({ kind: 'done' })
    expect([is(copy(world), newer), existsSync(home(world)), is(home(world, small), originalContent)]).toEqual([
      true,
      false,
      true
    ])
    expect(manifestOf(world).map(({ path }) => path)).toEqual([film])
    await life.end()
    world.remove()
  })
})
