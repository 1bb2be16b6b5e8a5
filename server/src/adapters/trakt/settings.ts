/** What the client of Trakt is told once: where it is, who we are, and how patient to be. */
import type { Secret } from '#core/model/secret.ts'
import type { BackoffRange } from '#kit/backoff.ts'
import type { Clock } from '#ports/clock.ts'

/** How the client is built. */
export interface TraktSettings {
  /** TRAKT_URL; left out or empty: the real one. */
  readonly url?: string
  /** TRAKT_AUTH_URL; left out or empty: the real one. */
  readonly authUrl?: string
  readonly clientId: string
  /** Undefined: nobody can sign in, and no token can be renewed. */
  readonly clientSecret: Secret | undefined
  readonly version: string
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  /** Told every token that is sent or that an answer brings, before anybody else sees it, so that whatever writes texts can blank it. */
  readonly learn?: (token: string) => void
  /** Waits between tries. Default 500 ms to 4 s. */
  readonly backoff?: BackoffRange
}

const tidy = (given: string | undefined, real: string): string => {
  const text = (given ?? '').trim().replace(/\/+$/u, '')
  return text === '' ? real : text
}

/** Base addresses, no slash at the end. Since 2026 signing in has a host of its own. */
export const basesOf = ({
  url,
  authUrl
}: Pick<TraktSettings, 'url' | 'authUrl'>): { readonly api: string; readonly auth: string } => ({
  api: tidy(url, 'https://api.trakt.tv'),
  auth: tidy(authUrl, 'https://auth.trakt.tv')
})
