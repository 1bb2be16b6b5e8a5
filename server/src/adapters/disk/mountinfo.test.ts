import { describe, expect, test } from 'vitest'
import { insideOf, isReadOnly, mountOf, parseMountInfo, readMounts } from './mountinfo.ts'

const UNRAID = `
1 1 0:2 / / rw - rootfs rootfs rw,size=8000000k
30 1 9:1 / /mnt/disk1 rw,noatime shared:11 - xfs /dev/md1p1 rw,attr2
31 1 9:2 / /mnt/disk10 rw,noatime shared:12 - xfs /dev/md10p1 rw,attr2
32 1 259:1 / /mnt/cache rw,noatime shared:13 master:4 propagate_from:2 - btrfs /dev/nvme0n1p1 rw,space_cache=v2,subvolid=5,subvol=/
33 1 0:51 / /mnt/user rw,nosuid,nodev,noatime shared:14 - fuse.shfs shfs rw,user_id=0,group_id=0,default_permissions,allow_other
34 1 0:52 / /mnt/disks/My\\040Disk\\134\\043 ro,noatime - ext4 /dev/sdz1 ro
`
const table = parseMountInfo(UNRAID)

describe('parsing', () => {
  test('reads every field, whatever the number of optional ones', () => {
    expect(mountOf(table, '/mnt/cache')).toEqual({
      id: 32,
      parent: 1,
      device: '259:1',
      root: '/',
      mountPoint: '/mnt/cache',
      options: ['rw', 'noatime'],
      fileSystem: 'btrfs',
      source: '/dev/nvme0n1p1',
      superOptions: ['rw', 'space_cache=v2', 'subvolid=5', 'subvol=/']
    })
  })

  test('undoes the octal escapes', () => {
    expect(mountOf(table, '/mnt/disks/My Disk\\#/x')?.source).toBe('/dev/sdz1')
  })

  test('an accented mount point is text, escaped or not', () => {
    const [mount] = parseMountInfo('1 0 8:1 / /mnt/Am\u00e9lie\\040x rw - ext4 /dev/sda1 rw')
    expect(mount?.mountPoint).toBe('/mnt/Am\u00e9lie x')
  })

  test('leaves out lines of another form', () => {
    expect(parseMountInfo('nonsense\n1 2 3\n30 1 9:1 / /mnt/disk1 rw shared:11\n')).toEqual([])
  })

  test('the table of this machine has a mount for the root directory', async () => {
    expect(mountOf(await readMounts(), '/')?.mountPoint).toBe('/')
  })
})

describe('the mount of a path', () => {
  test.each([
    ['/mnt/disk1/media/x.mkv', '/mnt/disk1'],
    ['/mnt/disk10', '/mnt/disk10'],
    ['/mnt/disk100', '/'],
    ['/mnt/typo/media', '/'],
    ['/mnt/user/media', '/mnt/user']
  ])('of %s is %s', (path, mountPoint) => {
    expect(mountOf(table, path)?.mountPoint).toBe(mountPoint)
  })

  test('is the upper one of two at the same place', () => {
    const stacked = parseMountInfo(
      '1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /m rw - xfs b rw\n3 2 8:3 / /m rw - btrfs c rw'
    )
    expect(mountOf(stacked, '/m/x')?.fileSystem).toBe('btrfs')
  })

  test('is never one that a later mount hides', () => {
    const hidden = parseMountInfo(
      '1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / /m/disk rw - xfs b rw\n3 1 8:3 / /m rw - btrfs c rw'
    )
    expect(mountOf(hidden, '/m/disk/x')?.fileSystem).toBe('btrfs')
  })

  test('is unknown where the table does not reach', () => {
    expect(mountOf(parseMountInfo('5 4 8:1 / /data rw - ext4 a rw'), '/srv')).toBeUndefined()
    expect(mountOf(parseMountInfo('5 4 8:1 / /data rw - ext4 a rw'), '/data/x')?.source).toBe('a')
  })
})

describe('inside the file system', () => {
  const bound = parseMountInfo('1 0 8:1 / / rw - ext4 a rw\n2 1 0:51 /media /films ro - fuse.shfs shfs rw')

  test.each([
    ['/films', '/media'],
    ['/films/a/b', '/media/a/b'],
    ['/', '/'],
    ['/srv/x', '/srv/x']
  ])('%s is %s', (path, inside) => {
    const mount = mountOf(bound, path)
    expect(mount && insideOf(mount, path)).toBe(inside)
  })

  test('read-only is seen on the mount and on the file system', () => {
    expect(bound.map(isReadOnly)).toEqual([false, true])
    expect(isReadOnly({ ...table[0], options: ['rw'], superOptions: ['ro'] } as (typeof table)[number])).toBe(true)
  })
})
