/** One request to Trakt and what came back: own connections, the headers that Trakt demands, the token in a header only, one patience. */
import { Agent, type Dispatcher } from 'undici'
import type { Secret } from '#core/model/secret.ts'
import { cutOff, type Headers } from '#kit/http/body.ts'
import { type Breach, openLine, type Wire, wireOptions } from '#kit/http/line.ts'
import { type Content, readContent } from './body.ts'
import type { About } from './failures.ts'
import { basesOf, type TraktSettings } from './settings.ts'

/** One question. */
export interface TraktAsk {
  readonly host: 'api' | 'auth'
  readonly about: About
  /** Begins with `/`, query included. Never holds a token. */
  readonly path: string
  /** Sends POST with this as JSON. */
  readonly post?: Readonly<Record<string, string>>
  readonly token?: Secret | undefined
  /** Tag of the answer that is known already. */
  readonly etag?: string | undefined
  /** Statuses that the caller judges; every other one that is not 2xx becomes a Failure. */
  readonly takes?: readonly number[]
  readonly signal: AbortSignal
}

/** An answer with any status. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly content: Content
}

/** What one request came to. */
export type Outcome = { readonly answer: RawAnswer } | { readonly breach: Breach }

/** Sends single requests. Throws only the caller's abort. */
export interface Exchange {
  send(ask: TraktAsk): Promise<Outcome>
  close(): Promise<void>
}

const identityOf = ({ clientId, version }: TraktSettings) => ({
  'User-Agent': `PlexCacheUltra/${version}`,
  Accept: 'application/json',
  'Accept-Encoding': 'gzip',
  'Content-Type': 'application/json',
  'trakt-api-version': '2',
  'trakt-api-key': clientId
})

const headersOf = (settings: TraktSettings, { token, etag }: TraktAsk): Record<string, string> => ({
  ...identityOf(settings),
  ...(token === undefined ? {} : { Authorization: `Bearer ${token.reveal()}` }),
  ...(etag === undefined ? {} : { 'If-None-Match': etag })
})

const requestOf = (settings: TraktSettings, ask: TraktAsk): Dispatcher.RequestOptions => {
  const { origin, pathname, search } = new URL(`${basesOf(settings)[ask.host]}${ask.path}`)
  return {
    origin,
    path: `${pathname}${search}`,
    method: ask.post === undefined ? 'GET' : 'POST',
    headers: headersOf(settings, ask),
    body: ask.post === undefined ? null : JSON.stringify(ask.post)
  }
}

const answerOf = async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<RawAnswer> => {
  try {
    return { status: statusCode, headers, content: await readContent(headers, body) }
  } finally {
    if (!body.readableEnded) cutOff(body)
  }
}

/** Opens one connection to each host. */
export const createExchange = (settings: TraktSettings): Exchange => {
  const { clock, timeoutMs } = settings
  const wire: Wire<Dispatcher.RequestOptions, Dispatcher.ResponseData> = new Agent(wireOptions(timeoutMs, 1))
  const line = openLine(wire, { clock, timeoutMs })
  return {
    send: (ask) => line.send({ request: requestOf(settings, ask), read: answerOf, signal: ask.signal }),
    close: line.close
  }
}
