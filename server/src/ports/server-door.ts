/** The one way to the media server, which can lead elsewhere while the program runs; and knocking at addresses before one is taken. */
import type { Verdict } from '@pcu/contract'
import type { Secret } from '#core/model/secret.ts'

/** Where the media server is asked. */
export interface ServerDoor {
  /** Empty while none is known. */
  address(): string
  /** Saves another address over PLEX_URL; undefined drops the saved one. Throws Failure `settings.wrong`. */
  save(url: string | undefined): Promise<void>
  /** From now on asks at the saved address with the token of the moment. Questions under way end where they began. */
  reopen(): void
}

/** Who answers at an address: a server, or why nobody did. */
export type Knock =
  | { readonly kind: 'server'; readonly machineIdentifier: string }
  | { readonly kind: Exclude<Verdict, 'proven' | 'other-server' | 'token-refused'>; readonly detail: string }

/** What a server thinks of a token. owner: it lets it do what only the owner may. */
export type TokenView = 'owner' | 'somebody' | 'refused' | 'silent'

/** Tries addresses. Both calls throw nothing but the caller's abort, follow no redirect and tell nothing of what a stranger answered. */
export interface ServerTrial {
  /** Sends no token. */
  knock(url: string, signal: AbortSignal): Promise<Knock>
  /** Only for addresses where the expected server has answered. */
  view(url: string, token: Secret, signal: AbortSignal): Promise<TokenView>
}
