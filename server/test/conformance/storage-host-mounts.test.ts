import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { aLayout, aUnit, createFixture, type Fixture, hasProgram, mayMount } from './storage-fixture.ts'

const hasLoop = mayMount && hasProgram('mkfs.ext4') && existsSync('/dev/loop-control')
const hasMergerfs = mayMount && hasProgram('mergerfs') && hasProgram('getfattr') && existsSync('/dev/fuse')
const hasStrace = hasProgram('strace')

let fixture: Fixture
beforeEach(() => {
  fixture = createFixture()
})
afterEach(() => fixture.dispose())

const folder = (...names: readonly string[]): string => {
  const path = join(fixture.base, ...names)
  mkdirSync(path, { recursive: true })
  return path
}

describe.skipIf(!mayMount)('mounts (needs root)', () => {
  test('a pool in memory is refused before anything is written to it, unless it is a trial', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    const report = await fixture.host().examine(fixture.paths)
    expect(report.pool).toMatchObject({ state: 'refused', fileSystem: 'tmpfs' })
    expect(report.pool.sentence).toContain('ALLOW_VOLATILE_POOL')
    expect(readdirSync(fixture.pool)).toEqual([])
    expect((await fixture.host({ allowVolatilePool: true }).examine(fixture.paths)).promoteBlock).toBeUndefined()
  })

  test('a destination below a folder in memory is not made', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    const poolRoot = poolPath(join(fixture.pool, 'media'))
    const report = await fixture.host().examine({ ...fixture.paths, poolRoot, cacheDir: poolPath(fixture.pool) })
    expect(report.pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('memory') })
    expect(existsSync(poolRoot)).toBe(false)
  })

  test('what is on a pool in memory may still come home', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    await fixture.host({ allowVolatilePool: true }).examine(fixture.paths)
    const report = await fixture.host().examine(fixture.paths)
    expect(report.promoteBlock).toBeDefined()
    expect(report.evictBlock).toBeUndefined()
  })

  test('originals in memory are refused, and nothing is brought home to memory', async () => {
    fixture.mounts.tmpfs(fixture.share)
    const report = await fixture.host().examine(fixture.paths)
    expect(report.promoteBlock).toMatchObject({ root: fixture.share })
    expect(report.evictBlock).toMatchObject({ root: fixture.share })
  })

  test('a known array root that lies in memory now is not mounted, and nothing is brought home to it', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    fixture.mounts.tmpfs(fixture.share)
    const report = await host.examine(fixture.paths)
    expect(report.arrays).toMatchObject([{ state: 'offline' }])
    expect(report.arrayRoots).toEqual([])
    expect(report.evictBlock).toMatchObject({ root: fixture.share })
  })

  test('a known pool that lies in memory now is not mounted', async () => {
    const host = fixture.host()
    await host.examine(fixture.paths)
    fixture.mounts.tmpfs(fixture.pool)
    const report = await host.examine(fixture.paths)
    expect(report.pool.state).toBe('offline')
    expect(report.evictBlock).toMatchObject({ root: fixture.pool })
  })

  test('a read-only pool blocks both ways', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    const host = fixture.host({ allowVolatilePool: true })
    await host.examine(fixture.paths)
    fixture.mounts.readOnly(fixture.pool)
    const report = await host.examine(fixture.paths)
    expect(report.pool).toMatchObject({ state: 'read-only', sentence: expect.stringContaining('read-write') })
    expect(report.promoteBlock).toMatchObject({ root: fixture.pool })
    expect(report.evictBlock).toMatchObject({ root: fixture.pool })
  })

  test('a read-only share may be read and not changed; what that holds back depends on the mode', async () => {
    fixture.mounts.tmpfs(fixture.share)
    fixture.mounts.readOnly(fixture.share)
    const report = await fixture.host({ allowVolatilePool: true }).examine(fixture.paths)
    expect(report.share.state).toBe('read-only')
    expect(report).toMatchObject({ promoteBlock: undefined, evictBlock: undefined })
    expect(report.gates.get(fixture.share)).toMatchObject({ change: { root: fixture.share } })
    expect(report.gates.get(fixture.share)).not.toHaveProperty('touch')
  })

  test('the pool under another name is no array root', async () => {
    const bound = folder('bound')
    mkdirSync(join(fixture.pool, 'films'))
    fixture.mounts.bind(join(fixture.pool, 'films'), bound)
    const report = await fixture.host().examine({ ...fixture.paths, arrayRoots: [arrayPath(bound)] })
    expect(report.pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('bind mount') })
  })

  test('a merged view emulated by a bind of the pool is a union, and proved', async () => {
    const array = folder('array')
    fixture.mounts.bind(fixture.pool, fixture.share)
    const host = fixture.host()
    const report = await host.examine({ ...fixture.paths, arrayRoots: [arrayPath(array)] })
    expect(report).toMatchObject({ situation: 'union', promoteBlock: undefined })
    const layout = aLayout(fixture, { arrayRoots: report.arrayRoots, situation: 'union' })
    expect(await host.proveUnion(layout, 'films/Film')).toEqual({ proven: true })
    expect(readdirSync(fixture.pool).filter((name) => !name.startsWith('.mc-root-'))).toEqual([])
  })
})

