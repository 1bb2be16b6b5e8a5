/** One request to Trakt and what came back: own connections, the headers that Trakt demands, the token in a header only, one patience. */
import { Agent, type Dispatcher } from 'undici'
import type { Secret } from '#core/model/secret.ts'
import { cutOff, type Headers } from '#kit/http/body.ts'
import { networkCode } from '#kit/http/network-code.ts'
import type { Failure } from '#src/failure.ts'
import { type Content, readContent } from './body.ts'
import { type About, garbled, unreachable } from './failures.ts'
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

/** What one request came to. again: another try may help. silent: nothing came back at all. */
export type Outcome = RawAnswer | { readonly failure: Failure; readonly again: boolean; readonly silent: boolean }

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

const namelessCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN'])

const whySilent = (thrown: unknown): string => {
  const code = networkCode(thrown)
  if (namelessCodes.has(code)) return `its name was not found (${code})`
  return code === '' ? 'the connection broke' : `the connection did not come about or broke (${code})`
}

/** A stop that the clock pulls. */
const patienceOf = ({ clock, timeoutMs }: TraktSettings) => {
  const stop = new AbortController()
  const timer = clock.after(timeoutMs, () => stop.abort())
  return { signal: stop.signal, cancel: timer.cancel }
}

/** Opens one connection to each host; it is kept for a burst and not until the next one. */
export const createExchange = (settings: TraktSettings): Exchange => {
  // The signal measures the patience; the agent's own coarse limits only stand behind it.
  const backstopMs = settings.timeoutMs + 5000
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    keepAliveTimeout: 4000,
    headersTimeout: backstopMs,
    bodyTimeout: backstopMs,
    connect: { timeout: backstopMs }
  })

  const send = async (ask: TraktAsk): Promise<Outcome> => {
    const patience = patienceOf(settings)
    let begun = false
    try {
      const signal = AbortSignal.any([ask.signal, patience.signal])
      const answer = await agent.request({ ...requestOf(settings, ask), signal })
      begun = true
      return await answerOf(answer)
    } catch (thrown) {
      ask.signal.throwIfAborted()
      if (patience.signal.aborted) {
        const why = `it did not answer within ${settings.timeoutMs / 1000} s`
        return { failure: unreachable(ask.about, why), again: false, silent: true }
      }
      if (begun) return { failure: garbled(ask.about, 'it broke off half-way'), again: true, silent: false }
      return { failure: unreachable(ask.about, whySilent(thrown)), again: true, silent: true }
    } finally {
      patience.cancel()
    }
  }

  return { send, close: () => agent.destroy() }
}
