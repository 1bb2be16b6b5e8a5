/** Somebody renames what is cached: the ledger follows our own file to its new name, it goes on serving there, and it comes home under that name. */
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { arrayPath, sharePath } from '#core/model/place.ts'
import type { Mode, OwnedUnit } from '#core/model/unit.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import { linkBackup, linkRemove, unionBackup, unionKeep, unionRemove } from './modes.ts'
import { killEverywhere } from './orders.ts'
import { oneOf, thorough } from './thoroughness.ts'
import {
  calm,
  content,
  film,
  type Life,
  makeWorld,
  manifestOf,
  nameOfMode,
  originalContent,
  plainBytes,
  promote,
  subtitle,
  subtitleContent,
  type World,
  writeAt
} from './world.ts'

const folder = dirname(film)
const sameFolder = `${folder}/Arrival - 2160p.mkv`
const otherFolder = 'Films/Arrival (2016) {tmdb-329865}/Arrival (2016).mkv'
const newFolder = dirname(otherFolder)
const folderRenamed = `${newFolder}/Arrival.mkv`

const subtitleOf = (video: string): string => video.replace('.mkv', '.en.srt')
const is = (path: string, bytes: Buffer): boolean => plainBytes(path)?.equals(bytes) === true

const only = async (life: Life): Promise<OwnedUnit> => {
  const [unit, ...others] = await life.ledger.owned()
  if (unit === undefined || others.length > 0) throw new Error('there is one unit')
  return unit
}

const promoted = async (mode: Mode, files: readonly string[] = [film, subtitle]): Promise<World> => {
  const made = await makeWorld(mode, files)
  const own = await made.live()
  expect(await promote(made, own)).toMatchObject({ kind: 'done' })
  await own.end()
  return made
}

/** As a run does it that heard of the new name from Plex. */
const followAs = async (
  renamed: 'surely' | 'perhaps',
  { world, life, to }: { readonly world: World; readonly life: Life; readonly to: string }
): Promise<MoveOutcome> => {
  const unit = await only(life)
  const by = sharePath(join(world.layout.shareRoot, to))
  return await life.mover.mend(
    {
      layout: world.layout,
      unit,
      files: unit.files.map((file) => file.sharePath),
      successor: { files: [{ sharePath: by, sizeBytes: originalContent.length, ratingKeys: ['8'] }] },
      renamed,
      because: [{ code: 'renamed-in-library', path: unit.id, by }]
    },
    calm
  )
}
const follow = (world: World, life: Life, to: string): Promise<MoveOutcome> => followAs('surely', { world, life, to })
const comeHome = async (world: World, life: Life): Promise<MoveOutcome> =>
  life.mover.evict({ layout: world.layout, unit: await only(life), because: [{ code: 'restore-requested' }] }, calm)

/** What is wrong once it came home under its new name. */
const wrongAtHome = (world: World, to: string, withSubtitle: string): readonly string[] => {
  const wrong: string[] = []
  if (!is(join(world.array, to), originalContent)) wrong.push(`${to} is not whole at home`)
  if (!is(join(world.array, withSubtitle), subtitleContent)) wrong.push(`${withSubtitle} is not whole at home`)
  const left = [film, subtitle].flatMap((file) => [
    join(world.pool, file),
    join(world.array, `${file}.plexcached`),
    join(world.array, dirname(to), `${file.slice(folder.length + 1)}.plexcached`)
  ])
  wrong.push(...left.filter((path) => existsSync(path)).map((path) => `${path} is left`))
  if (manifestOf(world).length > 0) wrong.push('it is registered still')
  return wrong
}

const move = (root: string, from: string, to: string): void => {
  mkdirSync(dirname(join(root, to)), { recursive: true })
  renameSync(join(root, from), join(root, to))
}
const renameFolder = (world: World, root: 'array' | 'pool' = 'array'): void =>
  renameSync(join(world[root], folder), join(world[root], newFolder))

interface Renaming {
  readonly what: string
  readonly to: string
  readonly subtitle: string
  readonly does: (world: World) => void
}

