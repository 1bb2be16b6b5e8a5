/** What is being watched as far as we know: sessions that were told, and those heard of that nobody has named yet. */
import type { Session } from '#core/model/want.ts'

/** What a push says of one session: that something plays, never who plays it. */
export interface Push {
  readonly sessionKey: string
  readonly ratingKey: string
  /** The player's own identifier. */
  readonly player: string | undefined
  readonly state: Session['state'] | 'stopped'
  readonly viewOffsetMs: number | undefined
}

/** A session that the server named, with what we know of its course. Times are epoch milliseconds. */
export interface Watched {
  readonly session: NamedSession
  readonly startedAt: number
  /** When its state or its position last changed: a player that went away without a word stops moving. */
  readonly movedAt: number
  /** How many complete lists in a row did not hold it. */
  readonly absences: number
  /** Told as finished already. */
  readonly isFinished: boolean
  /** Told as stopped because it no longer moved, while the server still lists it. */
  readonly isGhost: boolean
}

/** A session that can be told apart from others. */
export type NamedSession = Session & { readonly sessionKey: string }

/** Heard of by a push, not named by the server yet. */
export interface Unnamed {
  readonly push: Push
  readonly since: number
  /** Complete lists that did not hold it. */
  readonly absences: number
  /** When the list is to be asked for again; undefined: only at the next push. */
  readonly askAt: number | undefined
}

/** Everything by session key. */
export interface Stage {
  readonly watched: ReadonlyMap<string, Watched>
  readonly unnamed: ReadonlyMap<string, Unnamed>
}

/** Nobody watches anything. */
export const emptyStage: Stage = { watched: new Map(), unnamed: new Map() }

/**
 * Something that the engine is told. finished comes once for each item of a session: before its stopped if that comes too, or a moment after it when it
 * was stopped too early by our rules and Plex counted it all the same.
 */
export interface LiveNews {
  readonly kind: 'started' | 'progressed' | 'finished' | 'stopped'
  readonly session: NamedSession
  /** Epoch milliseconds at which this session of the item began. */
  readonly startedAt: number
}

/** The rules of time and share. */
export interface LiveRules {
  /** An item counts as finished from here, percent of its length. */
  readonly finishedPercent: number
  /** A session that plays without moving for so long is a ghost. */
  readonly ghostAfterMs: number
  /** A paused session counts as watched for so long. */
  readonly pausedForMs: number
}

/** When something was heard (epoch milliseconds), and by which rules it is judged. */
export interface Moment {
  readonly at: number
  readonly rules: LiveRules
}

/** The patience of daily life: players report every 10 s; Plex itself lists a vanished one for half an hour. */
export const dailyPatience: Omit<LiveRules, 'finishedPercent'> = { ghostAfterMs: 90_000, pausedForMs: 30 * 60_000 }

/** A stage after something was heard, and what follows from it. */
export interface Heard {
  readonly stage: Stage
  readonly told: readonly LiveNews[]
  /** The server's list must be read now: it alone says who and which file. */
  readonly shouldAsk: boolean
}

/** How much of the item has been seen, percent; undefined when its length is not known. */
export const percentOf = ({
  viewOffsetMs,
  durationMs
}: Pick<Session, 'viewOffsetMs' | 'durationMs'>): number | undefined =>
  viewOffsetMs === undefined || durationMs === undefined || durationMs <= 0
    ? undefined
    : Math.min(100, (viewOffsetMs / durationMs) * 100)
