/** Wants: who is likely to watch what, how soon, according to which source; and what each source had to say. */
import type { Reason, WantKind } from '@pcu/contract'
import type { PlexPath } from './place.ts'

export type { WantKind } from '@pcu/contract'

/** One person's likely wish for one item. */
export interface Want {
  readonly kind: WantKind
  readonly ratingKey: string
  readonly person: string
  /** Name of the source, such as `on deck of Films`. */
  readonly source: string
  readonly reason: Reason
  /** 0 = what is watched next; n = the n-th after it. */
  readonly distance: number
  /**
   * The row of episodes that the person goes through, told apart within one source, such as the ratingKey of the episode it starts from. A later episode of a
   * row never takes the room of a nearer one. Absent when the wish stands alone.
   */
  readonly chain?: string | undefined
  /** How many episodes after this one count was chosen for the person, so NUMBER_EPISODES says nothing for them. Absent otherwise. */
  readonly hasOwnReach?: boolean | undefined
  /** The one version that is wished for, by its first file; absent when any version is. */
  readonly file?: PlexPath | undefined
  /** Epoch milliseconds of the viewing that made this likely; newer ranks earlier. */
  readonly freshness: number
}

/**
 * What a source had to say. A silent source is a fact, never an empty list. given-up: it has been silent for so long that a person must see to it; what it
 * last wanted stays wanted, and nothing else waits for it.
 */
export interface SourceReport {
  readonly source: string
  /** The section it speaks for, or `*` for all. */
  readonly sectionId: string
  readonly state: 'answered' | 'empty' | 'silent' | 'given-up'
  /** Who is asked: the server itself, plex.tv and its sisters, or Trakt. */
  readonly from: 'server' | 'cloud' | 'trakt'
  /** For silent and given-up: what went wrong, a sentence part without a full stop. */
  readonly detail: string
}

/** The name under which a section that could not be read is reported. */
export const librarySource = (title: string): string => `library ${title}`

/** Whether a report is about a section that could not be read. */
export const isLibrary = (source: string): boolean => source.startsWith('library ')

/** Somebody is playing something right now. */
export interface Session {
  readonly ratingKey: string
  readonly person: string
  readonly state: 'playing' | 'paused' | 'buffering'
  /** Tells sessions of one server apart until it is started anew. */
  readonly sessionKey?: string | undefined
  /** The account id on the server; `1` is the owner. */
  readonly personId?: string | undefined
  /** The player's own identifier. */
  readonly player?: string | undefined
  /** Position and length, milliseconds. */
  readonly viewOffsetMs?: number | undefined
  readonly durationMs?: number | undefined
  /** Which file of the item, where the server says; a transcoding server does not. */
  readonly file?: PlexPath | undefined
  /** As shown to people. */
  readonly title?: string | undefined
}

/** What Plex says is being played; unknown when it did not answer. */
export type Sessions =
  | { readonly known: true; readonly sessions: readonly Session[] }
  | { readonly known: false; readonly detail: string }
