/** Every case of coming home: what is found decides the way, what nobody expects is for a person, and nothing is ever overwritten unseen. */

import {
  cpSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { arrayPath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import type { Spot, SpotRoom } from '#ports/file-system.ts'
import type { MoveControl } from '#ports/mover.ts'
import { bareRemove, linkBackup, linkRemove, unionBackup, unionKeep, unionRemove } from './modes.ts'
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
  plainDisk,
  promote,
  seenByPlex,
  type World,
  writeAt
} from './world.ts'

const upgrade = content('a better release', 9000)

let world: World
let life: Life
let original: string
let copy: string
let parked: string

const onThePool = async (mode: Mode): Promise<void> => {
  world = await makeWorld(mode)
  life = await world.live()
  original = join(world.array, film)
  copy = join(world.pool, film)
  parked = `${original}.plexcached`
  expect(await promote(world, life)).toMatchObject({ kind: 'done' })
}

const replace = (path: string, bytes = upgrade): void => {
  writeAt(`${path}.new`, bytes, 1_710_000_000)
  renameSync(`${path}.new`, path)
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

beforeEach(() => expect.hasAssertions())
afterEach(async () => {
  await life.end()
  world.remove()
})

describe('the copy was upgraded: it is the truth', () => {
  test.each([unionKeep, unionBackup, unionRemove, linkBackup, linkRemove, bareRemove])('peer 11: %o', async (mode) => {
    await onThePool(mode)
    replace(copy)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(original)).toEqual(upgrade)
    expect([exists(copy), exists(parked)]).toEqual([false, false])
    expect(await life.ledger.owned()).toEqual([])
  })

  test('but not while somebody may still be writing it', async () => {
    await onThePool(linkBackup)
    replace(copy)
    const mover = life.moverWith({ minimumAgeMinutes: () => 10 })
    const stoodBack = { kind: 'stood-back', reason: { code: 'changed-meanwhile' } }
    expect(await evict(world, { ...life, mover })).toMatchObject(stoodBack)
    expect([plainBytes(copy), exists(parked)]).toEqual([upgrade, true])
    const later = life.moverWith({ minimumAgeMinutes: () => 10, now: () => systemClock.now() + 600_000 })
    expect(await evict(world, { ...life, mover: later })).toMatchObject({ kind: 'done' })
    expect(plainBytes(original)).toEqual(upgrade)
  })

  test('also when it was written through the link', async () => {
    await onThePool(linkBackup)
    writeFileSync(original, upgrade)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(original)).toEqual(upgrade)
    expect(exists(parked)).toBe(false)
  })
})

const needsAPerson = { kind: 'stood-back', reason: { code: 'needs-a-person' } }

describe('somebody replaced or deleted the original: it stays as they left it', () => {
  test.each([linkBackup, linkRemove])('a new file in place of the link wins (%o)', async (mode) => {
    await onThePool(mode)
    rmSync(original)
    writeAt(original, upgrade, 1_710_000_000)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect(plainBytes(original)).toEqual(upgrade)
    expect(plainBytes(copy)).toEqual(originalContent)
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'orphan' })
  })

  test.each([linkBackup, linkRemove])('a deleted link is not made again (%o)', async (mode) => {
    await onThePool(mode)
    rmSync(original)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect(exists(original)).toBe(false)
    expect(plainBytes(copy)).toEqual(originalContent)
  })

  test('a link to somewhere else is not ours', async () => {
    await onThePool(linkBackup)
    rmSync(original)
    symlinkSync('/somewhere/else', original)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect([exists(copy), exists(parked)]).toEqual([true, true])
  })

  test('a changed original is kept together with the copy', async () => {
    await onThePool(unionKeep)
    replace(original)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect([plainBytes(original), plainBytes(copy)]).toEqual([upgrade, originalContent])
  })

  test('a file that appeared under the free name is kept together with the copy', async () => {
    await onThePool(unionRemove)
    writeAt(original, upgrade, 1_710_000_000)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect([plainBytes(original), plainBytes(copy)]).toEqual([upgrade, originalContent])
  })
})

