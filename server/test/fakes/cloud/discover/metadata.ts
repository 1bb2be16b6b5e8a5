/** Single films and shows: their external ids, what the asker has done with them, and putting them on the watchlist. */
import { json, type Reply, refuse, xml } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'
import { detailNode } from './item.ts'

const provider = { identifier: 'tv.plex.provider.discover' }

function container(ask: AccountAsk, facts: Tree): Reply {
  const tree = { ...facts, ...provider }
  return ask.wantsJson ? json({ MediaContainer: tree }) : xml('MediaContainer', tree)
}

function missing(ask: AccountAsk): Reply {
  return refuse('provider', ask, { status: 404, message: 'Item not found' })
}

/** Undefined for what was withdrawn, though it may stand on a list. */
function known({ world }: AccountAsk, hex: string): WatchlistEntry | undefined {
  return world.catalogue.isWithdrawn(hex) ? undefined : world.catalogue.find(hex)
}

function detail(ask: AccountAsk): Reply {
  const entry = known(ask, ask.path['hex'] ?? '')
  if (entry === undefined) return missing(ask)
  return container(ask, { offset: 0, totalSize: 1, size: 1, Metadata: [detailNode(entry)] })
}

function userState(ask: AccountAsk): Reply {
  const entry = known(ask, ask.path['hex'] ?? '')
  if (entry === undefined) return missing(ask)
  const listed = ask.account.watchlist.entries().find(({ hex }) => hex === entry.hex)
  const state: Tree = {
    ratingKey: entry.hex,
    type: entry.type,
    viewCount: 0,
    viewOffset: 0,
    viewedLeafCount: 0,
    viewState: 'unseen',
    watchlistedAt: listed === undefined ? undefined : Math.floor(listed.at / 1000)
  }
  return container(ask, { size: 1, UserState: [state] })
}

function change(ask: AccountAsk, act: (entry: WatchlistEntry) => void): Reply {
  const entry = ask.world.catalogue.find(ask.query.text('ratingKey') ?? '')
  if (entry === undefined) return missing(ask)
  act(entry)
  return container(ask, { size: 0 })
}

const facts = { access: 'account', voice: 'provider' } as const

export const metadataRoutes: readonly Route[] = [
  { pattern: '/library/metadata/:hex', ...facts, answer: detail },
  { pattern: '/library/metadata/:hex/userState', ...facts, answer: userState }
]

export const actionRoutes: readonly Route[] = [
  {
    pattern: '/actions/addToWatchlist',
    methods: ['PUT'],
    ...facts,
    answer: (ask: AccountAsk) =>
      change(ask, (entry) => ask.account.watchlist.add({ ...entry, at: ask.world.clock.now() }))
  },
  {
    pattern: '/actions/removeFromWatchlist',
    methods: ['PUT'],
    ...facts,
    answer: (ask: AccountAsk) => change(ask, ({ hex }) => ask.account.watchlist.remove(hex))
  }
]
