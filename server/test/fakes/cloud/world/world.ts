/** Everything the simulated cloud knows, as its services share it. */
import { createHash } from 'node:crypto'
import type { App, CloudQuirks, SharedServersMode } from '#test/fakes/cloud/options.ts'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import type { Account, Accounts } from '#test/fakes/people/accounts.ts'
import type { FakeSection } from '#test/fakes/plex/library/model.ts'
import type { Catalogue } from './catalogue.ts'
import type { Connection } from './connections.ts'
import type { Devices } from './devices.ts'
import type { Pins } from './pins.ts'
import type { Window } from './window.ts'

/** A server as plex.tv knows it. */
export interface KnownServer {
  readonly name: string
  readonly machineIdentifier: string
  readonly version: string
  readonly ownerName: string | undefined
  readonly connections: readonly Connection[]
  readonly sections: readonly FakeSection[]
  /** The server token of a person, alive; undefined for people who may not use the server. */
  passOf(account: Account): string | undefined
}

export interface CloudWorld {
  readonly seed: number
  readonly random: () => number
  readonly clock: VirtualClock
  readonly accounts: Accounts
  /** The household's server first. */
  readonly servers: readonly KnownServer[]
  readonly quirks: CloudQuirks
  readonly catalogue: Catalogue
  readonly pins: Pins
  readonly devices: Devices
  /** Home switches of the last minute. */
  readonly switches: Window
  /** Without a slash at the end; complete once every service listens. */
  readonly urls: { [app in App]: string }
  /** Changed by control. */
  readonly modes: { sharedServers: SharedServersMode }
  /** Epoch ms. */
  readonly startedAt: number
}

export const realCloudQuirks: CloudQuirks = {
  pinPollLimit: true,
  homeInFriends: true,
  nullEndCursor: false,
  withdrawn: 0.02,
  feedErrors: 0,
  switchesPerMinute: 15,
  shortLivedTokens: false,
  shortLivedAccess: true
}

/** Hex digits that are the same for the same seed and words. */
export function fingerprint(...words: readonly (string | number)[]): string {
  return createHash('sha1').update(words.join('\n')).digest('hex')
}

/** The picture's address, which carries the account's public id. */
export function thumbOf(account: Account): string {
  return `https://plex.tv/users/${account.uuid}/avatar?c=${1_600_000_000 + account.id}`
}

/** Everybody whom an account has befriended: the owner has all friends, a friend has the owner. */
export function friendsOf(accounts: Accounts, account: Account): readonly Account[] {
  if (account.kind === 'owner') return accounts.all.filter(({ kind, belongs }) => kind === 'shared' && belongs)
  return account.kind === 'shared' && account.belongs ? accounts.all.filter(({ kind }) => kind === 'owner') : []
}

/** Members of the Home that an account lives in; friends live in none. */
export function homeAround(accounts: Accounts, account: Account): readonly Account[] {
  if (account.kind === 'shared' || !account.belongs) return []
  return accounts.all.filter(({ kind, belongs }) => kind !== 'shared' && belongs)
}
