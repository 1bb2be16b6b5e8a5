/** Names and attributes: whatever a file is called, it comes home under that name, with its owner, mode, time and attributes. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import {
  evict,
  type Life,
  makeWorld,
  modes,
  nameOfMode,
  originalContent,
  plainBytes,
  promote,
  type World
} from './world.ts'

let world: World
let life: Life
afterEach(async () => {
  await life.end()
  world.remove()
})

const names = {
  'of 255 bytes': `Films/${'n'.repeat(251)}.mkv`,
  'of 255 bytes in four-byte characters': `Films/${'😀'.repeat(62)}abc.mkv`,
  'with a line break': 'Films/two\nlines.mkv',
  'with quotes and signs': `Films/"it's" $(touch x) \`y\` * ? [z] \\ %.mkv`,
  'with decomposed letters': 'Films/Ame\u0301lie.mkv',
  'with composed letters': 'Films/Am\u00e9lie.mkv',
  'with a leading dash and spaces': 'Films/ -rf  .mkv',
  'at the top of the root': 'top.mkv'
}

describe.each(modes.map((mode) => [nameOfMode(mode), mode] as const))('%s', (_mode, mode) => {
  test.each(Object.entries(names))('a name %s', async (_what, file) => {
    world = await makeWorld(mode, [file])
    life = await world.live()
    const before = readdirSync(world.array, { recursive: true, encoding: 'utf8' })
    expect(await promote(world, life)).toMatchObject({ kind: 'done' })
    expect(plainBytes(join(world.pool, file))).toEqual(originalContent)
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(readdirSync(world.array, { recursive: true, encoding: 'utf8' })).toEqual(before)
    expect(plainBytes(join(world.array, file))).toEqual(originalContent)
    expect(readdirSync(world.pool)).toEqual([])
  })
})

const facts = (path: string): unknown => {
  const { mode, uid, gid, mtimeNs } = lstatSync(path, { bigint: true })
  return { mode, uid, gid, mtimeNs }
}

const isRoot = process.getuid?.() === 0

describe.skipIf(!isRoot)('owner, mode and times (needs root)', () => {
  test('peer 40: of the file and of the folders made for it are those of the original', async () => {
    world = await makeWorld({ presentation: 'union', original: 'remove' })
    life = await world.live()
    const file = join(world.array, world.files[0] ?? '')
    chownSync(file, 99, 100)
    chmodSync(file, 0o6666)
    utimesSync(file, 1_600_000_000, 1_600_000_000.123456)
    chownSync(dirname(file), 99, 100)
    chmodSync(dirname(file), 0o2777)
    const before = facts(file)
    await promote(world, life)
    const copy = join(world.pool, world.files[0] ?? '')
    expect(facts(copy)).toEqual(before)
    expect(lstatSync(dirname(copy))).toMatchObject({ uid: 99, gid: 100, mode: lstatSync(dirname(file)).mode })
    await evict(world, life)
    expect(facts(file)).toEqual(before)
  })

  test('a folder that is gone at home is made again like the one on the pool', async () => {
    world = await makeWorld({ presentation: 'union', original: 'remove' })
    life = await world.live()
    const folder = dirname(join(world.array, world.files[0] ?? ''))
    chownSync(folder, 99, 100)
    chmodSync(folder, 0o775)
    await promote(world, life)
    rmSync(folder, { recursive: true })
    expect(await evict(world, life)).toMatchObject({ kind: 'done' })
    expect(lstatSync(folder)).toMatchObject({ uid: 99, gid: 100 })
    expect(lstatSync(folder).mode & 0o7777).toBe(0o775)
  })
})

const tools = spawnSync('setfattr', ['--version']).status === 0 && spawnSync('setfacl', ['--version']).status === 0

describe.skipIf(!tools)('extended attributes and access lists (needs setfattr and setfacl)', () => {
  test('travel with the copy, both ways', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pcu-attributes-'))
    world = await makeWorld({ presentation: 'union', original: 'remove' })
    const disk = createDisk({ clock: systemClock })
    life = await world.live({ fileSystem: disk })
    const [array, pool] = [join(folder, 'array'), join(folder, 'pool')]
    for (const made of [array, pool]) mkdirSync(made)
    const from = join(array, 'film.mkv')
    execFileSync('cp', [join(world.array, world.files[0] ?? ''), from])
    execFileSync('setfattr', ['-n', 'user.rating', '-v', 'five', from])
    execFileSync('setfacl', ['-m', 'u:99:r', from])
    const here = { ...world, array, pool, files: ['film.mkv'] }
    const layout = { ...world.layout, shareRoot: array, poolRoot: pool, arrayRoots: [array] } as never
    const elsewhere: World = { ...here, layout }
    const lists = (path: string): string =>
      execFileSync('getfattr', ['-d', '--absolute-names', path]).toString().split('\n').slice(1).join('\n') +
      execFileSync('getfacl', ['--omit-header', '--absolute-names', path]).toString()
    const before = lists(from)
    expect(await promote(elsewhere, life)).toMatchObject({ kind: 'done' })
    expect(lists(join(pool, 'film.mkv'))).toBe(before)
    expect(await evict(elsewhere, life)).toMatchObject({ kind: 'done' })
    expect(lists(from)).toBe(before)
    rmSync(folder, { recursive: true })
  })
})
