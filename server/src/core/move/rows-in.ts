/** The next safe act of a file on its way to the pool, for everything that can be found at every stage. */
import type { Row } from './table.ts'

const present = ['ours', 'touched', 'replaced'] as const

const changed = 'the original was changed or replaced'
const deleted = 'the original was deleted'
const copyChanged = 'the copy was changed while it was being put in place'

/** Nothing but the temporary copy exists; it is dropped before the entry closes. */
const beforeVerified: readonly Row[] = [{ when: { stage: ['planned', 'copying'] }, act: 'close-undone' }]

/** The temporary copy is complete; it may have its final name already, which its inode tells. */
const verified: readonly Row[] = [
  { when: { stage: 'verified', copy: ['ours', 'touched'], temp: 'there' }, act: 'drop-temp' },
  { when: { stage: 'verified', copy: 'ours', original: 'original', intent: 'forward' }, act: 'note-published' },
  { when: { stage: 'verified', copy: 'touched', original: 'original', intent: 'forward' }, act: 'note-published' },
  { when: { stage: 'verified', copy: 'ours', original: ['original', 'touched', 'other'] }, act: 'withdraw' },
  { when: { stage: 'verified', copy: 'ours' }, act: 'orphan', why: deleted },
  { when: { stage: 'verified', copy: 'touched' }, act: 'orphan', why: copyChanged },
  { when: { stage: 'verified', copy: 'gone', temp: 'there', original: 'original', intent: 'forward' }, act: 'publish' },
  { when: { stage: 'verified', copy: 'gone', original: 'gone' }, act: 'close-undone', why: deleted },
  { when: { stage: 'verified', copy: 'gone', original: 'original' }, act: 'close-undone', why: 'the copy was removed' },
  { when: { stage: 'verified', copy: 'gone' }, act: 'close-undone', why: changed },
  { when: { stage: 'verified' }, act: 'close-undone', why: 'somebody else put a file on the pool' }
]

/** The copy has its final name; the original has not been touched by us. */
const published: readonly Row[] = [
  { when: { stage: 'published', copy: 'gone' }, act: 'close-undone', why: 'the copy was deleted' },
  {
    when: { stage: 'published', copy: present, original: 'original', intent: 'forward', fate: 'keep' },
    act: 'close-cached'
  },
  { when: { stage: 'published', copy: 'ours', original: 'original', intent: 'forward' }, act: 'note-switching' },
  { when: { stage: 'published', copy: 'ours', original: ['original', 'touched', 'other'] }, act: 'withdraw' },
  {
    when: { stage: 'published', copy: 'replaced', original: 'original' },
    act: 'close-undone',
    why: 'the copy was replaced'
  },
  { when: { stage: 'published', original: 'gone' }, act: 'orphan', why: deleted },
  { when: { stage: 'published' }, act: 'orphan', why: copyChanged }
]

/** The original's name is being changed. The first rows know the switch as done; it is never undone. */
const switched: readonly Row[] = [
  { when: { stage: 'switching', original: 'link', copy: present }, act: 'close-cached' },
  { when: { stage: 'switching', original: 'link', backup: 'ours' }, act: 'put-back' },
  { when: { stage: 'switching', original: 'link' }, act: 'orphan', why: 'the copy is gone and nothing else is left' },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'backup', backup: 'ours', copy: present },
    act: 'close-cached'
  },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'remove', copy: present },
    act: 'close-cached'
  },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'remove' },
    act: 'orphan',
    why: 'the copy was deleted'
  },
  {
    when: { stage: 'switching', original: 'gone', copy: 'gone', backup: ['gone', 'other'] },
    act: 'close-undone',
    why: deleted
  },
  { when: { stage: 'switching', original: 'gone' }, act: 'orphan', why: deleted }
]

const goingOn = { stage: 'switching', original: 'original', copy: 'ours', intent: 'forward' } as const

/** The switch, act by act: park, then either the link over the original or the original away. */
const forward: readonly Row[] = [
  { when: { ...goingOn, fate: 'backup', backup: 'gone', link: 'gone' }, act: 'park' },
  { when: { ...goingOn, fate: 'backup', backup: 'ours', serves: 'name' }, act: 'remove-original' },
  { when: { ...goingOn, fate: 'backup', backup: 'ours', link: 'gone' }, act: 'make-link' },
  { when: { ...goingOn, fate: 'backup', backup: 'ours', link: 'there' }, act: 'switch-link' },
  { when: { ...goingOn, fate: 'remove', serves: 'name' }, act: 'remove-original' },
  { when: { ...goingOn, fate: 'remove', link: 'gone' }, act: 'make-link' },
  { when: { ...goingOn, fate: 'remove', link: 'there' }, act: 'switch-link' }
]

/** The way back, act by act. The original's name holds a file here, its own or a newer one. */
const back: readonly Row[] = [
  { when: { stage: 'switching', link: 'there' }, act: 'drop-link' },
  { when: { stage: 'switching', backup: 'twin' }, act: 'unpark' },
  { when: { stage: 'switching', backup: 'ours', original: ['original', 'touched'] }, act: 'unpark' },
  { when: { stage: 'switching', backup: 'ours' }, act: 'orphan', why: changed },
  { when: { stage: 'switching', copy: 'ours', original: ['original', 'touched', 'other'] }, act: 'withdraw' },
  {
    when: { stage: 'switching', copy: ['gone', 'replaced'] },
    act: 'close-undone',
    why: 'the copy was deleted or replaced'
  },
  { when: { stage: 'switching' }, act: 'orphan', why: copyChanged }
]

/** All rows of the way in. */
export const rowsIn: readonly Row[] = [...beforeVerified, ...verified, ...published, ...switched, ...forward, ...back]
