/** What the engine needs of Trakt: its lists, a person's own watchlist, and signing in by a code that is typed elsewhere. */
import type { TraktListAddress } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'

/** A list that everybody sees and Trakt makes, read from its top. */
export interface TraktChart {
  readonly kind: 'chart'
  readonly chart: 'trending' | 'popular' | 'anticipated'
  readonly type: 'movie' | 'show'
  /** Titles from the top, 1 to 100. */
  readonly count: number
}

/** A list that can be read without signing in. */
export type TraktList = TraktChart | TraktListAddress

/** A title of a list. */
export interface TraktTitle {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
  /** Ids of other services, most trusted first: `imdb://tt0137523`, `tmdb://550`, `tvdb://81189`. */
  readonly guids: readonly string[]
}

/** What Trakt gave along with an answer, to be sent along with the next question; opaque. */
export type TraktValidator = string

/** A whole list in its own order, or the word that it is as it was. */
export type TraktAnswer =
  | { readonly kind: 'list'; readonly titles: readonly TraktTitle[]; readonly validator: TraktValidator | undefined }
  | { readonly kind: 'unchanged' }

/** What a sign-in gives. Trakt takes each refresh token once. */
export interface TraktTokens {
  readonly access: Secret
  readonly refresh: Secret
  /** How long the access token lives from now on, milliseconds. */
  readonly livesMs: number
}

/** A sign-in that waits for a person. */
export interface TraktCode {
  /** Asked about with it; nobody else may know it. */
  readonly deviceCode: Secret
  /** Typed by a person at `page`. */
  readonly userCode: string
  readonly page: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
  /** Between two questions, milliseconds. */
  readonly intervalMs: number
}

/** What became of a sign-in. slower: it was asked about too often. */
export type TraktCodeState =
  | { readonly kind: 'waiting' | 'slower' | 'expired' | 'denied' }
  | { readonly kind: 'done'; readonly tokens: TraktTokens }

/**
 * Trakt. Every call throws a Failure (`trakt.*`) when it gets no trustworthy answer; none returns an empty list instead. Calls wait their turn, and after
 * "too many requests" Trakt is left alone as long as it asks.
 */
export interface Trakt {
  /** Reads a list to its end, or as many of a chart as are asked for. Failure `trakt.no-list` when there is none for us. */
  read(list: TraktList, known: TraktValidator | undefined, signal: AbortSignal): Promise<TraktAnswer>
  /** The watchlist of whoever signed in, newest first. Failure `trakt.token-refused` when the token is no longer good. */
  ownWatchlist(token: Secret, known: TraktValidator | undefined, signal: AbortSignal): Promise<TraktAnswer>
  /** As Trakt calls whoever signed in. */
  accountName(token: Secret, signal: AbortSignal): Promise<string>
  beginCode(signal: AbortSignal): Promise<TraktCode>
  codeState(deviceCode: Secret, signal: AbortSignal): Promise<TraktCodeState>
  /** New tokens for a refresh token, which is good no longer afterwards, whatever the outcome. Asked once. Failure `trakt.token-refused`. */
  renew(refresh: Secret, signal: AbortSignal): Promise<TraktTokens>
  /** Ends a sign-in at Trakt. */
  revoke(access: Secret, signal: AbortSignal): Promise<void>
  /** Requests sent so far. */
  requests(): number
  close(): Promise<void>
}
