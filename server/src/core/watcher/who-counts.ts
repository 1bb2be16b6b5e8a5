/** For whose plays the watcher acts, and what they had seen before. */
import type { LibraryItem } from '#core/model/library.ts'
import type { KeptViewing } from '#core/wants/kept.ts'
import type { HasSeen } from '#core/wants/next-episodes.ts'
import type { Play } from './play.ts'

/** The switches that people set. */
export interface CountingRules {
  /** REAL_TIME_WATCH_RESPECT_EXISTING_RULES. Off: every session counts. */
  readonly respectExistingRules: boolean
  /** USERS_TOGGLE. */
  readonly includeOthers: boolean
  /** Whether somebody's on deck counts, as was chosen for them. */
  readonly countsDeck: (personId: string) => boolean
}

const ownerId = '1'

/** Whether the watcher acts for the person of a play. Who plays is active, so nobody is too idle for it. Somebody without a name is nobody who was included. */
export const isCounted = ({ personId }: Pick<Play, 'personId'>, rules: CountingRules): boolean => {
  if (!rules.respectExistingRules) return true
  if (personId === undefined) return false
  return (personId === ownerId || rules.includeOthers) && rules.countsDeck(personId)
}

/** A viewing may be entered a little before the session was heard of, milliseconds. */
const slackMs = 60_000

/** The library tells only how often the owner saw an item, and when last: a view of this very play is taken off. */
const ownerHadSeen = (item: LibraryItem, play: Play): boolean => {
  const isOwnItem = item.ratingKey === play.ratingKey
  const isOfThisPlay = isOwnItem && (item.lastViewedAt ?? 0) >= play.startedAt - slackMs
  return item.viewCount > (isOfThisPlay ? 1 : 0)
}

/** What the person of a play had seen before it. `viewings`: of everybody; empty when they cannot be had. */
export const hadSeen = (play: Play, viewings: readonly KeptViewing[]): HasSeen => {
  if (play.personId === ownerId) return (item) => ownerHadSeen(item, play)
  const seen = viewings.filter(
    ({ personId, ratingKey, viewedAt }) =>
      personId === play.personId && (ratingKey !== play.ratingKey || viewedAt < play.startedAt - slackMs)
  )
  const keys = new Set(seen.map(({ ratingKey }) => ratingKey))
  return ({ ratingKey }) => keys.has(ratingKey)
}
