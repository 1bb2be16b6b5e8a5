/** What the engine needs of a media server. */
import type { Push } from '#core/live/stage.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import type { Secret } from '#core/model/secret.ts'
import type { Session } from '#core/model/want.ts'
import type { Picture, PictureAsk } from './pictures/pictures.ts'

/** Who answers. */
export interface ServerIdentity {
  readonly machineIdentifier: string
  readonly name: string
  readonly version: string
}

/** The library, and which sections could not be read (an old reading of theirs may still be in the index). */
export interface LibraryReading {
  readonly index: LibraryIndex
  readonly silent: readonly { readonly sectionId: string; readonly title: string; readonly detail: string }[]
}

/** Somebody else than the owner, in whose name a question is asked. */
export interface AsPerson {
  /** As shown to people, for the sentence of a refusal. */
  readonly name: string
  /** Their own token for this server. */
  readonly token: Secret
}

/** One viewing by anybody. Epoch milliseconds. */
export interface HistoryRow {
  readonly ratingKey: string
  /** The account id on the server: `1` is the owner. */
  readonly personId: string
  readonly viewedAt: number
}

/** One entry of an on deck, most recently viewed first. Times in epoch milliseconds. */
export interface OnDeckEntry {
  readonly ratingKey: string
  readonly viewOffsetMs: number
  readonly lastViewedAt: number | undefined
}

/**
 * Something changed on the server that may change what people want. connected: pushes come from now on, and what happened before is not known;
 * lost: none come until the next connected.
 */
export type MediaAlert =
  | ({ readonly kind: 'playback' } & Push)
  | { readonly kind: 'library' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' }

/** A media server. Every call throws a Failure when it gets no trustworthy answer; none returns an empty list instead. */
export interface MediaServer {
  /** Who answers, and whether the token is accepted. */
  identify(signal: AbortSignal): Promise<ServerIdentity>
  /** The library with the owner's view state. Paged; asks again only for what changed since the last call. */
  readLibrary(signal: AbortSignal): Promise<LibraryReading>
  /** The on deck of one section: the owner's, or that of whoever is asked for. Failure `plex.person-refused` when the person's token is no longer good. */
  readOnDeck(sectionId: string, signal: AbortSignal, as?: AsPerson): Promise<readonly OnDeckEntry[]>
  /** Keys of the libraries that somebody sees. */
  readVisibleSections(as: AsPerson, signal: AbortSignal): Promise<readonly string[]>
  /** Everybody's viewings since then (epoch milliseconds), newest first. Marking as watched leaves no trace here. */
  readHistory(since: number, signal: AbortSignal): Promise<readonly HistoryRow[]>
  /** What is being played right now; pre-rolls and live television left out. */
  readSessions(signal: AbortSignal): Promise<readonly Session[]>
  /** The poster of a title or show, made small; undefined when it has none. Never waits for other questions, nor they for it. */
  readPicture(ask: PictureAsk, signal: AbortSignal): Promise<Picture | undefined>
  /** Requests sent so far. */
  requests(): number
  /** Tells of changes until closed. Reconnects by itself. */
  listen(heard: (alert: MediaAlert) => void): { close(): Promise<void> }
  close(): Promise<void>
}
