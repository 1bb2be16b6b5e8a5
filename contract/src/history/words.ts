/** What can happen to a title. Free of schemas, so that a browser knows it without carrying a validator. */

/**
 * promoted: came to the pool; returned: went home; mended, resolved: put in order; failed; stood-back: was refused at the last moment; finished: somebody
 * watched it to the end; postponed: the watcher's hours were over and something held it. That such hours began follows from the others and stands in the
 * title's own story alone.
 */
export const historyKinds = [
  'promoted',
  'returned',
  'finished',
  'failed',
  'stood-back',
  'mended',
  'resolved',
  'postponed'
] as const
export type HistoryKind = (typeof historyKinds)[number]

/** What undoing a move comes to. home: it goes home; pool: it comes to the pool again. */
export const undoKinds = ['home', 'pool'] as const
export type UndoKind = (typeof undoKinds)[number]
