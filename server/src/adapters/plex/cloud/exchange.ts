/** One request to the cloud and what came back: own connections, identity headers, the token in a header only, one patience. */
import { Agent, type Dispatcher } from 'undici'
import { identityHeaders } from '#adapters/plex/exchange.ts'
import type { Secret } from '#core/model/secret.ts'
import { cutOff, headerOf } from '#kit/http/body.ts'
import { type Breach, openLine, type Wire, wireOptions } from '#kit/http/line.ts'
import { retryAfterOf } from '#kit/http/retry-after.ts'
import { type Content, readContent } from './body.ts'
import type { Question } from './failures.ts'
import type { PlexCloudSettings } from './settings.ts'

/** One question. */
export interface CloudAsk extends Question {
  /** Absolute, without query. */
  readonly url: string
  /** Behind the `?`. Never holds a token. */
  readonly query?: string
  /** Sends POST, with this as JSON unless it is `nothing`. */
  readonly post?: 'nothing' | Readonly<Record<string, unknown>>
  /** Left out: the request goes without a token, and then without our identity too when it is `foreign`. */
  readonly token?: Secret | undefined
  /** A host that is not Plex's: it learns nothing about us. */
  readonly foreign?: boolean
  readonly headers?: Readonly<Record<string, string>>
  readonly accept: 'json' | 'xml'
  /** Statuses that the caller judges; every other one that is not 2xx becomes a Failure. */
  readonly takes?: readonly number[]
  /** Asking twice does no harm. Default: it is no POST. */
  readonly repeatable?: boolean
  readonly signal: AbortSignal
}

/** An answer with any status. */
export interface CloudAnswer {
  readonly status: number
  readonly content: Content
  readonly etag: string | undefined
  readonly location: string | undefined
  /** How long the service asked to be left alone. */
  readonly retryAfterMs: number | undefined
}

/** What one request came to. */
export type Outcome = { readonly answer: CloudAnswer } | { readonly breach: Breach }

/** Sends single requests. Throws only the caller's abort. */
export interface CloudExchange {
  send(ask: CloudAsk): Promise<Outcome>
  close(): Promise<void>
}

const identityOf = (settings: PlexCloudSettings) => ({
  ...identityHeaders(settings),
  'User-Agent': `PlexCacheUltra/${settings.version}`
})

const headersOf = (identity: Readonly<Record<string, string>>, ask: CloudAsk): Record<string, string> => ({
  ...(ask.foreign === true ? {} : identity),
  Accept: ask.accept === 'json' ? 'application/json' : 'application/xml',
  'Accept-Encoding': 'gzip',
  ...(ask.token === undefined ? {} : { 'X-Plex-Token': ask.token.reveal() }),
  ...(typeof ask.post === 'object' ? { 'Content-Type': 'application/json' } : {}),
  ...ask.headers
})

const targetOf = ({ url, query }: CloudAsk): { readonly origin: string; readonly path: string } => {
  const { origin, pathname, search } = new URL(url)
  const asked = query === undefined ? '' : `${search === '' ? '?' : '&'}${query}`
  return { origin, path: `${pathname}${search}${asked}` }
}

const requestOf = (identity: Readonly<Record<string, string>>, ask: CloudAsk): Dispatcher.RequestOptions => ({
  ...targetOf(ask),
  method: ask.post === undefined ? 'GET' : 'POST',
  headers: headersOf(identity, ask),
  body: typeof ask.post === 'object' ? JSON.stringify(ask.post) : null
})

const answerOf = async (ask: CloudAsk, answer: Dispatcher.ResponseData, now: number): Promise<CloudAnswer> => {
  const { headers, statusCode: status } = answer
  try {
    return {
      status,
      content: await readContent(answer, ask.host === 'rss'),
      etag: headerOf(headers, 'etag'),
      location: headerOf(headers, 'location'),
      retryAfterMs: retryAfterOf(headers, now)
    }
  } finally {
    if (!answer.body.readableEnded) cutOff(answer.body)
  }
}

/** Opens its own few connections. */
export const createCloudExchange = (settings: PlexCloudSettings): CloudExchange => {
  const { clock, timeoutMs } = settings
  const wire: Wire<Dispatcher.RequestOptions, Dispatcher.ResponseData> = new Agent(wireOptions(timeoutMs, 2))
  const line = openLine(wire, { clock, timeoutMs })
  const identity = identityOf(settings)
  return {
    send: (ask) =>
      line.send({
        request: requestOf(identity, ask),
        read: (answer) => answerOf(ask, answer, clock.now()),
        signal: ask.signal
      }),
    close: line.close
  }
}
