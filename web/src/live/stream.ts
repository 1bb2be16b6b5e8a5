/** The one event stream of the page, and how it comes back when it breaks. */
import { eventsPath, type LiveEvent } from '@pcu/contract'
import { addressOf } from '../api/client.ts'

/** What the stream tells. */
export interface StreamListener {
  readonly onOpen: () => void
  readonly onEvent: (event: LiveEvent) => void
  /** Too much was missed: everything must be asked for again. */
  readonly onResync: () => void
  readonly onLost: () => void
}

/** A stream with a life. */
export interface Stream {
  /** Tries at once instead of waiting for the next try. */
  readonly reconnect: () => void
  readonly close: () => void
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

/**
 * Opens the stream. A broken connection is taken up again by the browser; an answer that ends it for good
 * (a proxy's 502, say) is tried again here, ever more patiently.
 */
export function openStream(listener: StreamListener): Stream {
  let source: EventSource | null = null
  let waitMs = FIRST_WAIT_MS
  let timer: ReturnType<typeof setTimeout> | undefined

  const open = () => {
    clearTimeout(timer)
    source?.close()
    const opened = new EventSource(addressOf(eventsPath))
    source = opened
    opened.onopen = () => {
      waitMs = FIRST_WAIT_MS
      listener.onOpen()
    }
    opened.onmessage = (message) => {
      const event: LiveEvent = JSON.parse(message.data)
      listener.onEvent(event)
    }
    opened.addEventListener('resync', () => listener.onResync())
    opened.onerror = () => {
      listener.onLost()
      if (opened.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, waitMs)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }

  open()
  return {
    reconnect: open,
    close: () => {
      clearTimeout(timer)
      source?.close()
    }
  }
}
