/** Reads the pages of a list: never assumes one page, never believes that a page is as large as it was asked for. */
import type { Secret } from '#core/model/secret.ts'
import { type Headers, headerOf } from '#kit/http/body.ts'
import { garbled, noList } from './failures.ts'
import type { Row, RowsSchema } from './payloads.ts'
import type { TraktRoom } from './room.ts'

/** Since June 2026 Trakt gives no more at once, whatever is asked for. */
const largestPage = 250

/** Which list, and how much of it. */
export interface PagesAsk {
  readonly about: string
  /** Without query. */
  readonly path: string
  readonly rows: RowsSchema
  /** Rows from the top; the rest does not count. */
  readonly most: number
  /** The rows must be exactly as many as are announced: something that changes while it is read is read again. */
  readonly exact: boolean
  readonly token?: Secret | undefined
  /** Tag of the answer that is known, if it had one page. */
  readonly etag?: string | undefined
  readonly signal: AbortSignal
}

/** The rows, and the tag of an answer that is one page. */
export interface Pages {
  readonly rows: readonly Row[]
  readonly etag: string | undefined
}

interface Page extends Pages {
  readonly pageCount: number
  readonly itemCount: number | undefined
}

const countIn = (headers: Headers, name: string): number | undefined => {
  const text = headerOf(headers, name)
  return text !== undefined && /^\d+$/u.test(text) ? Number(text) : undefined
}

const pageCountOf = (ask: PagesAsk, headers: Headers, { limit, received }: { limit: number; received: number }) => {
  const told = countIn(headers, 'x-pagination-page-count')
  if (told !== undefined) return told
  // A page with room left is the end of a list whatever its headers say; one that is full says nothing.
  if (received < limit || received >= ask.most) return 1
  throw garbled(ask.about, 'it does not say how long it is')
}

const readPage = async ({ http }: TraktRoom, ask: PagesAsk, page: number): Promise<Page | 'unchanged'> => {
  const limit = Math.min(largestPage, ask.most)
  const etag = page === 1 ? ask.etag : undefined
  const reply = await http.ask({
    host: 'api',
    about: ask.about,
    path: `${ask.path}?page=${page}&limit=${limit}`,
    token: ask.token,
    etag,
    takes: etag === undefined ? [404] : [404, 304],
    signal: ask.signal
  })
  if (reply.status === 304) return 'unchanged'
  if (reply.status === 404) throw noList(ask.about)
  const read = ask.rows.safeParse(reply.document)
  if (!read.success) throw garbled(ask.about, 'it is no list of titles')
  return {
    rows: read.data,
    pageCount: pageCountOf(ask, reply.headers, { limit, received: read.data.length }),
    itemCount: countIn(reply.headers, 'x-pagination-item-count'),
    etag: headerOf(reply.headers, 'etag')
  }
}

const keyOf = (row: Row, at: number): string => {
  if (row === 'other') return `other ${at}`
  const { type, title, year, guids } = row.title
  return [type, ...(guids.length === 0 ? [title, year ?? ''] : guids)].join(' ')
}

const distinct = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row, at) => [keyOf(row, at), row])).values()
]

/** Whether every row that was announced came, once. */
const isWhole = (rows: readonly Row[], { most }: PagesAsk, itemCount: number | undefined): boolean =>
  itemCount === undefined || distinct(rows).length === Math.min(itemCount, most)

/** Everything from the first page on; undefined when the list shifted under the reading. */
const readOn = async (room: TraktRoom, ask: PagesAsk, first: Page): Promise<Pages | undefined> => {
  const rows = [...first.rows]
  let pages = 1
  while (pages < first.pageCount && rows.length < ask.most) {
    pages += 1
    const page = await readPage(room, ask, pages)
    if (page === 'unchanged' || page.itemCount !== first.itemCount || page.rows.length === 0) return undefined
    rows.push(...page.rows)
  }
  const taken = rows.slice(0, ask.most)
  if (ask.exact && !isWhole(taken, ask, first.itemCount)) return undefined
  return { rows: distinct(taken), etag: pages === 1 ? first.etag : undefined }
}

/** Reads a list to its end, or to as many rows as are asked for. */
export const readPages = async (room: TraktRoom, ask: PagesAsk): Promise<Pages | 'unchanged'> => {
  const first = await readPage(room, ask, 1)
  if (first === 'unchanged') return first
  const pages = await readOn(room, ask, first)
  if (pages !== undefined) return pages
  const again = await readPage(room, { ...ask, etag: undefined }, 1)
  const secondTry = again === 'unchanged' ? undefined : await readOn(room, ask, again)
  if (secondTry === undefined) throw garbled(ask.about, 'it changes while it is read')
  return secondTry
}
