/** The next safe act of a file on its way to the pool, for everything that can be found at every stage. */
import type { Row } from './table.ts'

const present = ['ours', 'touched', 'replaced'] as const

const changed = 'the original was changed or replaced'
const deleted = 'the original was deleted'
const copyChanged = 'the copy was changed while it was being put in place'

/** Nothing but the temporary copy exists; it is dropped before the entry closes. */
const beforeVerified: readonly Row[] = [
  {
    when: { stage: ['planned', 'copying'] },
    act: 'close-undone',
    words: 'Nothing of it was on the pool yet but an incomplete copy at most; the file stays on the array as it was.'
  }
]

/** The temporary copy is complete; it may have its final name already, which its inode tells. */
const verified: readonly Row[] = [
  {
    when: { stage: 'verified', copy: ['ours', 'touched'], temp: 'there' },
    act: 'drop-temp',
    words: 'The copy had its final name and its temporary one; the temporary name was removed.'
  },
  {
    when: { stage: 'verified', copy: ['ours', 'touched'], original: 'original', intent: 'forward', fate: 'keep' },
    act: 'close-cached',
    words: 'The copy had its final name and the original stays where it is; the file counts as cached.'
  },
  {
    when: { stage: 'verified', copy: 'ours', original: 'original', intent: 'forward' },
    act: 'note-published',
    words: 'The copy had its final name, but the journal did not know it yet; that was noted.'
  },
  {
    when: { stage: 'verified', copy: 'touched', original: 'original', intent: 'forward' },
    act: 'note-published',
    words: 'The copy had its final name and somebody had written to it already; that it is there was noted.'
  },
  {
    when: { stage: 'verified', copy: 'ours', original: ['original', 'touched', 'other'] },
    act: 'withdraw',
    words:
      'The copy had its final name, but the move is not to go on; the copy was removed and the file at home serves.'
  },
  {
    when: { stage: 'verified', copy: 'ours' },
    act: 'orphan',
    why: deleted,
    cause: 'original-deleted',
    words: 'The copy had its final name and no file was left under the original’s name; the copy was kept for a person.'
  },
  {
    when: { stage: 'verified', copy: 'touched' },
    act: 'orphan',
    why: copyChanged,
    cause: 'copy-changed',
    words: 'The copy had its final name and somebody had written to it; everything was kept for a person.'
  },
  {
    when: { stage: 'verified', copy: 'gone', temp: 'there', original: 'original', intent: 'forward' },
    act: 'publish',
    words:
      'The copy was complete and verified but had no final name yet; it was given its name and lost the temporary one.'
  },
  {
    when: { stage: 'verified', copy: 'gone', original: 'gone' },
    act: 'close-undone',
    why: deleted,
    words: 'The original was deleted before its copy had a name; the copy was dropped, and nothing was made again.'
  },
  {
    when: { stage: 'verified', copy: 'gone', original: 'original' },
    act: 'close-undone',
    why: 'the copy was removed',
    words: 'The copy had no final name and could not get one any more; the file stays on the array as it was.'
  },
  {
    when: { stage: 'verified', copy: 'gone' },
    act: 'close-undone',
    why: changed,
    words:
      'The original was changed or replaced before its copy had a name; the copy was dropped, the newer file stays.'
  },
  {
    when: { stage: 'verified' },
    act: 'close-undone',
    why: 'somebody else put a file on the pool',
    words: 'Somebody else had put a file under the name on the pool; it was left alone and our copy was dropped.'
  }
]

/** The copy has its final name; the original has not been touched by us. Where the original stays, only journals from before have this stage. */
const published: readonly Row[] = [
  {
    when: { stage: 'published', copy: 'gone' },
    act: 'close-undone',
    why: 'the copy was deleted',
    words: 'Somebody deleted the copy before the original was touched; the file stays on the array as it was.'
  },
  {
    when: { stage: 'published', copy: present, original: 'original', intent: 'forward', fate: 'keep' },
    act: 'close-cached',
    words: 'The copy was in place and the original stays where it is; the file counts as cached.'
  },
  {
    when: { stage: 'published', copy: 'ours', original: 'original', intent: 'forward' },
    act: 'note-switching',
    words: 'The copy was in place and the original untouched; that its name is about to change was noted.'
  },
  {
    when: { stage: 'published', copy: 'ours', original: ['original', 'touched', 'other'] },
    act: 'withdraw',
    words: 'The copy was in place, but the original had changed or the move was called off; the copy was removed.'
  },
  {
    when: { stage: 'published', copy: 'replaced', original: 'original' },
    act: 'close-undone',
    why: 'the copy was replaced',
    words: 'Somebody replaced the copy by another file; that file was left alone and the original stays.'
  },
  {
    when: { stage: 'published', original: 'gone' },
    act: 'orphan',
    why: deleted,
    cause: 'original-deleted',
    words: 'The copy was in place and somebody deleted the original; the copy was kept for a person.'
  },
  {
    when: { stage: 'published' },
    act: 'orphan',
    why: copyChanged,
    cause: 'copy-changed',
    words: 'The copy, or what has the original’s name, was changed before the switch; everything was kept for a person.'
  }
]

