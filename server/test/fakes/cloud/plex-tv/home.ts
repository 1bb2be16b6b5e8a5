/** The owner's Home: who lives there, and becoming one of them. */
import { either, type Reply, refuse, xml } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import { homeAround, thumbOf } from '#test/fakes/cloud/world/world.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import { userNode } from './user.ts'

function memberNode(account: Account) {
  const managed = account.kind === 'managed'
  return {
    id: account.id,
    uuid: account.uuid,
    title: account.title,
    username: account.username,
    email: account.email,
    friendlyName: null,
    thumb: thumbOf(account),
    hasPassword: !managed,
    restricted: managed,
    restrictionProfile: managed ? 'little_kid' : null,
    admin: account.kind === 'owner',
    guest: false,
    protected: account.pin !== undefined,
    updatedAt: 1_769_900_000
  }
}

function homeUsers(ask: AccountAsk): Reply {
  const users = homeAround(ask.world.accounts, ask.account).map(memberNode)
  const admin = ask.world.accounts.find(({ kind }) => kind === 'owner')
  return either(ask, 'home', {
    id: 4711,
    name: `${admin?.title ?? 'No'} home`,
    guestUserID: 0,
    guestUserUUID: '',
    guestEnabled: false,
    subscription: admin?.subscription ?? false,
    users
  })
}

function oldHomeUsers({ world, account }: AccountAsk): Reply {
  const users = homeAround(world.accounts, account)
  const rows = users.map((member) => {
    const { friendlyName: _none, username, email, restrictionProfile, ...node } = memberNode(member)
    return { ...node, username: username ?? '', email: email ?? '', restrictionProfile: restrictionProfile ?? '' }
  })
  const facts = { friendlyName: 'myPlex', identifier: 'com.plexapp.plugins.myplex', size: users.length }
  return xml('MediaContainer', { ...facts, ...(rows.length === 0 ? {} : { User: rows }) })
}

type Switched = { readonly member: Account; readonly authToken: string } | Reply

const pinNeeded = { status: 403, code: 1041, message: 'A valid PIN is required to access this user' }
const tooMany = { status: 429, code: 1003, message: 'API rate limit exceeded' }
const nobody = { status: 404, code: 1002, message: 'User not found' }
const notWithThis = { status: 403, code: 1005, message: 'This token may not switch users' }

/** What keeps somebody from becoming a member. */
function obstacle(ask: AccountAsk, member: Account | undefined) {
  if (!ask.world.switches.enter()) return tooMany
  if (ask.token.expiresAt !== undefined) return notWithThis
  if (member === undefined) return nobody
  return member.pin !== undefined && ask.query.text('pin') !== member.pin ? pinNeeded : undefined
}

function become(ask: AccountAsk, voice: 'v1' | 'v2', is: (account: Account) => boolean): Switched {
  const member = homeAround(ask.world.accounts, ask.account).find(is)
  const refusal = obstacle(ask, member)
  if (refusal !== undefined || member === undefined) return refuse(voice, ask, refusal ?? nobody)
  return { member, authToken: ask.world.accounts.tokens.signIn(member.name, ask.client) }
}

function switchTo(ask: AccountAsk): Reply {
  const switched = become(ask, 'v2', ({ uuid }) => uuid === ask.path['uuid'])
  if (!('member' in switched)) return switched
  const node = userNode(ask.world, switched.member, switched.authToken)
  return either({ wantsJson: ask.wantsJson, status: 201 }, 'user', node)
}

function oldSwitch(ask: AccountAsk): Reply {
  const switched = become(ask, 'v1', ({ id }) => String(id) === ask.path['id'])
  if (!('member' in switched)) return switched
  const { username, email, friendlyName: _none, restrictionProfile: _profile, ...node } = memberNode(switched.member)
  const { authToken } = switched
  const tokens = { authenticationToken: authToken, authToken }
  return xml('user', { ...node, username: username ?? '', email: email ?? '', home: true, ...tokens }, 201)
}

const v2 = { access: 'account', needsClient: true, voice: 'v2' } as const
const v1 = { access: 'account', voice: 'v1' } as const

export const homeRoutes: readonly Route[] = [
  { pattern: '/api/v2/home/users', ...v2, answer: homeUsers },
  { pattern: '/api/v2/home/users/:uuid/switch', methods: ['POST'], ...v2, answer: switchTo }
]

export const oldHomeRoutes: readonly Route[] = [
  { pattern: '/api/home/users', ...v1, answer: oldHomeUsers },
  { pattern: '/api/home/users/:id/switch', methods: ['POST'], ...v1, needsClient: true, answer: oldSwitch }
]
