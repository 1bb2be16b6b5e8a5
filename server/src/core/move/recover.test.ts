/** The table of next steps: every crash point by name, and laws over everything that can be seen at every stage. */
import { describe, expect, test } from 'vitest'
import { poolPath, sharePath } from '#core/model/place.ts'
import type { Mode } from '#core/model/unit.ts'
import type { FileEntry, FileStage, Intent, Route } from './machine.ts'
import { intentOf, mayFollow } from './machine.ts'
import { isClosing, nextFor } from './recover.ts'
import type { BackupIs, CopyIs, OriginalIs, Sight, TemporaryIs } from './sight.ts'
import type { Act } from './table.ts'

const source = { inode: '10', sizeBytes: 5, modifiedNs: '1', changedNs: '2' }
const temp = { inode: '20', sizeBytes: 5, modifiedNs: '1' }

const anEntry = (facts: Partial<FileEntry>): FileEntry => ({
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

const aSight = (facts: Partial<Sight>): Sight => ({
  original: 'original',
  copy: 'gone',
  backup: 'gone',
  temp: 'gone',
  link: 'gone',
  ...facts
})

const keep: Mode = { presentation: 'union', original: 'keep' }
const unionBackup: Mode = { presentation: 'union', original: 'backup' }
const unionRemove: Mode = { presentation: 'union', original: 'remove' }
const linkBackup: Mode = { presentation: 'symlink', original: 'backup' }
const linkRemove: Mode = { presentation: 'symlink', original: 'remove' }

type Row = readonly [string, Partial<FileEntry>, Partial<Sight>, Intent, Act]

const inRows: readonly Row[] = [
  ['planned: nothing was done', { stage: 'planned', temp: undefined }, {}, 'undo', 'close-undone'],
  ['copying: half a copy', { stage: 'copying', temp: undefined }, { temp: 'there' }, 'undo', 'drop-temp'],
  ['copying: no copy yet', { stage: 'copying', temp: undefined }, {}, 'undo', 'close-undone'],
  ['verified: the copy waits', {}, { temp: 'there' }, 'forward', 'publish'],
  ['verified: the unit was not complete', {}, { temp: 'there' }, 'undo', 'drop-temp'],
  ['verified: the original changed', {}, { temp: 'there', original: 'other' }, 'forward', 'drop-temp'],
  ['verified: both names', {}, { temp: 'there', copy: 'ours' }, 'forward', 'drop-temp'],
  ['verified: the final name only', {}, { copy: 'ours' }, 'forward', 'note-published'],
  ['verified: published, then the original changed', {}, { copy: 'ours', original: 'touched' }, 'forward', 'withdraw'],
  ['verified: published, then the original was deleted', {}, { copy: 'ours', original: 'gone' }, 'forward', 'orphan'],
  ['verified: somebody has the name', {}, { temp: 'there', copy: 'replaced' }, 'forward', 'drop-temp'],
  ['published, keep', { stage: 'published' }, { copy: 'ours' }, 'forward', 'close-cached'],
  ['published, keep, upgraded meanwhile', { stage: 'published' }, { copy: 'replaced' }, 'forward', 'close-cached'],
  [
    'published, the original changed',
    { stage: 'published' },
    { copy: 'ours', original: 'other' },
    'forward',
    'withdraw'
  ],
  ['published, remove', { stage: 'published', mode: unionRemove }, { copy: 'ours' }, 'forward', 'note-switching'],
  [
    'union+backup: before the second name',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours' },
    'forward',
    'park'
  ],
  [
    'union+backup: two names',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours', backup: 'ours' },
    'forward',
    'remove-original'
  ],
  [
    'union+backup: parked',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours', backup: 'ours', original: 'gone' },
    'forward',
    'close-cached'
  ],
  [
    'union+backup: undo with two names',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours', backup: 'ours' },
    'undo',
    'unpark'
  ],
  [
    'union+backup: a newer file has both names',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours', backup: 'twin', original: 'other' },
    'forward',
    'unpark'
  ],
  [
    'union+backup: a newer file beside the parked one',
    { stage: 'switching', mode: unionBackup },
    { copy: 'ours', backup: 'ours', original: 'other' },
    'forward',
    'orphan'
  ],
  ['union+remove: before', { stage: 'switching', mode: unionRemove }, { copy: 'ours' }, 'forward', 'remove-original'],
  [
    'union+remove: after',
    { stage: 'switching', mode: unionRemove },
    { copy: 'ours', original: 'gone' },
    'forward',
    'close-cached'
  ],
  [
    'symlink+backup: parked',
    { stage: 'switching', mode: linkBackup },
    { copy: 'ours', backup: 'ours' },
    'forward',
    'make-link'
  ],
  [
    'symlink+backup: link made',
    { stage: 'switching', mode: linkBackup },
    { copy: 'ours', backup: 'ours', link: 'there' },
    'forward',
    'switch-link'
  ],
  [
    'symlink+backup: switched',
    { stage: 'switching', mode: linkBackup },
    { copy: 'ours', backup: 'ours', original: 'link' },
    'undo',
    'close-cached'
  ],
  [
    'symlink+backup: undo',
    { stage: 'switching', mode: linkBackup },
    { copy: 'ours', backup: 'ours', link: 'there' },
    'undo',
    'drop-link'
  ],
  [
    'symlink+backup: the copy vanished under the link',
    { stage: 'switching', mode: linkBackup },
    { backup: 'ours', original: 'link' },
    'forward',
    'put-back'
  ],
  ['symlink+remove: before', { stage: 'switching', mode: linkRemove }, { copy: 'ours' }, 'forward', 'make-link'],
  [
    'symlink+remove: switched',
    { stage: 'switching', mode: linkRemove },
    { copy: 'ours', original: 'link' },
    'forward',
    'close-cached'
  ]
]

const home = { direction: 'out' as const, temp: undefined, copy: temp }
const outRows: readonly Row[] = [
  ['drop: before', { ...home, stage: 'planned', route: 'drop' }, { copy: 'ours' }, 'forward', 'note-restored'],
  [
    'drop: after a crash it stays',
    { ...home, stage: 'planned', route: 'drop' },
    { copy: 'ours' },
    'undo',
    'close-kept'
  ],
  [
    'put-back: before',
    { ...home, mode: linkBackup, stage: 'planned', route: 'put-back' },
    { copy: 'ours', original: 'link', backup: 'ours' },
    'forward',
    'put-back'
  ],
  [
    'put-back: after the rename',
    { ...home, mode: linkBackup, stage: 'planned', route: 'put-back' },
    { copy: 'ours' },
    'undo',
    'note-restored'
  ],
  [
    'relink: before',
    { ...home, mode: unionBackup, stage: 'planned', route: 'relink' },
    { copy: 'ours', original: 'gone', backup: 'ours' },
    'forward',
    'relink'
  ],
  [
    'relink: two names',
    { ...home, mode: unionBackup, stage: 'planned', route: 'relink' },
    { copy: 'ours', backup: 'ours' },
    'undo',
    'drop-parked'
  ],
  [
    'relink: after',
    { ...home, mode: unionBackup, stage: 'planned', route: 'relink' },
    { copy: 'ours' },
    'undo',
    'note-restored'
  ],
  [
    'copy-back: half a file',
    { ...home, mode: linkRemove, stage: 'copying', route: 'copy-back' },
    { copy: 'ours', original: 'link', temp: 'there' },
    'undo',
    'drop-temp'
  ],
  [
    'copy-back: over the link',
    { ...home, temp, mode: linkRemove, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', original: 'link', temp: 'there' },
    'forward',
    'replace'
  ],
  [
    'copy-back: over the kept original',
    { ...home, temp, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', temp: 'there' },
    'forward',
    'replace'
  ],
  [
    'copy-back: to the free name',
    { ...home, temp, mode: unionRemove, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', original: 'gone', temp: 'there' },
    'forward',
    'place'
  ],
  [
    'copy-back: both names',
    { ...home, temp, mode: unionRemove, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', original: 'new', temp: 'there' },
    'undo',
    'drop-temp'
  ],
  [
    'copy-back: after the rename',
    { ...home, temp, mode: linkRemove, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', original: 'new' },
    'undo',
    'note-restored'
  ],
  [
    'copy-back: somebody put a file there',
    { ...home, temp, mode: unionRemove, stage: 'verified', route: 'copy-back' },
    { copy: 'ours', original: 'other' },
    'forward',
    'close-kept'
  ],
  ['restored: the copy goes', { ...home, stage: 'restored', route: 'drop' }, { copy: 'ours' }, 'forward', 'drop-copy'],
  [
    'restored: the stale parked one goes',
    { ...home, temp, mode: linkBackup, stage: 'restored', route: 'copy-back' },
    { original: 'new', backup: 'ours' },
    'forward',
    'drop-parked'
  ],
  ['restored: nothing is left', { ...home, stage: 'restored', route: 'drop' }, {}, 'undo', 'close-home'],
  [
    'restored: the copy was written to',
    { ...home, stage: 'restored', route: 'drop' },
    { copy: 'touched' },
    'forward',
    'orphan'
  ],
  [
    'restored: the original was deleted',
    { ...home, stage: 'restored', route: 'drop' },
    { copy: 'ours', original: 'gone' },
    'forward',
    'orphan'
  ]
]

const named = [...inRows, ...outRows].map((row) => [row[0], row] as const)

test.each(named)('%s', (_name, [, entry, sight, intent, act]) => {
  expect(nextFor(anEntry(entry), aSight(sight), intent).act).toBe(act)
})

const originals: readonly OriginalIs[] = ['original', 'new', 'touched', 'link', 'gone', 'other', 'odd']
const copies: readonly CopyIs[] = ['ours', 'touched', 'replaced', 'odd', 'gone']
const backups: readonly BackupIs[] = ['ours', 'twin', 'other', 'gone']
const temporaries: readonly TemporaryIs[] = ['there', 'odd', 'gone']
const stagesIn: readonly FileStage[] = ['planned', 'copying', 'verified', 'published', 'switching']
const stagesOut: readonly FileStage[] = ['planned', 'copying', 'verified', 'restored']
const routes: readonly Route[] = ['drop', 'put-back', 'relink', 'copy-back']
const allModes: readonly Mode[] = [keep, unionBackup, unionRemove, linkBackup, linkRemove]

const everySight: readonly Sight[] = originals.flatMap((original) =>
  copies.flatMap((copy) =>
    backups.flatMap((backup) =>
      temporaries.flatMap((temporary) => temporaries.map((link) => ({ original, copy, backup, temp: temporary, link })))
    )
  )
)

const everyEntry: readonly FileEntry[] = allModes.flatMap((mode) => [
  ...stagesIn.map((stage) => anEntry({ mode, stage })),
  ...stagesOut.flatMap((stage) => routes.map((route) => anEntry({ direction: 'out', copy: temp, mode, stage, route })))
])

const everything = function* (): Generator<readonly [FileEntry, Sight, Intent, Act]> {
  for (const entry of everyEntry) {
    for (const sight of everySight) {
      for (const intent of ['forward', 'undo'] as const) yield [entry, sight, intent, nextFor(entry, sight, intent).act]
    }
  }
}

/** What must be true for an act to be safe, whatever led to it. */
const safety: Partial<Record<Act, (entry: FileEntry, sight: Sight) => boolean>> = {
  'drop-temp': (_entry, sight) => sight.temp === 'there',
  'drop-link': (_entry, sight) => sight.link === 'there',
  publish: (_entry, sight) => sight.copy === 'gone' && sight.original === 'original' && sight.temp === 'there',
  park: (_entry, sight) => sight.backup === 'gone' && sight.original === 'original' && sight.copy === 'ours',
  'remove-original': (entry, sight) =>
    sight.original === 'original' &&
    sight.copy === 'ours' &&
    (entry.mode.original === 'remove' || sight.backup === 'ours'),
  'switch-link': (entry, sight) =>
    sight.original === 'original' &&
    sight.copy === 'ours' &&
    (entry.mode.original === 'remove' || sight.backup === 'ours'),
  unpark: (_entry, sight) =>
    sight.backup === 'twin' ||
    (sight.backup === 'ours' && (sight.original === 'original' || sight.original === 'touched')),
  withdraw: (_entry, sight) => sight.copy === 'ours' && ['original', 'touched', 'other'].includes(sight.original),
  'put-back': (_entry, sight) => sight.original === 'link' && sight.backup === 'ours',
  relink: (_entry, sight) => sight.original === 'gone' && sight.backup === 'ours',
  replace: (entry, sight) =>
    sight.temp === 'there' &&
    sight.copy === 'ours' &&
    (sight.original === 'link' || (sight.original === 'original' && entry.mode.original === 'keep')),
  place: (_entry, sight) => sight.temp === 'there' && sight.copy === 'ours' && sight.original === 'gone',
  'drop-copy': (entry, sight) =>
    entry.stage === 'restored' && sight.copy === 'ours' && (sight.original === 'original' || sight.original === 'new'),
  'drop-parked': (_entry, sight) =>
    sight.backup === 'ours' && (sight.original === 'original' || sight.original === 'new')
}

describe('over everything that can be seen', () => {
  test('no act takes away what is not known to be ours, or the last whole copy', () => {
    const unsafe = [...everything()].filter(([entry, sight, , act]) => safety[act]?.(entry, sight) === false)
    expect(unsafe).toEqual([])
  })

  test('an entry never closes while one of its temporary names holds something', () => {
    const wrong = [...everything()].filter(
      ([, sight, , act]) => isClosing(act) && (sight.temp !== 'gone' || sight.link !== 'gone')
    )
    expect(wrong).toEqual([])
  })

  test('every stage that an act notes may follow the stage before it', () => {
    const notes: Partial<Record<Act, FileStage>> = {
      'note-published': 'published',
      'note-switching': 'switching',
      'note-restored': 'restored'
    }
    const illegal = [...everything()].filter(([entry, , , act]) => {
      const next = notes[act]
      return next !== undefined && !mayFollow(entry.stage, next)
    })
    expect(illegal).toEqual([])
  })
})

test('after a crash a unit goes on only when all of its bytes were verified', () => {
  expect(intentOf({ direction: 'in', stage: 'preparing' }, 'verified')).toBe('undo')
  expect(intentOf({ direction: 'in', stage: 'switching' }, 'verified')).toBe('forward')
  expect(intentOf({ direction: 'in', stage: 'undoing' }, 'published')).toBe('undo')
  expect(intentOf({ direction: 'out', stage: 'preparing' }, 'planned')).toBe('undo')
  expect(intentOf({ direction: 'out', stage: 'preparing' }, 'verified')).toBe('forward')
})
