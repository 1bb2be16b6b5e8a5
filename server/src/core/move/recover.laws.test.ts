/** Laws of the table of next steps, over everything that can be seen at every stage. */
import { describe, expect, test } from 'vitest'
import type { Mode } from '#core/model/unit.ts'
import { anEntry, keep, linkBackup, linkRemove, temp, unionBackup, unionRemove } from '#test/builders/move-entry.ts'
import { type FileEntry, type FileStage, type Intent, mayFollow, type Route } from './machine.ts'
import { isClosing, nextFor } from './recover.ts'
import { rowsIn } from './rows-in.ts'
import { rowsOut } from './rows-out.ts'
import type { BackupIs, CopyIs, OriginalIs, Sight, TemporaryIs } from './sight.ts'
import type { Act } from './table.ts'

const originals: readonly OriginalIs[] = ['original', 'new', 'touched', 'link', 'gone', 'other', 'odd']
const copies: readonly CopyIs[] = ['ours', 'touched', 'damaged', 'replaced', 'odd', 'gone']
const backups: readonly BackupIs[] = ['ours', 'twin', 'other', 'gone']
const temporaries: readonly TemporaryIs[] = ['there', 'odd', 'gone']
const stagesIn: readonly FileStage[] = ['planned', 'copying', 'verified', 'published', 'switching']
const stagesOut: readonly FileStage[] = ['planned', 'copying', 'verified', 'restored']
const routes: readonly Route[] = [
  'drop',
  'put-back',
  'relink',
  'copy-back',
  'write-back',
  'set-aside',
  'restore-parked',
  'recreate',
  'clear',
  'finish-delete'
]
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

const everything: readonly (readonly [FileEntry, Sight, Intent, Act, string])[] = everyEntry.flatMap((entry) =>
  everySight.flatMap((sight) =>
    (['forward', 'undo'] as const).map((intent) => {
      const { act, words } = nextFor(entry, sight, intent)
      return [entry, sight, intent, act, words] as const
    })
  )
)

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
    (sight.original === 'link' ||
      (sight.original === 'original' && (entry.mode.original === 'keep' || entry.route === 'recreate'))),
  place: (_entry, sight) => sight.temp === 'there' && sight.copy === 'ours' && sight.original === 'gone',
  'drop-copy': (entry, sight) =>
    entry.stage === 'restored' && sight.copy === 'ours' && (sight.original === 'original' || sight.original === 'new'),
  'drop-parked': (_entry, sight) =>
    sight.backup === 'ours' && (sight.original === 'original' || sight.original === 'new'),
  'set-aside': (entry, sight) =>
    entry.route === 'set-aside' && sight.original === 'original' && sight.copy === 'ours' && entry.stage === 'restored',
  'clear-copy': (entry, sight) => entry.route === 'clear' && entry.stage === 'restored' && sight.copy === 'ours',
  'clear-parked': (entry, sight) => entry.route === 'clear' && entry.stage === 'restored' && sight.backup === 'ours',
  'clear-link': (entry, sight) =>
    entry.route === 'clear' && entry.stage === 'restored' && sight.original === 'link' && sight.copy === 'gone',
  'clear-original': (entry, sight) =>
    entry.route === 'finish-delete' &&
    entry.stage === 'restored' &&
    sight.original === 'original' &&
    sight.copy === 'gone',
  'close-renewed': (entry) => entry.route === 'write-back' && entry.stage === 'restored'
}

const rows = [...rowsIn, ...rowsOut]

describe('in words', () => {
  test('every row has one sentence for a person, that ends', () => {
    expect(rows.filter(({ words }) => !/^[A-Z][^\n]{30,170}\.$/u.test(words))).toEqual([])
  })

  test('no sentence stands for two different acts', () => {
    const acts = Map.groupBy(rows, ({ words }) => words)
    const shared = [...acts].filter(([, same]) => new Set(same.map(({ act }) => act)).size > 1)
    expect(shared).toEqual([])
  })

  test('what leaves an orphan says what somebody did and why it ended', () => {
    const wrong = rows.filter(({ act, cause }) => (act === 'orphan') !== (cause !== undefined))
    const silent = rows.filter(({ act, why }) => act === 'orphan' && why === undefined)
    expect([wrong, silent]).toEqual([[], []])
  })

  test('whatever is seen, a sentence is told', () => {
    const silent = everything.filter(([, , , , words]) => words.length < 30)
    expect(silent).toEqual([])
  })
})

describe('over everything that can be seen', () => {
  test('no act takes away what is not known to be ours, or the last whole copy', () => {
    const unsafe = everything.filter(([entry, sight, , act]) => safety[act]?.(entry, sight) === false)
    expect(unsafe).toEqual([])
  })

  test('an entry never closes while one of its temporary names holds something', () => {
    const wrong = everything.filter(
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
    const illegal = everything.filter(([entry, , , act]) => {
      const next = notes[act]
      return next !== undefined && !mayFollow(entry.stage, next)
    })
    expect(illegal).toEqual([])
  })
})
