/** The community service: who is a friend, and what friends let one see of their watchlists. */
import { json, type Reply, refuse } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import { type CloudWorld, friendsOf, homeAround, thumbOf } from '#test/fakes/cloud/world/world.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'
import { type Question, readQuestion } from './question.ts'

/** Managed people never appear; full members of the Home may. */
function befriended(world: CloudWorld, account: Account): readonly Account[] {
  const home = homeAround(world.accounts, account).filter((member) => member !== account && member.kind !== 'managed')
  return [...friendsOf(world.accounts, account), ...(world.quirks.homeInFriends ? home : [])]
}

function friends({ world, account }: AccountAsk): Reply {
  const nodes = befriended(world, account).map((friend) => ({
    user: {
      avatar: thumbOf(friend),
      displayName: friend.title,
      id: friend.uuid,
      idRaw: friend.id,
      username: friend.username ?? ''
    },
    createdAt: '2020-01-01T02:03:04.000Z'
  }))
  return json({ data: { allFriendsV2: nodes } })
}

function mayRead({ world, account }: AccountAsk, other: Account): boolean {
  if (other === account || other.privacy === 'public') return true
  return other.privacy === 'friends' && befriended(world, account).includes(other)
}

/** 200 all the same: to this service it is no failure. */
function hidden(field: string, why: string): Reply {
  const errors = [{ message: `User not found: ${why}`, locations: [{ line: 1, column: 3 }], path: [field] }]
  return json({ errors, data: { [field]: null } })
}

/** Cursors name the last item of a page, so that a list may change between two pages. */
const cursorOf = ({ hex, at }: WatchlistEntry): string => Buffer.from(`${at}:${hex}`).toString('base64')

/** Where the page behind a cursor begins; also when its item is gone. */
function startAfter(entries: readonly WatchlistEntry[], cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [at = '0', hex = ''] = Buffer.from(cursor, 'base64').toString().split(':')
  const index = entries.findIndex((entry) => entry.at < Number(at) || (entry.at === Number(at) && entry.hex > hex))
  return index === -1 ? entries.length : index
}

function nodeOf({ hex, title, type, year }: WatchlistEntry) {
  return { id: hex, title, type: type.toUpperCase(), year: year ?? null }
}

function watchlist(ask: AccountAsk, question: Extract<Question, { kind: 'watchlist' }>): Reply {
  const { field, uuid, first, after } = question
  const other = ask.world.accounts.find((account) => account.uuid === uuid)
  if (other === undefined || other.kind === 'managed') return hidden(field, 'No user with this id')
  if (!mayRead(ask, other)) return hidden(field, 'User privacy prevents viewing')
  const all = other.watchlist.entries()
  const shift = after === undefined ? 0 : ask.pageShift
  const start = Math.max(0, startAfter(all, after) + shift)
  const page = all.slice(start, start + first)
  const last = page.at(-1)
  const endCursor = last === undefined || ask.world.quirks.nullEndCursor ? null : cursorOf(last)
  const pageInfo = { hasNextPage: start + first < all.length, endCursor }
  return json({ data: { [field]: { watchlist: { nodes: page.map(nodeOf), pageInfo } } } })
}

function answer(ask: AccountAsk): Reply {
  const question = readQuestion(ask.body)
  if (question.kind === 'malformed') return refuse('graphql', ask, { status: 400, message: question.message })
  return question.kind === 'friends' ? friends(ask) : watchlist(ask, question)
}

export const communityRoutes: readonly Route[] = [
  { pattern: '/api', methods: ['POST'], access: 'account', voice: 'graphql', answer }
]
