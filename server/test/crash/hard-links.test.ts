/** Files with another name, as a download has that is still shared: cached by HARD_LINKS, home again as what they were, and the other name's file never changed. */
import { existsSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { SharedFileRules } from '#core/model/layout.ts'
import type { Mode } from '#core/model/unit.ts'
import { linkBackup, linkRemove, unionKeep, unionRemove } from './modes.ts'
import { killEverywhere, type OrderTally } from './orders.ts'
import { oneOf } from './thoroughness.ts'
import {
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
  subtitle,
  type World
} from './world.ts'

const rewritten = content('what the torrent program wrote into its file', 8000)

const home = ({ array }: World): string => join(array, film)
const seed = ({ array }: World): string => join(array, 'torrents/seeding.mkv')
const copy = ({ pool }: World): string => join(pool, film)
const parked = (world: World): string => `${home(world)}.plexcached`

/** A film that is seeded under another name. */
const seeded = async (mode: Mode, hardLinks: SharedFileRules['hardLinks'], files = [film]): Promise<World> => {
  const made = await makeWorld(mode, files)
  mkdirSync(join(made.array, 'torrents'))
  linkSync(home(made), seed(made))
  return { ...made, layout: { ...made.layout, shared: { hardLinks, folderArtwork: 'leave' } } }
}

const rewriteSeed = (world: World): void => {
  writeFileSync(seed(world), rewritten)
  utimesSync(seed(world), 1_715_000_000, 1_715_000_000)
}

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

const start = async (...facts: Parameters<typeof seeded>): Promise<void> => {
  world = await seeded(...facts)
  life = await world.live()
}

const inodes = (): readonly number[] => [home(world), seed(world)].map((path) => lstatSync(path).ino)
const left = (): readonly boolean[] => [copy(world), parked(world)].map((path) => existsSync(path))

describe.each([unionRemove, linkRemove, linkBackup].map((mode) => [nameOfMode(mode), mode] as const))(
  'HARD_LINKS is move (%s)',
  (_name, mode) => {
    test('peer 21: the library name is a name of the seeding inode again', async () => {
      await start(mode, 'move')
      const before = lstatSync(seed(world))
      expect(await promote(world, life)).toMatchObject({ kind: 'done' })
      expect([plainBytes(copy(world)), seenByPlex(world, film)]).toEqual([originalContent, originalContent])
      expect(lstatSync(home(world), { throwIfNoEntry: false })?.isFile()).not.toBe(true)
      expect((await ownedUnit(world, life)).mode.original).toBe('backup')
      expect(await evict(world, life)).toMatchObject({ kind: 'done' })
      expect(inodes()).toEqual([before.ino, before.ino])
      expect([lstatSync(seed(world)).nlink, lstatSync(seed(world)).mtimeMs]).toEqual([2, before.mtimeMs])
      expect(left()).toEqual([false, false])
    })

    test('peer 21: a plain copy comes home when the torrent program wrote to its file, which stays as it is', async () => {
      await start(mode, 'move')
      await promote(world, life)
      rewriteSeed(world)
      expect(await evict(world, life)).toMatchObject({ kind: 'done' })
      expect([readFileSync(home(world)), readFileSync(seed(world))]).toEqual([originalContent, rewritten])
      expect([lstatSync(home(world)).nlink, lstatSync(seed(world)).nlink]).toEqual([1, 1])
      expect(left()).toEqual([false, false])
    })

    test('what was written to it comes home when its other name is gone: it is the newest there is', async () => {
      await start(mode, 'move')
      await promote(world, life)
      rewriteSeed(world)
      rmSync(seed(world))
      expect(await evict(world, life)).toMatchObject({ kind: 'done' })
      expect([readFileSync(home(world)), ...left()]).toEqual([rewritten, false, false])
    })

    test('the parked name keeps the film when the torrent and its file are removed', async () => {
      await start(mode, 'move')
      await promote(world, life)
      rmSync(seed(world))
      expect(await evict(world, life)).toMatchObject({ kind: 'done' })
      expect([readFileSync(home(world)), ...left()]).toEqual([originalContent, false, false])
    })
  }
)

describe('HARD_LINKS is copy', () => {
  test('on a union the copy is shown and nothing of the original is touched, although originals are removed', async () => {
    await start(unionRemove, 'copy', [film, subtitle])
    const before = lstatSync(seed(world), { bigint: true })
    expect(await promote(world, life)).toMatchObject({ kind: 'done' })
    expect(lstatSync(home(world), { bigint: true })).toEqual(before)
    expect((await ownedUnit(world, life)).mode).toEqual(unionKeep)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect([inodes(), left()]).toEqual([
      [Number(before.ino), Number(before.ino)],
      [false, false]
    ])
  })

  test('elsewhere it is left, with the reason: a link would have to take its name', async () => {
    await start(linkBackup, 'copy')
    expect(await promote(world, life)).toMatchObject({
      kind: 'stood-back',
      reason: { code: 'hard-linked', links: 2, policy: 'copy' }
    })
    expect(inodes()[0]).toBe(inodes()[1])
  })
})

test.each([unionRemove, linkBackup])('peer 20: HARD_LINKS is skip, and nothing is begun (%o)', async (mode) => {
  await start(mode, 'skip')
  expect(await promote(world, life)).toMatchObject({
    kind: 'stood-back',
    reason: { code: 'hard-linked', links: 2, policy: 'skip' }
  })
  expect([...left(), lstatSync(home(world)).nlink]).toEqual([false, false, 2])
})

describe('a death at every step', () => {
  const same = (path: string, bytes: Buffer): boolean => plainBytes(path)?.equals(bytes) === true

  /** `written`: what the other name holds. */
  const campaign = (
    mode: Mode,
    { written, act }: { readonly written: Buffer; readonly act: (one: World, own: Life) => Promise<unknown> }
  ): Promise<OrderTally> => {
    const instant = (one: World): readonly string[] => [
      ...(same(seed(one), written) ? [] : ['the file of the torrent was changed']),
      ...(written === originalContent && seenByPlex(one, film)?.equals(originalContent) !== true
        ? ['I2: Plex does not find it']
        : [])
    ]
    const prepare = async (): Promise<World> => {
      const one = await seeded(mode, 'move')
      if (act === promote) return one
      const own = await one.live()
      await promote(one, own)
      await own.end()
      if (written === rewritten) rewriteSeed(one)
      return one
    }
    const ended = (one: World): readonly (readonly [boolean, string])[] => [
      [!same(home(one), originalContent), 'the film is not at home'],
      [
        (lstatSync(home(one)).ino === lstatSync(seed(one)).ino) !== (written === originalContent),
        'its names are not as they should be'
      ],
      [existsSync(copy(one)) || existsSync(parked(one)), 'something of ours is left']
    ]
    const settled = async (one: World, own: Life): Promise<readonly string[]> => {
      if ((await own.ledger.owned()).length > 0) await evict(one, own)
      return [...instant(one), ...ended(one).flatMap(([wrong, what]) => (wrong ? [what] : []))]
    }
    return killEverywhere({ prepare, act, instant, settled }, oneOf(40))
  }

  test.each([
    ['on the way in', linkRemove, { written: originalContent, act: promote }],
    ['on the way home', linkRemove, { written: originalContent, act: evict }],
    ['on the way home, on a union', unionRemove, { written: originalContent, act: evict }],
    ['on the way home of what was written to', linkRemove, { written: rewritten, act: evict }]
  ] as const)('%s', async (_name, mode, story) => {
    world = await seeded(mode, 'move')
    life = await world.live()
    const { runs, violations } = await campaign(mode, story)
    expect(violations).toEqual([])
    expect(runs).toBeGreaterThan(5)
  })
})
