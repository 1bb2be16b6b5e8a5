/** Which file systems share one room, and which are reached over a network, by the lines that kernels write. */
import { describe, expect, test } from 'vitest'
import { groundsOf } from './ground.ts'
import { parseMountInfo } from './mountinfo.ts'

const table = parseMountInfo(
  [
    '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
    '40 22 0:39 / /mnt/btr rw - btrfs /dev/sdb1 rw,subvolid=5,subvol=/',
    '41 22 0:39 /films /mnt/btr-films rw - btrfs /dev/sdb1 rw,subvolid=256,subvol=/films',
    '42 22 0:51 / /mnt/tank/films rw - zfs tank/films rw',
    '43 22 0:52 / /mnt/tank/shows rw - zfs tank/shows rw',
    '44 22 0:53 / /mnt/other rw - zfs tanker/films rw',
    '45 22 9:1 / /mnt/disk1 rw - xfs /dev/md1p1 rw',
    '46 22 9:1 /films /films-of-disk1 rw - xfs /dev/md1p1 rw',
    '47 22 9:2 / /mnt/disk2 rw - xfs /dev/md2p1 rw',
    '48 22 0:60 / /mnt/nfs rw - nfs4 nas:/films rw',
    '49 22 0:61 / /mnt/smb rw - cifs //nas/films rw',
    '50 22 0:62 / /mnt/ssh rw - fuse.sshfs me@nas:/films rw',
    '51 22 0:63 / /mnt/merged rw - fuse.mergerfs a:b rw'
  ].join('\n')
)

const roots = table.map(({ mountPoint }) => mountPoint)
const find = async (root: string) => (await groundsOf([...roots, '/nowhere'], table)).get(root)
const group = async (root: string) => (await find(root))?.group

describe('one room', () => {
  test('is shared by subvolumes of one btrfs', async () => {
    expect(await group('/mnt/btr')).toBe(await group('/mnt/btr-films'))
  })
  test('is shared by datasets of one ZFS pool, and not by those of another', async () => {
    expect(await group('/mnt/tank/films')).toBe(await group('/mnt/tank/shows'))
    expect(await group('/mnt/tank/films')).not.toBe(await group('/mnt/other'))
  })
  test('is shared by two mounts of one disk, and not by two disks', async () => {
    expect(await group('/mnt/disk1')).toBe(await group('/films-of-disk1'))
    expect(await group('/mnt/disk1')).not.toBe(await group('/mnt/disk2'))
  })
  test('is that of the file system a folder lies on', async () => {
    expect(await group('/nowhere')).toBe(await group('/'))
  })
})

test('what other machines hold is over the network', async () => {
  const reaches = await Promise.all(roots.map(async (root) => [root, (await find(root))?.reach] as const))
  const far = reaches.filter(([, reach]) => reach === 'network').map(([root]) => root)
  expect(far).toEqual(['/mnt/nfs', '/mnt/smb', '/mnt/ssh'])
})

test('where the mount table shows nothing, each root stands alone', async () => {
  const alone = await groundsOf(['/a', '/b'], [])
  expect(alone.get('/a')?.group).not.toBe(alone.get('/b')?.group)
})
