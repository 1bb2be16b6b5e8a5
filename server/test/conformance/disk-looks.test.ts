/** Reading what disks do, against made-up files of kernel and host. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDiskLooks } from '#adapters/disk/activity/disk-looks.ts'
import { parseMountInfo } from '#adapters/disk/mountinfo.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(`${tmpdir()}/disk-looks-`)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = (path: string, text: string): void => {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true })
  writeFileSync(`${root}/${path}`, text)
}
const link = (path: string, to: string): void => {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true })
  symlinkSync(`${root}/${to}`, `${root}/${path}`)
}

/** `   reads merged sectors ms writes ...` */
const stat = (reads: number, writes: number): string => `  ${reads}  1  99  4  ${writes}  2  98  3  0  5  6\n`

const aDisk = (name: string, facts: { rotational?: string; stat?: string; power?: string } = {}): string => {
  const folder = `sys/devices/${name}`
  put(`${folder}/queue/rotational`, `${facts.rotational ?? '1'}\n`)
  put(`${folder}/stat`, facts.stat ?? stat(10, 5))
  if (facts.power !== undefined) put(`${folder}/device/power/runtime_status`, `${facts.power}\n`)
  return folder
}

let mounts = 1
const mountLine = (point: string, device: string, source: string): string => {
  mounts += 1
  return `${mounts} 1 ${device} / ${point} rw - xfs ${source} rw`
}

const looks = (...lines: readonly string[]) =>
  createDiskLooks({
    unraidFolder: () => `${root}/emhttp`,
    sysFolder: `${root}/sys`,
    mounts: async () => parseMountInfo(['1 0 0:1 / / rw - rootfs rootfs rw', ...lines].join('\n'))
  })

it('counts what reached the whole disk of a partition', async () => {
  const disk = aDisk('sda')
  put(`${disk}/sda1/partition`, '1\n')
  put(`${disk}/sda1/stat`, stat(1, 1))
  link('sys/dev/block/8:1', `${disk}/sda1`)
  expect(await looks(mountLine('/mnt/disk1', '8:1', '/dev/sda1')).look(['/mnt/disk1/Films'])).toEqual([
    { path: '/mnt/disk1/Films', says: undefined, isRotational: true, requests: 15 }
  ])
})

it('goes through mappers and arrays to all their disks, each once', async () => {
  aDisk('sda', { stat: stat(10, 0) })
  aDisk('sdb', { stat: stat(200, 0), rotational: '0' })
  const array = aDisk('md0', { stat: stat(9999, 0) })
  link(`${array}/slaves/sda`, 'sys/devices/sda')
  link(`${array}/slaves/sdb`, 'sys/devices/sdb')
  const mapper = aDisk('dm-0', { stat: stat(7777, 0) })
  link(`${mapper}/slaves/md0`, array)
  link('sys/dev/block/253:0', mapper)
  expect(await looks(mountLine('/mnt/a', '253:0', '/dev/mapper/vault')).look(['/mnt/a'])).toMatchObject([
    { isRotational: true, requests: 210 }
  ])
})

it('believes the kernel where it put a disk to sleep itself, and takes "active" for nothing', async () => {
  link('sys/dev/block/8:0', aDisk('sda', { power: 'suspended' }))
  link('sys/dev/block/8:16', aDisk('sdb', { power: 'active' }))
  const told = await looks(mountLine('/a', '8:0', '/dev/sda'), mountLine('/b', '8:16', '/dev/sdb')).look(['/a', '/b'])
  expect(told.map(({ says }) => says)).toEqual(['asleep', undefined])
})

it('hears Unraid of the disks of its array, by the device that is mounted', async () => {
  put('emhttp/disks.ini', '["disk1"]\nname="disk1"\nspundown="1"\n["disk2"]\nspundown="0"\n["disk3"]\nname="disk3"\n')
  const told = await looks(
    mountLine('/mnt/disk1', '9:1', '/dev/md1p1'),
    mountLine('/data/two', '9:2', '/dev/mapper/md2p1'),
    mountLine('/mnt/disk3', '9:3', '/dev/md3')
  ).look(['/mnt/disk1', '/data/two/Films', '/mnt/disk3'])
  expect(told.map(({ says, requests }) => [says, requests])).toEqual([
    ['asleep', undefined],
    ['awake', undefined],
    [undefined, undefined]
  ])
})

it('says nothing of merged and network file systems, of broken files, and of what is not there', async () => {
  link('sys/dev/block/8:0', 'sys/devices/gone')
  put('sys/devices/sdb/stat', 'nonsense')
  link('sys/dev/block/8:16', 'sys/devices/sdb')
  const told = await looks(
    mountLine('/mnt/user', '0:50', 'shfs'),
    mountLine('/a', '8:0', '/dev/sda'),
    mountLine('/b', '8:16', '/dev/sdb')
  ).look(['/mnt/user', '/a', '/b', '/nowhere'])
  expect(told.map(({ says, isRotational, requests }) => [says, isRotational, requests])).toEqual(
    Array.from({ length: 4 }, () => [undefined, undefined, undefined])
  )
})
