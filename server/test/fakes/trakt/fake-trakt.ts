/** The face of the running simulated Trakt: what a test may choose, see and do. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { FaultInjector, FaultRule } from '#test/fakes/kit/faults/rule.ts'
import type { RequestLog } from '#test/fakes/kit/request-log.ts'
import type { ChartName, TitleSpec } from './world.ts'

export interface TraktControl {
  chart(chart: ChartName, titles: readonly TitleSpec[]): void
  /** Makes or replaces a list: `user/slug`, or a number. */
  list(address: string, titles: readonly (TitleSpec | 'a person')[]): void
  /** Nobody but its owner sees a list or a watchlist any more. */
  hide(address: string): void
  removeList(address: string): void
  addToWatchlist(username: string, title: TitleSpec): void
  removeFromWatchlist(username: string, title: string): void
  /** Somebody types the code and says yes, or no. */
  approve(userCode: string, username: string): void
  deny(userCode: string): void
  /** Somebody takes back at Trakt that the program may read. */
  endSessions(username: string): void
}

export interface FakeTraktOptions {
  /** Default: an own virtual clock. */
  readonly clock?: VirtualClock
  /** Seed of every chance. */
  readonly seed?: number
  /** Rules in force from the beginning; `app` is `trakt` or `traktAuth`. */
  readonly faults?: readonly FaultRule[]
  /** GET requests in five minutes before 429. Default 1000, as at Trakt. */
  readonly mostGets?: number
  /** How long an access token lives. Default a day, as since March 2025. */
  readonly tokenLifeMs?: number
  /** Between two questions about a code, seconds. Default 5. */
  readonly intervalS?: number
}

export interface FakeTrakt {
  /** Base addresses, no slash at the end. */
  readonly urls: { readonly api: string; readonly auth: string }
  readonly clientId: string
  readonly clientSecret: string
  readonly clock: VirtualClock
  readonly control: TraktControl
  readonly faults: FaultInjector
  /** Every request to both addresses, in order. */
  readonly log: RequestLog
  /** Texts that nobody may ever see: tokens and device codes that were given. */
  secrets(): readonly string[]
  /** Closes the addresses, as a service that is down; `accept` opens the same ports again. */
  refuse(): Promise<void>
  accept(): Promise<void>
  close(): Promise<void>
}
