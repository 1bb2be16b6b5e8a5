import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import { createRootGuard } from '#adapters/disk/roots/guard.ts'
import { createIdentifiedRoots, type IdentifiedRoots } from '#adapters/disk/roots/identified.ts'
import { createRootLook } from '#adapters/disk/roots/look.ts'
import type { FileSystem } from '#ports/file-system.ts'
import { createFixture, type Fixture, mayMount } from './storage-fixture.ts'

let fixture: Fixture
beforeEach(() => {
  fixture = createFixture()
})
afterEach(() => fixture.dispose())

/** A new process: nothing is known but what is remembered. */
const aProcess = (): { readonly identified: IdentifiedRoots; readonly disk: FileSystem } => {
  const { memory } = fixture
  const identified = createIdentifiedRoots({
    memory: { get: async (key) => memory.get(key), set: async (key, value) => void memory.set(key, value) },
    look: createRootLook(5000)
  })
  return { identified, disk: createRootGuard(createDisk({ clock: systemClock }), identified) }
}

const examine = (identified: IdentifiedRoots) =>
  fixture.host({ allowVolatilePool: true }, { identified }).examine(fixture.paths)

/** Every call that changes something, below the pool. */
const writes = (disk: FileSystem): readonly (() => Promise<unknown>)[] => {
  const spot = { root: fixture.pool, path: 'x' }
  const expected = { kind: 'plain-file' } as const
  const source = { root: fixture.share, path: 'film' }
  const mark = { inode: '1', sizeBytes: 5, modifiedNs: '0', changedNs: '0' }
  return [
    () => disk.makeDirectory(spot, { root: fixture.share, path: '' }),
    () => disk.makeLink('/somewhere', spot),
    () => disk.link({ from: spot, expected, to: { ...spot, path: 'y' } }),
    () => disk.replace({ from: spot, to: { ...spot, path: 'y' }, expected: { from: expected, to: expected } }),
    () => disk.unlink(spot, expected),
    () => disk.removeDirectory(spot),
    () => disk.syncDirectory({ ...spot, path: '' }),
    () =>
      disk.copy({
        from: source,
        expected: mark,
        to: spot,
        verification: 'full',
        signal: new AbortController().signal,
        step: (_name, act) => act(),
        onProgress: () => undefined,
        checkpoint: async () => undefined
      })
  ]
}

const expectRefused = async (disk: FileSystem): Promise<void> => {
  for (const write of writes(disk)) {
    await expect(write()).rejects.toMatchObject({ code: 'disk.gone', root: fixture.pool, act: 'write' })
  }
}

test('a root that nobody has seen is never written, whatever lies there', async () => {
  const { disk } = aProcess()
  await expectRefused(disk)
  expect(readdirSync(fixture.pool)).toEqual([])
})

test('a root that was examined may be written, also by the next process, as long as its marker is there', async () => {
  const first = aProcess()
  await examine(first.identified)
  const like = { root: fixture.share, path: '' }
  expect(await first.disk.makeDirectory({ root: fixture.pool, path: 'a' }, like)).toBe(true)
  const second = aProcess()
  expect(await second.disk.makeDirectory({ root: fixture.pool, path: 'b' }, like)).toBe(true)
})

test('a root that an examination found wanting is not written, although it is remembered', async () => {
  await examine(aProcess().identified)
  const { identified, disk } = aProcess()
  const paths = { ...fixture.paths, shareRoot: fixture.paths.shareRoot, poolRoot: fixture.paths.poolRoot }
  mkdirSync(join(fixture.pool, 'inside'))
  await fixture.host({}, { identified }).examine({ ...paths, arrayRoots: [] })
  identified.learn([{ look: await createRootLook(5000)(fixture.pool, []), isSound: false }])
  await expectRefused(disk)
})

describe.skipIf(!mayMount)('mounts (needs root)', () => {
  test('a pool that is unmounted under us leaves an empty mount point, which stays empty', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    const { identified, disk } = aProcess()
    expect((await examine(identified)).pool.state).toBe('online')
    fixture.mounts.undo(fixture.pool)
    await expectRefused(disk)
    await expectRefused(aProcess().disk)
    expect(readdirSync(fixture.pool)).toEqual([])
  })

  test('another disk in its place is not written', async () => {
    fixture.mounts.tmpfs(fixture.pool)
    const { identified, disk } = aProcess()
    await examine(identified)
    fixture.mounts.undo(fixture.pool)
    fixture.mounts.tmpfs(fixture.pool)
    await expectRefused(disk)
    await expectRefused(aProcess().disk)
    expect(readdirSync(fixture.pool)).toEqual([])
  })

  test('two disks that changed places are strangers, although nothing but the name of the device changed', async () => {
    const [one, two] = [join(fixture.base, 'one'), join(fixture.base, 'two')]
    fixture.mounts.ext4(one)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    fixture.mounts.ext4(two)
    fixture.mounts.bind(one, fixture.share)
    const host = fixture.host()
    expect((await host.examine(fixture.paths)).share.state).toBe('online')
    fixture.mounts.undo(fixture.share)
    fixture.mounts.bind(two, fixture.share)
    const { share } = await host.examine(fixture.paths)
    expect(share).toMatchObject({ state: 'offline', sentence: expect.stringContaining('took its place') })
  })
})
