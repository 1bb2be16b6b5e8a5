/** Somebody of the household as the sources ask for them. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { SourceReport } from '#core/model/want.ts'
import type { AsPerson } from '#ports/media-server.ts'
import type { History } from './history.ts'

/**
 * How a person's on deck is had. owner: with the owner's own token; token: with one of theirs; rebuilt: from history, because Plex gives no token
 * (`why`, a sentence); off: nobody asks for it.
 */
export type DeckAccess =
  | { readonly kind: 'owner' }
  | { readonly kind: 'token'; readonly as: AsPerson; readonly sections: 'all' | readonly string[] }
  | { readonly kind: 'rebuilt'; readonly why: string }
  | { readonly kind: 'off' }

/**
 * How a person's watchlist is had. token: with their own account's token; friend: with the owner's, if the person lets friends see it; unreadable: not at
 * all (`why`, a sentence); outage: the way to it did not answer; off: nobody asks for it.
 */
export type WatchlistAccess =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'friend'; readonly uuid: string; readonly ownerToken: Secret }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'outage'; readonly detail: string }
  | { readonly kind: 'off' }

/** A person with what is asked for them. */
export interface Member {
  readonly person: Person
  /** As reasons name them. */
  readonly name: string
  readonly deck: DeckAccess
  readonly watchlist: WatchlistAccess
}

/** Who is asked for in this run. Each comes as soon as the ways to them are known: nobody waits for the slowest. */
export interface Members {
  readonly members: readonly Promise<Member>[]
  /** What they watched; silent when there is nobody but the owner. */
  readonly history: History
  readonly reports: readonly SourceReport[]
}

/** The people whose wishes count. */
export interface Household {
  members(signal: AbortSignal): Promise<Members>
  /** The token of this member was refused: the next way to their on deck. */
  refused(member: Member, signal: AbortSignal): Promise<DeckAccess>
  /** The account token of this member was refused: the next way to their watchlist. */
  refusedList(member: Member, signal: AbortSignal): Promise<WatchlistAccess>
}

/** The owner, as the server numbers them and as reasons call them. */
export const theOwner: Person = { id: '1', uuid: undefined, name: 'the owner', kind: 'owner', hasPin: false }
