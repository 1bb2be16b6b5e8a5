/** What simulated people do in front of their screens, as the rest of a test sees it. */

export interface PlayerSpec {
  readonly machineIdentifier?: string
  readonly title?: string
  readonly product?: string
  readonly platform?: string
  readonly address?: string
  /** False is a player outside the house (`location: wan`). */
  readonly local?: boolean
}

export interface PlayOptions {
  readonly player?: PlayerSpec
  readonly transcode?: boolean
  /** Default: where the person left off. */
  readonly fromOffsetMs?: number
  /** How fast the film runs against the clock. Default 1. */
  readonly speed?: number
  /** Which version, by position. Default 0. */
  readonly media?: number
  /** Some local and legacy players have no `Session` element. */
  readonly withoutSession?: boolean
}

export type SessionState = 'playing' | 'paused' | 'buffering'

/** One row of what is playing, for assertions. */
export interface SessionView {
  readonly sessionKey: string
  readonly person: string
  readonly ratingKey: string
  readonly state: SessionState
  readonly offsetMs: number
  readonly ghost: boolean
}

export interface Playback {
  /** Starts playing and returns the sessionKey. */
  play(person: string, ratingKey: string, options?: PlayOptions): string
  pause(sessionKey: string): void
  resume(sessionKey: string): void
  seek(sessionKey: string, offsetMs: number): void
  stop(sessionKey: string): void
  /** The player dies without a word: the session stays listed for 30 minutes and nothing is pushed. */
  crash(sessionKey: string): void
  /** Ends every session and push connection; session keys start at 1 again. */
  restartServer(): void
  /** A clip before the film, as `librarySectionID` -2; returns the sessionKey. */
  preroll(person: string): string
  /** A television channel, without a file; returns the sessionKey. */
  liveTv(person: string): string
  sessions(): readonly SessionView[]
  /** Marks as watched through the API: no history row. */
  scrobble(person: string, ratingKey: string): void
  unscrobble(person: string, ratingKey: string): void
  /** Writes a state as if the person had really watched that far at that time (epoch ms; default now). */
  watched(person: string, ratingKey: string, at?: number): void
  leftAt(person: string, ratingKey: string, left: { readonly offsetMs: number; readonly at?: number }): void
}
