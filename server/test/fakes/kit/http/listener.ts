/** The listening socket and every connection on it: opens, refuses, accepts again and leaves nothing behind. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What becomes of a request for a websocket. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface Listener {
  readonly port: number
  /** Until it accepts again, every connection is refused, and the port is given to nobody else. */
  refuse(): Promise<void>
  accept(): Promise<void>
  /** Lets go of the port. */
  close(): Promise<void>
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

/**
 * Keeps a port that nobody listens on: an ordinary connection goes out from it, so that whoever knocks is refused and no neighbour is given it. Somebody
 * who listens there on purpose may, which is how it is taken back without ever being free. `leave` is called in the moment before.
 */
async function occupy({ host, port }: { readonly host: string; readonly port: number }, leave: () => Promise<void>) {
  const elsewhere = createServer()
  await listen(elsewhere, host, 0)
  const left = leave()
  const holder = connect({ host, port: portOf(elsewhere), localAddress: host, localPort: port })
  await Promise.all([left, once(holder, 'connect'), once(elsewhere, 'connection')])
  return async (): Promise<void> => {
    const gone = once(holder, 'close')
    elsewhere.close()
    elsewhere.closeAllConnections()
    holder.destroy()
    await gone
  }
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

  let held: Promise<() => Promise<void>> | undefined

  function fallSilent(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return Promise.resolve()
    return new Promise((resolve, reject) => server.close((error) => (error === undefined ? resolve() : reject(error))))
  }

  async function letGo(): Promise<void> {
    const before = held
    held = undefined
    const release = await before
    await release?.()
  }

  return {
    port,
    refuse: async () => {
      held ??= occupy({ host: listening.host, port }, fallSilent)
      await held
    },
    accept: async () => {
      await held
      if (!server.listening) await listen(server, listening.host, port)
      await letGo()
    },
    close: async () => {
      await letGo()
      await fallSilent()
    }
  }
}
