/** A friend's watchlist through GraphQL, in three states: the list, private, or a Failure because nothing is known. */
import { bool, everyRow, type Loose, obj, rows, str } from '#adapters/plex/readers.ts'
import { stretched } from '#kit/backoff.ts'
import { wait } from '#kit/wait-awake.ts'
import type { FriendWatchlist, WatchlistEntry } from '#ports/plex-cloud.ts'
import { garbled } from './failures.ts'
import { betweenPagesMs } from './hosts.ts'
import type { Asker, CloudRoom } from './room.ts'

const question = { host: 'community', about: "a friend's watchlist" } as const
const pageSize = 100
const mostPages = 100

const text = `query GetWatchlistHub($uuid: ID = "", $first: PaginationInt!, $after: String) {
  userV2(user: { id: $uuid }) {
    ... on User { watchlist(first: $first, after: $after) { nodes { id title type year } pageInfo { hasNextPage endCursor } } }
  }
}`

/** A page; `after` is where the next one begins, undefined at the end. */
interface Page {
  readonly entries: readonly WatchlistEntry[]
  readonly after: string | undefined
}

const types: ReadonlyMap<string | undefined, WatchlistEntry['type']> = new Map([
  ['MOVIE', 'movie'],
  ['SHOW', 'show']
])

/** 'other' for what is neither film nor show. */
const entryOf = (row: Loose): WatchlistEntry | 'other' | undefined => {
  const [id, type] = [str(row.id), types.get(str(row.type)?.toUpperCase())]
  if (id === undefined) return undefined
  if (type === undefined) return 'other'
  const guid = `plex://${type}/${id}`
  const year = Number(str(row.year))
  return { guid, type, title: str(row.title) ?? guid, year: Number.isInteger(year) ? year : undefined }
}

/** A full page that says "more" and not where cannot be read on; a page with room left is the end whatever it says. */
const nextOf = (info: Loose, received: number): string | undefined => {
  if (!bool(info.hasNextPage)) return undefined
  const cursor = str(info.endCursor)
  if (cursor === undefined && received >= pageSize) throw garbled(question, 'it says that more follows, but not where')
  return cursor
}

const pageOf = (document: unknown): Page | 'private' => {
  const errors = rows(obj(document)?.errors) ?? []
  if (errors.length > 0) {
    // So it words that somebody does not show their list; everything else is trouble.
    const isPrivate = errors.every((error) => str(obj(error)?.message)?.startsWith('User not found') === true)
    if (isPrivate) return 'private'
    throw garbled(question, 'it was refused by the service')
  }
  const watchlist = obj(obj(obj(obj(document)?.data)?.userV2)?.watchlist)
  const info = obj(watchlist?.pageInfo)
  const nodes = everyRow(rows(watchlist?.nodes), entryOf)
  if (nodes === undefined || info === undefined) throw garbled(question, 'it holds no list')
  return { entries: nodes.filter((node) => node !== 'other'), after: nextOf(info, nodes.length) }
}

const readPage = async (
  { http, bases }: CloudRoom,
  asker: Asker,
  about: { readonly uuid: string; readonly after: string | undefined }
): Promise<Page | 'private'> => {
  const variables = { uuid: about.uuid, first: pageSize, after: about.after ?? null }
  const post = { query: text, operationName: 'GetWatchlistHub', variables }
  const url = `${bases.community}/api`
  const reply = await http.ask({ ...question, ...asker, url, post, accept: 'json', repeatable: true })
  return pageOf(reply.document)
}

/** Every page, one after the other, or the word that the list is private. */
const readPages = async (room: CloudRoom, asker: Asker, uuid: string): Promise<readonly Page[] | 'private'> => {
  const pages: Page[] = []
  const cursors = new Set<string | undefined>()
  let after: string | undefined
  do {
    if (after !== undefined) await wait(room.clock, stretched(betweenPagesMs), asker.signal)
    const page = await readPage(room, asker, { uuid, after })
    if (page === 'private') return 'private'
    pages.push(page)
    cursors.add(after)
    after = page.after
    if (cursors.has(after) && after !== undefined) throw garbled(question, 'its pages go in a circle')
    if (pages.length >= mostPages) throw garbled(question, 'its pages do not come to an end')
  } while (after !== undefined)
  return pages
}

/** Reads the list to its end. */
export const readFriendWatchlist = async (room: CloudRoom, asker: Asker, uuid: string): Promise<FriendWatchlist> => {
  const pages = await readPages(room, asker, uuid)
  if (pages === 'private') return { kind: 'private' }
  const byGuid = new Map(pages.flatMap(({ entries }) => entries).map((entry) => [entry.guid, entry]))
  return { kind: 'list', entries: [...byGuid.values()] }
}
