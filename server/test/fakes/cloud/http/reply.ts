/** What routes of the cloud answer, and in which words each family of routes refuses. */
import { fingerprint } from '#test/fakes/cloud/world/world.ts'
import { commonHeaders, htmlPage, type Rendered } from '#test/fakes/kit/http/rendered.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import { xmlDocument } from '#test/fakes/kit/serialise/xml.ts'
import { treeOf } from './tree-of.ts'

export interface Reply {
  readonly status: number
  /** Absent: no body. */
  readonly type?: 'application/json' | 'application/xml' | 'text/html' | 'application/rss+xml'
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Whose words an error is told in: plex.tv's old or new routes, the providers', GraphQL's, or plain pages. */
export type Voice = 'v1' | 'v2' | 'provider' | 'graphql' | 'page'

export function json(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', text: JSON.stringify(value) }
}

export function xml(name: string, tree: Tree, status = 200): Reply {
  return { status, type: 'application/xml', text: xmlDocument(name, tree) }
}

/** New routes speak JSON to whoever accepts it, and XML to everybody else. */
export function either(
  { wantsJson, status = 200 }: { readonly wantsJson: boolean; readonly status?: number },
  name: string,
  value: unknown
): Reply {
  return wantsJson ? json(value, status) : xml(name, treeOf(value, name), status)
}

export interface Refusal {
  readonly status: number
  readonly message: string
  /** Only the new routes tell codes. */
  readonly code?: number
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found'
}

function ofProvider(wantsJson: boolean, { status, message }: Refusal): Reply {
  const error = { error: titles[status] ?? 'Error', message, statusCode: status }
  return wantsJson ? json(error, status) : xml('Error', error, status)
}

/** A refusal in the words of the routes it comes from. */
export function refuse(voice: Voice, { wantsJson }: { readonly wantsJson: boolean }, refusal: Refusal): Reply {
  const { status, message, code = 1000 } = refusal
  switch (voice) {
    case 'v1':
      return {
        status,
        type: 'application/xml',
        text: `<?xml version="1.0" encoding="UTF-8"?>\n<errors><error>${message}</error></errors>\n`
      }
    case 'v2':
      return either({ wantsJson, status }, 'errors', { errors: [{ code, message, status }] })
    case 'provider':
      return ofProvider(wantsJson, refusal)
    case 'graphql':
      return json({ errors: [{ message }] }, status)
    case 'page':
      return { status, type: 'text/html', text: htmlPage(status).body.toString() }
  }
}

/** Gives an answer a tag for this person and question, and leaves the body out when the asker has it already. */
export function tagged(reply: Reply, about: { readonly ifNoneMatch: string | undefined; readonly key: string }): Reply {
  const tag = `W/"${fingerprint(about.key, reply.text ?? '').slice(0, 32)}"`
  const headers = { ...reply.headers, ETag: tag }
  const known = about.ifNoneMatch?.split(/,\s*/).some((each) => each === tag || `W/${each}` === tag) ?? false
  return known ? { status: 304, headers } : { ...reply, headers }
}

export function rendered({ status, type, text = '', headers = {} }: Reply): Rendered {
  const contentType =
    type === undefined ? {} : { 'Content-Type': type === 'text/html' ? type : `${type}; charset=utf-8` }
  return { status, headers: { ...commonHeaders, ...contentType, ...headers }, body: Buffer.from(text), diskWake: false }
}
