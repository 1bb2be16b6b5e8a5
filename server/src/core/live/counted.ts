/** What Plex counted as watched although it was stopped before our own share of it: Plex's threshold is a setting of its own. */
import type { KeptViewing } from '#core/wants/kept.ts'
import { type LiveNews, percentOf } from './stage.ts'

/** Plex's lowest threshold, percent; nothing that was stopped earlier is asked about. */
const leastPercent = 50
/** A viewing may be entered a little before the session was heard of, or under a clock that is slightly off; milliseconds. */
const slackMs = 60_000

/** Whether a stop is worth asking about: somebody known, far enough in, and not told as finished. */
export const mayBeCounted = ({ kind, session }: LiveNews, isFinished: boolean): boolean =>
  kind === 'stopped' && !isFinished && session.personId !== undefined && (percentOf(session) ?? 100) >= leastPercent

/** Since when history holds what these stops may have entered, epoch milliseconds. */
export const askedSince = (stops: readonly LiveNews[]): number =>
  Math.min(...stops.map(({ startedAt }) => startedAt)) - slackMs

/** Those of the stops that Plex has entered into its history. */
export const countedOf = (stops: readonly LiveNews[], rows: readonly KeptViewing[]): readonly LiveNews[] =>
  stops
    .filter(({ session: { ratingKey, personId }, startedAt }) =>
      rows.some(
        (row) => row.ratingKey === ratingKey && row.personId === personId && row.viewedAt >= startedAt - slackMs
      )
    )
    .map((stop) => ({ ...stop, kind: 'finished' }))
