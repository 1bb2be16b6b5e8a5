import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseMountInfo } from '#adapters/disk/mountinfo.ts'
import { type UnraidPlaces, withUnraid } from '#adapters/disk/unraid/host.ts'
import { bytesOf } from '#adapters/disk/unraid/state.ts'
import { arrayPath, poolPath, sharePath } from '#core/model/place.ts'
import { moverWarnings } from '#core/resolve/host-state.ts'
import type { RootState, StorageHost } from '#ports/storage-host.ts'
import { createFixture, type Fixture } from './storage-fixture.ts'

const KiB = 1024
const [disk1, disk2] = [arrayPath('/mnt/disk1'), arrayPath('/mnt/disk2')]

let fixture: Fixture
let folder = ''
beforeEach(() => {
  fixture = createFixture()
  folder = join(fixture.base, 'emhttp')
  mkdirSync(folder)
})
afterEach(() => fixture.dispose())

const state = (path: string): RootState => ({ path, state: 'online', sentence: `${path}: xfs.`, fileSystem: 'xfs' })

/** A sound machine under the names that Unraid gives. */
const plain = (): StorageHost => ({
  ...fixture.host(),
  examine: async (paths) => ({
    share: state(paths.shareRoot),
    pool: state(paths.poolRoot),
    arrays: [state(disk1), state(disk2)],
    situation: 'union',
    arrayRoots: [disk1, disk2],
    branches: [disk1, disk2],
    gates: new Map(),
    promoteBlock: undefined,
    evictBlock: undefined,
    warnings: []
  })
})

const places = (facts: Partial<UnraidPlaces> = {}): UnraidPlaces => ({
  folder,
  moverPidFile: join(folder, 'mover.pid'),
  hostPoolRoot: '/mnt/cache',
  mounts: async () => parseMountInfo('1 0 0:2 / / rw - rootfs rootfs rw\n2 1 0:40 / /mnt/user rw - fuse.shfs shfs rw'),
  ...facts
})

const roots = { shareRoot: sharePath('/mnt/user'), poolRoot: poolPath('/mnt/cache'), arrayRoots: [] }
const examine = (facts: Partial<UnraidPlaces> = {}, shareRoot = roots.shareRoot) =>
  withUnraid(plain(), places(facts)).examine({ ...roots, shareRoot })

const own = (text: string): void => writeFileSync(join(folder, 'var.ini'), text)
const share = (name: string, facts: Readonly<Record<string, string>>): string =>
  [`["${name}"]`, `name="${name}"`, ...Object.entries(facts).map(([key, value]) => `${key}="${value}"`), ''].join('\n')
const shares = (...texts: readonly string[]): void => writeFileSync(join(folder, 'shares.ini'), texts.join(''))

test('where there are no state files, nothing is added', async () => {
  rmSync(folder, { recursive: true })
  expect(await examine()).toEqual(await plain().examine(roots))
  mkdirSync(folder)
  expect(await examine()).toEqual(await plain().examine(roots))
})

test('an unreadable or senseless file is no reason to stop', async () => {
  mkdirSync(join(folder, 'var.ini'))
  writeFileSync(join(folder, 'shares.ini'), '\u0000\u0001[[[\n===\n["x\n')
  expect(await examine()).toMatchObject({ promoteBlock: undefined, evictBlock: undefined, warnings: [] })
})

describe('the array', () => {
  test('that is started is as it was found', async () => {
    own('fsState="Started"\nmdResyncPos="0"\n')
    expect(await examine()).toMatchObject({
      promoteBlock: undefined,
      evictBlock: undefined,
      share: { state: 'online' }
    })
  })

  test('that is stopped is offline with all its roots, and nothing moves', async () => {
    own('fsState="Stopped"\n')
    const report = await examine()
    expect([report.share, report.pool, ...report.arrays].map((root) => root.state)).toEqual(Array(4).fill('offline'))
    expect(report.pool.sentence).toBe(
      "/mnt/cache: Unraid's array is not started (Stopped), so its disks and pools are not there; start it."
    )
    expect(report.promoteBlock).toMatchObject({ code: 'root-not-ready', root: '/mnt/user' })
    expect(report.evictBlock).toEqual(report.promoteBlock)
  })

  test.each([
    ['a parity check', 'mdResyncPos="5000"\n', true],
    ['one that is told with its size', 'mdResync="9000"\nmdResyncPos="5000"\n', true],
    ['one that is paused', 'mdResync="0"\nmdResyncPos="5000"\n', false],
    ['none', 'mdResyncPos="0"\n', false],
    ['nonsense', 'mdResyncPos="soon"\n', false]
  ])('during %s: writes to it wait', async (_name, text, waits) => {
    own(`fsState="Started"\n${text}`)
    const { gates, warnings, promoteBlock, evictBlock } = await examine()
    expect([promoteBlock, evictBlock]).toEqual([undefined, undefined])
    expect(warnings.some((warning) => warning.includes('parity'))).toBe(waits)
    for (const disk of [disk1, disk2]) {
      expect(gates.get(disk)?.touch).toBeUndefined()
      expect(gates.get(disk)?.change !== undefined).toBe(waits)
      expect(gates.get(disk)?.fill !== undefined).toBe(waits)
    }
  })
})

