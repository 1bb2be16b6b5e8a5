/** Turns what a route replied into the bytes and headers of an answer. */
import { STATUS_CODES } from 'node:http'
import type { Reply } from '#test/fakes/plex/routes/route.ts'
import { toJson } from '#test/fakes/plex/serialise/json.ts'
import { toXml } from '#test/fakes/plex/serialise/xml.ts'

export interface Rendered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly diskWake: boolean
}

const common = { 'X-Plex-Protocol': '1.0', 'Cache-Control': 'no-cache' } as const

/** The page a real server shows for an error, whatever format was asked for. */
export function htmlPage(status: number, more: Readonly<Record<string, string>> = {}): Rendered {
  const title = STATUS_CODES[status] ?? 'Error'
  const body = `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`
  return {
    status,
    headers: { ...common, 'Content-Type': 'text/html', ...more },
    body: Buffer.from(body),
    diskWake: false
  }
}

const empty: Rendered = {
  status: 200,
  headers: { ...common, 'Content-Type': 'text/html' },
  body: Buffer.alloc(0),
  diskWake: false
}

export interface Wish {
  readonly json: boolean
  readonly start: number
}

export function render(reply: Reply, wish: Wish): Rendered {
  if (reply.kind === 'refused') return htmlPage(reply.status)
  if (reply.kind === 'done') return empty
  const text = (wish.json ? toJson : toXml)(reply.container, reply.metadata)
  const paging =
    reply.total === undefined
      ? {}
      : { 'X-Plex-Container-Start': String(wish.start), 'X-Plex-Container-Total-Size': String(reply.total) }
  return {
    status: 200,
    headers: { ...common, ...paging, 'Content-Type': wish.json ? 'application/json' : 'text/xml;charset=utf-8' },
    body: Buffer.from(text),
    diskWake: reply.diskWake ?? false
  }
}
