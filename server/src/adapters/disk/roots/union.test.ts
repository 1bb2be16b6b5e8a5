import { describe, expect, test } from 'vitest'
import { mountOf, parseMountInfo } from '#adapters/disk/mountinfo.ts'
import type { RootLook } from './look.ts'
import { findUnion, isAlignedUnraidPool, parseBranches, type ReadAttribute, type UnionQuestion } from './union.ts'

const SHFS = '9 1 0:51 / /mnt/user rw - fuse.shfs shfs rw'
const DISKS =
  '2 1 9:1 / /mnt/disk1 rw - xfs /dev/md1p1 rw\n3 1 9:2 / /mnt/disk2 rw - xfs /dev/md2p1 rw\n4 1 9:10 / /mnt/disk10 rw - xfs /dev/md10p1 rw'
const USER0 = '8 1 0:50 / /mnt/user0 rw - fuse.shfs shfs rw'
const POOL = '7 1 259:1 / /mnt/cache rw - btrfs /dev/nvme0n1p1 rw'
const ROOT = '1 1 0:2 / / rw - rootfs rootfs rw'
const MERGERFS = '9 1 0:39 / /mnt/pool rw - fuse.mergerfs a:b rw'

const noAttribute: ReadAttribute = async () => ({
  trouble: 'the program getfattr (package attr) is not installed here'
})
const attribute =
  (value: string): ReadAttribute =>
  async () => ({ value })

const ask = (
  lines: readonly string[],
  roots: Partial<{ share: string; pool: string; arrays: readonly string[] }>,
  read = noAttribute
) => {
  const table = parseMountInfo([ROOT, ...lines].join('\n'))
  const look = (path: string): RootLook => {
    const mount = mountOf(table, path)
    const below = mount?.mountPoint === '/' ? path : path.slice(mount?.mountPoint.length)
    const inside = mount?.root === '/' ? below || '/' : `${mount?.root}${below}`
    return {
      path,
      real: path,
      isLink: false,
      kind: 'directory',
      code: undefined,
      mount,
      inside,
      fileSystem: mount?.fileSystem ?? 'unknown',
      device: undefined,
      owner: undefined,
      readable: true,
      writable: true,
      readOnlyMount: false
    }
  }
  const question: UnionQuestion = {
    share: look(roots.share ?? '/mnt/user'),
    setting: 'REAL_SOURCE',
    pool: look(roots.pool ?? '/mnt/cache'),
    arraySources: roots.arrays ?? [],
    table,
    readAttribute: read
  }
  return findUnion(question)
}

const paths = (found: Awaited<ReturnType<typeof ask>>) => found.branches.map(({ path }) => path)

describe('Unraid', () => {
  test('finds the disks in the order of their numbers, and the pool by its place', async () => {
    const found = await ask([DISKS, POOL, SHFS, USER0], {})
    expect(found).toMatchObject({ situation: 'union', hidden: undefined, warnings: [] })
    expect(paths(found)).toEqual(['/mnt/disk1', '/mnt/disk2', '/mnt/disk10'])
  })

  test('takes a folder of the share on every disk', async () => {
    const found = await ask([DISKS, POOL, SHFS], { share: '/mnt/user/media', pool: '/mnt/cache/media' })
    expect(found.situation).toBe('union')
    expect(paths(found)).toEqual(['/mnt/disk1/media', '/mnt/disk2/media', '/mnt/disk10/media'])
  })

  test('sees through a bind of one share to another name', async () => {
    const bind = '9 1 0:51 /media /films rw - fuse.shfs shfs rw'
    const found = await ask([DISKS, POOL, bind], { share: '/films', pool: '/mnt/cache/media' })
    expect(found.situation).toBe('union')
    expect(paths(found)[0]).toBe('/mnt/disk1/media')
  })

  test('a destination at another relative path is elsewhere, and how to align it is told', async () => {
    const found = await ask([DISKS, POOL, SHFS], { pool: '/mnt/cache/media' })
    expect(found.situation).toBe('elsewhere')
    expect(found.warnings[0]).toContain('/mnt/user/media')
    expect(found.warnings[0]).toContain('CACHE_DESTINATION set to /mnt/cache ')
  })

  test('falls back to the array-only view, with a warning', async () => {
    const found = await ask([POOL, SHFS, USER0], {})
    expect(paths(found)).toEqual(['/mnt/user0'])
    expect(found.warnings[0]).toContain('/mnt/user0')
  })

  test('without any disk the branches are hidden, and what to map is told', async () => {
    const found = await ask([POOL, SHFS], {})
    expect(found.branches).toEqual([])
    expect(found.hidden).toContain('ARRAY_SOURCES')
    expect(found.hidden).toContain('/mnt/diskN')
  })

  test('a folder named like a disk that is not mounted is no disk', async () => {
    const found = await ask([POOL, SHFS, '2 1 9:1 /x /mnt/disk7 rw - tmpfs tmpfs rw'], {})
    expect(found.branches).toEqual([])
  })

  test('configured disks get the folder of the share when they lack it', async () => {
    const roots = { share: '/mnt/user/media', pool: '/mnt/cache/media', arrays: ['/mnt/disk1', '/mnt/disk2/media'] }
    const found = await ask([DISKS, POOL, SHFS], roots)
    expect(paths(found)).toEqual(['/mnt/disk1/media', '/mnt/disk2/media'])
  })

  test.each([
    ['/mnt/cache', '/', true],
    ['/mnt/cache/media', '/media', true],
    ['/mnt/cache/media', '/', false],
    ['/mnt/user', '/', false],
    ['/mnt/user0', '/', false],
    ['/mnt/disk3', '/', false],
    ['/mnt/disks', '/', false],
    ['/mnt/diskpool', '/', true],
    ['/srv/cache', '/', false]
  ])('%s for %s of the view: %s', (destination, inside, expected) => {
    expect(isAlignedUnraidPool(destination, inside)).toBe(expected)
  })
})

