/** Friends, and what is shared with them. */
import { either, type Reply, refuse, xml } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import {
  type CloudWorld,
  fingerprint,
  friendsOf,
  homeAround,
  type KnownServer,
  thumbOf
} from '#test/fakes/cloud/world/world.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import type { FakeSection } from '#test/fakes/plex/library/model.ts'

const settings = {
  allowChannels: false,
  allowSubtitleAdmin: false,
  filterMovies: '',
  filterMusic: '',
  filterPhotos: null,
  filterTelevision: '',
  filterAll: null,
  allowSync: true,
  allowCameraUpload: false,
  allowTuners: 0
}

/** Everybody whom lists of friends name: friends, and the others of the Home. */
function acquaintances(world: CloudWorld, account: Account): readonly Account[] {
  const home = homeAround(world.accounts, account).filter((member) => member !== account)
  return [...friendsOf(world.accounts, account), ...home]
}

function ownServers({ world, account }: AccountAsk): readonly KnownServer[] {
  return world.servers.filter(({ ownerName }) => ownerName === account.name)
}

function mayOpen({ sections }: Account, { key }: FakeSection): boolean {
  return sections?.has(key) ?? true
}

/** Sections have a number of their own at plex.tv. */
const cloudSectionId = ({ key }: FakeSection): number => 88_000 + Number(key)

function sharedServer(owner: Account, friend: Account, server: KnownServer) {
  const libraries = server.sections.filter((section) => mayOpen(friend, section))
  return {
    id: 500_000 + friend.id,
    name: server.name,
    invitedId: friend.id,
    invitedEmail: null,
    serverId: 3,
    accepted: true,
    acceptedAt: '2020-01-01T02:03:04Z',
    deletedAt: null,
    leftAt: null,
    machineIdentifier: server.machineIdentifier,
    lastSeenAt: '2023-01-01T00:13:21Z',
    inviteToken: fingerprint('invite', friend.id).slice(0, 20),
    sharingSettings: settings,
    libraries: libraries.map((section) => ({
      id: cloudSectionId(section),
      key: Number(section.key),
      title: section.title,
      type: section.type
    })),
    ownerId: owner.id,
    owned: true,
    numLibraries: libraries.length,
    allLibraries: friend.sections === undefined
  }
}

function friendNode(ask: AccountAsk, friend: Account) {
  const servers = ownServers(ask).filter((server) => server.passOf(friend) !== undefined)
  return {
    status: 'accepted',
    sharingSettings: settings,
    sharedServers: servers.map((server) => sharedServer(ask.account, friend, server)),
    sharedSources: [],
    id: friend.id,
    uuid: friend.uuid,
    title: friend.title,
    username: friend.username,
    restricted: friend.kind === 'managed',
    email: friend.email,
    friendlyName: friend.kind === 'managed' ? friend.title : null,
    thumb: thumbOf(friend),
    home: friend.kind !== 'shared',
    restrictionProfile: null
  }
}

function friends(ask: AccountAsk): Reply {
  const status = ask.query.text('status') ?? 'accepted'
  const all = status === 'accepted' ? acquaintances(ask.world, ask.account) : []
  return either(
    ask,
    'friends',
    all.map((friend) => friendNode(ask, friend))
  )
}

function userRow(ask: AccountAsk, friend: Account): Tree {
  const servers = ownServers(ask).map((server) => ({
    id: 500_000 + friend.id,
    serverId: 3,
    machineIdentifier: server.machineIdentifier,
    name: server.name,
    lastSeenAt: Math.floor(ask.world.clock.now() / 1000),
    numLibraries: server.sections.filter((section) => mayOpen(friend, section)).length,
    allLibraries: friend.sections === undefined,
    owned: true,
    pending: false
  }))
  return {
    id: friend.id,
    title: friend.title,
    username: friend.username ?? '',
    email: friend.email ?? '',
    recommendationsPlaylistId: '',
    thumb: thumbOf(friend),
    protected: friend.pin !== undefined,
    home: friend.kind !== 'shared',
    spencer: 0,
    allowTuners: 0,
    allowSync: false,
    allowCameraUpload: false,
    allowChannels: false,
    allowSubtitleAdmin: false,
    filterAll: '',
    filterMovies: '',
    filterMusic: '',
    filterPhotos: '',
    filterTelevision: '',
    restricted: friend.kind === 'managed',
    ...(servers.length === 0 ? {} : { Server: servers })
  }
}

const facts = { friendlyName: 'myPlex', identifier: 'com.plexapp.plugins.myplex' }

function users(ask: AccountAsk): Reply {
  const rows = acquaintances(ask.world, ask.account).map((friend) => userRow(ask, friend))
  const machineIdentifier = ask.world.servers[0]?.machineIdentifier ?? ''
  const head = { ...facts, machineIdentifier, totalSize: rows.length, size: rows.length }
  return xml('MediaContainer', rows.length === 0 ? head : { ...head, User: rows })
}

/** The attribute that came and went in 2026. */
function accessOf(ask: AccountAsk, friend: Account, server: KnownServer): Tree {
  const mode = ask.world.modes.sharedServers
  if (mode === 'attributeMissing') return {}
  return { accessToken: mode === 'blankTokens' ? '' : (server.passOf(friend) ?? '') }
}

function shareRow(ask: AccountAsk, friend: Account, server: KnownServer): Tree {
  return {
    id: 500_000 + friend.id,
    username: friend.username ?? friend.title,
    email: friend.email ?? '',
    userID: friend.id,
    ...accessOf(ask, friend, server),
    name: server.name,
    acceptedAt: 1_700_000_000,
    invitedAt: 1_699_990_000,
    allowSync: false,
    allowCameraUpload: false,
    allowChannels: false,
    allowTuners: 0,
    allowSubtitleAdmin: false,
    allLibraries: friend.sections === undefined,
    owned: true,
    Section: server.sections.map((section) => ({
      id: cloudSectionId(section),
      key: section.key,
      title: section.title,
      type: section.type,
      shared: mayOpen(friend, section)
    }))
  }
}

function sharedServers(ask: AccountAsk): Reply {
  const server = ownServers(ask).find(({ machineIdentifier }) => machineIdentifier === ask.path['machine'])
  if (server === undefined || ask.world.modes.sharedServers === 'gone404') {
    return refuse('v1', ask, { status: 404, message: 'Not found' })
  }
  const rows = acquaintances(ask.world, ask.account)
    .filter((friend) => server.passOf(friend) !== undefined)
    .map((friend) => shareRow(ask, friend, server))
  const head = { ...facts, machineIdentifier: server.machineIdentifier, size: rows.length }
  return xml('MediaContainer', rows.length === 0 ? head : { ...head, SharedServer: rows })
}

const v1 = { access: 'account', voice: 'v1' } as const

export const friendRoutes: readonly Route[] = [
  { pattern: '/api/v2/friends', access: 'account', needsClient: true, voice: 'v2', answer: friends }
]

export const oldFriendRoutes: readonly Route[] = [
  { pattern: '/api/users', ...v1, answer: users },
  { pattern: '/api/servers/:machine/shared_servers', ...v1, answer: sharedServers }
]
