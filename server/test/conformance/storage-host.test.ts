import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { roomOf } from '#adapters/disk/room.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { aLayout, createFixture, type Fixture, mayMount } from './storage-fixture.ts'

let fixture: Fixture
beforeEach(() => {
  fixture = createFixture()
})
afterEach(() => fixture.dispose())

const markers = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('.mc-root-'))

describe('sound roots', () => {
  test('are online, the share is the array, and nothing is blocked', async () => {
    const report = await fixture.host().examine(fixture.paths)
    expect(report).toMatchObject({
      share: { state: 'online', path: fixture.share },
      pool: { state: 'online', path: fixture.pool },
      arrays: [{ state: 'online', path: fixture.share }],
      situation: 'elsewhere',
      arrayRoots: [fixture.share],
      promoteBlock: undefined,
      evictBlock: undefined,
      warnings: []
    })
  })

  test('get one marker on the pool, however often they are examined', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    await host.examine(fixture.paths)
    expect(markers(fixture.pool)).toHaveLength(1)
    expect(readdirSync(fixture.share)).toEqual([])
  })

  test('keep the marker at the top of the cache drive, where no mover takes it along with a share', async () => {
    const poolRoot = poolPath(join(fixture.pool, 'media'))
    mkdirSync(poolRoot)
    const host = fixture.host()
    await host.examine({ ...fixture.paths, poolRoot, cacheDir: poolPath(fixture.pool) })
    expect(markers(fixture.pool)).toHaveLength(1)
    expect(markers(poolRoot)).toEqual([])
    rmSync(join(fixture.pool, markers(fixture.pool)[0] ?? ''))
    expect((await host.examine({ ...fixture.paths, poolRoot })).pool.state).toBe('offline')
  })

  test('a marker found on the pool is taken over when the memory was lost', async () => {
    await fixture.host().examine(fixture.paths)
    const before = markers(fixture.pool)
    fixture.memory.clear()
    expect((await fixture.host().examine(fixture.paths)).pool.state).toBe('online')
    expect(markers(fixture.pool)).toEqual(before)
  })
})

describe('a dry run', () => {
  test('writes nothing and remembers nothing', async () => {
    const report = await fixture.host({ dryRun: true }).examine(fixture.paths)
    expect(report.promoteBlock).toBeUndefined()
    expect(readdirSync(fixture.pool)).toEqual([])
    expect(fixture.memory.size).toBe(0)
  })

  test('still sees that a known pool is offline', async () => {
    await fixture.host().examine(fixture.paths)
    rmSync(join(fixture.pool, markers(fixture.pool)[0] ?? ''))
    expect((await fixture.host({ dryRun: true }).examine(fixture.paths)).pool.state).toBe('offline')
  })

  test('foresees a destination that the first real run will make', async () => {
    const poolRoot = poolPath(join(fixture.pool, 'media', 'films'))
    const paths = { ...fixture.paths, poolRoot, cacheDir: poolPath(fixture.pool) }
    const dry = await fixture.host({ dryRun: true }).examine(paths)
    expect(dry.pool.state).toBe('online')
    expect(readdirSync(fixture.pool)).toEqual([])
    const real = await fixture.host().examine(paths)
    expect(real.pool.state).toBe('online')
    expect(existsSync(poolRoot)).toBe(true)
  })
})

describe('roots that vanish between runs', () => {
  test('a pool whose marker is gone is offline; nothing on it counts as deleted, and it is not marked anew', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    renameSync(fixture.pool, `${fixture.pool}-elsewhere`)
    mkdirSync(fixture.pool)
    const report = await host.examine(fixture.paths)
    expect(report.pool.state).toBe('offline')
    expect(report.pool.sentence).toContain('offline')
    expect(report.promoteBlock).toMatchObject({ code: 'root-not-ready', root: fixture.pool })
    expect(report.evictBlock).toMatchObject({ code: 'root-not-ready', root: fixture.pool })
    expect(markers(fixture.pool)).toEqual([])
  })

  test('a pool that came back is online again', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    renameSync(fixture.pool, `${fixture.pool}-elsewhere`)
    expect((await host.examine(fixture.paths)).pool.state).toBe('offline')
    renameSync(`${fixture.pool}-elsewhere`, fixture.pool)
    expect((await host.examine(fixture.paths)).promoteBlock).toBeUndefined()
  })

  test('a destination that was made once is never made again', async () => {
    const poolRoot = poolPath(join(fixture.pool, 'media'))
    const paths = { ...fixture.paths, poolRoot, cacheDir: poolPath(fixture.pool) }
    const host = fixture.host()
    await host.examine(paths)
    rmSync(poolRoot, { recursive: true })
    expect((await host.examine(paths)).pool.state).toBe('offline')
    expect(existsSync(poolRoot)).toBe(false)
  })

  test('a share that is gone blocks both ways and is named with its setting', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    rmSync(fixture.share, { recursive: true })
    const report = await host.examine(fixture.paths)
    expect(report.share.state).toBe('offline')
    expect(report.share.sentence).toContain(fixture.share)
    expect(report.share.sentence).toContain('REAL_SOURCE')
    expect(report.promoteBlock).toMatchObject({ code: 'root-not-ready', root: fixture.share })
    expect(report.evictBlock).toMatchObject({ code: 'root-not-ready', root: fixture.share })
  })

  test('a person can confirm the storage as it is now', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    rmSync(join(fixture.pool, markers(fixture.pool)[0] ?? ''))
    expect((await host.examine(fixture.paths)).promoteBlock).toBeDefined()
    await host.confirmRoots(fixture.paths)
    expect((await host.examine(fixture.paths)).promoteBlock).toBeUndefined()
  })
})

