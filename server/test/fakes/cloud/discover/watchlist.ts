/** The asker's own watchlist, page by page. */
import { json, type Reply, refuse, tagged, xml } from '#test/fakes/cloud/http/reply.ts'
import type { AccountAsk, Route } from '#test/fakes/cloud/http/route.ts'
import { numberOf } from '#test/fakes/cloud/world/catalogue.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'
import { itemNode, releasedAt } from './item.ts'

const USUAL_PAGE = 20
/** Since December 2025; it was 300 before. */
const LARGEST_PAGE = 100

const filters: Readonly<Record<string, (entry: WatchlistEntry, now: number) => boolean>> = {
  all: () => true,
  released: (entry, now) => releasedAt(entry) * 1000 <= now,
  available: (entry) => numberOf(entry.hex) % 2 === 0
}

const titleSort = ({ title }: WatchlistEntry): string => title.replace(/^(the|a|an) /i, '').toLowerCase()

const sorts: Readonly<Record<string, (a: WatchlistEntry, b: WatchlistEntry) => number>> = {
  watchlistedAt: (a, b) => a.at - b.at,
  titleSort: (a, b) => titleSort(a).localeCompare(titleSort(b)),
  originallyAvailableAt: (a, b) => releasedAt(a) - releasedAt(b),
  firstAvailableAt: (a, b) => releasedAt(a) - releasedAt(b),
  rating: (a, b) => (numberOf(a.hex) % 60) - (numberOf(b.hex) % 60)
}

const typeNumbers: Readonly<Record<string, WatchlistEntry['type']>> = { '1': 'movie', '2': 'show' }

/** Undefined: there is no such order. */
function sorted(entries: readonly WatchlistEntry[], sort: string): readonly WatchlistEntry[] | undefined {
  const [field = '', direction = 'asc'] = sort.split(':')
  const compare = sorts[field]
  if (compare === undefined) return undefined
  const factor = direction === 'desc' ? -1 : 1
  return [...entries].sort((a, b) => factor * compare(a, b) || a.hex.localeCompare(b.hex))
}

function chosen({ account, query, path, world }: AccountAsk): readonly WatchlistEntry[] | undefined {
  const filter = filters[path['filter'] ?? '']
  const type = query.text('type')
  if (filter === undefined) return undefined
  const now = world.clock.now()
  const entries = account.watchlist
    .entries()
    .filter((entry) => filter(entry, now) && (type === undefined || typeNumbers[type] === entry.type))
  return sorted(entries, query.text('sort') ?? 'watchlistedAt:desc')
}

/** What makes two questions the same one: everything but the token and the order of the arguments. */
function questionOf({ account, path, query, page, wantsJson }: AccountAsk): string {
  const told = query.params
    .filter(({ name }) => name.toLowerCase() !== 'x-plex-token')
    .map(({ name, operator, value }) => `${name}${operator}${value}`)
  return [account.uuid, path['filter'], ...told.sort(), page.start, page.size, wantsJson].join('\n')
}

function list(ask: AccountAsk): Reply {
  const all = chosen(ask)
  if (all === undefined) return refuse('provider', ask, { status: 400, message: 'Invalid filter or sort' })
  const offset = Math.max(0, ask.page.start + (ask.page.start > 0 ? ask.pageShift : 0))
  const rows = all.slice(offset, offset + Math.min(LARGEST_PAGE, ask.page.size ?? USUAL_PAGE)).map(itemNode)
  const container: Tree = {
    librarySectionID: 'watchlist',
    librarySectionTitle: 'Watchlist',
    offset: ask.page.start,
    totalSize: all.length,
    identifier: 'tv.plex.provider.discover',
    size: rows.length,
    ...(rows.length === 0 ? {} : { Metadata: rows })
  }
  const reply = ask.wantsJson ? json({ MediaContainer: container }) : xml('MediaContainer', container)
  return tagged(reply, { ifNoneMatch: ask.headers['if-none-match'], key: questionOf(ask) })
}

export const watchlistRoutes: readonly Route[] = [
  { pattern: '/library/sections/watchlist/:filter', access: 'account', voice: 'provider', answer: list }
]

/** The watchlist moved away from the metadata service in August 2025. */
export const movedWatchlistRoutes: readonly Route[] = [
  {
    pattern: '/library/sections/watchlist/:filter',
    access: 'account',
    voice: 'provider',
    answer: (ask) => refuse('provider', ask, { status: 404, message: "Section 'watchlist' not found!" })
  }
]
