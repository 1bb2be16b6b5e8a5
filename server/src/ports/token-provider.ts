/** Whose Plex token counts at this moment, where it comes from, and who is to be told when that changes. */
import type { Secret } from '#core/model/secret.ts'

/** What a person's sign-in gave. */
export interface SignedIn {
  readonly account: { readonly id: string; readonly name: string }
  readonly how: 'pin' | 'pasted'
  /** Epoch milliseconds. */
  readonly since: number
  readonly server: { readonly machineIdentifier: string; readonly name: string; readonly url: string }
  /** For plex.tv and its sisters. */
  readonly accountToken: Secret
  /** For the server that was chosen. */
  readonly serverToken: Secret
}

/**
 * The owner's token. signed-in: somebody signed in, which counts more than PLEX_TOKEN, as everything that is saved counts more than the environment;
 * setting: PLEX_TOKEN; none: nobody has signed in and PLEX_TOKEN is empty. isLost: somebody had signed in, but what was kept can no longer be opened.
 */
export type OwnerToken =
  | ({ readonly from: 'signed-in' } & SignedIn)
  | { readonly from: 'setting'; readonly accountToken: Secret; readonly serverToken: Secret; readonly isLost: boolean }
  | { readonly from: 'none'; readonly isLost: boolean }

/** Keeps the owner's token over restarts, encrypted. */
export interface TokenProvider {
  current(): OwnerToken
  /** The account token of the moment; undefined when there is none. */
  account(): Promise<Secret | undefined>
  keep(signedIn: SignedIn): Promise<void>
  /** Forgets the sign-in; PLEX_TOKEN counts again where it is set. */
  forget(): Promise<void>
  /** PLEX_TOKEN is another than before. */
  reread(): void
  onChange(hear: (now: OwnerToken) => void): { cancel(): void }
}
