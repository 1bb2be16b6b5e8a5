/** What can happen to a title. Free of schemas, so that a browser knows it without carrying a validator. */

/**
 * promoted: came to the pool; returned: went home; mended, resolved: put in order; failed; stood-back: was refused at the last moment; finished: somebody
 * watched it to the end; timer, postponed: the watcher's hours began, or were over and something held it.
 */
export const historyKinds = [
  'promoted',
  'returned',
  'finished',
  'failed',
  'stood-back',
  'mended',
  'resolved',
  'timer',
  'postponed'
] as const
export type HistoryKind = (typeof historyKinds)[number]
