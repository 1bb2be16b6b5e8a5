/** A mark of all friends' watchlists, from the feed: it changes when any of them does. */
import { createHash } from 'node:crypto'
import { obj, one, rows, str } from '#adapters/plex/readers.ts'
import { garbled } from './failures.ts'
import { realAddresses } from './hosts.ts'
import type { CloudReply } from './http.ts'
import type { Asker, CloudRoom } from './room.ts'

const question = { host: 'rss', about: 'news of friends' } as const
const ordering = { host: 'discover', about: 'where news of friends are' } as const
const mostHops = 3
const redirects = [301, 302, 303, 307, 308]
const refused = [403, 404, 410]

/** What is remembered of one account's feed, in memory only: who knows the address may read the feed. */
interface Feed {
  readonly url: string
  readonly etag?: string | undefined
  readonly mark?: string
}

/** The real services' addresses are looked for where the settings say that these services are. */
const hereOf = ({ bases }: CloudRoom, url: string): string => {
  if (!URL.canParse(url)) throw garbled(ordering, 'it is no address')
  const { origin, pathname, search, protocol } = new URL(url)
  if (origin === realAddresses.rss) return `${bases.rss}${pathname}${search}`
  if (origin === realAddresses.discover) return `${bases.discover}${pathname}${search}`
  if (protocol === 'https:' || bases.rss.startsWith('http:')) return url
  throw garbled(ordering, 'it is no secure address')
}

/** The address of the feed; undefined when the account has none, which Plex says in its own words. */
const orderFeed = async (room: CloudRoom, asker: Asker): Promise<string | undefined> => {
  const reply = await room.http.ask({
    ...ordering,
    ...asker,
    url: `${room.bases.discover}/rss`,
    query: 'format=json',
    post: { feedType: 'friendsWatchlist' },
    accept: 'json',
    repeatable: true,
    takes: [403]
  })
  if (reply.status === 403) {
    if (reply.document === undefined) throw garbled(ordering, 'a web page forbids it (403)')
    return undefined
  }
  const url = str(one(obj(reply.document)?.RSSInfo)?.url)
  if (url === undefined) throw garbled(ordering, 'it holds no address')
  return hereOf(room, url)
}

const withFormat = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}format=json`

/** Where a redirect leads; undefined for what cannot be followed: no address, or one less secure than the one before. */
const nextHop = ({ location }: CloudReply, from: string): string | undefined => {
  if (location === undefined || !URL.canParse(location, from)) return undefined
  const next = new URL(location, from)
  const isFine = next.protocol === 'https:' || (next.protocol === 'http:' && from.startsWith('http:'))
  return isFine ? next.href : undefined
}

/** Follows to where the feed is stored. Nobody on the way learns a token or who we are. */
const fetchFeed = async ({ http }: CloudRoom, feed: Feed, signal: AbortSignal): Promise<CloudReply> => {
  const headers = feed.etag === undefined ? {} : { 'If-None-Match': feed.etag }
  const takes = [304, ...redirects, ...refused]
  let url: string | undefined = withFormat(feed.url)
  for (let hop = 0; hop <= mostHops && url !== undefined; hop += 1) {
    const reply = await http.ask({ ...question, url, headers, takes, accept: 'json', foreign: true, signal })
    if (!redirects.includes(reply.status)) return reply
    url = nextHop(reply, url)
  }
  throw garbled(question, 'it sends us on and on, or to an address that cannot be used')
}

const markOf = (document: unknown): string => {
  const items = rows(obj(document)?.items)
  if (items === undefined) throw garbled(question, 'it is no feed')
  const lines = items.map((item) => {
    const { title, pubDate, author, guids } = obj(item) ?? {}
    return JSON.stringify([title, pubDate, author, guids])
  })
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** What the feed says now; 'refused' when it is not there for us any more. */
const readFeed = async (room: CloudRoom, feed: Feed, signal: AbortSignal): Promise<Required<Feed> | 'refused'> => {
  const reply = await fetchFeed(room, feed, signal)
  if (refused.includes(reply.status)) return 'refused'
  if (reply.status !== 304) return { url: feed.url, etag: reply.etag, mark: markOf(reply.document) }
  if (feed.mark === undefined) throw garbled(question, 'it says "unchanged" to a first question')
  return { url: feed.url, etag: feed.etag, mark: feed.mark }
}

/** Asks for the feed's address once, and again when the feed is not there any more. */
export const createFriendsMark = (room: CloudRoom) => {
  const feeds = new Map<string, Feed>()

  return async ({ token, signal }: Asker): Promise<string | undefined> => {
    const owner = token.reveal()
    const known = feeds.get(owner)
    const seen = known === undefined ? 'refused' : await readFeed(room, known, signal)
    if (seen !== 'refused') {
      feeds.set(owner, seen)
      return seen.mark
    }
    feeds.delete(owner)
    const url = await orderFeed(room, { token, signal })
    if (url === undefined) return undefined
    const first = await readFeed(room, { url }, signal)
    if (first === 'refused') throw garbled(question, 'the feed is not where Plex says that it is')
    feeds.set(owner, first)
    return first.mark
  }
}