describe.skipIf(!hasLoop)('disks (needs root, loop devices and mkfs.ext4)', () => {
  test('a pool on a disk of its own is online without any trial setting', async () => {
    fixture.mounts.ext4(fixture.pool)
    const report = await fixture.host({ allowSameFileSystem: false }).examine(fixture.paths)
    expect(report).toMatchObject({ pool: { state: 'online', fileSystem: 'ext4' }, promoteBlock: undefined })
  })

  test('a pool whose disk is not mounted is offline, and the empty mount point stays empty', async () => {
    fixture.mounts.ext4(fixture.pool)
    const host = fixture.host()
    await host.examine(fixture.paths)
    fixture.mounts.undo(fixture.pool)
    const report = await host.examine(fixture.paths)
    expect(report.pool).toMatchObject({ state: 'offline', sentence: expect.stringContaining('not mounted') })
    expect(report.evictBlock).toMatchObject({ root: fixture.pool })
    expect(readdirSync(fixture.pool)).toEqual([])
  })

  test('a pool whose disk is not mounted is offline also where it would be refused for sharing the array file system', async () => {
    fixture.mounts.ext4(fixture.pool)
    const host = fixture.host({ allowSameFileSystem: false })
    await host.examine(fixture.paths)
    fixture.mounts.undo(fixture.pool)
    expect((await host.examine(fixture.paths)).evictBlock).toMatchObject({ root: fixture.pool })
  })

  test('an array disk that is not mounted blocks both ways and is not handed on', async () => {
    const disk = folder('disk1')
    fixture.mounts.ext4(disk)
    const paths = { ...fixture.paths, arrayRoots: [arrayPath(disk)] }
    const host = fixture.host()
    expect((await host.examine(paths)).promoteBlock).toBeUndefined()
    fixture.mounts.undo(disk)
    const report = await host.examine(paths)
    expect(report.arrays).toMatchObject([{ state: 'offline', sentence: expect.stringContaining('not mounted') }])
    expect(report.arrayRoots).toEqual([])
    expect(report.promoteBlock).toMatchObject({ root: disk })
    expect(report.evictBlock).toMatchObject({ root: disk })
  })

  test('a disk that came back under another device name is the same disk, with a warning', async () => {
    const disk = folder('disk1')
    fixture.mounts.ext4(disk)
    const paths = { ...fixture.paths, arrayRoots: [arrayPath(disk)] }
    await fixture.host().examine(paths)
    for (const [key, value] of fixture.memory) fixture.memory.set(key, value.replace(/\/dev\/loop\d+/u, '/dev/sdz9'))
    const report = await fixture.host().examine(paths)
    expect(report.promoteBlock).toBeUndefined()
    expect(report.warnings).toEqual([expect.stringContaining('/dev/sdz9')])
    expect((await fixture.host().examine(paths)).warnings).toEqual([])
  })
})

