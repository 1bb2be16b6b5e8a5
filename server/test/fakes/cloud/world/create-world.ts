/** Puts together what the services of the cloud share. */
import type { FakeCloudOptions, OtherServer } from '#test/fakes/cloud/options.ts'
import { createVirtualClock } from '#test/fakes/kit/clock.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import { type Account, type Accounts, createAccounts } from '#test/fakes/people/accounts.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { createCatalogue } from './catalogue.ts'
import { type ConnectionSpec, type Doors, openDoors, usualConnections } from './connections.ts'
import { createDevices } from './devices.ts'
import { createPins } from './pins.ts'
import { createWindow } from './window.ts'
import { type CloudWorld, fingerprint, type KnownServer, realCloudQuirks } from './world.ts'

const MINUTE = 60_000

function serverOf(plex: FakePlex, doors: Doors): KnownServer {
  const here = (name: string): boolean => plex.accounts.find((account) => account.name === name)?.belongs === true
  return {
    name: plex.friendlyName,
    machineIdentifier: plex.machineIdentifier,
    version: plex.version,
    ownerName: plex.accounts.find(({ kind }) => kind === 'owner')?.name,
    connections: doors.connections,
    sections: plex.library.sections,
    passOf: ({ name }) => (here(name) ? plex.accounts.tokens.serverPass(name) : undefined)
  }
}

function otherServerOf(other: OtherServer, accounts: Accounts, doors: Doors): KnownServer {
  const owner = accounts.find(({ kind }) => kind === 'owner')?.name ?? ''
  const members = new Set([...(other.sharedWith ?? [owner]), ...(other.ownedBy === undefined ? [] : [other.ownedBy])])
  const passOf = ({ name }: Account): string =>
    `server-token-${fingerprint(other.machineIdentifier, name).slice(0, 20)}`
  return {
    name: other.name,
    machineIdentifier: other.machineIdentifier,
    version: '1.42.2.10156-f737b826c',
    ownerName: other.ownedBy,
    connections: doors.connections,
    sections: [],
    passOf: (account) => (members.has(account.name) ? passOf(account) : undefined)
  }
}

const oneDead: readonly ConnectionSpec[] = [{ kind: 'local', dead: true }]

export interface OpenWorld {
  readonly world: CloudWorld
  /** Closes the doors of every server. */
  close(): Promise<void>
}

/** Plexes first, in the order given, then the servers that exist only at plex.tv. */
async function openServers(options: FakeCloudOptions, accounts: Accounts) {
  const all: Doors[] = []
  const servers: KnownServer[] = []
  const open = async (specs: readonly ConnectionSpec[], plex?: FakePlex): Promise<Doors> => {
    const doors = await openDoors(specs, plex)
    all.push(doors)
    return doors
  }
  const { plex, connections = usualConnections, otherPlexes = [], otherServers = [] } = options
  if (plex !== undefined) servers.push(serverOf(plex, await open(connections, plex)))
  for (const each of otherPlexes) servers.push(serverOf(each, await open(usualConnections, each)))
  for (const each of otherServers) {
    servers.push(otherServerOf(each, accounts, await open(each.connections ?? oneDead)))
  }
  const close = async (): Promise<void> => {
    await Promise.all(all.map((doors) => doors.close()))
  }
  return { servers, close }
}

function accountsOf({ accounts, plex, people }: FakeCloudOptions): Accounts {
  return accounts ?? plex?.accounts ?? createAccounts(people ?? [{ name: 'owner', kind: 'owner' }])
}

export async function openWorld(options: FakeCloudOptions): Promise<OpenWorld> {
  const accounts = accountsOf(options)
  const clock = options.clock ?? options.plex?.clock ?? createVirtualClock()
  const seed = options.seed ?? options.plex?.seed ?? 1
  const quirks = { ...realCloudQuirks, ...options.quirks }
  const { servers, close } = await openServers(options, accounts)
  const world: CloudWorld = {
    seed,
    random: createRandom(seed + 1),
    clock,
    accounts,
    servers,
    quirks,
    catalogue: createCatalogue(accounts, { seed, withdrawn: quirks.withdrawn }),
    pins: createPins(clock, seed),
    devices: createDevices(),
    switches: createWindow(clock, { most: quirks.switchesPerMinute, spanMs: MINUTE }),
    urls: { plexTv: '', clients: '', discover: '', metadata: '', community: '', rss: '' },
    modes: { sharedServers: options.sharedServers ?? 'normal' },
    startedAt: clock.now()
  }
  return { world, close }
}
