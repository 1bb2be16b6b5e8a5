/** Source and destination on one file system: blocks are shared where it can, a second name is given where the first one goes, bytes are copied elsewhere. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { type ChildCopier, createChildCopier } from '#adapters/disk/copier/child-copier.ts'
import { createPace } from '#adapters/disk/copy/pace.ts'
import { createDisk } from '#adapters/disk/file-system.ts'
import type { Copied, CopyOrder, FileSystem } from '#ports/file-system.ts'
import { canMount } from '#test/crash/mounted.ts'

const MiB = 1024 * 1024
const sizeBytes = 40 * MiB + 5
const content = Buffer.alloc(sizeBytes, 'shared ')
const makes = (tool: string): boolean => spawnSync('sh', ['-c', `command -v mkfs.${tool}`]).status === 0

let folder: string
let copier: ChildCopier
let disk: FileSystem

const mountNew = (type: string): void => {
  folder = mkdtempSync(join(tmpdir(), `pcu-one-${type}-`))
  writeFileSync(join(folder, 'image'), '')
  truncateSync(join(folder, 'image'), 320 * MiB)
  execFileSync(`mkfs.${type}`, ['-q', join(folder, 'image')], { stdio: 'ignore' })
  for (const name of ['disk', 'bind']) mkdirSync(join(folder, name))
  execFileSync('mount', ['-o', 'loop', join(folder, 'image'), join(folder, 'disk')])
  for (const name of ['from', 'to']) mkdirSync(join(folder, 'disk', name))
  execFileSync('mount', ['--bind', join(folder, 'disk/to'), join(folder, 'bind')])
  writeFileSync(join(folder, 'disk/from/film'), content)
  const clock = systemClock
  const pace = createPace(() => 0, clock)
  copier = createChildCopier({ clock, pace, priority: 'normal', patienceMs: 120_000, onMissing: () => undefined })
  disk = createDisk({ clock, copier })
}

/** A process that has just ended may hold the mount for a moment more. */
const unmountOne = (path: string): Promise<void> =>
  vi.waitFor(() => void execFileSync('umount', [path], { stdio: 'pipe' }), { timeout: 10_000, interval: 100 })

const unmount = async (): Promise<void> => {
  await copier.close()
  for (const name of ['bind', 'disk']) await unmountOne(join(folder, name))
  rmSync(folder, { recursive: true, force: true })
}

/** Bytes that are taken on the file system, once everything that is pending is written. */
const taken = (): number => {
  execFileSync('sync', ['-f', join(folder, 'disk')])
  const { blocks, bfree, bsize } = statfsSync(join(folder, 'disk'))
  return (blocks - bfree) * bsize
}

const copy = async (to: string, facts: Partial<CopyOrder> = {}): Promise<Copied> => {
  const from = { root: join(folder, 'disk/from'), path: 'film' }
  const expected = await disk.look(from)
  if (expected === undefined) throw new Error('no source')
  return await disk.copy({
    from,
    expected,
    to: { root: join(folder, to), path: '.part' },
    verification: 'full',
    signal: new AbortController().signal,
    step: (_name, act) => act(),
    onProgress: () => undefined,
    checkpoint: () => Promise.resolve(),
    ...facts
  })
}

/** What a copy took, and that it is whole and takes the place of nobody; it is taken away again. */
const costOf = async (to: string, facts: Partial<CopyOrder> = {}) => {
  const before = taken()
  const { mark, hash } = await copy(to, facts)
  const bytes = taken() - before
  const [path, source] = [join(folder, to, '.part'), lstatSync(join(folder, 'disk/from/film'))]
  const found = lstatSync(path)
  expect(readFileSync(path).equals(content)).toBe(true)
  expect([String(found.ino), found.size, found.mtimeMs, found.mode]).toEqual([
    mark.inode,
    sizeBytes,
    source.mtimeMs,
    source.mode
  ])
  await expect(copy(to, facts)).rejects.toMatchObject({ code: 'disk.exists' })
  rmSync(path)
  return { bytes, hash, isSecondName: found.ino === source.ino }
}

describe.skipIf(!canMount)('with the two on one file system', () => {
  describe.each(['xfs', 'btrfs'].filter(makes))('that shares blocks (%s)', (type) => {
    beforeAll(() => mountNew(type))
    afterAll(unmount)

    test.each(['disk/to', 'bind'])('a copy in %s takes no room, and is a file of its own', async (to) => {
      for (const mayLink of [false, true]) {
        const { bytes, isSecondName, hash } = await costOf(to, { mayLink })
        expect(bytes).toBeLessThan(2 * MiB)
        expect(isSecondName).toBe(false)
        expect(hash).toMatch(/^[0-9a-f]{32}$/u)
      }
    })

    test('what is written to the copy afterwards does not reach the original', async () => {
      await copy('disk/to')
      writeFileSync(join(folder, 'disk/to/.part'), 'X', { flag: 'r+' })
      expect(readFileSync(join(folder, 'disk/from/film')).equals(content)).toBe(true)
      rmSync(join(folder, 'disk/to/.part'))
    })
  })

  describe('that does not (ext4)', () => {
    beforeAll(() => mountNew('ext4'))
    afterAll(unmount)

    test('where the first name goes, the copy is a second one', async () => {
      const { bytes, isSecondName } = await costOf('disk/to', { mayLink: true })
      expect(bytes).toBeLessThan(MiB)
      expect(isSecondName).toBe(true)
    })

    test('where it stays, bytes are copied', async () => {
      const { bytes, isSecondName } = await costOf('disk/to')
      expect(bytes).toBeGreaterThan(39 * MiB)
      expect(isSecondName).toBe(false)
    })

    test('across two mounts, where no second name can be, bytes are copied', async () => {
      const { bytes, isSecondName } = await costOf('bind', { mayLink: true })
      expect(bytes).toBeGreaterThan(39 * MiB)
      expect(isSecondName).toBe(false)
      expect(lstatSync(join(folder, 'disk/from/film')).nlink).toBe(1)
    })
  })
})
