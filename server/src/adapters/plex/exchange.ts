/** One request and what became of it: own connections, identity headers, the token in a header only, one patience. */
import { Agent, type Dispatcher } from 'undici'
import type { BackoffRange } from '#kit/backoff.ts'
import { drain, headerOf } from '#kit/http/body.ts'
import type { Clock } from '#ports/clock.ts'
import type { AsPerson } from '#ports/media-server.ts'
import { Failure } from '#src/failure.ts'
import type { PlexAddress, TokenFrom } from './address.ts'
import { type EachItem, readContainer } from './answer.ts'
import { type Asked, garbled, networkFailure, statusFailure, timeoutFailure } from './failures.ts'
import type { Loose } from './readers.ts'

/** How to reach the server, how this product introduces itself, and how patient it is. */
export interface PlexHttpSettings {
  readonly url: string
  readonly token: string
  /** Default: in PLEX_TOKEN. */
  readonly tokenFrom?: TokenFrom
  /** A UUID made once and kept; another one would show up as another device in the owner's account. */
  readonly clientIdentifier: string
  readonly version: string
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number
  /** Accept the certificate of this server unchecked. */
  readonly tlsInsecure: boolean
  readonly clock: Clock
  /** How long a dead server is left alone, in milliseconds. Default 15 000. */
  readonly restMs?: number
  /** Waits between tries. Default 250 ms to 2 s. */
  readonly backoff?: BackoffRange
}

/** One question. */
export interface Ask {
  /** Begins with `/`. */
  readonly path: string
  /** Behind the `?`, with Plex's operators unescaped. Never holds the token. */
  readonly query?: string
  /** Position of the first item and the most items of a page. */
  readonly page?: { readonly start: number; readonly size: number }
  readonly signal: AbortSignal
  /** Told every item of a list in JSON, so that no page is ever held; a try that is repeated tells them again. */
  readonly each?: EachItem
  /** Asks in the name of somebody else than the owner. */
  readonly as?: AsPerson
  /** Leaves the token out. */
  readonly anonymous?: boolean
  /** Asks even when the server was found dead a moment ago. */
  readonly probe?: boolean
  /** One of many questions that together take seconds: every other one goes first. */
  readonly isBulk?: boolean
}

/** An answer, or a failure: whether and when to try again (milliseconds), and whether nothing at all came back. */
export type Outcome =
  | { readonly container: Loose }
  | { readonly failure: Failure; readonly again: 'no' | 'jitter' | number; readonly dead: boolean }

/** Sends single requests. */
export interface Exchange {
  /** Every trouble of the network becomes an outcome; only an abort by the caller is thrown. */
  send(ask: Ask, asked: Asked): Promise<Outcome>
  sent(): number
  close(): Promise<void>
}

/** More would only queue inside the server's database. */
export const mostConnections = 3
/** A server that asks to wait longer than this is left until the next run. */
const longestWaitMs = 10_000

/** The headers by which Plex knows us. */
export const identityHeaders = (
  settings: Pick<PlexHttpSettings, 'clientIdentifier' | 'version'>
): Readonly<Record<string, string>> => ({
  'X-Plex-Client-Identifier': settings.clientIdentifier,
  'X-Plex-Product': 'PlexCacheUltra',
  'X-Plex-Version': settings.version,
  'X-Plex-Platform': process.platform,
  'X-Plex-Device': 'Server',
  'X-Plex-Device-Name': 'PlexCacheUltra'
})

/** What to do about a status: when the server names a wait, that long; an overload without one is left alone. */
const againAfter = (status: number, headers: Dispatcher.ResponseData['headers']): 'no' | 'jitter' | number => {
  const seconds = Number(headerOf(headers, 'retry-after') ?? Number.NaN)
  const worthIt = status === 408 || status === 429 || (status >= 502 && status <= 504)
  if (!worthIt) return 'no'
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000 > longestWaitMs ? 'no' : seconds * 1000
  return status === 429 ? 'no' : 'jitter'
}

const pageHeaders = (page: Ask['page']): Record<string, string> =>
  page === undefined ? {} : { 'X-Plex-Container-Start': String(page.start), 'X-Plex-Container-Size': String(page.size) }

const tokenHeader = (ask: Ask, address: PlexAddress): Record<string, string> =>
  ask.anonymous === true ? {} : { 'X-Plex-Token': ask.as?.token.reveal() ?? address.token }

/** Path and query as they go over the wire: a URL object would escape the operators of Plex's queries. */
const targetOf = (ask: Ask, address: PlexAddress): { readonly origin: string; readonly path: string } => ({
  origin: address.origin,
  path: address.prefix + ask.path + (ask.query === undefined ? '' : `?${ask.query}`)
})

/** What an answer of any status comes to. The question's signal also aborts when the patience is over. */
const outcomeOf = async (asked: Asked, answer: Dispatcher.ResponseData, ask: Ask): Promise<Outcome> => {
  if (answer.statusCode !== 200) {
    await drain(answer.body)
    const again = againAfter(answer.statusCode, answer.headers)
    return { failure: statusFailure({ ...asked, as: ask.as?.name }, answer.statusCode), again, dead: false }
  }
  try {
    return { container: await readContainer(asked, answer, ask.each) }
  } catch (thrown) {
    if (ask.signal.aborted) throw thrown
    if (thrown instanceof Failure) return { failure: thrown, again: 'no', dead: false }
    return { failure: garbled(asked, 'it broke off half-way', thrown), again: 'jitter', dead: false }
  }
}

/** What an error of the network comes to, when it was not the caller's abort. */
const outcomeOfError = (asked: Asked, thrown: unknown, timedOut: boolean): Outcome => {
  const failure = timedOut ? timeoutFailure(asked) : networkFailure(asked, thrown)
  return { failure, again: failure.code === 'plex.unreachable' ? 'jitter' : 'no', dead: true }
}

/** Opens its own few connections; they are kept for 30 s between requests. */
export const createExchange = (settings: PlexHttpSettings): Exchange => {
  // The signal measures the patience; the agent's own coarse limits only stand behind it.
  const backstopMs = settings.timeoutMs + 5000
  const agent = new Agent({
    connections: mostConnections,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: backstopMs,
    bodyTimeout: backstopMs,
    connect: { timeout: backstopMs, rejectUnauthorized: !settings.tlsInsecure }
  })
  const identity = identityHeaders(settings)
  let sent = 0

  const send = async (ask: Ask, asked: Asked): Promise<Outcome> => {
    const patience = AbortSignal.timeout(settings.timeoutMs)
    const signal = AbortSignal.any([ask.signal, patience])
    const own = { Accept: 'application/json', 'Accept-Encoding': 'identity' }
    const headers = { ...identity, ...own, ...tokenHeader(ask, asked.address), ...pageHeaders(ask.page) }
    try {
      sent += 1
      const answer = await agent.request({ ...targetOf(ask, asked.address), method: 'GET', headers, signal })
      return await outcomeOf(asked, answer, { ...ask, signal })
    } catch (thrown) {
      ask.signal.throwIfAborted()
      return outcomeOfError(asked, thrown, patience.aborted)
    }
  }

  return { send, sent: () => sent, close: () => agent.destroy() }
}