describe('what must stay free', () => {
  test.each([
    ['2048', 2048 * KiB],
    ['0', 0],
    ['50G', 50 * KiB ** 3],
    ['1.5 GB', 1.5 * KiB ** 3],
    ['10%', 0],
    ['', 0],
    ['-5', 0]
  ])('%s is %d bytes', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes)
  })

  test('is the most that a disk, its pool or a share in sight asks for', async () => {
    writeFileSync(join(folder, 'disks.ini'), share('disk1', { floor: '700' }) + share('cache', { floor: '300' }))
    shares(
      share('films', { useCache: 'yes', cachePool: 'cache', floor: '500' }),
      share('music', { useCache: 'no', floor: '600' }),
      share('appdata', { useCache: 'only', cachePool: 'cache', floor: '9000' })
    )
    const { floors } = await examine()
    expect([...(floors ?? [])]).toEqual([
      ['/mnt/cache', 500 * KiB],
      [disk1, 700 * KiB],
      [disk2, 600 * KiB]
    ])
  })
})

describe('shares', () => {
  const rules = async (facts: Readonly<Record<string, string>>, more: Partial<UnraidPlaces> = {}) => {
    shares(share('films', facts))
    return (await examine(more)).shares?.map(({ folder: at, refusal, moverTakes }) => ({
      at,
      refused: refusal?.code === 'mode-unavailable' ? refusal.detail : undefined,
      moverTakes
    }))
  }

  test.each([
    ['exclusive', { useCache: 'only', exclusive: 'yes', cachePool: 'nvme' }, 'exclusive'],
    ['on a pool alone', { useCache: 'only', cachePool: 'nvme' }, 'alone'],
    ['kept on a pool', { useCache: 'prefer', cachePool: 'nvme' }, 'mover']
  ])('%s: nothing of it is cached, with the reason', async (_name, facts, word) => {
    const [found] = (await rules(facts)) ?? []
    expect(found).toMatchObject({ at: '/mnt/user/films', refused: expect.stringContaining(word), moverTakes: false })
    expect(found?.refused).toContain('share films')
    expect(found?.refused).toContain('nvme')
  })

  test.each([
    [{ useCache: 'yes', cachePool: 'cache' }, true],
    [{ useCache: 'yes', cachePool: 'nvme', cachePool2: 'cache' }, true],
    [{ useCache: 'yes', cachePool: 'nvme' }, false],
    [{ useCache: 'no', cachePool: 'cache' }, false]
  ])('%o: the mover takes what we put there: %s', async (facts, takes) => {
    expect(await rules(facts)).toEqual([{ at: '/mnt/user/films', refused: undefined, moverTakes: takes }])
  })

  test('are told by the name that the pool has on the host', async () => {
    const facts = { useCache: 'yes', cachePool: 'nvme' }
    expect(await rules(facts, { hostPoolRoot: '/mnt/nvme/films' })).toMatchObject([{ moverTakes: true }])
  })

  test('a single mapped share is the share root itself, and no other is in sight', async () => {
    shares(share('films', { useCache: 'only', cachePool: 'cache' }), share('music', { useCache: 'only' }))
    const mounts = async () =>
      parseMountInfo('1 0 0:2 / / rw - rootfs rootfs rw\n2 1 0:40 /films /media rw - fuse.shfs shfs rw')
    const report = await examine({ mounts }, sharePath('/media'))
    expect(report.shares).toMatchObject([{ name: 'films', folder: '/media' }])
  })

  test('are not told of a view that is none of Unraid’s', async () => {
    shares(share('films', { useCache: 'only' }))
    const mounts = async () => parseMountInfo('1 0 8:1 / / rw - ext4 /dev/sda1 rw')
    expect((await examine({ mounts })).shares).toEqual([])
  })

  test('the warning about the mover names share, pool and ways out, and is there only where originals go', async () => {
    shares(share('films', { useCache: 'yes', cachePool: 'cache' }))
    const { shares: found = [] } = await examine()
    const keep = { presentation: 'union', original: 'keep' } as const
    expect(moverWarnings(found, keep, '/mnt/cache')).toEqual([])
    const [warning] = moverWarnings(found, { ...keep, original: 'remove' }, '/mnt/cache')
    for (const word of ['films', '/mnt/cache', 'COPY_TO_CACHE', 'MOVER_IGNORE_FILE']) expect(warning).toContain(word)
  })
})

test('the mover at work is told by its file', async () => {
  const host = withUnraid(plain(), places())
  expect(await host.otherMover?.()).toBeUndefined()
  writeFileSync(join(folder, 'mover.pid'), '4711\n')
  expect(await host.otherMover?.()).toEqual({ code: 'mover-at-work', file: join(folder, 'mover.pid') })
})
