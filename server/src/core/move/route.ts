/** How a file that serves from the pool can come home, from its mode and what is on disk: by which route, not at all, or not without a person. */
import type { Mode } from '#core/model/unit.ts'
import type { Route } from './machine.ts'
import type { BackupIs, CopyIs, OriginalIs, Sight } from './sight.ts'

/** orphan: nothing is touched and a person should look; forget: nothing of ours is left. */
export type Homeward =
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'orphan'; readonly why: string }
  | { readonly kind: 'forget' }

type Presentation = Mode['presentation']

interface RouteRow {
  readonly serves?: 'link' | 'name'
  readonly fate?: Mode['original'] | readonly Mode['original'][]
  readonly original?: OriginalIs | readonly OriginalIs[]
  readonly copy?: CopyIs | readonly CopyIs[]
  readonly backup?: BackupIs | readonly BackupIs[]
  readonly leads: Homeward
}

const go = (route: Route): Homeward => ({ kind: 'go', route })
const orphan = (why: string): Homeward => ({ kind: 'orphan', why })
const forget: Homeward = { kind: 'forget' }

const changed = ['touched', 'replaced'] as const
const notOurs = ['gone', 'other', 'twin'] as const
const deletedOriginal = 'somebody deleted the original; it is not brought back'
const replacedOriginal = 'somebody replaced the original; the new file stays'
const deletedCopy = 'somebody deleted the copy; what is left of the original stays as it is'
const lost = 'the copy is gone and it was the only one: deleted on purpose, or lost'

const odd: readonly RouteRow[] = [
  { copy: 'odd', leads: orphan('the name on the pool holds something that is no file') }
]

const byLink: readonly RouteRow[] = [
  { serves: 'link', original: 'link', copy: ['ours', 'gone'], backup: 'ours', leads: go('put-back') },
  { serves: 'link', original: 'link', copy: 'gone', leads: orphan(lost) },
  { serves: 'link', original: 'link', leads: go('copy-back') },
  { serves: 'link', fate: 'backup', original: 'original', copy: 'ours', backup: 'gone', leads: go('drop') },
  { serves: 'link', copy: 'gone', backup: notOurs, leads: forget },
  { serves: 'link', original: 'gone', leads: orphan(deletedOriginal) },
  { serves: 'link', leads: orphan(replacedOriginal) }
]

const kept: readonly RouteRow[] = [
  { fate: 'keep', original: 'original', copy: 'ours', leads: go('drop') },
  { fate: 'keep', original: 'original', copy: 'gone', leads: orphan(deletedCopy) },
  { fate: 'keep', original: ['original', 'gone'], copy: changed, leads: go('copy-back') },
  { fate: 'keep', copy: 'gone', leads: forget },
  { fate: 'keep', original: 'gone', leads: orphan(deletedOriginal) },
  { fate: 'keep', leads: orphan(replacedOriginal) }
]

const parked: readonly RouteRow[] = [
  { fate: 'backup', original: ['gone', 'original'], copy: 'ours', backup: 'ours', leads: go('relink') },
  { fate: 'backup', original: 'original', copy: 'ours', backup: notOurs, leads: go('drop') },
  { fate: 'backup', original: 'gone', copy: ['ours', ...changed], leads: go('copy-back') },
  { fate: 'backup', copy: 'gone', backup: notOurs, leads: forget },
  { fate: 'backup', copy: 'gone', leads: orphan(deletedCopy) },
  { fate: 'backup', leads: orphan(replacedOriginal) }
]

const removed: readonly RouteRow[] = [
  { fate: 'remove', original: 'gone', copy: 'gone', leads: orphan(lost) },
  { fate: 'remove', original: 'gone', leads: go('copy-back') },
  { fate: 'remove', copy: 'gone', leads: forget },
  { fate: 'remove', leads: orphan(replacedOriginal) }
]

const rows: readonly RouteRow[] = [...odd, ...byLink, ...kept, ...parked, ...removed]

const holds = (wanted: string | readonly string[] | undefined, fact: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === fact : wanted.includes(fact))

const servesBy = (presentation: Presentation): 'link' | 'name' => (presentation === 'symlink' ? 'link' : 'name')

const fits = (row: RouteRow, mode: Mode, sight: Sight): boolean =>
  holds(row.serves, servesBy(mode.presentation)) &&
  holds(row.fate, mode.original) &&
  holds(row.original, sight.original) &&
  holds(row.copy, sight.copy) &&
  holds(row.backup, sight.backup)

/** The way home. The first row that fits; what no row knows is for a person. */
export const chooseRoute = (mode: Mode, sight: Sight): Homeward =>
  rows.find((row) => fits(row, mode, sight))?.leads ?? orphan('this state is not known')