describe('mergerfs', () => {
  test('tells its branches; the pool is one of them', async () => {
    const found = await ask(
      [MERGERFS],
      { share: '/mnt/pool', pool: '/mnt/ssd' },
      attribute('/mnt/ssd=RW:/mnt/a=RW:/mnt/b=NC,4G')
    )
    expect(found).toMatchObject({ situation: 'union', hidden: undefined, warnings: [] })
    expect(paths(found)).toEqual(['/mnt/a', '/mnt/b'])
  })

  test('a folder of the view is aligned on every branch', async () => {
    const roots = { share: '/mnt/pool/media', pool: '/mnt/ssd/media' }
    const found = await ask([MERGERFS], roots, attribute('/mnt/ssd=RW:/mnt/a=RW'))
    expect(found.situation).toBe('union')
    expect(found.branches).toEqual([{ path: '/mnt/a/media', base: '/mnt/a' }])
  })

  test('a pool that is not the first branch may not win reads, which is told', async () => {
    const found = await ask([MERGERFS], { share: '/mnt/pool', pool: '/mnt/ssd' }, attribute('/mnt/a=RW:/mnt/ssd=RW'))
    expect(found.situation).toBe('union')
    expect(found.warnings[0]).toContain('first branch')
  })

  test('a pool that is no branch is elsewhere', async () => {
    const found = await ask([MERGERFS], { share: '/mnt/pool', pool: '/mnt/fast' }, attribute('/mnt/a=RW:/mnt/b=RW'))
    expect(found).toMatchObject({ situation: 'elsewhere', warnings: [] })
    expect(paths(found)).toEqual(['/mnt/a', '/mnt/b'])
  })

  test('a pool inside a branch at another place is elsewhere, with a warning', async () => {
    const found = await ask(
      [MERGERFS],
      { share: '/mnt/pool', pool: '/mnt/ssd/cache' },
      attribute('/mnt/ssd=RW:/mnt/a=RW')
    )
    expect(found.situation).toBe('elsewhere')
    expect(found.warnings[0]).toContain('another path')
  })

  test('a bind of one of its folders is asked for the paths behind it', async () => {
    const bind = '9 1 0:39 /media /films rw - fuse.mergerfs a:b rw'
    const found = await ask(
      [bind],
      { share: '/films', pool: '/mnt/ssd/media' },
      attribute('/mnt/ssd/media\0/mnt/a/media')
    )
    expect(found.situation).toBe('union')
    expect(found.branches).toEqual([{ path: '/mnt/a/media', base: '/mnt/a' }])
  })

  test('without getfattr the branches are hidden, and the way out is told', async () => {
    const found = await ask([MERGERFS], { share: '/mnt/pool', pool: '/mnt/ssd' })
    expect(found.hidden).toContain('getfattr')
    expect(found.hidden).toContain('ARRAY_SOURCES')
  })

  test('without getfattr configured branches make it a union, to be proved', async () => {
    const found = await ask([MERGERFS], { share: '/mnt/pool', pool: '/mnt/ssd', arrays: ['/mnt/a'] })
    expect(found).toMatchObject({ situation: 'union', hidden: undefined })
    expect(paths(found)).toEqual(['/mnt/a'])
  })

  test('modes and reserves behind branches are no part of them', () => {
    expect(parseBranches('/a=RW:/b c=NC,4G:/d=RO\n')).toEqual(['/a', '/b c', '/d'])
    expect(parseBranches('/a:/b=x')).toEqual(['/a', '/b=x'])
  })
})

describe('no known merged view', () => {
  test('the share itself is the array', async () => {
    const found = await ask(['9 1 8:1 / /srv rw - ext4 /dev/sda1 rw'], { share: '/srv/media', pool: '/ssd' })
    expect(found).toEqual({
      situation: 'elsewhere',
      branches: [{ path: '/srv/media', base: '/srv/media' }],
      hidden: undefined,
      warnings: []
    })
  })

  test('ARRAY_SOURCES says that it is a merged view after all', async () => {
    const found = await ask([], { share: '/view', pool: '/ssd', arrays: ['/a', '/b'] })
    expect(found.situation).toBe('union')
    expect(paths(found)).toEqual(['/a', '/b'])
  })

  test('ARRAY_SOURCES that only repeats REAL_SOURCE says nothing', async () => {
    const found = await ask([], { share: '/media', pool: '/ssd', arrays: ['/media'] })
    expect(found.situation).toBe('elsewhere')
  })

  test('another merging file system needs ARRAY_SOURCES', async () => {
    const found = await ask(['9 1 0:3 / /view rw - fuse.unionfs u rw'], { share: '/view', pool: '/ssd' })
    expect(found.hidden).toContain('ARRAY_SOURCES')
  })
})