describe.skipIf(!hasMergerfs)('mergerfs (needs root, mergerfs, getfattr and /dev/fuse)', () => {
  const setUp = (poolFirst: boolean) => {
    const array = folder('a')
    const order = poolFirst ? [fixture.pool, array] : [array, fixture.pool]
    fixture.mounts.mergerfs(order, fixture.share)
    return array
  }

  test('the branches are found, the pool is one of them, and the proof holds', async () => {
    const array = setUp(true)
    const host = fixture.host()
    fixture.write(join(array, 'films/Film/Film.mkv'))
    const report = await host.examine(fixture.paths)
    expect(report).toMatchObject({
      situation: 'union',
      arrayRoots: [array],
      share: { fileSystem: 'fuse.mergerfs', state: 'online' },
      promoteBlock: undefined,
      warnings: []
    })
    const layout = aLayout(fixture, { arrayRoots: report.arrayRoots, situation: 'union' })
    expect(await host.proveUnion(layout, 'films/Film')).toEqual({ proven: true })
    expect(existsSync(join(fixture.pool, 'films'))).toBe(false)
    expect(existsSync(join(array, 'films/Film/Film.mkv'))).toBe(true)
  })

  test('a pool that is not the first branch is warned about', async () => {
    setUp(false)
    expect((await fixture.host().examine(fixture.paths)).warnings).toEqual([expect.stringContaining('first branch')])
  })

  test('a folder of the view bound elsewhere is aligned on the branches', async () => {
    const array = setUp(true)
    mkdirSync(join(array, 'films'))
    mkdirSync(join(fixture.pool, 'films'))
    const bound = folder('bound')
    fixture.mounts.bind(join(fixture.share, 'films'), bound)
    const paths = { ...fixture.paths, shareRoot: sharePath(bound), poolRoot: poolPath(join(fixture.pool, 'films')) }
    const report = await fixture.host().examine(paths)
    expect(report).toMatchObject({ situation: 'union', arrayRoots: [join(array, 'films')], promoteBlock: undefined })
  })

  test('the merged view itself is neither a pool nor an array root', async () => {
    setUp(true)
    const view = folder('view')
    fixture.mounts.bind(fixture.share, view)
    const asPool = await fixture.host().examine({ ...fixture.paths, poolRoot: poolPath(view) })
    expect(asPool.pool).toMatchObject({ state: 'refused', sentence: expect.stringContaining('merged view') })
    const asArray = await fixture.host().examine({ ...fixture.paths, arrayRoots: [arrayPath(view)] })
    expect(asArray.promoteBlock).toMatchObject({ code: 'root-not-ready', root: view })
  })

  test('a view that is not mounted blocks both ways', async () => {
    setUp(true)
    const host = fixture.host()
    await host.examine(fixture.paths)
    fixture.mounts.undo(fixture.share)
    const report = await host.examine(fixture.paths)
    expect(report.promoteBlock).toMatchObject({ code: 'root-not-ready', root: fixture.share })
    expect(report.evictBlock).toMatchObject({ code: 'root-not-ready', root: fixture.share })
  })

  test('a file is found on its branch, with its links counted there', async () => {
    const array = setUp(true)
    fixture.write(join(array, 'Film.mkv'))
    const layout = aLayout(fixture, { arrayRoots: [arrayPath(array)], situation: 'union' })
    const found = await fixture.host().inspect(layout, aUnit(fixture, 'Film.mkv'))
    expect(found.files).toMatchObject([{ path: join(fixture.share, 'Film.mkv'), links: 1, sizeBytes: 5 }])
  })
})

describe.skipIf(!hasStrace)('quiet disks (needs strace)', () => {
  test('examining makes no call below an array root', async () => {
    const array = folder('array')
    fixture.write(join(array, 'films/Film/Film.mkv'))
    const script = join(fixture.base, 'examine.ts')
    const trace = join(fixture.base, 'trace')
    const host = fileURLToPath(new URL('../../src/adapters/disk/storage-host.ts', import.meta.url))
    writeFileSync(
      script,
      `import { createStorageHost } from ${JSON.stringify(host)}
       const known = new Map()
       const host = createStorageHost({
         now: () => 0,
         memory: { get: async (key) => known.get(key), set: async (key, value) => { known.set(key, value) } },
         rules: () => ({ dryRun: false, allowVolatilePool: true, allowSameFileSystem: true, minimumFileAgeMinutes: 0 })
       })
       const [shareRoot, poolRoot, array] = process.argv.slice(2)
       await host.examine({ shareRoot, poolRoot, arrayRoots: [array] })
       await host.examine({ shareRoot: array, poolRoot, arrayRoots: [] })
       await host.poolRoom({ poolRoot })`
    )
    const command = [
      '-f',
      '-e',
      'trace=%file',
      '-o',
      trace,
      process.execPath,
      script,
      fixture.share,
      fixture.pool,
      array
    ]
    execFileSync('strace', command, { stdio: 'pipe' })
    const calls = readFileSync(trace, 'utf8').split('\n')
    expect(calls.filter((line) => line.includes(`"${array}"`)).length).toBeGreaterThan(0)
    expect(calls.filter((line) => line.includes(`"${array}/`))).toEqual([])
    expect(calls.filter((line) => line.includes('.mc-root-')).length).toBeGreaterThan(0)
  })
})
