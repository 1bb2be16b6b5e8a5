import type { RootFacts, ViewFacts } from '@pcu/contract'
import { describe, expect, test } from 'vitest'
import { aPlace, aPool, aView } from '#test/builders/facts.ts'
import { blockOf, judgeModes, refusalOf } from './capabilities.ts'
import { wordPlace, wordView } from './capability-notes.ts'

type Pair = 'keep' | 'backup' | 'remove' | 'link+backup' | 'link+remove' | 'bare+keep' | 'bare+remove'

const all: readonly Pair[] = ['keep', 'backup', 'remove', 'link+backup', 'link+remove', 'bare+keep', 'bare+remove']
const names: Readonly<Record<string, Pair>> = {
  'union/keep': 'keep',
  'union/backup': 'backup',
  'union/remove': 'remove',
  'symlink/backup': 'link+backup',
  'symlink/remove': 'link+remove',
  'bare/keep': 'bare+keep',
  'bare/remove': 'bare+remove'
}

interface Storage {
  readonly pool?: Partial<RootFacts>
  readonly array?: Partial<RootFacts>
  readonly view?: Partial<ViewFacts>
}

const judged = ({ pool, array, view }: Storage) => {
  const answers = { pool: aPool(pool), arrays: [aPlace(array)], view: aView(view) }
  return [...judgeModes('union', answers), ...judgeModes('elsewhere', answers)].map((verdict) => ({
    ...verdict,
    name: names[`${verdict.mode.presentation}/${verdict.mode.original}`]
  }))
}

const usable = (storage: Storage) =>
  judged(storage).flatMap(({ name, usable: works }) => (works === true ? [name] : []))

const smb = {
  fileSystem: 'cifs',
  symlink: 'ENOTSUP',
  renameOverOpen: 'destroys',
  unlinkOpen: 'lingers',
  owner: 'ignored',
  mode: 'ignored'
}

describe('which modes work', () => {
  test.each<[string, Storage, readonly Pair[]]>([
    ['XFS, ext4, btrfs', {}, all],
    ['nothing against it is known', { array: { attribute: 'unknown', owner: 'unknown' } }, all],
    ['exFAT or FAT array', { array: { link: 'EPERM', symlink: 'EPERM' } }, ['keep', 'bare+keep']],
    ['exFAT pool', { pool: { link: 'ENOSYS' } }, []],
    ['a pool whose names are not durable', { pool: { syncDirectory: 'EINVAL' } }, []],
    ['an array whose names are not durable', { array: { syncDirectory: 'EINVAL' } }, ['keep', 'bare+keep']],
    ['SMB', { array: smb }, ['keep', 'bare+keep']],
    ['SMB with mfsymlinks', { array: { ...smb, symlink: 'works', options: ['mfsymlinks'] } }, ['keep', 'bare+keep']],
    [
      'a server that lets go of open names',
      { array: { ...smb, symlink: 'works', renameOverOpen: 'works', unlinkOpen: 'works' } },
      all
    ],
    ['NFS with root_squash', { array: { owner: 'EPERM' } }, ['keep', 'backup', 'link+backup', 'bare+keep']],
    [
      'no rename over a name',
      { array: { renameOver: 'EACCES' } },
      ['keep', 'backup', 'remove', 'bare+keep', 'bare+remove']
    ],
    ['a view that reads the array', { view: { reads: 'array' } }, all.filter((name) => name !== 'keep')],
    ['a view that hides the pool', { view: { showsPool: false } }, all.filter((name) => /\+/u.test(name))]
  ])('%s', (_name, storage, expected) => {
    expect(usable(storage)).toEqual(expected)
  })

  test('nothing was asked yet: nothing is forbidden', () => {
    const nothing = { pool: undefined, arrays: [undefined], view: undefined }
    expect(judgeModes('union', nothing).map(({ usable: works, refusals }) => [works, refusals])).toEqual([
      [undefined, []],
      [undefined, []],
      [undefined, []]
    ])
  })

  test.each<[string, Storage, Pair, readonly string[]]>([
    [
      'the original cannot be parked',
      { array: { link: 'EPERM' } },
      'backup',
      [
        '/mnt/disk1/media (xfs)',
        'cannot hold a second name for a file (EPERM)',
        'parked beside itself',
        'COPY_TO_CACHE'
      ]
    ],
    [
      'no links on SMB',
      { array: smb },
      'link+remove',
      ['/mnt/disk1/media (cifs)', 'symbolic link (ENOTSUP)', 'merged view']
    ],
    [
      'no links elsewhere',
      { array: { symlink: 'ignored' } },
      'link+remove',
      ['cannot hold a symbolic link,', 'merged view']
    ],
    [
      'readers on SMB',
      { array: { ...smb, symlink: 'works' } },
      'link+backup',
      ['takes the file away once the reader', 'could be lost']
    ],
    ['removing on SMB', { array: smb }, 'remove', ['before the reader has closed it', 'COPY_TO_CACHE']],
    ['root_squash', { array: { owner: 'EPERM' } }, 'link+remove', ['(EPERM)', 'no_root_squash', 'PUID']],
    [
      'the copy is never read',
      { view: { reads: 'array' } },
      'keep',
      ['/mnt/user/media (fuse.shfs)', 'never read', 'first among the branches']
    ],
    [
      'the pool cannot be filled',
      { pool: { link: 'ENOSYS' } },
      'bare+keep',
      ['/mnt/cache/media (btrfs)', 'without the risk of overwriting']
    ]
  ])('%s: the sentence names place, file system, fact and remedy', (...[, storage, pair, parts]) => {
    const sentence = judged(storage).find(({ name }) => name === pair)?.refusals[0] ?? ''
    for (const part of parts) expect(sentence).toContain(part)
    expect(sentence).toMatch(/^\/.*[^.]\.$/u)
  })
})

