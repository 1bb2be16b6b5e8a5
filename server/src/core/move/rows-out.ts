/** The next safe act of a file on its way home, for everything that can be found at every stage. */
import type { Row } from './table.ts'

const changed = 'the original or the copy was changed'

/** The original is still in place, or comes back by one rename or link. */
const withoutCopying: readonly Row[] = [
  {
    when: { stage: 'planned', route: 'drop', original: 'original', copy: 'ours', intent: 'forward' },
    act: 'note-restored'
  },
  {
    when: {
      stage: 'planned',
      route: 'put-back',
      original: 'link',
      backup: 'ours',
      copy: ['ours', 'gone'],
      intent: 'forward'
    },
    act: 'put-back'
  },
  { when: { stage: 'planned', route: 'put-back', original: 'original', backup: 'gone' }, act: 'note-restored' },
  {
    when: { stage: 'planned', route: 'relink', original: 'gone', backup: 'ours', copy: 'ours', intent: 'forward' },
    act: 'relink'
  },
  { when: { stage: 'planned', route: 'relink', original: 'original', backup: 'ours' }, act: 'drop-parked' },
  { when: { stage: 'planned', route: 'relink', original: 'original', backup: 'gone' }, act: 'note-restored' },
  { when: { stage: ['planned', 'copying'] }, act: 'close-kept', why: changed }
]

/** The copy was copied back under a temporary name. A finished rename is known by the inode that was journaled before it. */
const copiedBack: readonly Row[] = [
  { when: { stage: 'verified', original: 'new', temp: 'there' }, act: 'drop-temp' },
  { when: { stage: 'verified', original: 'new' }, act: 'note-restored' },
  { when: { stage: 'verified', original: 'link', temp: 'there', copy: 'ours', intent: 'forward' }, act: 'replace' },
  {
    when: { stage: 'verified', original: 'original', fate: 'keep', temp: 'there', copy: 'ours', intent: 'forward' },
    act: 'replace'
  },
  {
    when: { stage: 'verified', original: 'gone', serves: 'name', temp: 'there', copy: 'ours', intent: 'forward' },
    act: 'place'
  },
  { when: { stage: 'verified' }, act: 'close-kept', why: changed }
]

/** The original's name holds complete, durable bytes again; what is left of ours goes, by its inode. */
const restored: readonly Row[] = [
  { when: { stage: 'restored', original: ['original', 'new'], copy: 'ours' }, act: 'drop-copy' },
  { when: { stage: 'restored', original: 'new', copy: 'gone', backup: 'ours' }, act: 'drop-parked' },
  { when: { stage: 'restored', original: ['original', 'new'], copy: 'gone' }, act: 'close-home' },
  { when: { stage: 'restored', copy: 'gone', backup: ['gone', 'other', 'twin'] }, act: 'close-home' },
  {
    when: { stage: 'restored', copy: ['touched', 'replaced', 'odd'] },
    act: 'orphan',
    why: 'the copy was changed after the original was back'
  },
  { when: { stage: 'restored' }, act: 'orphan', why: 'the original was changed or deleted after it was back' }
]

/** All rows of the way home. */
export const rowsOut: readonly Row[] = [...withoutCopying, ...copiedBack, ...restored]
