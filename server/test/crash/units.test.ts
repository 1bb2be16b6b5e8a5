/** Units: files that belong together, sidecars that several units share, stopping in the middle, and moves at the same time. */
import { existsSync, linkSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import type { Spot, SpotRoom } from '#ports/file-system.ts'
import type { MoveControl, MoveProgress } from '#ports/mover.ts'
import { Failure } from '#src/failure.ts'
import { linkBackup, unionKeep, unionRemove } from './modes.ts'
import {
  calm,
  content,
  evict,
  film,
  inspectionOf,
  type Life,
  makeWorld,
  originalContent,
  ownedUnit,
  plainBytes,
  plainDisk,
  promote,
  subtitle,
  unitOf,
  type World,
  writeAt
} from './world.ts'

let world: World
let life: { -readonly [Key in keyof Life]: Life[Key] }
afterEach(async () => {
  await life.end()
  world.remove()
})

const start = async (mode: Mode, files?: readonly string[]): Promise<void> => {
  world = await makeWorld(mode, files)
  life = await world.live()
}

/** One small file system of which so many bytes are free. */
const roomWith = (freeBytes: number): SpotRoom => ({ freeBytes, totalBytes: 10_000, group: 'one' })

const filesOnPool = (): readonly string[] =>
  readdirSync(world.pool, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/.mc'))
    .map((entry) => entry.name)
    .toSorted()

const first = 'Shows/Severance/S01E01.mkv'
const second = 'Shows/Severance/S01E02.mkv'
const poster = 'Shows/Severance/poster.srt'

/** The same world as another unit sees it. */
const unitWith = (files: readonly string[]): World => ({ ...world, files })

describe('a sidecar that two units share', () => {
  test('comes with the first, stays for the second and goes home with the last', async () => {
    await start(linkBackup, [first, second, poster])
    const [one, two] = [unitWith([first, poster]), unitWith([second, poster])]
    expect(await promote(one, life)).toMatchObject({ kind: 'done', bytes: 5300 })
    expect(await promote(two, life)).toMatchObject({ kind: 'done', bytes: 5000 })
    expect(await evict(one, life)).toMatchObject({ kind: 'done' })
    expect(filesOnPool()).toEqual(['S01E02.mkv', 'poster.srt'])
    expect(await ownedUnit(two, life)).toMatchObject({ state: 'complete' })
    expect(await evict(two, life)).toMatchObject({ kind: 'done' })
    expect(readdirSync(world.pool)).toEqual([])
    expect(plainBytes(join(world.array, poster))).toHaveLength(300)
    expect(await life.ledger.owned()).toEqual([])
  })

  test('is moved once when both units go at the same time', async () => {
    await start(linkBackup, [first, second, poster])
    const [one, two] = [unitWith([first, poster]), unitWith([second, poster])]
    const outcomes = await Promise.all([promote(one, life), promote(two, life)])
    expect(outcomes).toMatchObject([{ kind: 'done' }, { kind: 'done' }])
    expect(filesOnPool()).toEqual(['S01E01.mkv', 'S01E02.mkv', 'poster.srt'])
    await Promise.all([evict(one, life), evict(two, life)])
    expect(readdirSync(world.pool)).toEqual([])
    expect(await life.ledger.owned()).toEqual([])
  })
})

test('the same unit is not moved twice at the same time', async () => {
  await start(unionKeep)
  const outcomes = await Promise.all([promote(world, life), promote(world, life)])
  expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(['done', 'stood-back'])
})

test('a unit that is home already is not brought home again', async () => {
  await start(unionKeep)
  await promote(world, life)
  const unit = await ownedUnit(world, life)
  const order = { layout: world.layout, unit, because: [{ code: 'restore-requested' }] } as const
  expect(await life.mover.evict(order, calm)).toMatchObject({ kind: 'done' })
  expect(await life.mover.evict(order, calm)).toMatchObject({
    kind: 'stood-back',
    reason: { code: 'changed-meanwhile' }
  })
})

test('a unit that is on the pool already is done at once', async () => {
  await start(unionKeep, [film, subtitle])
  await promote(world, life)
  expect(await promote(world, life)).toEqual({ kind: 'done', bytes: 0 })
  expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
})

test('a unit whose copy somebody deleted is for a person, not simply done', async () => {
  await start(unionKeep)
  await promote(world, life)
  rmSync(join(world.pool, film))
  expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'needs-a-person' } })
})

