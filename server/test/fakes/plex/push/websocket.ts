/** Websocket connections for notifications: who may open one, and how frames are written on it. */
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { delayOf } from '#test/fakes/kit/faults/injector.ts'
import type { Fault } from '#test/fakes/kit/faults/rule.ts'
import { meet } from '#test/fakes/kit/http/desk.ts'
import type { Upgrade } from '#test/fakes/kit/http/listener.ts'
import { htmlPage } from '#test/fakes/kit/http/rendered.ts'
import type { Handling } from '#test/fakes/plex/http/handle.ts'
import { filtersOf, type PlexRequest, readRequest } from '#test/fakes/plex/http/request.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'
import type { Notification, Subscriber } from './hub.ts'

const websocketPaths: readonly string[] = ['/:/websockets/notifications', '/:/websocket/notifications']

function refuse(socket: Duplex, status: number): void {
  const page = htmlPage(status)
  const headers = { ...page.headers, Connection: 'close', 'Content-Length': String(page.body.length) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${status}\r\n${lines.join('\r\n')}\r\n\r\n${page.body.toString()}`)
}

/** One notification in the websocket's envelope: an array inside a container. */
function frameOf({ type, array, entries }: Notification): string {
  return JSON.stringify({ NotificationContainer: { type, size: entries.length, [array]: entries } })
}

function subscriberOf(socket: WebSocket, person: Person, filters: readonly string[]): Subscriber {
  let frozen = false
  socket.on('ping', (data) => {
    if (!frozen) socket.pong(data)
  })
  return {
    transport: 'websocket',
    person,
    filters,
    notify: (notification) => {
      if (!frozen) socket.send(frameOf(notification))
    },
    keepAlive: () => undefined,
    garbage: () => socket.send('{"NotificationContainer":{"type":"playing","size":1,"PlaySession'),
    binary: () => socket.send(Buffer.from([0, 255, 1, 254])),
    freeze: () => {
      frozen = true
    },
    cut: () => socket.terminate()
  }
}

/** The status that keeps a request from becoming a websocket. */
function refusal(request: PlexRequest, faults: readonly Fault[]): number | undefined {
  for (const fault of faults) if (fault.kind === 'badUpgrade' || fault.kind === 'status') return fault.status
  if (request.person === undefined) return 401
  return websocketPaths.includes(request.path) ? undefined : 404
}

export function createUpgrade(handling: Handling): Upgrade {
  const server = new WebSocketServer({ noServer: true, autoPong: false })

  function record(request: PlexRequest, status: number): void {
    const { method, path, safeQuery: query, person } = request
    const entry = {
      at: handling.clock.now(),
      app: handling.app,
      method,
      path,
      query,
      bytes: 0,
      ms: 0,
      diskWake: false,
      status
    }
    const route = websocketPaths.includes(path) ? path : 'unknown'
    handling.log.record({ ...entry, route, tokenOwner: person?.name })
  }

  function open(request: PlexRequest, socket: WebSocket): void {
    if (request.person === undefined) return
    const leave = handling.world.hub.subscribe(subscriberOf(socket, request.person, filtersOf(request)))
    socket.on('close', leave)
    socket.on('error', () => socket.terminate())
  }

  return (incoming, socket, head) => {
    const request = readRequest(incoming, handling.world.people)
    const faults = meet(handling, request)
    const status = refusal(request, faults)
    record(request, status ?? 101)
    if (faults.some((fault) => fault.kind === 'neverAnswer')) return
    if (faults.some((fault) => fault.kind === 'connectionReset')) {
      socket.destroy()
      return
    }
    const timer = setTimeout(
      () => {
        handling.waiting.delete(timer)
        if (status !== undefined) refuse(socket, status)
        else server.handleUpgrade(incoming, socket, head, (opened) => open(request, opened))
      },
      delayOf(faults, handling.random)
    )
    handling.waiting.add(timer)
  }
}
