/** One request to the cloud and what came back: own connections, identity headers, the token in a header only, one patience. */
import { Agent, type Dispatcher } from 'undici'
import { identityHeaders } from '#adapters/plex/exchange.ts'
import type { Secret } from '#core/model/secret.ts'
import { cutOff, headerOf } from '#kit/http/body.ts'
import { networkCode } from '#kit/http/network-code.ts'
import { retryAfterOf } from '#kit/http/retry-after.ts'
import type { Failure } from '#src/failure.ts'
import { type Content, readContent } from './body.ts'
import { garbled, type Question, unreachable } from './failures.ts'
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

/** What one request came to. again: another try may help. silent: nothing came back at all. */
export type Outcome = CloudAnswer | { readonly failure: Failure; readonly again: boolean; readonly silent: boolean }

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

const whySilent = (thrown: unknown): string => {
  const code = networkCode(thrown)
  return code === '' ? 'the connection broke' : `the connection did not come about or broke (${code})`
}

/** A stop that the clock pulls. */
const patienceOf = ({ clock, timeoutMs }: PlexCloudSettings) => {
  const stop = new AbortController()
  const timer = clock.after(timeoutMs, () => stop.abort())
  return { signal: stop.signal, cancel: timer.cancel }
}

/** Opens its own few connections; they are kept for a burst and not until the next one, when the other end may have left them. */
export const createCloudExchange = (settings: PlexCloudSettings): CloudExchange => {
  // The signal measures the patience; the agent's own coarse limits only stand behind it.
  const backstopMs = settings.timeoutMs + 5000
  const agent = new Agent({
    connections: 2,
    pipelining: 1,
    keepAliveTimeout: 4000,
    headersTimeout: backstopMs,
    bodyTimeout: backstopMs,
    connect: { timeout: backstopMs }
  })
  const identity = identityOf(settings)

  const send = async (ask: CloudAsk): Promise<Outcome> => {
    const patience = patienceOf(settings)
    let begun = false
    try {
      const signal = AbortSignal.any([ask.signal, patience.signal])
      const answer = await agent.request({ ...requestOf(identity, ask), signal })
      begun = true
      return await answerOf(ask, answer, settings.clock.now())
    } catch (thrown) {
      ask.signal.throwIfAborted()
      if (patience.signal.aborted) {
        const why = `it did not answer within ${settings.timeoutMs / 1000} s`
        return { failure: unreachable(ask, why), again: false, silent: true }
      }
      if (begun) return { failure: garbled(ask, 'it broke off half-way'), again: true, silent: false }
      return { failure: unreachable(ask, whySilent(thrown)), again: true, silent: true }
    } finally {
      patience.cancel()
    }
  }

  return { send, close: () => agent.destroy() }
}
