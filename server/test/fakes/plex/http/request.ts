/** What the simulated server reads from an HTTP request before it knows the route. */
import type { IncomingMessage } from 'node:http'
import { count, decoded, plexHeader } from '#test/fakes/kit/http/headers.ts'
import { parseQuery, type Query, withoutTokens } from '#test/fakes/kit/http/query.ts'
import type { People, Person } from '#test/fakes/plex/world/people.ts'

export interface PlexRequest {
  readonly method: string
  readonly path: string
  readonly rawQuery: string
  /** The raw query as it may be logged. */
  readonly safeQuery: string
  readonly query: Query
  readonly person: Person | undefined
  readonly wantsJson: boolean
  readonly clientIdentifier: string | undefined
  readonly page: { readonly start: number; readonly size: number | undefined }
}

export function readRequest(request: IncomingMessage, people: People): PlexRequest {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const rawQuery = mark === -1 ? '' : url.slice(mark + 1)
  const query = parseQuery(rawQuery)
  const header = (name: string): string | undefined => plexHeader(request.headers, query, name)
  const token = header('X-Plex-Token')
  return {
    method: request.method ?? 'GET',
    path: decoded(mark === -1 ? url : url.slice(0, mark)),
    rawQuery,
    safeQuery: withoutTokens(rawQuery),
    query,
    person: token === undefined ? undefined : people.byToken(token),
    wantsJson: (request.headers.accept ?? '').includes('application/json'),
    clientIdentifier: header('X-Plex-Client-Identifier'),
    page: { start: count(header('X-Plex-Container-Start')) ?? 0, size: count(header('X-Plex-Container-Size')) }
  }
}

/** What a push connection wants to hear; empty is everything. */
export function filtersOf(request: PlexRequest): readonly string[] {
  return request.query.text('filters')?.split(',').filter(Boolean) ?? []
}
