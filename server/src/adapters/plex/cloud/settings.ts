/** What the cloud's client is told once: where the services are, who we are, and how patient to be. */
import type { BackoffRange } from '#kit/backoff.ts'
import type { Clock } from '#ports/clock.ts'

/** Base addresses, with or without a path; a slash at the end does not matter. */
export interface CloudAddresses {
  readonly plexTv: string
  readonly discover: string
  readonly community: string
  readonly rss: string
}

/** How the client is built. */
export interface PlexCloudSettings {
  /** Left out or empty: the real one. */
  readonly addresses?: Partial<CloudAddresses>
  /** A UUID made once and kept; another one would show up as another device in everybody's account. */
  readonly clientIdentifier: string
  readonly version: string
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number
  readonly clock: Clock
  /** Told every token that is sent or that an answer brings, before anybody else sees it, so that whatever writes texts can blank it. */
  readonly learn?: (token: string) => void
  /** Waits between tries. Default 250 ms to 2 s. */
  readonly backoff?: BackoffRange
}
