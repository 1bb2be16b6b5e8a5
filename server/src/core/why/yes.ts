/** What a rule's yes means, in one sentence each: a no says so itself. */

const coming: Readonly<Record<string, string>> = {
  'roots-are-ready': 'The pool and the disk it lies on are ready.',
  'share-may-be-cached': 'Its share lies on the array and may be cached.',
  'not-in-trash': 'It is not in Plex’s trash.',
  'not-sent-home': 'Nobody sent it home a short while ago.',
  'last-look-was-good': 'Nothing that was seen at the last look at its files speaks against it.',
  'not-playing': 'Nobody plays it in a way that would keep it from being moved.',
  'size-within-limit': 'It is no larger than a single title may be (MAX_ITEM_SIZE_GB).'
}

const leaving: Readonly<Record<string, string>> = {
  'not-an-orphan': 'Nobody deleted or replaced it behind our back.',
  'return-is-on': 'Bringing files home is switched on (WATCHED_MOVE).',
  'roots-are-ready': 'The pool and the disk it goes home to are ready.',
  'every-source-has-spoken': 'Everybody who may want it has answered.',
  'not-playing': 'Nobody plays it.',
  'still-in-library': 'Plex still lists it, or lists another file in its place.',
  'absence-is-proven': 'Those who might want it named other titles, or it was watched.',
  'timer-has-run-out': 'No timer of the watcher keeps it.',
  'held-long-enough': 'It has stayed as long as it was to stay (WATCHED_CACHE_EXPIRY, POOL_HOLD_HOURS).',
  'last-try-was-good': 'The last try to bring it home did not fail.'
}

/** The sentence of a yes; undefined for a rule that has none yet. */
export const yesOf = (about: 'coming' | 'leaving', rule: string): string | undefined =>
  (about === 'coming' ? coming : leaving)[rule]
