/** The servers and players that an account can reach. */
import { either, type Reply } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import type { KnownServer } from '#test/fakes/cloud/world/world.ts'
import { isoTime } from './pins.ts'

/** An asker gets relays, names with certificates and the newer addresses only when they are asked for. */
function connectionsOf({ query }: AccountAsk, { connections }: KnownServer) {
  return connections.filter(
    ({ relay, protocol, IPv6 }) =>
      (!relay || query.flag('includeRelay')) &&
      (protocol === 'http' || query.flag('includeHttps')) &&
      (!IPv6 || query.flag('includeIPv6'))
  )
}

/** A token that dies takes the place of the server token on the owner's own server. */
function accessOf({ account, token, world }: AccountAsk, server: KnownServer): string | undefined {
  const dying = token.expiresAt !== undefined && world.quirks.shortLivedAccess && server.ownerName === account.name
  return dying ? token.token : server.passOf(account)
}

function serverNode(ask: AccountAsk, server: KnownServer, accessToken: string) {
  const { account, world } = ask
  const owned = server.ownerName === account.name
  const owner = world.accounts.find(({ name }) => name === server.ownerName)
  return {
    name: server.name,
    product: 'Plex Media Server',
    productVersion: server.version,
    platform: 'Linux',
    platformVersion: '6.12',
    device: 'Docker Container',
    clientIdentifier: server.machineIdentifier,
    createdAt: '2021-01-01T12:12:24Z',
    lastSeenAt: isoTime(world.clock.now()),
    provides: 'server',
    ownerId: owned ? null : (owner?.id ?? 7_000_001),
    sourceTitle: owned ? null : (owner?.username ?? 'somebody'),
    publicAddress: '203.0.113.5',
    accessToken,
    owned,
    home: owner?.kind === 'owner' && account.kind !== 'shared',
    synced: false,
    relay: server.connections.some(({ relay }) => relay),
    presence: true,
    httpsRequired: false,
    publicAddressMatches: true,
    dnsRebindingProtection: false,
    natLoopbackSupported: false,
    connections: connectionsOf(ask, server)
  }
}

/** A player: something that is no server and has no token. */
function playerNode({ world, account }: AccountAsk) {
  return {
    name: 'Living room',
    product: 'Plex for Android (TV)',
    productVersion: '10.1.0',
    platform: 'Android',
    platformVersion: '14',
    device: 'Television',
    clientIdentifier: `player-of-${account.name}`,
    createdAt: '2022-01-01T12:12:24Z',
    lastSeenAt: isoTime(world.clock.now()),
    provides: 'client,player,pubsub-player',
    ownerId: null,
    sourceTitle: null,
    publicAddress: '203.0.113.5',
    accessToken: null,
    owned: true,
    home: false,
    synced: false,
    relay: false,
    presence: true,
    httpsRequired: false,
    publicAddressMatches: true,
    dnsRebindingProtection: false,
    natLoopbackSupported: false,
    connections: []
  }
}

function resources(ask: AccountAsk): Reply {
  const servers = ask.world.servers.flatMap((server) => {
    const access = accessOf(ask, server)
    return access === undefined ? [] : [serverNode(ask, server, access)]
  })
  return either(ask, 'resources', [...servers, playerNode(ask)])
}

export const resourceRoutes: readonly Route[] = [
  { pattern: '/api/v2/resources', access: 'account', needsClient: true, voice: 'v2', answer: resources }
]