const renamings: readonly Renaming[] = [
  {
    what: 'the link, in its folder',
    to: sameFolder,
    subtitle,
    does: (world) => move(world.array, film, sameFolder)
  },
  {
    what: 'the link and that of its subtitle, into another folder; the parked originals are left',
    to: otherFolder,
    subtitle: subtitleOf(otherFolder),
    does: (world) => {
      move(world.array, film, otherFolder)
      move(world.array, subtitle, subtitleOf(otherFolder))
    }
  },
  {
    what: 'the link with everything called after it, parked originals as well',
    to: sameFolder,
    subtitle: subtitleOf(sameFolder),
    does: (world) => {
      for (const [from, to] of [
        [film, sameFolder],
        [subtitle, subtitleOf(sameFolder)]
      ] as const) {
        move(world.array, from, to)
        if (existsSync(join(world.array, `${from}.plexcached`)))
          move(world.array, `${from}.plexcached`, `${to}.plexcached`)
      }
    }
  },
  {
    what: 'the whole folder',
    to: folderRenamed,
    subtitle: subtitleOf(folderRenamed),
    does: (world) => renameFolder(world)
  }
]

const modes = [linkBackup, linkRemove]

describe.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s: somebody renames', (_name, mode) => {
  let world: World
  let life: Life
  afterEach(async () => {
    await life.end()
    world.remove()
  })

  test.each(renamings.map((one) => [one.what, one] as const))('%s', async (_what, { to, subtitle: words, does }) => {
    world = await promoted(mode)
    does(world)
    life = await world.live()
    const inode = lstatSync(join(world.pool, film)).ino
    expect(await follow(world, life, to)).toMatchObject({ kind: 'done' })
    // Nothing was moved: the same copy serves under the new name, which the ledger and the manifest know.
    expect(lstatSync(join(world.pool, film)).ino).toBe(inode)
    expect(readFileSync(join(world.array, to)).equals(originalContent)).toBe(true)
    const unit = await only(life)
    expect(unit).toMatchObject({ id: join(world.layout.shareRoot, to), state: 'complete', ratingKeys: ['8'] })
    expect(
      manifestOf(world)
        .map(({ path }) => path)
        .toSorted()
    ).toEqual([subtitle, film].toSorted())
    // A second look finds nothing more to do, and nothing that was renamed.
    expect(await comeHome(world, life)).toMatchObject({ kind: 'done' })
    expect(wrongAtHome(world, to, words)).toEqual([])
    expect(await life.ledger.owned()).toEqual([])
  })

  test('and the copy is lost meanwhile: what is parked comes home under the new name, or nothing is touched', async () => {
    world = await promoted(mode, [film])
    renameFolder(world)
    rmSync(join(world.pool, film))
    life = await world.live()
    await follow(world, life, folderRenamed)
    await comeHome(world, life)
    const there = is(join(world.array, folderRenamed), originalContent)
    expect(there).toBe(mode.original === 'backup')
    expect(readlinkSync(there ? '/proc/self/exe' : join(world.array, folderRenamed))).toBeDefined()
  })

  test('a folder, and it goes home before Plex has heard of that: its video is no proof that the subtitle may go', async () => {
    world = await promoted(mode)
    renameFolder(world)
    life = await world.live()
    const unit = await only(life)
    const listed = { files: [{ sharePath: unit.id, sizeBytes: originalContent.length }] }
    const order = { layout: world.layout, unit, successor: listed, because: [{ code: 'restore-requested' }] } as const
    expect(await life.mover.evict(order, calm)).toMatchObject({ kind: 'stood-back' })
    expect(
      existsSync(join(world.array, folderRenamed)) && existsSync(join(world.array, subtitleOf(folderRenamed)))
    ).toBe(true)
    await follow(world, life, folderRenamed)
    await comeHome(world, life)
    expect(wrongAtHome(world, folderRenamed, subtitleOf(folderRenamed))).toEqual([])
  })

  test('nothing: a link of somebody else, and a file of equal size, are not followed', async () => {
    world = await promoted(mode, [film])
    rmSync(join(world.array, film))
    writeAt(join(world.array, sameFolder), content('another release', originalContent.length), 1_710_000_000)
    life = await world.live()
    expect(await followAs('perhaps', { world, life, to: sameFolder })).toMatchObject({
      kind: 'stood-back',
      reason: { code: 'not-renamed' }
    })
    expect((await only(life)).state).toBe('complete')
    expect(is(join(world.pool, film), originalContent)).toBe(true)
  })

  test('a new file that has the old name by now is never taken for the copy of it', async () => {
    world = await promoted(mode, [film])
    move(world.array, film, sameFolder)
    life = await world.live()
    await follow(world, life, sameFolder)
    const other = content('another film', 4000)
    writeAt(join(world.array, film), other, 1_710_000_000)
    expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'already-on-pool' } })
    expect(await life.ledger.homeOf((await only(life)).files[0]?.poolPath ?? raise())).toBeUndefined()
    await comeHome(world, life)
    expect([is(join(world.array, film), other), is(join(world.array, sameFolder), originalContent)]).toEqual([
      true,
      true
    ])
  })
})

