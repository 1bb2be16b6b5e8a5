/** How a file that serves from the pool can come home, from its mode and what is on disk: by which route, not at all, or not without a person. */
import type { Mode } from '#core/model/unit.ts'
import type { Route } from './machine.ts'
import { causeWords, type OrphanCause } from './orphan.ts'
import type { BackupIs, CopyIs, OriginalIs, Sight } from './sight.ts'

/** orphan: nothing is touched and a person should look; forget: nothing of ours is left. */
export type Homeward =
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'orphan'; readonly cause: OrphanCause; readonly why: string }
  | { readonly kind: 'forget' }

type Presentation = Mode['presentation']

/** Whether a changed copy is written home while it goes on serving: only where the array would otherwise show an old file under a live name. */
export const writesBack = (mode: Mode, sight: Sight): boolean =>
  mode.presentation === 'union' &&
  mode.original === 'keep' &&
  (sight.copy === 'touched' || sight.copy === 'replaced') &&
  (sight.original === 'original' || sight.original === 'gone')

interface RouteRow {
  readonly serves?: 'link' | 'name'
  readonly shown?: Presentation
  readonly fate?: Mode['original'] | readonly Mode['original'][]
  readonly original?: OriginalIs | readonly OriginalIs[]
  readonly copy?: CopyIs | readonly CopyIs[]
  readonly backup?: BackupIs | readonly BackupIs[]
  readonly leads: Homeward
}

const go = (route: Route): Homeward => ({ kind: 'go', route })
const orphan = (cause: OrphanCause): Homeward => ({ kind: 'orphan', cause, why: causeWords[cause] })
const forget: Homeward = { kind: 'forget' }

const changed = ['touched', 'replaced'] as const
const notOurs = ['gone', 'other', 'twin'] as const

const odd: readonly RouteRow[] = [{ copy: 'odd', leads: orphan('name-taken') }]

/** A copy that lost bytes although nobody wrote to it is not the truth: where there is an original, that serves. */
const damaged: readonly RouteRow[] = [
  { serves: 'link', original: 'link', copy: 'damaged', backup: 'ours', leads: go('set-aside') },
  { fate: 'keep', original: 'original', copy: 'damaged', leads: go('set-aside') },
  { fate: 'backup', original: 'original', copy: 'damaged', leads: go('set-aside') },
  { serves: 'name', fate: 'backup', original: 'gone', copy: 'damaged', backup: 'ours', leads: go('set-aside') },
  { copy: 'damaged', leads: orphan('rotten') }
]

const byLink: readonly RouteRow[] = [
  { serves: 'link', original: 'link', copy: ['ours', 'gone'], backup: 'ours', leads: go('put-back') },
  { serves: 'link', original: 'link', copy: 'gone', leads: orphan('lost') },
  { serves: 'link', original: 'link', leads: go('copy-back') },
  { serves: 'link', fate: 'backup', original: 'original', copy: 'ours', backup: 'gone', leads: go('drop') },
  { serves: 'link', fate: 'backup', original: 'original', copy: 'ours', backup: 'ours', leads: go('relink') },
  { serves: 'link', fate: 'remove', original: 'original', copy: 'ours', leads: go('drop') },
  { serves: 'link', copy: 'gone', backup: notOurs, leads: forget },
  { serves: 'link', original: 'gone', leads: orphan('original-deleted') },
  { serves: 'link', leads: orphan('original-replaced') }
]

const kept: readonly RouteRow[] = [
  { fate: 'keep', original: 'original', copy: 'ours', leads: go('drop') },
  { fate: 'keep', original: 'original', copy: 'gone', leads: orphan('copy-deleted') },
  { fate: 'keep', original: 'original', copy: changed, leads: go('copy-back') },
  // In a union what was written on the pool is what the share shows; elsewhere the share shows nothing any more, and that was somebody's wish.
  { fate: 'keep', shown: 'union', original: 'gone', copy: changed, leads: go('copy-back') },
  { fate: 'keep', copy: 'gone', leads: forget },
  { fate: 'keep', original: 'gone', leads: orphan('original-deleted') },
  { fate: 'keep', leads: orphan('original-replaced') }
]

const parked: readonly RouteRow[] = [
  { fate: 'backup', original: ['gone', 'original'], copy: 'ours', backup: 'ours', leads: go('relink') },
  { fate: 'backup', original: 'original', copy: 'ours', backup: notOurs, leads: go('drop') },
  { fate: 'backup', original: 'gone', copy: ['ours', ...changed], leads: go('copy-back') },
  { fate: 'backup', copy: 'gone', backup: notOurs, leads: forget },
  { fate: 'backup', copy: 'gone', leads: orphan('copy-deleted') },
  { fate: 'backup', leads: orphan('original-replaced') }
]

const removed: readonly RouteRow[] = [
  { fate: 'remove', original: 'gone', copy: 'gone', leads: orphan('lost') },
  { fate: 'remove', original: 'gone', leads: go('copy-back') },
  { fate: 'remove', original: 'original', copy: 'ours', leads: go('drop') },
  { fate: 'remove', copy: 'gone', leads: forget },
  { fate: 'remove', leads: orphan('original-replaced') }
]

/** In the order in which they are asked. */
export const routeRows: readonly RouteRow[] = [...odd, ...damaged, ...byLink, ...kept, ...parked, ...removed]

const holds = (wanted: string | readonly string[] | undefined, fact: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? wanted === fact : wanted.includes(fact))

const servesBy = (presentation: Presentation): 'link' | 'name' => (presentation === 'symlink' ? 'link' : 'name')

const fits = (row: RouteRow, mode: Mode, sight: Sight): boolean =>
  holds(row.serves, servesBy(mode.presentation)) &&
  holds(row.shown, mode.presentation) &&
  holds(row.fate, mode.original) &&
  holds(row.original, sight.original) &&
  holds(row.copy, sight.copy) &&
  holds(row.backup, sight.backup)

/** The way home. The first row that fits; what no row knows is for a person. */
export const chooseRoute = (mode: Mode, sight: Sight): Homeward =>
  routeRows.find((row) => fits(row, mode, sight))?.leads ?? orphan('unknown')
