/** The next safe act where a person ordered, or Plex confirmed, what becomes of what somebody deleted or replaced. */
import type { Row } from './table.ts'

/** Back to a name that somebody had freed: the parked original, or the copy carried home. */
const restoring: readonly Row[] = [
  {
    when: { stage: 'planned', route: 'restore-parked', original: 'gone', backup: 'ours', intent: 'forward' },
    act: 'relink',
    words: 'The parked original was asked back and its name was free; it was given its own name again.'
  },
  {
    when: { stage: 'planned', route: 'restore-parked', original: 'original', backup: 'ours' },
    act: 'drop-parked',
    words: 'The original that was asked back had its own name beside the one for parking; that second name was removed.'
  },
  {
    when: { stage: 'planned', route: 'restore-parked', original: 'original', backup: 'gone' },
    act: 'note-restored',
    words: 'The original that was asked back had its own name again; that was noted.'
  },
  {
    when: {
      stage: 'verified',
      route: 'recreate',
      original: 'gone',
      temp: 'there',
      copy: 'ours',
      intent: 'forward'
    },
    act: 'place',
    words: 'The file was asked back, had come home complete and verified, and its name was free; it was given its name.'
  },
  {
    when: {
      stage: 'verified',
      route: 'recreate',
      original: ['link', 'original'],
      temp: 'there',
      copy: 'ours',
      intent: 'forward'
    },
    act: 'replace',
    words:
      'The copy was asked to become the original and had come home complete and verified; it took the original’s name.'
  }
]

const clearing = { stage: 'restored', route: 'clear' } as const
const finishing = { stage: 'restored', route: 'finish-delete' } as const

/** The removal itself. The order is in the journal before the first name goes, so a crash in between does not leave half of it. */
const removing: readonly Row[] = [
  {
    when: { stage: 'planned', route: ['clear', 'finish-delete'], intent: 'forward' },
    act: 'note-restored',
    words: 'The removal of what is left was ordered; that was noted before the first name went.'
  },
  {
    when: { ...clearing, copy: 'ours' },
    act: 'clear-copy',
    words: 'The copy that was left over was removed, as ordered.'
  },
  {
    when: { ...clearing, backup: 'ours' },
    act: 'clear-parked',
    words: 'The parked original that was left over was removed, as ordered.'
  },
  {
    when: { ...clearing, original: 'link', copy: 'gone' },
    act: 'clear-link',
    words: 'The link of ours that led nowhere was removed, as ordered.'
  },
  {
    when: clearing,
    act: 'close-home',
    words: 'Nothing of ours is left of it; what others changed or put there was left alone.'
  },
  {
    when: { ...finishing, original: 'original', copy: 'gone' },
    act: 'clear-original',
    words: 'The copy had been deleted through the share; the original was deleted as well, as ordered.'
  },
  {
    when: finishing,
    act: 'close-home',
    words: 'The deletion is finished: nothing is left that we put there or kept; what others changed was left alone.'
  }
]

/** All rows of orders. */
export const rowsOfOrders: readonly Row[] = [...restoring, ...removing]
