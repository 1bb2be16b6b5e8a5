/** The listening socket and every connection on it: opens, refuses, accepts again and leaves nothing behind. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What becomes of a request for a websocket. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface Listener {
  readonly port: number
  refuse(): Promise<void>
  accept(): Promise<void>
}

export interface Listening {
  readonly host: string
  readonly port: number
  handle(incoming: IncomingMessage, response: ServerResponse): void
  /** Default: websockets are not spoken. */
  readonly upgrade?: Upgrade
}

const KEEP_ALIVE_MS = 65_000

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the listener has no port')
  return address.port
}

export async function openListener(listening: Listening): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listening.handle)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  if (listening.upgrade !== undefined) server.on('upgrade', listening.upgrade)
  await listen(server, listening.host, listening.port)
  const port = portOf(server)

  function refuse(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return Promise.resolve()
    return new Promise((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))))
  }

  return { port, refuse, accept: () => (server.listening ? Promise.resolve() : listen(server, listening.host, port)) }
}
