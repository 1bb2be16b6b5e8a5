/** The watchlist of the account behind a token: paged to its end, or proven unchanged with one request. */
import { everyRow, int, type Loose, obj, rows, str } from '#adapters/plex/readers.ts'
import { stretched } from '#kit/backoff.ts'
import { wait } from '#kit/wait-awake.ts'
import type { Validator, WatchlistAnswer, WatchlistEntry } from '#ports/plex-cloud.ts'
import { garbled } from './failures.ts'
import { betweenPagesMs } from './hosts.ts'
import type { Asker, CloudRoom } from './room.ts'
import { digestOf, isFresh, readValidator, validatorOf } from './validator.ts'

const question = { host: 'discover', about: 'a watchlist' } as const

/** The most that the service gives at once since December 2025. */
const pageSize = 100
const mostPages = 200
const path = '/library/sections/watchlist/all'
const query = 'includeCollections=1&includeExternalMedia=1&sort=watchlistedAt:desc'

/** A page; entries that are neither film nor show are counted and left out. */
interface Page {
  readonly received: number
  readonly entries: readonly WatchlistEntry[]
  readonly keys: readonly string[]
  readonly total: number
  readonly etag: string | undefined
}

const entryOf = (row: Loose): WatchlistEntry | { readonly key: string } | undefined => {
  const type = str(row.type)
  const hex = str(row.ratingKey)
  if (type !== 'movie' && type !== 'show') return hex === undefined ? undefined : { key: hex }
  const guid = str(row.guid) ?? (hex === undefined ? undefined : `plex://${type}/${hex}`)
  return guid === undefined ? undefined : { guid, type, title: str(row.title) ?? guid, year: int(row.year) }
}

const keyOf = (entry: WatchlistEntry | { readonly key: string }): string => ('guid' in entry ? entry.guid : entry.key)

const pageOf = (document: unknown, start: number): Omit<Page, 'etag'> => {
  const container = obj(obj(document)?.MediaContainer)
  const total = int(container?.totalSize)
  if (container === undefined || total === undefined || total < 0)
    throw garbled(question, 'it does not say how long it is')
  const listed = container.Metadata === undefined ? [] : rows(container.Metadata)
  const all = everyRow(listed, entryOf)
  if (all === undefined) throw garbled(question, 'one of its entries names no film or show')
  const isWhole = (int(container.size) ?? all.length) === all.length && (int(container.offset) ?? start) === start
  if (!isWhole) throw garbled(question, 'it gives other entries than it announces')
  const entries = all.filter((entry): entry is WatchlistEntry => 'guid' in entry)
  return { received: all.length, entries, keys: all.map(keyOf), total }
}

interface PageAsk extends Asker {
  readonly start: number
  readonly etag?: string | undefined
}

const readPage = async ({ http, bases }: CloudRoom, ask: PageAsk): Promise<Page | 'unchanged'> => {
  const { start, etag, token, signal } = ask
  const headers = {
    'X-Plex-Container-Start': String(start),
    'X-Plex-Container-Size': String(pageSize),
    ...(etag === undefined ? {} : { 'If-None-Match': etag })
  }
  const takes = etag === undefined ? [] : [304]
  const url = `${bases.discover}${path}`
  const reply = await http.ask({ ...question, token, signal, url, query, headers, takes, accept: 'json' })
  if (reply.status === 304) return 'unchanged'
  return { ...pageOf(reply.document, start), etag: reply.etag }
}

/** Everything behind the first page, or undefined when the list shifted under the reading. */
const readOn = async (room: CloudRoom, asker: Asker, first: Page): Promise<readonly WatchlistEntry[] | undefined> => {
  const pages = [first]
  let received = first.received
  while (received < first.total) {
    if (pages.length >= mostPages) throw garbled(question, `it has more than ${mostPages * pageSize} entries`)
    await wait(room.clock, stretched(betweenPagesMs), asker.signal)
    const page = await readPage(room, { ...asker, start: received })
    if (page === 'unchanged' || page.total !== first.total || page.received === 0) return undefined
    pages.push(page)
    received += page.received
  }
  const keys = new Set(pages.flatMap((page) => page.keys))
  if (keys.size !== first.total) return undefined
  const byGuid = new Map(pages.flatMap(({ entries }) => entries).map((entry) => [entry.guid, entry]))
  return [...byGuid.values()]
}

const lookOf = ({ keys, total }: Page): string => digestOf(keys, total)

/** Reads the list. One that shifts while it is read is read once more; one that is still not whole is no list. */
export const readWatchlist = async (
  room: CloudRoom,
  asker: Asker,
  known: Validator | undefined
): Promise<WatchlistAnswer> => {
  const readAt = room.clock.now()
  const before = readValidator(known)
  const fresh = before !== undefined && isFresh(before, readAt) ? before : undefined
  let first = await readPage(room, { ...asker, start: 0, etag: fresh?.etag })
  if (first === 'unchanged' || (fresh !== undefined && fresh.digest === lookOf(first))) return { kind: 'unchanged' }
  for (let reading = 1; reading <= 2; reading += 1) {
    const entries = await readOn(room, asker, first)
    const validator = validatorOf({ etag: first.etag, digest: lookOf(first), readAt })
    if (entries !== undefined) return { kind: 'list', entries, validator }
    const again = await readPage(room, { ...asker, start: 0 })
    if (again === 'unchanged') break
    first = again
  }
  throw garbled(question, `it announces ${first.total} entries and does not give that many`)
}
