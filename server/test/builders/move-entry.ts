/** Entries of the journal and what was seen of them, for tests of the tables; a test says what differs. */
import { poolPath, sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import type { FileEntry } from '#core/move/machine.ts'
import type { Sight } from '#core/move/sight.ts'

const source = { inode: '10', sizeBytes: 5, modifiedNs: '1', changedNs: '2' }
export const temp = { inode: '20', sizeBytes: 5, modifiedNs: '1' }

export const anEntry = (facts: Partial<FileEntry>): FileEntry => ({
  id: 1,
  moveId: 1,
  direction: 'in',
  stage: 'verified',
  opId: '00',
  mode: { presentation: 'union', original: 'keep' },
  role: 'video',
  path: 'a',
  sharePath: sharePath('/share/a'),
  poolPath: poolPath('/pool/a'),
  arrayRoot: '/array',
  poolRoot: '/pool',
  arrayRootInode: '1',
  poolRootInode: '2',
  linkText: '/pool/a',
  backupName: 'a.plexcached',
  source,
  temp,
  copy: undefined,
  hash: 'h',
  route: undefined,
  ownedFileId: undefined,
  ...facts
})

export const aSight = (facts: Partial<Sight>): Sight => ({
  original: 'original',
  copy: 'gone',
  backup: 'gone',
  temp: 'gone',
  link: 'gone',
  ...facts
})

export const keep: Mode = { presentation: 'union', original: 'keep' }
export const unionBackup: Mode = { presentation: 'union', original: 'backup' }
export const unionRemove: Mode = { presentation: 'union', original: 'remove' }
export const linkBackup: Mode = { presentation: 'symlink', original: 'backup' }
export const linkRemove: Mode = { presentation: 'symlink', original: 'remove' }