describe('refused roots', () => {
  test('a missing pool names the setting', async () => {
    const paths = { ...fixture.paths, poolRoot: poolPath(join(fixture.base, 'nowhere')) }
    const { pool } = await fixture.host().examine(paths)
    expect(pool.state).toBe('offline')
    expect(pool.sentence).toContain('CACHE_DESTINATION')
    expect(existsSync(paths.poolRoot)).toBe(false)
  })

  test('a file is no root', async () => {
    const path = fixture.write(join(fixture.base, 'file'))
    const { pool } = await fixture.host().examine({ ...fixture.paths, poolRoot: poolPath(path) })
    expect(pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('not a folder') })
  })

  test('a link that leads nowhere is missing, and says so', async () => {
    const path = join(fixture.base, 'exclusive')
    symlinkSync(join(fixture.base, 'not-mapped'), path)
    const { share } = await fixture.host().examine({ ...fixture.paths, shareRoot: sharePath(path) })
    expect(share).toMatchObject({ state: 'offline', sentence: expect.stringContaining('leads nowhere') })
  })

  test.each([
    ['same', ''],
    ['inside', '/films/cache']
  ])('a pool that is the %s as the share is refused, both ways', async (_, below) => {
    const poolRoot = poolPath(`${fixture.share}${below}`)
    mkdirSync(poolRoot, { recursive: true })
    const report = await fixture.host().examine({ ...fixture.paths, poolRoot })
    expect(report.pool.state).toBe('refused')
    expect(report.promoteBlock).toMatchObject({ code: 'root-not-ready' })
    expect(report.evictBlock).toMatchObject({ code: 'root-not-ready' })
    expect(markers(poolRoot)).toEqual([])
  })

  test('a pool around the share is refused', async () => {
    const report = await fixture.host().examine({ ...fixture.paths, poolRoot: poolPath(fixture.base) })
    expect(report.pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('contains') })
  })

  test('a share that is a link into the pool is refused, as an exclusive share is', async () => {
    const path = join(fixture.base, 'exclusive')
    mkdirSync(join(fixture.pool, 'films'))
    symlinkSync(join(fixture.pool, 'films'), path)
    const report = await fixture.host().examine({ ...fixture.paths, shareRoot: sharePath(path) })
    expect(report.pool.sentence).toContain('nothing of it is on the array')
    expect(report.promoteBlock).toBeDefined()
  })

  test('names that only begin alike do not overlap', async () => {
    const poolRoot = poolPath(`${fixture.share}_downloads`)
    mkdirSync(poolRoot)
    expect((await fixture.host().examine({ ...fixture.paths, poolRoot })).promoteBlock).toBeUndefined()
  })

  test('pool and array on one file system are refused, but what is cached may come home', async () => {
    const report = await fixture.host({ allowSameFileSystem: false }).examine(fixture.paths)
    expect(report.pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('ALLOW_SAME_FILESYSTEM') })
    expect(markers(fixture.pool)).toEqual([])
    expect(report.promoteBlock).toBeDefined()
    expect(report.evictBlock).toBeUndefined()
  })
})

describe.skipIf(mayMount)('without root', () => {
  test('a pool that cannot be written is read-only, and the user is named', async () => {
    chmodSync(fixture.pool, 0o555)
    const { pool } = await fixture.host().examine(fixture.paths)
    expect(pool).toMatchObject({ state: 'read-only', sentence: expect.stringContaining('uid') })
    chmodSync(fixture.pool, 0o755)
  })

  test('a share that cannot be read is refused, and the user is named', async () => {
    chmodSync(fixture.share, 0o000)
    const { share } = await fixture.host().examine(fixture.paths)
    expect(share).toMatchObject({ state: 'refused', sentence: expect.stringContaining('uid') })
    chmodSync(fixture.share, 0o755)
  })
})