describe('the copy is gone', () => {
  test('a film that was deleted through the share is not restored', async () => {
    await onThePool(unionBackup)
    rmSync(copy)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect([exists(original), exists(parked)]).toEqual([false, true])
  })

  test('a kept original stays and is for a person', async () => {
    await onThePool(unionKeep)
    rmSync(copy)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect(plainBytes(original)).toEqual(originalContent)
  })

  test('a parked original goes back under the link that leads nowhere', async () => {
    await onThePool(linkBackup)
    rmSync(copy)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(original)).toEqual(originalContent)
  })

  test('the only copy is reported, not forgotten', async () => {
    await onThePool(linkRemove)
    rmSync(copy)
    expect(await evict(world, life)).toMatchObject(needsAPerson)
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'orphan' })
  })

  test('what was deleted everywhere is forgotten', async () => {
    await onThePool(unionKeep)
    rmSync(copy)
    rmSync(original)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(await life.ledger.owned()).toEqual([])
  })

  test('nothing is touched while another disk, or none, is mounted at the pool', async () => {
    await onThePool(unionKeep)
    renameSync(world.pool, `${world.pool}-away`)
    mkdirSync(world.pool)
    expect(await evict(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'root-not-ready' } })
    expect(await ownedUnit(world, life)).toMatchObject({ state: 'complete' })
    rmSync(world.pool, { recursive: true })
    renameSync(`${world.pool}-away`, world.pool)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  })

  test('nothing is touched while the array is not mounted', async () => {
    await onThePool(linkRemove)
    renameSync(world.array, `${world.array}-away`)
    mkdirSync(world.array)
    expect(await evict(world, life)).toMatchObject({ kind: 'stood-back', reason: { code: 'root-not-ready' } })
    expect(plainBytes(copy)).toEqual(originalContent)
  })
})

test('a parked original that was written to comes back as it is now', async () => {
  await onThePool(linkBackup)
  writeFileSync(parked, upgrade)
  expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  expect(plainBytes(original)).toEqual(upgrade)
})

test('a copy that rots on its device is kept for a person', async () => {
  await onThePool(unionRemove)
  const { atimeMs, mtimeMs } = lstatSync(copy)
  const before = lstatSync(copy, { bigint: true })
  writeFileSync(copy, content('a bit flipped', originalContent.byteLength))
  utimesSync(copy, atimeMs / 1000, mtimeMs / 1000)
  expect(lstatSync(copy, { bigint: true }).mtimeNs).toBe(before.mtimeNs)
  expect(await evict(world, life)).toMatchObject(needsAPerson)
  expect([exists(copy), exists(original)]).toEqual([true, false])
})

test('a parked original that somebody deleted is made good from the copy', async () => {
  await onThePool(unionBackup)
  rmSync(parked)
  expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  expect(plainBytes(original)).toEqual(originalContent)
})

test('a folder under the name of the copy is not touched', async () => {
  await onThePool(unionKeep)
  rmSync(copy)
  mkdirSync(copy)
  expect(await evict(world, life)).toMatchObject(needsAPerson)
  expect(exists(copy)).toBe(true)
})

test('peer 39: a folder of ours that somebody filled stays with what they put there', async () => {
  await onThePool(unionKeep)
  writeAt(join(world.pool, 'Films/notes.txt'), upgrade, 1_710_000_000)
  expect(await evict(world, life)).toMatchObject({ kind: 'done' })
  expect([exists(join(world.pool, 'Films/Arrival (2016)')), exists(join(world.pool, 'Films/notes.txt'))]).toEqual([
    false,
    true
  ])
  expect(seenByPlex(world, film)).toEqual(originalContent)
})

describe('a kept original that somebody moved', () => {
  const moveAway = async (): Promise<World> => {
    await onThePool(unionKeep)
    const other = join(world.root, 'array2')
    mkdirSync(dirname(join(other, film)), { recursive: true })
    cpSync(original, join(other, film), { preserveTimestamps: true })
    utimesSync(join(other, film), 1_700_000_000.5, 1_700_000_000.5)
    rmSync(original)
    return { ...world, layout: { ...world.layout, arrayRoots: [...world.layout.arrayRoots, arrayPath(other)] } }
  }

  test('to another disk is found there, read in full, and the copy goes', async () => {
    const wide = await moveAway()
    expect(await evict(wide, life)).toMatchObject({ kind: 'done' })
    expect([exists(copy), plainBytes(join(world.root, 'array2', film))]).toEqual([false, originalContent])
  })

  test('but reads differently is not taken for the original', async () => {
    const wide = await moveAway()
    const other = join(world.root, 'array2', film)
    writeFileSync(other, content('something else', originalContent.byteLength))
    utimesSync(other, 1_700_000_000.5, 1_700_000_000.5)
    expect(await evict(wide, life)).toMatchObject(needsAPerson)
    expect(plainBytes(copy)).toEqual(originalContent)
  })
})

