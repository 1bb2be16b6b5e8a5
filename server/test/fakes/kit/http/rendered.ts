/** The bytes and headers of an answer before it is spoilt and sent. */
import { STATUS_CODES } from 'node:http'

export interface Rendered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly diskWake: boolean
}

export const commonHeaders = { 'X-Plex-Protocol': '1.0', 'Cache-Control': 'no-cache' } as const

/** The page a real server shows for an error, whatever format was asked for. */
export function htmlPage(status: number, more: Readonly<Record<string, string>> = {}): Rendered {
  const title = STATUS_CODES[status] ?? 'Error'
  const body = `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`
  return {
    status,
    headers: { ...commonHeaders, 'Content-Type': 'text/html', ...more },
    body: Buffer.from(body),
    diskWake: false
  }
}
