/** Whether two files have the same line is told without writing the lines: it must be told the same. */
import { expect, test } from 'vitest'
import { poolPath, sharePath } from '#core/model/place.ts'
import type { RegisteredFile } from '#ports/register.ts'
import { cachedLine, isSameLine } from './lines.ts'

const file: RegisteredFile = {
  poolRoot: '/mnt/cache',
  poolRootInode: '64',
  path: 'a/One.mkv',
  poolPath: poolPath('/mnt/cache/a/One.mkv'),
  sharePath: sharePath('/mnt/user/a/One.mkv'),
  arrayRoot: '/mnt/disk1',
  arrayRootInode: '128',
  mode: { presentation: 'symlink', original: 'backup' },
  role: 'video',
  linkText: '/mnt/cache/a/One.mkv',
  backupName: 'One.mkv.plexcached',
  source: { inode: '77', sizeBytes: 5, modifiedNs: '17', changedNs: '18' },
  hash: 'a'.repeat(32),
  copy: { inode: '78', sizeBytes: 5, modifiedNs: '17' },
  orphan: undefined,
  units: [{ unit: sharePath('/mnt/user/a/One.mkv'), title: 'One', sectionId: '1', ratingKeys: ['7', '8'] }]
}

const other: RegisteredFile['units'][number] = {
  ...file.units[0],
  unit: sharePath('/x'),
  title: '',
  sectionId: '',
  ratingKeys: []
}
const unitWith = (facts: Partial<RegisteredFile['units'][number]>): Partial<RegisteredFile> => ({
  units: file.units.map((unit) => ({ ...unit, ...facts }))
})

/** Everything that a file can differ in, one by one. */
const changes: readonly Partial<RegisteredFile>[] = [
  { poolRoot: '/mnt/other' },
  { poolRootInode: '65' },
  { path: 'a/Two.mkv' },
  { poolPath: poolPath('/mnt/cache/a/Two.mkv') },
  { sharePath: sharePath('/mnt/user/a/Two.mkv') },
  { arrayRoot: '/mnt/disk2' },
  { arrayRootInode: '129' },
  { mode: { ...file.mode, presentation: 'union' } },
  { mode: { ...file.mode, original: 'remove' } },
  { role: 'sidecar' },
  { linkText: '/elsewhere' },
  { backupName: 'One.bak' },
  { source: { ...file.source, inode: '1' } },
  { source: { ...file.source, sizeBytes: 1 } },
  { source: { ...file.source, modifiedNs: '1' } },
  { source: { ...file.source, changedNs: '1' } },
  { hash: undefined },
  { hash: 'b'.repeat(32) },
  { copy: { ...file.copy, inode: '1' } },
  { copy: { ...file.copy, sizeBytes: 1 } },
  { copy: { ...file.copy, modifiedNs: '1' } },
  { orphan: 'why' },
  { units: [] },
  { units: [...file.units, other] },
  { units: [other, ...file.units] },
  unitWith({ unit: sharePath('/y') }),
  unitWith({ title: 'Two' }),
  unitWith({ sectionId: '2' }),
  unitWith({ ratingKeys: ['7'] }),
  unitWith({ ratingKeys: ['8', '7'] }),
  unitWith({ ratingKeys: ['7', '8', '9'] })
]

test.each([{}, ...changes])('%j', (change) => {
  const changed: RegisteredFile = { ...structuredClone(file), ...change }
  const same = cachedLine(file) === cachedLine(changed)
  expect(isSameLine(file, changed)).toBe(same)
  expect(isSameLine(changed, file)).toBe(same)
})

test('every field of a file is among the changes', () => {
  const changed = new Set(changes.flatMap((change) => Object.keys(change)))
  expect([...changed].toSorted()).toEqual(Object.keys(file).toSorted())
})