describe('the disk that it came from is full', () => {
  const secondDisk = async (mode: Mode): Promise<{ wide: World; full: Life; other: string }> => {
    await onThePool(mode)
    const other = join(world.root, 'array2')
    mkdirSync(other)
    const arrayRoots = [...world.layout.arrayRoots, arrayPath(other)]
    const fileSystem = {
      ...plainDisk,
      room: async ({ root }: Spot): Promise<SpotRoom> => ({
        freeBytes: root === world.array ? 100 : 1e12,
        totalBytes: 1e12,
        group: root
      })
    }
    const full = { ...life, mover: life.moverWith({ fileSystem }) }
    return { wide: { ...world, layout: { ...world.layout, arrayRoots } }, full, other }
  }

  test('the only copy waits while every disk is closed to copies, and goes past one that is', async () => {
    const { wide, full, other } = await secondDisk(unionRemove)
    const reason = { code: 'root-not-ready', root: world.array, detail: 'parity is being checked.' } as const
    const gated = (roots: readonly string[], gate: object) => ({
      ...wide,
      layout: { ...wide.layout, gates: new Map(roots.map((root) => [root, gate])) }
    })
    const closed = await evict(gated([world.array, other], { change: reason, fill: reason }), full)
    expect(closed).toEqual({ kind: 'stood-back', reason })
    expect(plainBytes(copy)).toEqual(originalContent)
    const away = { touch: reason, change: reason, fill: reason }
    expect((await evict(gated([`${other}-away`], away), full)).kind, 'a disk that is away may hide it').toBe('failed')
    expect(await evict(gated([world.array], { fill: reason }), full)).toMatchObject({ kind: 'done' })
    expect(plainBytes(join(other, film))).toEqual(originalContent)
  })

  test('the only copy comes home to another disk with room', async () => {
    const { wide, full, other } = await secondDisk(unionRemove)
    expect(await evict(wide, full)).toMatchObject({ kind: 'done' })
    expect([plainBytes(join(other, film)), exists(original), exists(copy)]).toEqual([originalContent, false, false])
  })

  test('to a third one where another copy is at work on the second, and not at all where it is at work on both', async () => {
    const { wide, full, other } = await secondDisk(unionRemove)
    const third = join(world.root, 'array3')
    mkdirSync(third)
    const three = { ...wide, layout: { ...wide.layout, arrayRoots: [...wide.layout.arrayRoots, arrayPath(third)] } }
    const asked: string[] = []
    const busyOn = (busy: readonly string[]): MoveControl => ({
      ...calm,
      claimDisk: (root) => {
        asked.push(root)
        return !busy.includes(root)
      }
    })
    const waits = await evict(three, full, busyOn([other, third]))
    expect(waits).toMatchObject({
      kind: 'failed',
      failure: {
        code: 'disk.full',
        root: undefined,
        message: expect.stringContaining(`${other}, which has some, is busy`)
      }
    })
    expect(plainBytes(copy)).toEqual(originalContent)
    expect(await evict(three, full, busyOn([other]))).toMatchObject({ kind: 'done' })
    expect([plainBytes(join(third, film)), exists(join(other, film))]).toEqual([originalContent, false])
    expect(asked).toEqual([other, third, other, third])
  })

  test('but not behind a file of that name on a disk that the union shows first', async () => {
    const { wide, full, other } = await secondDisk(unionRemove)
    const third = join(world.root, 'array3')
    mkdirSync(third)
    writeAt(join(other, film), upgrade, 1_710_000_000)
    const arrayRoots = [...wide.layout.arrayRoots, arrayPath(third)]
    const outcome = await evict({ ...wide, layout: { ...wide.layout, arrayRoots } }, full)
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect([plainBytes(copy), plainBytes(join(other, film)), exists(join(third, film))]).toEqual([
      originalContent,
      upgrade,
      false
    ])
  })

  test('a changed copy stays where its older original would otherwise show', async () => {
    const { wide, full } = await secondDisk(unionKeep)
    replace(copy)
    expect(await evict(wide, full)).toMatchObject({ kind: 'failed', failure: { code: 'disk.full' } })
    expect([plainBytes(copy), plainBytes(original)]).toEqual([upgrade, originalContent])
  })
})

describe('names that others share', () => {
  test('peer 22: a copy that is linked elsewhere stays, with the reason', async () => {
    await onThePool(unionKeep)
    linkSync(copy, join(world.pool, 'seeding.mkv'))
    const unit = await ownedUnit(world, life)
    const because = [{ code: 'no-longer-wanted', lastWantedAt: 0, graceHours: 1 }] as const
    const outcome = await life.mover.evict({ layout: world.layout, unit, because }, calm)
    expect(outcome).toMatchObject({ kind: 'stood-back', reason: { code: 'copy-hard-linked', links: 2 } })
    expect(plainBytes(copy)).toEqual(originalContent)
  })

  test('unless everything is asked back: its other name keeps its bytes', async () => {
    await onThePool(unionKeep)
    linkSync(copy, join(world.pool, 'seeding.mkv'))
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect([exists(copy), plainBytes(join(world.pool, 'seeding.mkv'))]).toEqual([false, originalContent])
  })

  test('a parked original that got another name comes home as itself, not as a copy', async () => {
    await onThePool(linkBackup)
    linkSync(parked, join(world.array, 'seeding.mkv'))
    const { ino } = lstatSync(parked)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect([lstatSync(original).ino, lstatSync(join(world.array, 'seeding.mkv')).ino]).toEqual([ino, ino])
  })
})
