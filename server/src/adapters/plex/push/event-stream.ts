/** A push connection by event stream, for proxies that do not let websockets through. */
import { Agent, type Dispatcher } from 'undici'
import { closedFailure, networkFailure, statusFailure, timeoutFailure, webPage } from '#adapters/plex/failures.ts'
import { cutOff, drain } from '#kit/http/body.ts'
import { Failure } from '#src/failure.ts'
import { type Link, type LinkEnd, notificationsPath, notificationsQuery } from './link.ts'

/** An event that grows beyond this is none. */
const mostEventChars = 1024 * 1024

/** Cuts a stream of text into the data of its events; comments, names and retries are left out. */
export const createEventReader = (received: (text: string) => void): ((text: string) => void) => {
  let rest = ''
  let event: string[] = []
  const takeLine = (line: string): void => {
    if (line.startsWith('data:')) event.push(line.slice(5).trimStart())
    if (line !== '' || event.length === 0) return
    received(event.join('\n'))
    event = []
  }
  return (text) => {
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > mostEventChars) rest = ''
    for (const line of lines) takeLine(line)
    if (event.length > mostEventChars / 64) event = []
  }
}

/** Calls back when it is not touched for so long. */
const createWatchdog = (ms: number, bark: () => void): { touch(): void; stop(): void } => {
  const timer = setTimeout(bark, ms)
  timer.unref()
  return { touch: () => timer.refresh(), stop: () => clearTimeout(timer) }
}

const isEventStream = (headers: Dispatcher.ResponseData['headers']): boolean =>
  String(headers['content-type'] ?? '').startsWith('text/event-stream')

const follow = async (link: Link, answer: Dispatcher.ResponseData, touch: () => void): Promise<LinkEnd> => {
  const { statusCode, headers, body } = answer
  if (statusCode !== 200) {
    await drain(body)
    const kind = statusCode === 401 || statusCode === 403 ? 'refused' : 'closed'
    return { kind, failure: statusFailure(link.asked, statusCode) }
  }
  if (!isEventStream(headers)) {
    cutOff(body)
    throw webPage(link.asked)
  }
  link.opened()
  const read = createEventReader(link.received)
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    touch()
    if (chunk instanceof Uint8Array) read(decoder.decode(chunk, { stream: true }))
  }
  return { kind: 'closed', failure: closedFailure(link.asked) }
}

/** Listens until the stream ends, says nothing for too long, or the signal aborts. Leaves no timer and no socket. */
export const listenByEventStream = async (link: Link): Promise<LinkEnd> => {
  const silence = new AbortController()
  const watchdog = createWatchdog(link.timings.silenceMs, () => silence.abort())
  const { openMs } = link.timings
  const agent = new Agent({
    headersTimeout: openMs,
    bodyTimeout: 0,
    connect: { timeout: openMs, rejectUnauthorized: !link.tlsInsecure }
  })
  try {
    const answer = await agent.request({
      origin: link.asked.address.origin,
      path: `${link.asked.address.prefix}${notificationsPath.eventStream}?${notificationsQuery}`,
      method: 'GET',
      headers: { ...link.headers, Accept: 'text/event-stream' },
      signal: AbortSignal.any([link.signal, silence.signal])
    })
    return await follow(link, answer, watchdog.touch)
  } catch (thrown) {
    if (thrown instanceof Failure) return { kind: 'closed', failure: thrown }
    const failure = silence.signal.aborted ? timeoutFailure(link.asked) : networkFailure(link.asked, thrown)
    return { kind: 'closed', failure }
  } finally {
    watchdog.stop()
    await agent.destroy()
  }
}