describe('ARRAY_SOURCES', () => {
  const branch = (name: string): string => {
    const path = join(fixture.base, name)
    mkdirSync(path)
    return path
  }

  test('make the share a merged view of these and the pool', async () => {
    const arrayRoots = [arrayPath(branch('disk1')), arrayPath(branch('disk2'))]
    const report = await fixture.host().examine({ ...fixture.paths, arrayRoots })
    expect(report).toMatchObject({ situation: 'union', arrayRoots, promoteBlock: undefined })
  })

  test('one that is missing holds back its own files alone and is not handed on', async () => {
    const good = arrayPath(branch('disk1'))
    const arrayRoots = [good, arrayPath(join(fixture.base, 'disk2'))]
    const report = await fixture.host().examine({ ...fixture.paths, arrayRoots })
    expect(report.arrays.map(({ state }) => state)).toEqual(['online', 'offline'])
    expect(report.arrayRoots).toEqual([good])
    expect(report).toMatchObject({ promoteBlock: undefined, evictBlock: undefined })
    const gone = join(fixture.base, 'disk2')
    expect([...report.gates]).toMatchObject([[gone, { touch: { root: gone }, change: { root: gone } }]])
    expect(report.branches).toEqual(arrayRoots)
  })

  test('the pool may not lie on one of them', async () => {
    const report = await fixture.host().examine({ ...fixture.paths, arrayRoots: [arrayPath(fixture.pool)] })
    expect(report.pool.state).toBe('refused')
  })
})

describe('proof of the union', () => {
  const union = () => {
    const array = join(fixture.base, 'array')
    mkdirSync(join(array, 'films', 'Film'), { recursive: true, mode: 0o750 })
    return aLayout(fixture, { arrayRoots: [arrayPath(array)], situation: 'union' })
  }

  test('holds when the share shows what lies on the pool, and leaves nothing behind', async () => {
    const layout = { ...union(), shareRoot: sharePath(fixture.pool) }
    expect(await fixture.host().proveUnion(layout, 'films/Film')).toEqual({ proven: true })
    expect(readdirSync(fixture.pool)).toEqual([])
  })

  test('fails when the share does not show it, naming the settings', async () => {
    const proof = await fixture.host().proveUnion(union(), 'films/Film')
    expect(proof).toMatchObject({ proven: false, sentence: expect.stringContaining('CACHE_DESTINATION') })
    expect(readdirSync(fixture.pool)).toEqual([])
  })

  test('fails when the array root shows it too', async () => {
    const layout = { ...union(), shareRoot: sharePath(fixture.pool), arrayRoots: [arrayPath(fixture.pool)] }
    expect(await fixture.host().proveUnion(layout, 'films')).toMatchObject({ proven: false })
  })

  test('is not attempted in a dry run', async () => {
    const layout = { ...union(), shareRoot: sharePath(fixture.pool) }
    expect(await fixture.host({ dryRun: true }).proveUnion(layout, 'films')).toMatchObject({ proven: false })
  })

  test('never follows a link out of the pool', async () => {
    symlinkSync(fixture.base, join(fixture.pool, 'films'))
    await expect(fixture.host().proveUnion(union(), 'films')).rejects.toMatchObject({ code: 'disk.escape' })
    await expect(fixture.host().proveUnion(union(), '../x')).rejects.toMatchObject({ code: 'disk.escape' })
  })
})

describe('room', () => {
  test('is that of the file system, also before the destination exists', async () => {
    const layout = aLayout(fixture, { poolRoot: poolPath(join(fixture.pool, 'not', 'yet')) })
    const room = await fixture.host().poolRoom(layout)
    expect(room.freeBytes).toBeGreaterThan(0)
    expect(room.totalBytes).toBeGreaterThanOrEqual(room.freeBytes)
  })

  test('is counted in the fragments that the system counts in, from what anybody may write', () => {
    const counts = { bsize: 1_048_576, frsize: 4096, blocks: 100, bavail: 39, files: 0, ffree: 0 }
    expect(roomOf(counts)).toEqual({ totalBytes: 409_600, freeBytes: 159_744 })
    expect(roomOf({ ...counts, frsize: 0 }).freeBytes).toBe(39 * 1_048_576)
  })

  test('is none when the file system has no file left, but a system that counts no files is not full', () => {
    const counts = { bsize: 4096, frsize: 4096, blocks: 100, bavail: 39, files: 10, ffree: 0 }
    expect(roomOf(counts).freeBytes).toBe(0)
    expect(roomOf({ ...counts, files: 0 }).freeBytes).toBe(159_744)
  })

  test('that cannot be measured is a Failure', async () => {
    symlinkSync('loop2', join(fixture.base, 'loop2'))
    const layout = aLayout(fixture, { poolRoot: poolPath(join(fixture.base, 'loop2')) })
    await expect(fixture.host().poolRoom(layout)).rejects.toMatchObject({ code: 'disk.gone', retry: 'later' })
  })
})
