/** A person's order that a title stays on the pool. */
import type { PinKind } from '@pcu/contract'
import type { PlexPath } from '#core/model/place.ts'

/** What a pin names, and by what it is known again when Plex gives the title another ratingKey. */
export interface PinTarget {
  readonly kind: PinKind
  /** Of the movie or episode; for a season and a show that of the show. */
  readonly ratingKey: string
  /** For an episode. */
  readonly showKey?: string | undefined
  readonly sectionId: string
  /** For a season and an episode. */
  readonly season?: number | undefined
  /** For an episode. */
  readonly episode?: number | undefined
  /** For a version: its first file. */
  readonly file?: PlexPath | undefined
  /** The ids of the movie, or of the show, that other services share. */
  readonly guids: readonly string[]
  /** The Plex server whose ratingKeys these are; undefined while it was not known. */
  readonly server?: string | undefined
}

/** A pin as it is kept. */
export interface Pin extends PinTarget {
  readonly id: number
  /** As it was called when it was pinned, for people. */
  readonly title: string
  /** Who pinned it, as shown to people. */
  readonly by: string
  /** Epoch milliseconds. */
  readonly at: number
  /** When it ends by itself; absent where it holds until somebody takes it away. */
  readonly untilAt?: number | undefined
}
