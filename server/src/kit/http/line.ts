/** Single requests over a few connections of their own, each with one patience; says how a request broke. */
import type { Timers } from '#kit/wait-by.ts'
import { networkCode } from './network-code.ts'

/** The connections themselves, as an adapter opens them. */
export interface Wire<Request, Response> {
  request(request: Request & { readonly signal: AbortSignal }): Promise<Response>
  destroy(): Promise<void>
}

/** How long a line waits, and by which clock. */
export interface LineFacts {
  readonly clock: Timers
  /** How long one request may take, body included, ms. */
  readonly timeoutMs: number
}

/** One request. */
export interface LineOrder<Request, Response, Answer> {
  readonly request: Request
  /** Reads the answer to its end, or cuts it off. */
  readonly read: (response: Response) => Promise<Answer>
  readonly signal: AbortSignal
}

/** A request that came to nothing. */
export interface Breach {
  /** What happened, as the end of a sentence about the other side. */
  readonly why: string
  /** Nothing came back at all; otherwise an answer had begun. */
  readonly silent: boolean
  /** Another try may help. */
  readonly again: boolean
}

/** Sends requests. Throws only the caller's abort. */
export interface Line<Request, Response> {
  send<Answer>(
    order: LineOrder<Request, Response, Answer>
  ): Promise<{ readonly answer: Answer } | { readonly breach: Breach }>
  close(): Promise<void>
}

const namelessCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN'])

const whySilent = (thrown: unknown): string => {
  const code = networkCode(thrown)
  if (namelessCodes.has(code)) return `its name was not found (${code})`
  return code === '' ? 'the connection broke' : `the connection did not come about or broke (${code})`
}

/** A stop that the clock pulls. */
const patienceOf = ({ clock, timeoutMs }: LineFacts) => {
  const stop = new AbortController()
  const timer = clock.after(timeoutMs, () => stop.abort())
  return { signal: stop.signal, cancel: timer.cancel }
}

/**
 * How the connections of a line are opened: kept for a burst and not until the next one, when the other end may have left them.
 * The clock measures the patience of a request; these coarse limits only stand behind it.
 */
export const wireOptions = (timeoutMs: number, connections: number) => ({
  connections,
  pipelining: 1,
  keepAliveTimeout: 4000,
  headersTimeout: timeoutMs + 5000,
  bodyTimeout: timeoutMs + 5000,
  connect: { timeout: timeoutMs + 5000 }
})

/** Makes a line of connections. */
export const openLine = <Request, Response>(
  wire: Wire<Request, Response>,
  facts: LineFacts
): Line<Request, Response> => ({
  send: async ({ request, read, signal }) => {
    const patience = patienceOf(facts)
    let begun = false
    try {
      const response = await wire.request({ ...request, signal: AbortSignal.any([signal, patience.signal]) })
      begun = true
      return { answer: await read(response) }
    } catch (thrown) {
      signal.throwIfAborted()
      const late = `it did not answer within ${facts.timeoutMs / 1000} s`
      if (patience.signal.aborted) return { breach: { why: late, silent: true, again: false } }
      if (begun) return { breach: { why: 'it broke off half-way', silent: false, again: true } }
      return { breach: { why: whySilent(thrown), silent: true, again: true } }
    } finally {
      patience.cancel()
    }
  },
  close: () => wire.destroy()
})
