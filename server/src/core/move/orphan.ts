/** Orphans: what somebody did to a cached file behind our back, and what can be done about it. */

/**
 * What was found. original-deleted: the name Plex knew is gone; original-replaced: somebody put another file there; copy-deleted: the copy
 * went through the share and the original still shows or is parked; copy-changed: somebody wrote to the copy after the original was back;
 * lost: the only copy is gone; rotten: the only copy no longer reads as it was verified; name-taken: the name on the pool holds no file; renamed: somebody gave our link or our copy
 * another name, under which it goes on serving.
 */
export const orphanCauses = [
  'original-deleted',
  'original-replaced',
  'copy-deleted',
  'copy-changed',
  'lost',
  'rotten',
  'name-taken',
  'renamed',
  'unknown'
] as const

export type OrphanCause = (typeof orphanCauses)[number]

/** Each cause as a clause for a person. */
export const causeWords: Readonly<Record<OrphanCause, string>> = {
  'original-deleted': 'somebody deleted the original; it is not brought back',
  'original-replaced': 'somebody replaced the original; the new file stays',
  'copy-deleted': 'somebody deleted the copy; what is left of the original stays as it is',
  'copy-changed': 'somebody changed the copy after the original was back',
  lost: 'the copy is gone and it was the only one: deleted on purpose, or lost',
  rotten: 'the copy no longer reads as it was verified; its device may be failing',
  'name-taken': 'the name on the pool holds something that is no file',
  renamed: 'somebody renamed it; it goes on serving under its new name',
  unknown: 'this state is not known'
}

/** Why and since when a person should look at a file. */
export interface OrphanNote {
  readonly cause: OrphanCause
  readonly why: string
  /** Epoch milliseconds; undefined where it was noticed before that was written down. */
  readonly since: number | undefined
}
