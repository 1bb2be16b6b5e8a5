import { expect, test } from 'vitest'
import { mappingWarnings } from './mappings.ts'
import { parseMountInfo } from './mountinfo.ts'

const table = (...lines: readonly string[]) =>
  parseMountInfo(['1 0 0:20 / / rw - overlay overlay rw', ...lines].join('\n'))

test('two folders of one disk mapped each for itself are told, with the folder to map', () => {
  const mounts = table(
    '2 1 8:1 /tank/films /films rw - ext4 /dev/sda1 rw',
    '3 1 8:1 /tank/fast /cache rw - ext4 /dev/sda1 rw'
  )
  const [warning, ...others] = mappingWarnings(mounts, { pool: '/cache', arrays: ['/films'] })
  expect(others).toEqual([])
  for (const part of [
    '/cache and /films',
    '/tank/fast and /tank/films of /dev/sda1',
    'EXDEV',
    'map the folder above both, /tank, once'
  ])
    expect(warning).toContain(part)
})

test('folders without a common one are told to map the whole file system', () => {
  const mounts = table('2 1 8:1 /films /films rw - ext4 /dev/sda1 rw', '3 1 8:1 /fast /cache rw - ext4 /dev/sda1 rw')
  expect(mappingWarnings(mounts, { pool: '/cache', arrays: ['/films'] })[0]).toContain('above both, /, once')
})

test('a folder of the same disk mapped below a root is told', () => {
  const mounts = table(
    '2 1 8:1 /media /media rw - xfs /dev/md1 rw',
    '3 2 8:1 /media/films /media/films rw - xfs /dev/md1 rw'
  )
  expect(mappingWarnings(mounts, { pool: '/cache', arrays: ['/media'] })).toHaveLength(1)
})

test('one mapping, two disks, and data sets below a root are nothing to tell', () => {
  const one = table('2 1 8:1 / /mnt rw - xfs /dev/md1 rw')
  expect(mappingWarnings(one, { pool: '/mnt/cache', arrays: ['/mnt/media'] })).toEqual([])
  const two = table('2 1 8:1 / /a rw - xfs /dev/md1 rw', '3 1 8:2 / /b rw - xfs /dev/md2 rw')
  expect(mappingWarnings(two, { pool: '/b', arrays: ['/a'] })).toEqual([])
  const zfs = table('2 1 0:40 / /b rw - zfs tank rw', '3 2 0:41 / /b/media rw - zfs tank/media rw')
  expect(mappingWarnings(zfs, { pool: '/b', arrays: ['/a'] })).toEqual([])
})