describe('stopping', () => {
  test('in the middle of a copy leaves everything as it was', async () => {
    await start(unionRemove)
    writeAt(join(world.array, film), content('long', 20 * 1024 * 1024), 1_700_000_000)
    const stop = new AbortController()
    const control: MoveControl = { ...calm, signal: stop.signal, onProgress: () => stop.abort() }
    expect(await promote(world, life, control)).toEqual({ kind: 'stood-back', reason: { code: 'run-stopped' } })
    expect(readdirSync(world.pool)).toEqual([])
    expect(await life.journal.unfinished()).toEqual([])
  })

  test('because somebody started to watch leaves everything as it was', async () => {
    await start(linkBackup, [film, subtitle])
    const reason = { code: 'playing-now', person: 'guest' } as const
    const control: MoveControl = { ...calm, recheck: () => Promise.resolve(reason) }
    expect(await promote(world, life, control)).toEqual({ kind: 'stood-back', reason })
    expect(readdirSync(world.pool)).toEqual([])
    expect(lstatSync(join(world.array, film)).isFile()).toBe(true)
  })

  test('on the way home leaves the copy serving', async () => {
    await start(linkBackup)
    await promote(world, life)
    const reason = { code: 'playing-now', person: 'guest' } as const
    expect(await evict(world, life, { ...calm, recheck: () => Promise.resolve(reason) })).toEqual({
      kind: 'stood-back',
      reason
    })
    expect(lstatSync(join(world.array, film)).isSymbolicLink()).toBe(true)
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
    expect(await life.journal.unfinished()).toEqual([])
  })

  test('between two files of a unit leaves each of them whole, and a later try brings the rest', async () => {
    await start(unionRemove, [film, subtitle])
    const answers = [undefined, undefined, { code: 'playing-now', person: 'guest' } as const]
    const control: MoveControl = { ...calm, recheck: () => Promise.resolve(answers.shift()) }
    expect(await promote(world, life, control)).toMatchObject({ kind: 'stood-back' })
    expect(filesOnPool()).toEqual(['Arrival.en.srt'])
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'partial' })
    const inspection = { ...inspectionOf({ ...world, files: [film] }) }
    const seen = {
      ...inspection.files[0],
      path: sharePath(join(world.layout.shareRoot, subtitle)),
      role: 'sidecar',
      sizeBytes: 300
    }
    const files = [...inspection.files, seen] as typeof inspection.files
    const order = {
      layout: world.layout,
      unit: unitOf(world),
      inspection: { ...inspection, files },
      because: [{ code: 'playing', person: 'owner' }]
    } as const
    expect(await life.mover.promote(order, calm)).toMatchObject({ kind: 'done', bytes: 5000 })
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
  })
})

describe('a film in two parts', () => {
  const parts = ['Films/Stack/Stack - pt1.mkv', 'Films/Stack/Stack - pt2.mkv']

  test('goes home as a whole or not at all, whichever part somebody has open', async () => {
    await start(linkBackup, parts)
    await promote(world, life)
    for (const open of parts) {
      const inUse = async ({ path }: Spot) => (path === open ? ('in-use' as const) : ('free' as const))
      const mover = life.moverWith({ fileSystem: { ...plainDisk, inUse } })
      expect(await evict(world, { ...life, mover })).toMatchObject({ kind: 'stood-back', reason: { code: 'in-use' } })
      expect(filesOnPool()).toEqual(['Stack - pt1.mkv', 'Stack - pt2.mkv'])
    }
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(filesOnPool()).toEqual([])
  })
})

describe('gates', () => {
  test('peer 02: a file on the pool that is not ours stays, and so does the original', async () => {
    await start(unionRemove)
    writeAt(join(world.pool, film), content('not ours'), 1_700_000_000)
    expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'already-on-pool' } })
    expect(plainBytes(join(world.array, film))).toEqual(originalContent)
  })

  test('a file in the way of the parked original stops the move', async () => {
    await start(linkBackup)
    writeAt(`${join(world.array, film)}.plexcached`, content('older'), 1_700_000_000)
    expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'backup-in-the-way' } })
  })

  test('a hard-linked file is only copied where the original is kept', async () => {
    await start(unionRemove)
    linkSync(join(world.array, film), join(world.array, 'seeding.mkv'))
    expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'hard-linked', links: 2 } })
    const keeping = { ...world, layout: { ...world.layout, mode: unionKeep } }
    expect(await promote(keeping, life)).toMatchObject({ kind: 'done' })
  })

  test('a link in place of the original stops the move', async () => {
    await start(unionKeep)
    const inspection = inspectionOf(world)
    rmSync(join(world.array, film))
    symlinkSync('/etc/hostname', join(world.array, film))
    const order = {
      layout: world.layout,
      unit: unitOf(world),
      inspection,
      because: [{ code: 'playing', person: 'owner' }]
    } as const
    expect(await life.mover.promote(order, calm)).toMatchObject({
      kind: 'stood-back',
      reason: { code: 'not-a-regular-file' }
    })
  })

  test('a symbolic link among the folders is not followed out of the root', async () => {
    await start(unionKeep)
    const inspection = inspectionOf(world)
    mkdirSync(join(world.root, 'outside'))
    renameSync(join(world.array, 'Films'), join(world.root, 'outside/Films'))
    symlinkSync(join(world.root, 'outside/Films'), join(world.array, 'Films'))
    const order = {
      layout: world.layout,
      unit: unitOf(world),
      inspection,
      because: [{ code: 'playing', person: 'owner' }]
    } as const
    expect(await life.mover.promote(order, calm)).toMatchObject({ kind: 'failed', failure: { code: 'disk.escape' } })
    expect(readdirSync(world.pool)).toEqual([])
  })

  test('a pool that would fall below its floor takes nothing', async () => {
    await start(unionKeep)
    const mover = life.moverWith({ keepFreeBytes: () => Number.MAX_SAFE_INTEGER })
    expect(await promote(world, { ...life, mover })).toMatchObject({
      kind: 'stood-back',
      reason: { code: 'pool-would-fall-below-floor', needBytes: 5000 }
    })
  })

  test('two copies at the same time do not fill the pool together', async () => {
    await start(unionKeep, [first, second])
    const fileSystem = { ...plainDisk, room: () => Promise.resolve(roomWith(8000)) }
    const mover = life.moverWith({ fileSystem })
    const acting = { ...life, mover }
    const outcomes = await Promise.all([promote(unitWith([first]), acting), promote(unitWith([second]), acting)])
    expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual(['done', 'stood-back'])
  })

  test('a mode that cannot be is refused', async () => {
    await start({ presentation: 'symlink', original: 'keep' })
    expect(await promote(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'mode-unavailable' } })
  })

  test('without a physical disk nothing goes to the pool that could not come home', async () => {
    await start(unionKeep)
    const blind = { ...world, layout: { ...world.layout, arrayRoots: [] } }
    expect(await promote(blind, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'mode-unavailable' } })
  })
})

