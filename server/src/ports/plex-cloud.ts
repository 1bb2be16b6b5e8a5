/** What the engine needs of Plex's cloud: who belongs to the household, what they saved, and by which tokens they may be asked for. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'

/** The account behind a token. */
export interface PlexAccount {
  readonly id: string
  readonly uuid: string
  readonly name: string
  /** Watchlist feeds by RSS are for subscribers. */
  readonly hasPass: boolean
}

/** What the owner has shared with one person. */
export interface SharedAccess {
  readonly personId: string
  /** Undefined where Plex leaves it out or blank, as it did in March 2026. */
  readonly serverToken: Secret | undefined
  /** Keys of the sections that they see; 'all' when nothing is kept from them. */
  readonly sections: 'all' | readonly string[]
}

/**
 * What the owner has shared, with whom. withheld: people are listed, and not one of them with a token, as in March 2026: asking again within
 * the day is of no use. gone: Plex no longer tells this at all, so nothing is known of sections either.
 */
export type SharedAnswer =
  | { readonly kind: 'list'; readonly access: readonly SharedAccess[]; readonly tokens: 'given' | 'withheld' }
  | { readonly kind: 'gone' }

/** A member of the Home to become, with the PIN when one is known. */
export interface HomeMember {
  readonly person: Person
  readonly pin: Secret | undefined
}

/** One way to reach a server. */
export interface ServerConnection {
  readonly url: string
  readonly kind: 'local' | 'remote' | 'relay'
}

/** A server that an account may use. */
export interface ServerOffer {
  readonly machineIdentifier: string
  readonly name: string
  readonly isOwned: boolean
  /** The account's own token for this server; undefined when Plex gives none. */
  readonly serverToken: Secret | undefined
  readonly connections: readonly ServerConnection[]
}

/** One title on a watchlist, newest first in its list. */
export interface WatchlistEntry {
  /** `plex://movie/<hex>` or `plex://show/<hex>`. */
  readonly guid: string
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
}

/** What the cloud remembers of an earlier answer, to be sent along with the next question; opaque. */
export type Validator = string

/** A watchlist, or the word that it is as it was. */
export type WatchlistAnswer =
  | { readonly kind: 'list'; readonly entries: readonly WatchlistEntry[]; readonly validator: Validator | undefined }
  | { readonly kind: 'unchanged' }

/** A friend's watchlist. private is a final answer, not an outage. */
export type FriendWatchlist =
  | { readonly kind: 'list'; readonly entries: readonly WatchlistEntry[] }
  | { readonly kind: 'private' }

/** A sign-in that waits for a person. */
export interface PinRequest {
  readonly id: string
  /** The four letters for plex.tv/link, or the long code of the link. */
  readonly code: string
  /** Where the browser goes. */
  readonly link: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** link: opened in a browser, which goes to `forwardTo` afterwards; code: four letters, typed on any device. */
export type PinWay = { readonly kind: 'link'; readonly forwardTo: string | undefined } | { readonly kind: 'code' }

/** What became of a sign-in. */
export type PinState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly token: Secret }
  | { readonly kind: 'expired' }

/**
 * Plex's cloud. Every call throws a Failure (`cloud.*`) when it gets no trustworthy answer; none returns an empty list instead. Calls wait their
 * turn: each host has its own pace, and after a 429 its own rest, so that a storm costs one request per step.
 */
export interface PlexCloud {
  account(token: Secret, signal: AbortSignal): Promise<PlexAccount>
  /** Members of the owner's Plex Home; its admin is told as the owner; empty only when there is no Home. */
  home(token: Secret, signal: AbortSignal): Promise<readonly Person[]>
  /** Everybody with whom something is shared, Home members left out. */
  friends(token: Secret, signal: AbortSignal): Promise<readonly Person[]>
  /** Who may see what on this server, asked with the owner's token. */
  shared(token: Secret, machineIdentifier: string, signal: AbortSignal): Promise<SharedAnswer>
  /** The account token of a Home member. Failure `cloud.pin-wanted` when the PIN is missing or wrong. */
  become(token: Secret, whom: HomeMember, signal: AbortSignal): Promise<Secret>
  /** The servers of the account behind the token. */
  servers(token: Secret, signal: AbortSignal): Promise<readonly ServerOffer[]>
  /** The whole watchlist of the account behind the token, read to its end. */
  watchlist(token: Secret, known: Validator | undefined, signal: AbortSignal): Promise<WatchlistAnswer>
  /** A friend's watchlist, asked with the owner's token. At most two friends at a time. */
  friendWatchlist(token: Secret, uuid: string, signal: AbortSignal): Promise<FriendWatchlist>
  /**
   * A mark that changes when any friend's watchlist does, by the RSS feed: a reason to ask, never an answer. Undefined when the
   * account has no feed.
   */
  friendsMark(token: Secret, signal: AbortSignal): Promise<string | undefined>
  /** Ids of other services for titles on watchlists, for libraries of old agents: guid → `imdb://…`, `tmdb://…`, `tvdb://…`. Withdrawn titles are absent. */
  externalIds(
    token: Secret,
    guids: readonly string[],
    signal: AbortSignal
  ): Promise<ReadonlyMap<string, readonly string[]>>
  beginPin(way: PinWay, signal: AbortSignal): Promise<PinRequest>
  pin(id: string, signal: AbortSignal): Promise<PinState>
  /** Keeps a token from ageing. Failure `cloud.token-refused` when it is no longer good. */
  ping(token: Secret, signal: AbortSignal): Promise<void>
  /** Requests sent so far, per host and in all. */
  requests(): Readonly<Record<string, number>>
  close(): Promise<void>
}
