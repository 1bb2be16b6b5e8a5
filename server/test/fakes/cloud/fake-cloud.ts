/** The face of the running simulated cloud: what a test may see and do in-process. */
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { FaultInjector } from '#test/fakes/kit/faults/rule.ts'
import type { Counters, RequestLog } from '#test/fakes/kit/request-log.ts'
import type { Accounts } from '#test/fakes/people/accounts.ts'
import type { Privacy, WatchlistEntry } from '#test/fakes/people/spec.ts'
import type { CloudHost } from './http/host.ts'
import type { App, SharedServersMode } from './options.ts'

/** What people and the company behind the services do. A name nobody has is a bug. */
export interface CloudControl {
  /** Somebody signs our app in: by the pin's id, or by its code as typed. */
  link(pin: number | string, person: string): void
  /** Ends every token of a person, at plex.tv and on the server, or only those of one side. */
  revoke(person: string, which?: 'all' | 'account' | 'server'): void
  /** The owner ends a friendship or takes somebody out of the Home; server tokens end with it. */
  leave(person: string): void
  /** The owner shares these libraries with a person from now on; undefined is all of them. Tokens stay. */
  share(person: string, sections: readonly string[] | undefined): void
  /** Takes them back, with a new server token. */
  comeBack(person: string): void
  /** The last plex.tv token of a person, for pasting. */
  accountToken(person: string): string
  watchlist(person: string): readonly WatchlistEntry[]
  addToWatchlist(person: string, entry: WatchlistEntry): void
  removeFromWatchlist(person: string, hex: string): void
  setPrivacy(person: string, privacy: Privacy): void
  /** Gives or takes Plex Pass. */
  setSubscription(person: string, active: boolean): void
  sharedServers(mode: SharedServersMode): void
  /** The details of an item answer 404 from now on, or again not. */
  withdraw(hex: string, withdrawn?: boolean): void
}

export interface FakeCloud {
  /** Base addresses, no slash at the end. */
  readonly urls: Readonly<Record<App, string>>
  readonly hosts: Readonly<Record<App, CloudHost>>
  readonly accounts: Accounts
  readonly clock: VirtualClock
  /** The seed of every chance, to print when a test fails. */
  readonly seed: number
  readonly control: CloudControl
  /** One injector for all services; a rule may name one by `app`. */
  readonly faults: FaultInjector
  /** Every request to every service, in order. */
  readonly log: RequestLog
  /** Requests and bytes of each service, and of all together. */
  counters(): Readonly<Record<App | 'all', Counters>>
  /** Ends every connection, timer and socket. */
  close(): Promise<void>
}
