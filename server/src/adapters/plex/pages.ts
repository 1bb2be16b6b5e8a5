/** Reads long lists page by page, a few pages at a time, and says whether the list held still and was complete. */
import type { AsPerson } from '#ports/media-server.ts'
import type { Ask } from './exchange.ts'
import type { PlexHttp } from './http.ts'
import { itemsIn } from './payloads.ts'
import { int } from './readers.ts'

/** Peers use up to 1000 safely; a server that gives less is followed at its own pace. */
const pageSize = 1000

/** A list to read. `read` turns an entry into a slim record at once, so that no page outlives its turn. */
export interface ListAsk<Entry> {
  readonly path: string
  readonly query?: string
  readonly signal: AbortSignal
  /** Whose list; absent: the owner's. */
  readonly as?: AsPerson | undefined
  readonly pageSize?: number
  /** Other questions go before its pages. */
  readonly isBulk?: boolean
  readonly read: (raw: unknown) => Entry | undefined
  readonly keyOf: (entry: Entry) => string
}

/** A list as it was read. */
export interface Listing<Entry> {
  /** In the server's order, each key once: lists shift while they are read. */
  readonly entries: readonly Entry[]
  /** Entries that could not be read. */
  readonly skipped: number
  /** How many the server announced, at most; undefined when it does not say. */
  readonly announced: number | undefined
  /** True when fewer came than were announced: something is missing. */
  readonly short: boolean
}

interface Page<Entry> {
  readonly entries: readonly Entry[]
  readonly received: number
  readonly total: number | undefined
}

/** What arrives of a page that breaks off is never used: its question fails, and with it the list. */
const readPage = async <Entry>(http: PlexHttp, ask: ListAsk<Entry>, start: number): Promise<Page<Entry>> => {
  const entries: Entry[] = []
  let received = 0
  const take = (raw: unknown): void => {
    received += 1
    const entry = ask.read(raw)
    if (entry !== undefined) entries.push(entry)
  }
  const question: Ask = {
    path: ask.path,
    ...(ask.query === undefined ? {} : { query: ask.query }),
    page: { start, size: ask.pageSize ?? pageSize },
    signal: ask.signal,
    ...(ask.as === undefined ? {} : { as: ask.as }),
    ...(ask.isBulk === undefined ? {} : { isBulk: ask.isBulk }),
    each: take
  }
  const container = await http.get(question)
  itemsIn(container).forEach(take)
  return { entries, received, total: int(container.totalSize) }
}

/** Reads from `start` until `end`, advancing by what really came; an empty page ends it early. */
const readSpan = async <Entry>(
  http: PlexHttp,
  ask: ListAsk<Entry>,
  span: { readonly start: number; readonly end: number }
): Promise<readonly Page<Entry>[]> => {
  const pages: Page<Entry>[] = []
  for (let at = span.start; at < span.end; ) {
    const page = await readPage(http, ask, at)
    pages.push(page)
    if (page.received === 0) break
    at += page.received
  }
  return pages
}

/** The rest of a list whose length the server does not tell: on until a page is not full. */
const readOn = async <Entry>(
  http: PlexHttp,
  ask: ListAsk<Entry>,
  first: Page<Entry>
): Promise<readonly Page<Entry>[]> => {
  const pages: Page<Entry>[] = []
  const full = ask.pageSize ?? pageSize
  let last = first
  for (let at = first.received; last.received >= full; at += last.received) {
    last = await readPage(http, ask, at)
    pages.push(last)
  }
  return pages
}

const readRest = async <Entry>(
  http: PlexHttp,
  ask: ListAsk<Entry>,
  first: Page<Entry>
): Promise<readonly Page<Entry>[]> => {
  const total = first.total
  if (total === undefined) return readOn(http, ask, first)
  const stride = first.received
  if (stride === 0) return []
  const starts = Array.from({ length: Math.max(0, Math.ceil(total / stride) - 1) }, (_, n) => (n + 1) * stride)
  const spans = starts.map((start) => readSpan(http, ask, { start, end: Math.min(start + stride, total) }))
  return (await Promise.all(spans)).flat()
}

const distinct = <Entry>(pages: readonly Page<Entry>[], keyOf: (entry: Entry) => string): readonly Entry[] => {
  const seen = new Map<string, Entry>()
  for (const page of pages) {
    for (const entry of page.entries) if (!seen.has(keyOf(entry))) seen.set(keyOf(entry), entry)
  }
  return Array.from(seen.values())
}

/** Reads the whole list. The first page tells how long it is and how much the server gives at once; the rest follows side by side. */
export const readList = async <Entry>(http: PlexHttp, ask: ListAsk<Entry>): Promise<Listing<Entry>> => {
  const stop = new AbortController()
  const bounded = { ...ask, signal: AbortSignal.any([ask.signal, stop.signal]) }
  try {
    const first = await readPage(http, bounded, 0)
    const pages = [first, ...(await readRest(http, bounded, first))]
    const entries = distinct(pages, ask.keyOf)
    const skipped = pages.reduce((sum, page) => sum + page.received - page.entries.length, 0)
    const totals = pages.map((page) => page.total).filter((total) => total !== undefined)
    const announced = totals.length === 0 ? undefined : Math.max(...totals)
    return { entries, skipped, announced, short: announced !== undefined && entries.length + skipped < announced }
  } catch (thrown) {
    // The other pages of this list are of no use any more.
    stop.abort(thrown)
    ask.signal.throwIfAborted()
    throw thrown
  }
}
