/** The next safe act of a file on its way home, for everything that can be found at every stage. */
import { rowsOfOrders } from './rows-orders.ts'
import type { Row } from './table.ts'

const changed = 'the original or the copy was changed'

/** The original is still in place, or comes back by one rename or link. */
const withoutCopying: readonly Row[] = [
  {
    when: { stage: 'planned', route: 'drop', original: 'original', copy: 'ours', intent: 'forward' },
    act: 'note-restored',
    words: 'The original never left and the copy is unchanged; that the copy may go was noted.'
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
    act: 'put-back',
    words: 'Our link had the original’s name; the parked original was put back over it in one act.'
  },
  {
    when: { stage: 'planned', route: 'put-back', original: 'original', backup: 'gone' },
    act: 'note-restored',
    words: 'The parked original was back under its own name, but the journal did not know it yet; that was noted.'
  },
  {
    when: { stage: 'planned', route: 'relink', original: 'gone', backup: 'ours', copy: 'ours', intent: 'forward' },
    act: 'relink',
    words: 'The original was parked and its name free; it was given its own name again.'
  },
  {
    when: { stage: 'planned', route: 'relink', original: 'original', backup: 'ours' },
    act: 'drop-parked',
    words: 'The original had its own name again beside the one for parking; that second name was removed.'
  },
  {
    when: { stage: 'planned', route: 'relink', original: 'original', backup: 'gone' },
    act: 'note-restored',
    words: 'The original had only its own name again; that was noted, so that the copy may go.'
  },
  {
    when: { stage: 'planned', route: 'set-aside', fate: 'keep', original: 'original', copy: 'ours', intent: 'forward' },
    act: 'note-restored',
    words: 'The original is in place and its copy is damaged; that the copy is to be put aside was noted.'
  },
  {
    when: { stage: 'planned', route: 'set-aside', original: 'link', backup: 'ours', intent: 'forward' },
    act: 'put-back',
    words: 'Our link led to a damaged copy; the parked original was put back over the link.'
  },
  {
    when: { stage: 'planned', route: 'set-aside', fate: 'backup', original: 'gone', backup: 'ours', intent: 'forward' },
    act: 'relink',
    words: 'The copy is damaged and the original was parked; the original was given its own name again.'
  },
  {
    when: { stage: 'planned', route: 'set-aside', fate: 'backup', original: 'original', backup: 'ours' },
    act: 'drop-parked',
    words: 'The original of a damaged copy had its own name beside the one for parking; that second name was removed.'
  },
  {
    when: {
      stage: 'planned',
      route: 'set-aside',
      fate: 'backup',
      original: 'original',
      backup: ['gone', 'other', 'twin']
    },
    act: 'note-restored',
    words: 'The original of a damaged copy had its own name again; that was noted, so that the copy can be put aside.'
  }
]

/** The copy was copied back under a temporary name. A finished rename is known by the inode that was journaled before it. */
const copiedBack: readonly Row[] = [
  {
    when: { stage: 'verified', original: 'new', temp: 'there' },
    act: 'drop-temp',
    words: 'The file that came home had its own name and its temporary one; the temporary name was removed.'
  },
  {
    when: { stage: 'verified', original: 'new' },
    act: 'note-restored',
    words: 'The file that came home had its name, but the journal did not know it yet; that was noted.'
  },
  {
    when: {
      stage: 'verified',
      route: ['copy-back', 'write-back'],
      original: 'link',
      temp: 'there',
      copy: 'ours',
      intent: 'forward'
    },
    act: 'replace',
    words: 'The file had come home complete and verified under a temporary name; it took the place of our link.'
  },
  {
    when: {
      stage: 'verified',
      route: ['copy-back', 'write-back'],
      original: 'original',
      fate: 'keep',
      temp: 'there',
      copy: 'ours',
      intent: 'forward'
    },
    act: 'replace',
    words:
      'The changed copy had come home complete and verified under a temporary name; it took the place of the older original.'
  },
  {
    when: {
      stage: 'verified',
      route: ['copy-back', 'write-back'],
      original: 'gone',
      serves: 'name',
      temp: 'there',
      copy: 'ours',
      intent: 'forward'
    },
    act: 'place',
    words:
      'The file had come home complete and verified under a temporary name, and its own name was free; it was given its name.'
  }
]

/** Nothing irreversible has happened yet, and something is not as it was. */
const kept: readonly Row[] = [
  {
    when: { stage: ['planned', 'copying'] },
    act: 'close-kept',
    why: changed,
    words: 'It could not go on as it was begun; the file stays on the pool and is looked at again in a later run.'
  },
  {
    when: { stage: 'verified' },
    act: 'close-kept',
    why: changed,
    words:
      'The original or the copy was changed while the file came home; what had arrived was dropped and the file stays on the pool.'
  }
]

/** A changed copy is home: from here on that is the original, and the copy goes on serving. */
const renewed: readonly Row[] = [
  {
    when: { stage: 'restored', route: 'write-back' },
    act: 'close-renewed',
    words:
      'The changed copy is on the array as well; it goes on serving from the pool, with the new file as its original.'
  }
]

/** The original's name holds complete, durable bytes again; what is left of ours goes, by its inode. */
const restored: readonly Row[] = [
  {
    when: { stage: 'restored', route: 'set-aside', original: 'original', copy: 'ours' },
    act: 'set-aside',
    words: 'The original serves again; its damaged copy was put aside under another name, for a person to look at.'
  },
  {
    when: { stage: 'restored', original: ['original', 'new'], copy: 'ours' },
    act: 'drop-copy',
    words: 'The original’s name holds the whole file again; the copy was removed.'
  },
  {
    when: { stage: 'restored', original: 'new', copy: 'gone', backup: 'ours' },
    act: 'drop-parked',
    words: 'The newer file is home; the older original that was parked was removed.'
  },
  {
    when: { stage: 'restored', original: ['original', 'new'], copy: 'gone' },
    act: 'close-home',
    words: 'The file is home and nothing of ours is left on the pool; it is no longer ours.'
  },
  {
    when: { stage: 'restored', copy: 'gone', backup: ['gone', 'other', 'twin'] },
    act: 'close-home',
    words: 'Nothing of ours is left on the pool or parked; the file is no longer ours.'
  },
  {
    when: { stage: 'restored', copy: ['touched', 'damaged', 'replaced', 'odd'] },
    act: 'orphan',
    why: 'the copy was changed after the original was back',
    cause: 'copy-changed',
    words: 'The original was back when somebody changed the copy; both were kept for a person.'
  },
  {
    when: { stage: 'restored', original: 'gone' },
    act: 'orphan',
    why: 'the original was deleted after it was back',
    cause: 'original-deleted',
    words: 'The original was back when somebody deleted it; what is left was kept for a person.'
  },
  {
    when: { stage: 'restored' },
    act: 'orphan',
    why: 'the original was changed after it was back',
    cause: 'original-replaced',
    words: 'The original was back when somebody changed or replaced it; everything was kept for a person.'
  }
]

/** All rows of the way home. What a person ordered comes first: it has routes of its own. */
export const rowsOut: readonly Row[] = [
  ...rowsOfOrders,
  ...withoutCopying,
  ...copiedBack,
  ...kept,
  ...renewed,
  ...restored
]
