/** Small readings of a request that every simulated service of Plex needs. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Query } from './query.ts'

/** Every `X-Plex-*` header may be a query argument as well; the argument wins. */
export function plexHeader(headers: IncomingHttpHeaders, query: Query, name: string): string | undefined {
  const header = headers[name.toLowerCase()]
  return query.text(name) ?? (Array.isArray(header) ? header[0] : header)
}

export function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** A path with a broken escape stays as it is. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}
