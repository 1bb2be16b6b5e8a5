/** What a test may choose when it starts the simulated plex.tv and its sister services. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { FaultRule } from '#test/fakes/kit/faults/rule.ts'
import type { Accounts } from '#test/fakes/people/accounts.ts'
import type { PersonSpec } from '#test/fakes/people/spec.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import type { ConnectionSpec } from './world/connections.ts'

/** The services of the cloud; each has its own address, log and faults. */
export const apps = ['plexTv', 'clients', 'discover', 'metadata', 'community', 'rss'] as const
export type App = (typeof apps)[number]

/** What `/api/servers/{machine}/shared_servers` tells: tokens, blanks (March 2026), no attribute at all, or nothing. */
export type SharedServersMode = 'normal' | 'blankTokens' | 'attributeMissing' | 'gone404'

/** The oddities of the real services. Every one is on unless a test turns it off; chances are between 0 and 1. */
export interface CloudQuirks {
  /** Asking for a pin again within a second is answered with 429. */
  readonly pinPollLimit: boolean
  /** Full members of the Home are listed among the friends of `allFriendsV2` as well. */
  readonly homeInFriends: boolean
  /** `pageInfo.endCursor` is null even when there are more pages. Default false: a client cannot go on from there. */
  readonly nullEndCursor: boolean
  /** Share of watchlist items whose details answer 404. */
  readonly withdrawn: number
  /** Chance that a feed answers 500. Default 0. */
  readonly feedErrors: number
  /** Home switches a minute before 429 without `Retry-After`. */
  readonly switchesPerMinute: number
  /** A pin gives a token that dies after seven days, which no server accepts. Default false. */
  readonly shortLivedTokens: boolean
  /** A token that dies stands as `accessToken` of the owner's own server too. */
  readonly shortLivedAccess: boolean
}

/** Answers 429 beyond so many requests in a span of the clock. */
export interface Limit {
  readonly requests: number
  readonly perMs: number
  /** Default: 429 comes without `Retry-After`. */
  readonly retryAfterSeconds?: number
}

/** A server that exists only at plex.tv. */
export interface OtherServer {
  readonly name: string
  readonly machineIdentifier: string
  /** Who owns it; default somebody outside the household. */
  readonly ownedBy?: string
  /** Who may use it; default the owner of the household. */
  readonly sharedWith?: readonly string[]
  /** Default: one dead local address. */
  readonly connections?: readonly ConnectionSpec[]
}

export interface FakeCloudOptions {
  /** The server of the household; its people and its clock are the cloud's too. */
  readonly plex?: FakePlex
  /** More simulated servers with people of their own; a person of the same name may use them. The owner is theirs. */
  readonly otherPlexes?: readonly FakePlex[]
  readonly otherServers?: readonly OtherServer[]
  /** Without `plex`: who lives here. */
  readonly people?: readonly PersonSpec[]
  readonly accounts?: Accounts
  /** Default: the clock of `plex`, else an own virtual clock. */
  readonly clock?: VirtualClock
  /** Seed of every chance. Default: that of `plex`, else 1. */
  readonly seed?: number
  /** Delay of every answer, ms, for all services or one by one. Default 0. */
  readonly latencyMs?: number | Partial<Readonly<Record<App, number>>>
  /** Rules in force from the beginning. */
  readonly faults?: readonly FaultRule[]
  readonly quirks?: Partial<CloudQuirks>
  readonly limits?: Partial<Readonly<Record<App, Limit>>>
  readonly sharedServers?: SharedServersMode
  /** The addresses of the household's server in `/api/v2/resources`; default `usualConnections`. */
  readonly connections?: readonly ConnectionSpec[]
}
