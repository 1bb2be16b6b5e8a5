/** A play: somebody watches one item from its start to its stop, however often the session flickers in between. What is kept of it is what a later judgement may learn from. */
import { type LiveNews, percentOf } from '#core/live/stage.ts'
import type { UnitId } from '#core/model/unit.ts'

/**
 * What became of a play. waiting: wanted, and not on the pool yet; cached: something was brought for it; already-there: nothing had to be; switched-off: the
 * settings ask for nothing; not-counted: the person does not count; not-in-library: Plex lists no such item.
 */
export type Deed = 'waiting' | 'cached' | 'already-there' | 'switched-off' | 'not-counted' | 'not-in-library'

/** One play. Times are epoch milliseconds. */
export interface Play {
  readonly id: number
  readonly ratingKey: string
  readonly title: string
  /** As the session names them. */
  readonly person: string
  /** The account id on the server; undefined when nobody could say who it was. */
  readonly personId: string | undefined
  readonly player: string | undefined
  readonly startedAt: number
  /** When something was last heard of it. */
  readonly heardAt: number
  /** Undefined while it goes on. */
  readonly endedAt: number | undefined
  /** When it was watched to the end; undefined when it was not. */
  readonly finishedAt: number | undefined
  /** How far they came, percent; undefined when Plex does not say how long it is. */
  readonly percent: number | undefined
  readonly positionMs: number | undefined
  readonly durationMs: number | undefined
  readonly isPaused: boolean
  /** How long it really played. */
  readonly watchedMs: number
  /** Where the file was when it began: on the pool because of us, or not. */
  readonly tier: 'pool' | 'array'
  /** Known once a run has placed it. */
  readonly unit: UnitId | undefined
  readonly did: Deed
  /** Units that were brought to the pool for it: itself and what follows. */
  readonly cachedUnits: number
}

/** A session that begins again so soon is the same play. */
const sameWithinMs = 30 * 60_000
/** Beginning again from here on is no second viewing, percent. */
const creditsPercent = 50
/** Reports come a moment early or late, milliseconds. */
const slackMs = 5000

const isSamePerson = (play: Play, { session }: LiveNews): boolean =>
  play.personId === undefined || session.personId === undefined
    ? play.person === session.person
    : play.personId === session.personId

const isSamePlayer = (play: Play, { session }: LiveNews): boolean =>
  play.player === undefined || session.player === undefined || play.player === session.player

const isRecent = ({ endedAt, heardAt }: Play, at: number): boolean =>
  endedAt === undefined || Math.abs(at - heardAt) <= sameWithinMs

/** Watched to the end a moment ago and begun anew. */
const isAgain = ({ finishedAt }: Play, { kind, session }: LiveNews): boolean =>
  finishedAt !== undefined && kind !== 'finished' && (percentOf(session) ?? 0) < creditsPercent

/** The play that the news is about, newest first; undefined: it is a new one. */
export const playOf = (plays: readonly Play[], news: LiveNews, at: number): Play | undefined =>
  plays.findLast(
    (play) =>
      play.ratingKey === news.session.ratingKey &&
      isSamePerson(play, news) &&
      isSamePlayer(play, news) &&
      isRecent(play, at) &&
      !isAgain(play, news)
  )

/** How much of the time since the last report was watched: jumps in the film do not count, nor does a clock that jumps. */
const watchedSince = (play: Play, positionMs: number | undefined, at: number): number => {
  const gone = at - play.heardAt
  if (play.isPaused || play.endedAt !== undefined || gone <= 0) return 0
  if (play.positionMs === undefined || positionMs === undefined) return 0
  const moved = positionMs - play.positionMs
  return moved < 0 || moved > gone + slackMs ? Math.min(gone, sameWithinMs) : moved
}

/** A play that begins. */
export const beginPlay = ({ session, startedAt }: LiveNews, id: number, at: number): Play => ({
  id,
  ratingKey: session.ratingKey,
  title: session.title ?? 'something',
  person: session.person,
  personId: session.personId,
  player: session.player,
  startedAt: Math.min(startedAt, at),
  heardAt: at,
  endedAt: undefined,
  finishedAt: undefined,
  percent: undefined,
  positionMs: undefined,
  durationMs: undefined,
  isPaused: true,
  watchedMs: 0,
  tier: 'array',
  unit: undefined,
  did: 'waiting',
  cachedUnits: 0
})

/** The play after this news of it. */
export const goOn = (play: Play, { kind, session }: LiveNews, at: number): Play => {
  const { title = play.title, personId = play.personId, durationMs = play.durationMs } = session
  const percent = percentOf(session) ?? play.percent
  const positionMs = session.viewOffsetMs ?? play.positionMs
  const isOver = kind === 'stopped' || (kind === 'finished' && play.endedAt !== undefined)
  return {
    ...play,
    ...{ title, personId, durationMs, positionMs },
    heardAt: at,
    endedAt: isOver ? (play.endedAt ?? at) : undefined,
    finishedAt: kind === 'finished' ? (play.finishedAt ?? at) : play.finishedAt,
    percent: percent === undefined ? undefined : Math.floor(percent),
    isPaused: session.state !== 'playing',
    watchedMs: play.watchedMs + watchedSince(play, positionMs, at)
  }
}

/** A play of which nothing more was heard, because nobody listened. */
export const leftOpen = (play: Play): Play =>
  play.endedAt === undefined ? { ...play, endedAt: play.heardAt, positionMs: undefined } : play