describe('room at home', () => {
  const noRoom = new Failure('disk.full', { sentence: 'Could not copy: no space left.', retry: 'later' })

  test('a disk without room keeps the copy on the pool', async () => {
    await start(unionRemove)
    await promote(world, life)
    const mover = life.moverWith({ fileSystem: { ...plainDisk, room: () => Promise.resolve(roomWith(100)) } })
    expect(await evict(world, { ...life, mover })).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect(plainBytes(join(world.pool, film))).toEqual(originalContent)
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
  })

  test('peer 09: a parked original needs none', async () => {
    await start(linkBackup)
    await promote(world, life)
    const mover = life.moverWith({ fileSystem: { ...plainDisk, room: () => Promise.reject(noRoom) } })
    expect(await evict(world, { ...life, mover })).toMatchObject({ kind: 'done' })
  })

  test('another disk of the union takes what the first one cannot', async () => {
    await start(unionRemove)
    const other = join(world.root, 'array2')
    mkdirSync(other)
    const layout = { ...world.layout, arrayRoots: [...world.layout.arrayRoots, other as never] }
    const wide = { ...world, layout }
    await promote(wide, life)
    const room = ({ root }: Spot): Promise<SpotRoom> => Promise.resolve(roomWith(root === other ? 2 ** 40 : 0))
    const mover = life.moverWith({ fileSystem: { ...plainDisk, room } })
    expect(await evict(wide, { ...life, mover })).toMatchObject({ kind: 'done' })
    expect(plainBytes(join(other, film))).toEqual(originalContent)
    expect(existsSync(join(world.array, film))).toBe(false)
  })
})

test('tells how far it is, file by file', async () => {
  await start(unionKeep, [film, subtitle])
  const told: MoveProgress[] = []
  await promote(world, life, { ...calm, onProgress: (progress) => told.push(progress) })
  expect([...new Set(told.map((progress) => progress.phase))]).toEqual(['copying', 'verifying', 'switching'])
  expect(told.at(-1)?.files).toEqual([
    { name: 'Arrival.en.srt', bytesDone: 300, bytesTotal: 300 },
    { name: 'Arrival.mkv', bytesDone: 5000, bytesTotal: 5000 }
  ])
})

describe('settling after a start', () => {
  const interrupted = async (): Promise<void> => {
    await start(unionRemove)
    life.mover = life.moverWith({
      step: (name, act) => (name === 'original.unlink' ? Promise.reject(new Error('the process ends')) : act())
    })
    await expect(promote(world, life)).rejects.toThrow('the process ends')
    await life.end()
    life = await world.live()
  }

  test('finishes a unit whose bytes were all there, and says what was found and done', async () => {
    await interrupted()
    const sentence = expect.stringMatching(
      /^The interrupted move of Arrival to the pool was finished\. .*; the file counts as cached\.$/u
    )
    expect(await life.mover.settle()).toEqual([{ state: 'finished', sentence, unit: unitOf(world).id }])
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
    expect(await life.mover.settle()).toEqual([])
  })

  test('touches nothing while a disk is not mounted, and settles when it is back', async () => {
    await interrupted()
    renameSync(world.array, `${world.array}-away`)
    mkdirSync(world.array)
    const [waiting] = await life.mover.settle()
    expect(waiting).toMatchObject({ state: 'needs-a-person' })
    expect(waiting?.sentence).toContain('is not ready')
    expect(plainBytes(join(world.pool, film))).toEqual(originalContent)
    rmSync(world.array, { recursive: true })
    renameSync(`${world.array}-away`, world.array)
    expect(await life.mover.settle()).toMatchObject([{ state: 'finished' }])
  })

  test('a unit with something open is settled before it moves again', async () => {
    await interrupted()
    expect(await promote(world, life)).toEqual({ kind: 'done', bytes: 0 })
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  })
})
