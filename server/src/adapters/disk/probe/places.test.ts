import { describe, expect, test } from 'vitest'
import { parseMountInfo } from '#adapters/disk/mountinfo.ts'
import { poolPath, sharePath } from '#core/model/place.ts'
import { aLayout } from '#test/builders/world.ts'
import { placesOf } from './places.ts'

const table = (...lines: readonly string[]) =>
  parseMountInfo(['1 0 0:2 / / rw - rootfs rootfs rw', ...lines].join('\n'))

const unraid = [
  '2 1 9:1 / /mnt/disk1 rw - xfs /dev/md1p1 rw',
  '3 1 8:1 / /mnt/cache rw - btrfs /dev/nvme0n1p1 rw',
  '4 1 0:50 / /mnt/user rw - fuse.shfs shfs rw'
]
const file = { arrayRoot: '/mnt/disk1', directory: 'media/films/Alpha' }

describe('where is asked', () => {
  test('at the roots, where nothing is mounted below them', () => {
    const layout = aLayout({ shareRoot: sharePath('/mnt/user/media'), poolRoot: poolPath('/mnt/cache/media') })
    const places = placesOf(table(...unraid), layout, { arrayRoot: '/mnt/disk1/media', directory: 'films/Alpha' })
    expect(places).toEqual({
      offset: '',
      pool: '/mnt/cache/media',
      array: '/mnt/disk1/media',
      view: '/mnt/user/media'
    })
  })

  test('inside a share where the root is all of Unraid, so that no share of ours appears', () => {
    expect(placesOf(table(...unraid), aLayout(), file)).toEqual({
      offset: 'media',
      pool: '/mnt/cache/media',
      array: '/mnt/disk1/media',
      view: '/mnt/user/media'
    })
  })

  test('in the data set that holds the file, at the same place on every branch', () => {
    const zfs = [
      '5 3 0:60 / /mnt/cache/media rw - zfs cache/media rw',
      '6 5 0:61 / /mnt/cache/media/films rw - zfs cache/media/films rw'
    ]
    expect(placesOf(table(...unraid, ...zfs), aLayout(), file)).toMatchObject({
      offset: 'media/films',
      pool: '/mnt/cache/media/films',
      array: '/mnt/disk1/media/films'
    })
    expect(placesOf(table(...unraid, ...zfs), aLayout(), { ...file, directory: 'media/series' }).offset).toBe('media')
  })

  test('without a merged view there is none to ask', () => {
    const layout = aLayout({ situation: 'elsewhere', shareRoot: sharePath('/tank') })
    expect(placesOf(table(), layout, { arrayRoot: '/tank', directory: '' })).toEqual({
      offset: '',
      pool: '/mnt/cache',
      array: '/tank',
      view: undefined
    })
  })
})
