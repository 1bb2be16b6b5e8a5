/** Event-stream connections for notifications: one object per event, without the websocket's container. */
import type { ServerResponse } from 'node:http'
import type { Person } from '#test/fakes/plex/world/people.ts'
import type { PushHub, Subscriber } from './hub.ts'

export const eventsourcePath = '/:/eventsource/notifications'

function subscriberOf(response: ServerResponse, person: Person, filters: readonly string[]): Subscriber {
  let frozen = false
  const write = (text: string): void => {
    if (!frozen) response.write(text)
  }
  return {
    transport: 'eventsource',
    person,
    filters,
    notify: ({ type, array, entries }) => {
      for (const entry of entries) write(`event: ${type}\ndata: ${JSON.stringify({ [array]: entry })}\n\n`)
    },
    keepAlive: () => write('event: ping\ndata: {}\n\n'),
    garbage: () => write('event: playing\ndata: {"PlaySession\n\n'),
    binary: () => write('\u0000\uFFFD\n\n'),
    freeze: () => {
      frozen = true
    },
    cut: () => response.destroy()
  }
}

/** Keeps an answer open as an event stream until either side leaves. */
export function openEventStream(
  hub: PushHub,
  response: ServerResponse,
  who: { readonly person: Person; readonly filters: readonly string[] }
): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
  const subscriber = subscriberOf(response, who.person, who.filters)
  subscriber.keepAlive()
  response.on('close', hub.subscribe(subscriber))
}
