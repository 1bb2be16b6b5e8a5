/** The table of next steps: every crash point by name. */
import { expect, test } from 'vitest'
import { anEntry, aSight, linkBackup, linkRemove, temp, unionBackup, unionRemove } from '#test/builders/move-entry.ts'
import { type FileEntry, type Intent, intentOf } from './machine.ts'
import { nextFor } from './recover.ts'
import type { Sight } from './sight.ts'
import type { Act } from './table.ts'

type Row = readonly [string, Partial<FileEntry>, Partial<Sight>, Intent, Act]

const inRows: readonly Row[] = [
  ['planned: nothing was done', { stage: 'planned', temp: undefined }, {}, 'undo', 'close-undone'],
  ['copying: half a copy', { stage: 'copying', temp: undefined }, { temp: 'there' }, 'undo', 'drop-temp'],
  ['copying: no copy yet', { stage: 'copying', temp: undefined }, {}, 'undo', 'close-undone'],
  ['verified: the copy waits', {}, { temp: 'there' }, 'forward', 'publish'],
  ['verified: the unit was not complete', {}, { temp: 'there' }, 'undo', 'drop-temp'],
  ['verified: the original changed', {}, { temp: 'there', original: 'other' }, 'forward', 'drop-temp'],
  ['verified: both names', {}, { temp: 'there', copy: 'ours' }, 'forward', 'drop-temp'],
  ['verified: the final name only', { mode: unionRemove }, { copy: 'ours' }, 'forward', 'note-published'],
  ['verified, keep: the final name only', {}, { copy: 'ours' }, 'forward', 'close-cached'],
  ['verified, keep: somebody writes to the copy', {}, { copy: 'touched' }, 'forward', 'close-cached'],
  ['verified, keep: both names', {}, { temp: 'there', copy: 'ours' }, 'forward', 'drop-temp'],
  ['verified, keep: called off', {}, { copy: 'ours' }, 'undo', 'withdraw'],
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
    'write-back: over the kept original',
    { ...home, temp, stage: 'verified', route: 'write-back' },
    { copy: 'ours', temp: 'there' },
    'forward',
    'replace'
  ],
  [
    'write-back: after the rename',
    { ...home, temp, stage: 'verified', route: 'write-back' },
    { copy: 'ours', original: 'new' },
    'undo',
    'note-restored'
  ],
  [
    'write-back: the copy goes on serving',
    { ...home, temp, stage: 'restored', route: 'write-back' },
    { copy: 'ours', original: 'new' },
    'undo',
    'close-renewed'
  ],
  [
    'write-back: the copy was changed once more',
    { ...home, temp, stage: 'restored', route: 'write-back' },
    { copy: 'touched', original: 'new' },
    'forward',
    'close-renewed'
  ],
  [
    'set-aside: the original serves again',
    { ...home, mode: linkBackup, stage: 'planned', route: 'set-aside' },
    { copy: 'ours', original: 'link', backup: 'ours' },
    'forward',
    'put-back'
  ],
  [
    'set-aside: the damaged copy',
    { ...home, stage: 'restored', route: 'set-aside' },
    { copy: 'ours' },
    'undo',
    'set-aside'
  ],
  [
    'clear: before the order is noted nothing goes',
    { ...home, stage: 'planned', route: 'clear' },
    { copy: 'ours', original: 'gone' },
    'undo',
    'close-kept'
  ],
  [
    'clear: a parked original that is somebody else’s stays',
    { ...home, mode: linkBackup, stage: 'restored', route: 'clear' },
    { original: 'gone', backup: 'other' },
    'forward',
    'close-home'
  ],
  [
    'finish-delete: the original goes only when the copy is gone',
    { ...home, stage: 'restored', route: 'finish-delete' },
    { copy: 'ours' },
    'forward',
    'close-home'
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

test('after a crash a unit goes on only when all of its bytes were verified', () => {
  expect(intentOf({ direction: 'in', stage: 'preparing' }, 'verified')).toBe('undo')
  expect(intentOf({ direction: 'in', stage: 'switching' }, 'verified')).toBe('forward')
  expect(intentOf({ direction: 'in', stage: 'undoing' }, 'published')).toBe('undo')
  expect(intentOf({ direction: 'out', stage: 'preparing' }, 'planned')).toBe('undo')
  expect(intentOf({ direction: 'out', stage: 'preparing' }, 'verified')).toBe('forward')
})
