/** What routes of the simulated Trakt answer. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Query } from '#test/fakes/kit/http/query.ts'
import { htmlPage, type Rendered } from '#test/fakes/kit/http/rendered.ts'
import { fingerprint, type Session, type World } from './world.ts'

export interface Reply {
  readonly status: number
  /** Absent: no body. */
  readonly value?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Said by the security layer in front of Trakt, as a page. */
  readonly isPage?: boolean
}

/** One request as a route sees it. */
export interface Ask {
  readonly path: Readonly<Record<string, string>>
  readonly query: Query
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly session: Session | undefined
  /** How far a fault shifts the beginning of every page but the first. */
  readonly pageShift: number
  readonly world: World
}

export interface Route {
  readonly pattern: string
  readonly method?: 'POST'
  /** Answers 401 without a good token. */
  readonly isPersonal?: boolean
  answer(ask: Ask): Reply
}

export const json = (value: unknown, status = 200): Reply => ({ status, value })

const LARGEST_PAGE = 250
const USUAL_PAGE = 100

/** One page of rows, clamped as since June 2026, with the headers that tell how many there are. */
export function paged(ask: Ask, rows: readonly unknown[]): Reply {
  const limit = Math.min(LARGEST_PAGE, Math.max(1, ask.query.number('limit') ?? USUAL_PAGE))
  const page = Math.max(1, ask.query.number('page') ?? 1)
  const start = Math.max(0, (page - 1) * limit + (page > 1 ? ask.pageShift : 0))
  return {
    status: 200,
    value: rows.slice(start, start + limit),
    headers: {
      'X-Pagination-Page': String(page),
      'X-Pagination-Limit': String(limit),
      'X-Pagination-Page-Count': String(Math.ceil(rows.length / limit)),
      'X-Pagination-Item-Count': String(rows.length)
    }
  }
}

/** The bytes, with a tag; an asker that has them already gets none. */
export function rendered({ status, value, headers = {}, isPage }: Reply, ifNoneMatch: string | undefined): Rendered {
  if (isPage === true) return htmlPage(status, headers)
  const body = Buffer.from(value === undefined ? '' : JSON.stringify(value))
  const type = value === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }
  if (status !== 200) return { status, headers: { ...type, ...headers }, body, diskWake: false }
  const etag = `W/"${fingerprint(body.toString()).slice(0, 32)}"`
  if (ifNoneMatch === etag)
    return { status: 304, headers: { ...headers, ETag: etag }, body: Buffer.alloc(0), diskWake: false }
  return { status, headers: { ...type, ...headers, ETag: etag }, body, diskWake: false }
}
