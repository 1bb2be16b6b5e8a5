/** Turns what a route replied into the bytes and headers of an answer. */
import { commonHeaders, htmlPage, type Rendered } from '#test/fakes/kit/http/rendered.ts'
import { toXml } from '#test/fakes/kit/serialise/xml.ts'
import type { Reply } from '#test/fakes/plex/routes/route.ts'
import { toJson } from '#test/fakes/plex/serialise/json.ts'

const empty: Rendered = {
  status: 200,
  headers: { ...commonHeaders, 'Content-Type': 'text/html' },
  body: Buffer.alloc(0),
  diskWake: false
}

export interface Wish {
  readonly json: boolean
  readonly start: number
}

const imageOf = ({ type, body }: Extract<Reply, { kind: 'image' }>): Rendered => ({
  status: 200,
  headers: { ...commonHeaders, 'Content-Type': type },
  body,
  diskWake: false
})

export function render(reply: Reply, wish: Wish): Rendered {
  if (reply.kind === 'refused') return htmlPage(reply.status)
  if (reply.kind === 'done') return empty
  if (reply.kind === 'image') return imageOf(reply)
  const text = (wish.json ? toJson : toXml)(reply.container, reply.metadata)
  const paging =
    reply.total === undefined
      ? {}
      : { 'X-Plex-Container-Start': String(wish.start), 'X-Plex-Container-Total-Size': String(reply.total) }
  return {
    status: 200,
    headers: { ...commonHeaders, ...paging, 'Content-Type': wish.json ? 'application/json' : 'text/xml;charset=utf-8' },
    body: Buffer.from(text),
    diskWake: reply.diskWake ?? false
  }
}