const raise = (): never => {
  throw new Error('there is a file')
}

describe('on a union the copy itself is renamed', () => {
  test.each([unionBackup, unionRemove, unionKeep].map((mode) => [nameOfMode(mode), mode] as const))(
    '%s: with its folder',
    async (_name, mode) => {
      const world = await promoted(mode)
      renameFolder(world, 'pool')
      if (mode !== unionRemove) renameFolder(world)
      const life = await world.live()
      expect(await follow(world, life, folderRenamed)).toMatchObject({ kind: 'done' })
      expect(
        manifestOf(world)
          .map(({ path }) => path)
          .toSorted()
      ).toEqual([subtitleOf(folderRenamed), folderRenamed].toSorted())
      await comeHome(world, life)
      await life.end()
      expect(wrongAtHome(world, folderRenamed, subtitleOf(folderRenamed))).toEqual([])
      expect(existsSync(join(world.pool, folderRenamed))).toBe(false)
      world.remove()
    }
  )

  test('a kept original that shows under its old name again is not followed', async () => {
    const world = await promoted(unionKeep, [film])
    move(world.pool, film, sameFolder)
    const life = await world.live()
    await follow(world, life, sameFolder)
    expect([is(join(world.array, film), originalContent), is(join(world.pool, sameFolder), originalContent)]).toEqual([
      true,
      true
    ])
    expect((await only(life)).id).toBe(join(world.layout.shareRoot, film))
    await life.end()
    world.remove()
  })
})

test('a link that somebody put on another disk than the parked original stays as it is, for a person', async () => {
  const world = await promoted(linkBackup, [film])
  const second = join(world.root, 'second')
  mkdirSync(join(second, folder), { recursive: true })
  renameSync(join(world.array, film), join(second, sameFolder))
  const life = await world.live()
  const layout = { ...world.layout, arrayRoots: [...world.layout.arrayRoots, arrayPath(second)] }
  for (let time = 0; time < 2; time += 1) {
    expect(await follow({ ...world, layout }, life, sameFolder)).toMatchObject({ kind: 'stood-back' })
  }
  expect((await only(life)).files[0]?.orphan).toMatchObject({
    cause: 'renamed',
    why: expect.stringContaining(sameFolder)
  })
  expect(readFileSync(join(second, sameFolder)).equals(originalContent)).toBe(true)
  await life.end()
  world.remove()
})

describe('a death at every step', () => {
  type Act = (world: World, life: Life) => Promise<unknown>
  const order = (mode: Mode, act: Act, followed: boolean) => ({
    prepare: async (): Promise<World> => {
      const world = await promoted(mode)
      renameFolder(world)
      if (!followed) return world
      const life = await world.live()
      await follow(world, life, folderRenamed)
      await life.end()
      return world
    },
    act,
    instant: (world: World) =>
      [folderRenamed, subtitleOf(folderRenamed)]
        .filter((file) => !existsSync(join(world.array, file)))
        .map((file) => `${file} leads nowhere`),
    settled: async (world: World, life: Life) => {
      if ((await life.ledger.owned()).length === 0) return wrongAtHome(world, folderRenamed, subtitleOf(folderRenamed))
      if ((await only(life)).id !== join(world.layout.shareRoot, folderRenamed))
        await follow(world, life, folderRenamed)
      await comeHome(world, life)
      return [
        ...wrongAtHome(world, folderRenamed, subtitleOf(folderRenamed)),
        ...((await life.ledger.owned()).length > 0 ? ['it is still ours'] : [])
      ]
    }
  })

  test.each([linkBackup, linkRemove].map((mode) => [nameOfMode(mode), mode] as const))('%s', async (_name, mode) => {
    const following = await killEverywhere(
      order(mode, (world, life) => follow(world, life, folderRenamed), false),
      oneOf(40)
    )
    expect(following.violations).toEqual([])
    expect(following.runs).toBeGreaterThan(4)
    // What was followed comes home by the same steps as everything else; part 2 of the proof dies at all of them.
    if (!thorough && mode !== linkBackup) return
    const home = await killEverywhere(order(mode, comeHome, true), oneOf(40))
    expect(home.violations).toEqual([])
    expect(home.runs).toBeGreaterThan(10)
  })
})
