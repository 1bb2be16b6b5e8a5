import { beforeEach, expect, test } from 'vitest'
import { parseMountInfo } from '#adapters/disk/mountinfo.ts'
import { poolPath, sharePath } from '#core/model/place.ts'
import { lookAtBranches, lostBranches } from './branches.ts'
import type { Examination } from './examination.ts'
import type { RootLook } from './look.ts'
import type { UnionFinding } from './union.ts'

const table = parseMountInfo('1 0 0:2 / / rw - rootfs rootfs rw\n2 1 9:1 / /mnt/disk1 rw - xfs /dev/md1 rw')
const [root, disk1] = table

let memory: Map<string, string>
beforeEach(() => {
  memory = new Map()
})

const aLook = (path: string, kind: RootLook['kind'], mount = disk1): RootLook => ({
  path,
  real: path,
  isLink: false,
  kind,
  code: kind === 'failed' ? 'ENOENT' : undefined,
  mount,
  inside: path,
  fileSystem: mount?.fileSystem ?? 'unknown',
  device: undefined,
  owner: undefined,
  readable: true,
  writable: true,
  readOnlyMount: false
})

/** An examination in which only the given folders exist. */
const examining = (looks: readonly RootLook[]): Examination => ({
  deps: {
    memory: { get: async (key) => memory.get(key), set: async (key, value) => void memory.set(key, value) },
    look: async (path) => looks.find((look) => look.path === path) ?? aLook(path, 'failed'),
    readAttribute: async () => ({ trouble: 'none' }),
    newId: () => 'id'
  },
  rules: { dryRun: false, allowVolatilePool: false, allowSameFileSystem: false },
  paths: { shareRoot: sharePath('/mnt/user/media'), poolRoot: poolPath('/mnt/cache/media'), arrayRoots: [] },
  table,
  setting: 'REAL_SOURCE',
  warnings: []
})

const union = (...numbers: readonly number[]): UnionFinding => ({
  situation: 'union',
  branches: numbers.map((number) => ({ path: `/mnt/disk${number}/media`, base: `/mnt/disk${number}` })),
  hidden: undefined,
  warnings: []
})

test('a disk that holds nothing of the share is no branch, and nothing to tell', async () => {
  const exam = examining([aLook('/mnt/disk1/media', 'directory'), aLook('/mnt/disk2', 'directory')])
  const looks = await lookAtBranches(exam, union(1, 2))
  expect(looks.map(({ path }) => path)).toEqual(['/mnt/disk1/media'])
  expect(exam.warnings).toEqual([])
})

test('a branch whose disk is not visible here is told', async () => {
  const exam = examining([aLook('/mnt/disk1/media', 'directory')])
  await lookAtBranches(exam, union(1, 2))
  expect(exam.warnings).toEqual([expect.stringContaining('/mnt/disk2')])
})

test('a disk that was there before and is not mounted now is lost, until it is back', async () => {
  const there = examining([])
  expect(await lostBranches(there, union(1, 2))).toEqual([])
  const empty = examining([aLook('/mnt/disk2', 'directory', root)])
  expect(await lostBranches(empty, union(1))).toMatchObject([{ state: 'offline', look: { path: '/mnt/disk2/media' } }])
  expect(await lostBranches(empty, union(1))).toHaveLength(1)
  expect(await lostBranches(there, union(1, 2))).toEqual([])
})

test('a branch taken out of the view, whose folder is still there, is not lost', async () => {
  expect(await lostBranches(examining([]), union(1, 2))).toEqual([])
  const exam = examining([aLook('/mnt/disk2/media', 'directory')])
  expect(await lostBranches(exam, union(1))).toEqual([])
})