/** The original's name is being changed. The first rows know the switch as done; it is never undone. */
const switched: readonly Row[] = [
  {
    when: { stage: 'switching', original: 'link', copy: present },
    act: 'close-cached',
    words: 'The link had taken the original’s name and leads to the copy; the file counts as cached.'
  },
  {
    when: { stage: 'switching', original: 'link', backup: 'ours' },
    act: 'put-back',
    words: 'The link led to a copy that is gone; the parked original was put back over it.'
  },
  {
    when: { stage: 'switching', original: 'link' },
    act: 'orphan',
    why: 'the copy is gone and nothing else is left',
    cause: 'lost',
    words: 'The link leads to a copy that is gone, and no original is parked; it was left for a person.'
  },
  {
    when: { stage: 'switching', original: 'gone', fate: 'backup', route: 'restore-parked', backup: 'ours' },
    act: 'relink',
    words:
      'The link could not take the original’s name, and the share took the original’s name away once its reader was gone; the parked original was given its own name again.'
  },
  {
    when: { stage: 'switching', original: 'gone', fate: 'remove', route: 'recreate', copy: present },
    act: 'place-link',
    words:
      'The link could not take the original’s name, and the share took the original away once its reader was gone; the link to the verified copy was given that name.'
  },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'backup', backup: 'ours', copy: present },
    act: 'close-cached',
    words: 'The original was parked and its name free, so the union shows the copy; the file counts as cached.'
  },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'remove', copy: present },
    act: 'close-cached',
    words: 'The original had been removed after its copy was verified; the file counts as cached.'
  },
  {
    when: { stage: 'switching', original: 'gone', serves: 'name', fate: 'remove' },
    act: 'orphan',
    why: 'the copy was deleted',
    cause: 'lost',
    words: 'The original had been removed and somebody deleted the copy; that was kept for a person to know.'
  },
  {
    when: { stage: 'switching', original: 'gone', copy: 'gone', backup: ['gone', 'other'] },
    act: 'close-undone',
    why: deleted,
    words: 'Original and copy were both deleted by somebody; nothing was made again.'
  },
  {
    when: { stage: 'switching', original: 'gone' },
    act: 'orphan',
    why: deleted,
    cause: 'original-deleted',
    words: 'Somebody deleted the original during the switch; what is left was kept for a person.'
  }
]

const goingOn = { stage: 'switching', original: 'original', copy: 'ours', intent: 'forward' } as const

/** The switch, act by act: park, then either the link over the original or the original away. */
const forward: readonly Row[] = [
  {
    when: { ...goingOn, fate: 'backup', backup: 'gone', link: 'gone' },
    act: 'park',
    words: 'The copy was in place; the original was given its second name, under which it is parked.'
  },
  {
    when: { ...goingOn, fate: 'backup', backup: 'ours', serves: 'name' },
    act: 'remove-original',
    words:
      'The original was parked under its second name; its first name was removed, so that the union shows the copy.'
  },
  {
    when: { ...goingOn, fate: 'backup', backup: 'ours', link: 'gone' },
    act: 'make-link',
    words: 'The original was parked; the link to the copy was made under a temporary name.'
  },
  {
    when: { ...goingOn, fate: 'backup', backup: 'ours', link: 'there' },
    act: 'switch-link',
    words: 'The original was parked and the link was ready; the link took the original’s name.'
  },
  {
    when: { ...goingOn, fate: 'remove', serves: 'name' },
    act: 'remove-original',
    words: 'The copy was verified in full and in place; the original was removed.'
  },
  {
    when: { ...goingOn, fate: 'remove', link: 'gone' },
    act: 'make-link',
    words: 'The copy was verified in full and in place; the link to it was made under a temporary name.'
  },
  {
    when: { ...goingOn, fate: 'remove', link: 'there' },
    act: 'switch-link',
    words: 'The copy was verified in full and the link was ready; the link took the original’s name.'
  }
]

/** The way back, act by act. The original's name holds a file here, its own or a newer one. */
const back: readonly Row[] = [
  {
    when: { stage: 'switching', link: 'there' },
    act: 'drop-link',
    words: 'The link had not taken the original’s name and the switch was not to go on; the link was removed.'
  },
  {
    when: { stage: 'switching', backup: 'twin' },
    act: 'unpark',
    words: 'The file under the original’s name also had the name for parking; that second name was removed.'
  },
  {
    when: { stage: 'switching', backup: 'ours', original: ['original', 'touched'] },
    act: 'unpark',
    words: 'The original still had its own name beside the one for parking; that second name was removed.'
  },
  {
    when: { stage: 'switching', backup: 'ours' },
    act: 'orphan',
    why: changed,
    cause: 'original-replaced',
    words:
      'Somebody put another file under the original’s name while it was parked; all of them were kept for a person.'
  },
  {
    // Nobody can tell whether the other file took the original's place or came after we had removed it: then the copy is the last of it.
    when: { stage: 'switching', fate: 'remove', copy: 'ours', original: 'other' },
    act: 'orphan',
    why: changed,
    cause: 'original-replaced',
    words:
      'Somebody put another file under the original’s name while that was being removed; it and the copy were kept for a person.'
  },
  {
    when: { stage: 'switching', copy: 'ours', original: ['original', 'touched', 'other'] },
    act: 'withdraw',
    words: 'The switch was not to go on and a file has the original’s name; the copy was removed.'
  },
  {
    when: { stage: 'switching', copy: ['gone', 'replaced'] },
    act: 'close-undone',
    why: 'the copy was deleted or replaced',
    words:
      'The copy was deleted or replaced by somebody before the switch; what they left stays, and so does the file at home.'
  },
  {
    when: { stage: 'switching' },
    act: 'orphan',
    why: copyChanged,
    cause: 'copy-changed',
    words: 'The copy, or what has the original’s name, was changed during the switch; everything was kept for a person.'
  }
]

/** All rows of the way in. */
export const rowsIn: readonly Row[] = [...beforeVerified, ...verified, ...published, ...switched, ...forward, ...back]
