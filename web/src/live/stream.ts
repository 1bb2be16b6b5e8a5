/** The one event stream of the page, and how it comes back when it breaks. */
import { eventsPath, type LiveEvent, type LogLine } from '@pcu/contract'
import { addressOf } from '../api/client.ts'

/** What the stream tells. */
export interface StreamListener {
  /** resumed: it was opened anew for other topics, and goes on where it was. */
  readonly onOpen: (how: 'anew' | 'resumed') => void
  readonly onEvent: (event: LiveEvent) => void
  readonly onLog: (lines: readonly LogLine[]) => void
  /** Too much was missed: everything must be asked for again. */
  readonly onResync: () => void
  readonly onLost: () => void
}

/** What is told besides events, to those who ask for it. */
export type Topic = 'log'

/** A stream with a life. */
export interface Stream {
  /** Tries at once instead of waiting for the next try. */
  readonly reconnect: () => void
  /** Asks for other topics: one connection carries them all, so it is opened anew and replays what it missed. */
  readonly follow: (topics: readonly Topic[]) => void
  readonly close: () => void
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

const streamAddress = (topics: readonly Topic[], after: string): string => {
  const query = new URLSearchParams()
  if (topics.length > 0) query.set('topics', topics.join(','))
  if (after !== '') query.set('after', after)
  return addressOf(query.size === 0 ? eventsPath : `${eventsPath}?${query}`)
}

/**
 * Opens the stream. A broken connection is taken up again by the browser; an answer that ends it for good
 * (a proxy's 502, say) is tried again here, ever more patiently.
 */
export function openStream(listener: StreamListener, first: readonly Topic[]): Stream {
  let source: EventSource | null = null
  let waitMs = FIRST_WAIT_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let topics = first
  let lastId = ''

  const open = (isResumed: boolean) => {
    clearTimeout(timer)
    source?.close()
    const opened = new EventSource(streamAddress(topics, isResumed ? lastId : ''))
    let how: 'anew' | 'resumed' = isResumed ? 'resumed' : 'anew'
    const note = ({ lastEventId }: MessageEvent) => {
      if (lastEventId !== '') lastId = lastEventId
    }
    source = opened
    opened.onopen = () => {
      waitMs = FIRST_WAIT_MS
      listener.onOpen(how)
      how = 'anew'
    }
    opened.onmessage = (message) => {
      note(message)
      const event: LiveEvent = JSON.parse(message.data)
      listener.onEvent(event)
    }
    opened.addEventListener('hello', note)
    opened.addEventListener('log', (message) => {
      const lines: readonly LogLine[] = JSON.parse(message.data)
      listener.onLog(lines)
    })
    opened.addEventListener('resync', (message) => {
      note(message)
      listener.onResync()
    })
    opened.onerror = () => {
      listener.onLost()
      if (opened.readyState !== EventSource.CLOSED) return
      timer = setTimeout(() => open(false), waitMs)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }

  open(false)
  return {
    reconnect: () => open(false),
    follow: (next) => {
      if (next.join() === topics.join()) return
      topics = next
      open(lastId !== '')
    },
    close: () => {
      clearTimeout(timer)
      source?.close()
    }
  }
}
