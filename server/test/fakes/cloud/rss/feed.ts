/** Feeds: where an account learns the address of its feed, and the feed that everybody may read who knows it. */
import { z } from 'zod'
import { slugOf } from '#test/fakes/cloud/discover/item.ts'
import { json, type Reply, refuse, tagged, xml } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Ask, Route } from '#test/fakes/cloud/http/route.ts'
import { type CloudWorld, fingerprint, friendsOf } from '#test/fakes/cloud/world/world.ts'
import { parsed } from '#test/fakes/kit/parsed.ts'
import type { Account } from '#test/fakes/people/accounts.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'

const feedTypes = ['watchlist', 'friendsWatchlist'] as const
type FeedType = (typeof feedTypes)[number]

const NEWEST = 50

/** The feed's id, which is all that guards it. */
function feedId({ seed }: { readonly seed: number }, account: Account, type: FeedType): string {
  return fingerprint(seed, account.uuid, type).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

const wish = z.object({ feedType: z.enum(feedTypes) })

function order(ask: AccountAsk): Reply {
  const { data } = wish.safeParse(parsed(ask.body))
  if (data === undefined) return refuse('provider', ask, { status: 400, message: 'Invalid feedType' })
  if (!ask.account.subscription) return refuse('provider', ask, { status: 403, message: 'Plex Pass is required' })
  const uuid = feedId(ask.world, ask.account, data.feedType)
  const info = { feedType: data.feedType, uuid, url: `${ask.world.urls.rss}/${uuid}` }
  return ask.wantsJson || ask.query.text('format') === 'json' ? json({ RSSInfo: [info] }) : xml('RSSInfo', info)
}

interface Row {
  readonly entry: WatchlistEntry
  readonly by: Account
}

function rowsOf(account: Account): readonly Row[] {
  return account.watchlist.entries().map((entry) => ({ entry, by: account }))
}

function contentOf({ accounts }: CloudWorld, account: Account, type: FeedType): readonly Row[] {
  if (type === 'watchlist') return rowsOf(account)
  const open = friendsOf(accounts, account).filter(({ privacy }) => privacy !== 'private')
  return open.flatMap(rowsOf).sort((a, b) => b.entry.at - a.entry.at)
}

function itemOf({ entry, by }: Row, type: FeedType) {
  return {
    title: entry.year === undefined ? entry.title : `${entry.title} (${entry.year})`,
    pubDate: new Date(entry.at).toUTCString(),
    link: `https://watch.plex.tv/${entry.type}/${slugOf(entry)}`,
    guids: entry.guids ?? [],
    description: '',
    category: entry.type,
    credits: [],
    thumbnail: { url: `https://image.example.invalid/${entry.hex}/thumb.jpg` },
    keywords: [],
    ...(type === 'friendsWatchlist' ? { author: by.uuid } : {})
  }
}

function ownerOf(world: CloudWorld, uuid: string): { readonly account: Account; readonly type: FeedType } | undefined {
  for (const account of world.accounts.all) {
    for (const type of feedTypes) if (feedId(world, account, type) === uuid) return { account, type }
  }
  return undefined
}

/** What keeps a feed from being read. */
function obstacle({ world, path }: Ask, feed: ReturnType<typeof ownerOf>) {
  if (world.quirks.feedErrors > 0 && world.random() < world.quirks.feedErrors) return { status: 500, message: 'Error' }
  if (feed === undefined) return { status: 404, message: `No feed ${path['uuid']}` }
  return feed.account.subscription ? undefined : { status: 403, message: 'Forbidden' }
}

const inXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function inRss(title: string, items: readonly ReturnType<typeof itemOf>[]): Reply {
  const rows = items.map(
    ({ title: of, pubDate, link, category }) =>
      `<item><title>${inXml(of)}</title><pubDate>${pubDate}</pubDate><link>${link}</link><category>${category}</category></item>`
  )
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${inXml(title)}</title>${rows.join('')}</channel></rss>\n`
  return { status: 200, type: 'application/rss+xml', text }
}

function read(ask: Ask): Reply {
  const { world } = ask
  const feed = ownerOf(world, ask.path['uuid'] ?? '')
  const refusal = obstacle(ask, feed)
  if (refusal !== undefined || feed === undefined) return refuse('page', ask, refusal ?? { status: 404, message: '' })
  const { account, type } = feed
  const items = contentOf(world, account, type)
    .slice(0, NEWEST)
    .map((row) => itemOf(row, type))
  const title = type === 'watchlist' ? `${account.title}'s Watchlist` : `${account.title}'s Friends' Watchlists`
  const head = {
    title,
    links: { self: `https://rss.plex.tv/${ask.path['uuid']}`, next: null },
    description: 'A watchlist'
  }
  const reply = ask.query.text('format') === 'json' ? json({ ...head, items }) : inRss(title, items)
  return tagged(reply, { ifNoneMatch: ask.headers['if-none-match'], key: ask.url })
}

export const feedOrderRoutes: readonly Route[] = [
  { pattern: '/rss', methods: ['POST'], access: 'account', voice: 'provider', answer: order }
]

export const feedRoutes: readonly Route[] = [{ pattern: '/:uuid', access: 'anybody', voice: 'page', answer: read }]
