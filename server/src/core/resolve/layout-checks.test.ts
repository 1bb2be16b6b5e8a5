import { describe, expect, test } from 'vitest'
import { compareRoots, isMergedView, modeBlock, overlapOf, volatileBecause } from './layout-checks.ts'

describe('overlap', () => {
  test.each([
    ['/mnt/cache', '/mnt/cache', 'same'],
    ['/mnt/cache/', '/mnt/cache', 'same'],
    ['/mnt/cache/media', '/mnt/cache', 'inside'],
    ['/mnt', '/mnt/cache', 'around'],
    ['/', '/mnt/cache', 'around'],
    ['/mnt/cache_downloads', '/mnt/cache', undefined],
    ['/mnt/user', '/mnt/user0', undefined],
    ['/database', '/data', undefined]
  ])('%s to %s is %s', (path, other, expected) => {
    expect(overlapOf(path, other)).toBe(expected)
  })
})

test.each(['tmpfs', 'ramfs', 'rootfs', 'overlay', 'aufs'])(
  'peer 35: files on %s, in memory or in the container itself, are lost at a restart',
  (fileSystem) => {
    expect(volatileBecause(fileSystem)).toContain('lost')
  }
)

test.each(['xfs', 'ext4', 'btrfs', 'zfs', 'nfs4', 'cifs', 'fuse.shfs'])('files on %s stay', (fileSystem) => {
  expect(volatileBecause(fileSystem)).toBeUndefined()
})

test('the merged views are known, and no other FUSE file system is taken for one', () => {
  expect(['fuse.shfs', 'fuse.mergerfs', 'fuse.unionfs'].map(isMergedView)).toEqual([true, true, true])
  expect(['fuse.sshfs', 'fuse.rclone', 'fuseblk', 'ext4'].map(isMergedView)).toEqual([false, false, false, false])
})

describe('a root remembered', () => {
  const disk = { fileSystem: 'xfs', source: '/dev/sdb1', inside: '/media' }

  test('is the same while file system, source and directory are', () => {
    expect(compareRoots(disk, { ...disk })).toBe('same')
  })

  test('is only renamed when the kernel numbers the disks anew', () => {
    expect(compareRoots(disk, { ...disk, source: '/dev/sdc1' })).toBe('renamed')
  })

  test('is another when the disk is gone and the path shows the file system below', () => {
    expect(compareRoots(disk, { fileSystem: 'ext4', source: '/dev/sda1', inside: '/mnt/disk1/media' })).toBe('other')
    expect(compareRoots(disk, { fileSystem: 'xfs', source: '/dev/sda1', inside: '/mnt/disk1/media' })).toBe('other')
  })

  test('is another when a network share comes from elsewhere', () => {
    const share = { fileSystem: 'nfs4', source: 'nas:/films', inside: '/' }
    expect(compareRoots(share, { ...share, source: 'other:/films' })).toBe('other')
  })

  test('is only renamed when a merged view got another branch', () => {
    const view = { fileSystem: 'fuse.mergerfs', source: 'a:b', inside: '/' }
    expect(compareRoots(view, { ...view, source: 'a:b:c' })).toBe('renamed')
  })
})

describe('a mode on read-only disks', () => {
  const change = { code: 'root-not-ready', root: '/mnt/disk1', detail: 'it is mounted read-only.' } as const
  const gates = new Map([['/mnt/disk1', { change }]])
  const roots = { situation: 'union', branches: ['/mnt/disk1'], gates } as const

  test('that changes originals is blocked, with the way out', () => {
    const reason = modeBlock({ presentation: 'union', original: 'remove' }, roots)
    expect(reason).toMatchObject({ code: 'mode-unavailable', detail: expect.stringContaining('/mnt/disk1') })
    expect(reason).toMatchObject({ detail: expect.stringContaining('COPY_TO_CACHE') })
  })

  test('that keeps originals is free', () => {
    expect(modeBlock({ presentation: 'union', original: 'keep' }, roots)).toBeUndefined()
  })

  test('is free when a disk can be written: the others hold back their own files alone', () => {
    const one = { ...roots, branches: ['/mnt/disk1', '/mnt/disk2'] }
    expect(modeBlock({ presentation: 'symlink', original: 'backup' }, one)).toBeUndefined()
  })
})
