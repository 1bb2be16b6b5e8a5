/** What a push connection needs and how it can end, whichever way it is made. */

import type { Asked } from '#adapters/plex/failures.ts'
import type { Failure } from '#src/failure.ts'

/** How patient the push connection is, in milliseconds. */
export interface LinkTimings {
  /** Between two pings; two without an answer end the connection. */
  readonly pingMs: number
  /** How long a connection may take to open. */
  readonly openMs: number
  /** How long an event stream may say nothing at all. */
  readonly silenceMs: number
  /** First and longest wait before another connection. */
  readonly firstMs: number
  readonly mostMs: number
  /** Wait after the token was refused: only a person can change that. */
  readonly refusedMs: number
  /** Library notices within this time are told as one. */
  readonly gatherMs: number
}

/** The patience of daily life. */
export const dailyTimings: LinkTimings = {
  pingMs: 15_000,
  openMs: 15_000,
  silenceMs: 5 * 60_000,
  firstMs: 1000,
  mostMs: 60_000,
  refusedMs: 5 * 60_000,
  gatherMs: 2000
}

/** One push connection to make. */
export interface Link {
  readonly asked: Asked
  readonly headers: Readonly<Record<string, string>>
  readonly tlsInsecure: boolean
  readonly timings: LinkTimings
  readonly signal: AbortSignal
  readonly opened: () => void
  readonly received: (text: string) => void
}

/** How a connection ended: `barred` = something between us and Plex does not let websockets through. */
export interface LinkEnd {
  readonly kind: 'closed' | 'barred' | 'refused'
  readonly failure: Failure
}

/** Path of the notifications by kind of connection. */
export const notificationsPath = {
  websocket: '/:/websockets/notifications',
  eventStream: '/:/eventsource/notifications'
} as const

/** Only these are wanted; a server that does not know the filter sends everything, which is ignored. */
export const notificationsQuery = 'filters=playing,timeline,activity'