describe('a mode that some disks cannot serve', () => {
  const backup = { presentation: 'symlink', original: 'backup' } as const
  const [good, bad] = [aPlace(), aPlace({ place: '/mnt/disk2', link: 'EPERM' })]

  test('works for the others, and says for which not', () => {
    const facts = { pool: aPool(), arrays: [good, bad], view: undefined }
    expect(blockOf(backup, facts)).toBeUndefined()
    const verdict = judgeModes('elsewhere', facts).find(({ mode }) => mode.original === 'backup')
    expect(verdict).toMatchObject({ usable: true, refusals: [expect.stringContaining('/mnt/disk2')] })
  })

  test.each([
    ['every disk cannot', [bad, bad], '/mnt/disk2'],
    ['one was not asked yet', [bad, undefined], undefined],
    ['there is no disk', [], undefined]
  ])('%s', (_name, arrays, place) => {
    const block = blockOf(backup, { pool: aPool(), arrays, view: undefined })
    expect(block?.includes(place ?? '')).toBe(place === undefined ? undefined : true)
  })

  test('a pool that cannot hold a second name blocks every mode at once', () => {
    expect(blockOf(backup, { pool: aPool({ link: 'EPERM' }), arrays: [good], view: undefined })).toContain('/mnt/cache')
  })
})

describe('what is worth knowing of a mode', () => {
  const notes = (storage: Storage, pair: Pair) => judged(storage).find(({ name }) => name === pair)?.notes ?? []

  test.each<[string, Storage, Pair, string]>([
    ['a delete takes the shown copy only', { view: { unlinkTakes: 'pool' } }, 'keep', 'shows again from the array'],
    ['a delete takes the hidden copy', { view: { unlinkTakes: 'array' } }, 'keep', 'stays visible from the pool'],
    ['a delete could not be asked', { view: { unlinkTakes: 'refused' } }, 'keep', 'could not be found out'],
    ['a rename takes the shown copy only', { view: { renameTakes: 'pool' } }, 'keep', 'keeps its old name'],
    ['SMB links', { array: { ...smb, options: ['mfsymlinks'] } }, 'link+backup', 'small text files'],
    ['SMB owners', { array: smb }, 'remove', 'no owner and mode'],
    ['NFS 3', { array: { fileSystem: 'nfs', options: ['vers=3'] } }, 'remove', 'NFS 4 does not'],
    ['NFS links', { array: { fileSystem: 'nfs4' } }, 'link+remove', 'same path where Plex runs'],
    ['coarse times', { array: { timeStepNs: 2_000_000_000 } }, 'remove', 'to 2 s'],
    ['no attributes', { array: { attribute: 'ENOTSUP' } }, 'remove', 'extended attributes']
  ])('%s', (...[, storage, pair, part]) => {
    expect(notes(storage, pair).some((note) => note.includes(part))).toBe(true)
    expect(notes({}, pair)).toEqual([])
  })

  test('a kept original is never changed, so nothing of the array matters', () => {
    expect(notes({ array: { ...smb, timeStepNs: 1_000_000_000 } }, 'bare+keep')).toEqual([])
  })
})

describe('words for a place', () => {
  test('one sentence where everything works', () => {
    expect(wordPlace(aPlace())).toEqual(['Everything that a move needs can be done here.'])
  })

  test('one sentence for each thing that does not', () => {
    const facts = aPlace({
      link: 'EPERM',
      mode: 'ignored',
      attribute: 'unknown',
      foldsCase: true,
      longestName: 143,
      timeStepNs: 10_000_000
    })
    expect(wordPlace(facts)).toEqual([
      'A second name for a file is refused (EPERM).',
      'Extended attributes could not be asked.',
      'Giving a file its mode is accepted without effect.',
      'Capital and small letters are the same in names.',
      'Names are limited to 143 bytes.',
      'Times are kept to 10 ms.'
    ])
  })

  test('a view', () => {
    expect(wordView(aView({ unlinkTakes: 'pool', inodesStay: false })).join(' ')).toBe(
      "A file that only the pool has is shown. Of a file that pool and array both have, the pool's copy is read. A delete takes only the pool's copy; a rename takes both copies. A file gets another inode number when the other copy serves."
    )
  })
})

test('the first refusal is about what Plex sees', () => {
  const answers = { pool: aPool({ link: 'EPERM' }), array: aPlace(), view: aView({ showsPool: false }) }
  expect(refusalOf({ presentation: 'union', original: 'keep' }, answers)).toContain('lose sight')
})
