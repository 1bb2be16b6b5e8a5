/** The addresses under which plex.tv lists a server: good ones, dead ones, and ways around. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface ConnectionSpec {
  /**
   * `local` is the server's own address, `remote` and `relay` are doors of their own that lead to it, `plexDirect` is a
   * name that needs a resolver and a certificate, and so is as good as dead here.
   */
  readonly kind: 'local' | 'plexDirect' | 'remote' | 'relay' | 'ipv6'
  /** Nobody listens there. */
  readonly dead?: boolean
  /** Some other address, such as that of a stranger's server. */
  readonly url?: string
}

/** What a server behind a router in a container tends to announce. */
export const usualConnections: readonly ConnectionSpec[] = [
  { kind: 'local', dead: true },
  { kind: 'plexDirect' },
  { kind: 'local' },
  { kind: 'remote' },
  { kind: 'relay' }
]

/** One row of `connections`. */
export interface Connection {
  readonly protocol: 'http' | 'https'
  readonly address: string
  readonly port: number
  readonly uri: string
  readonly local: boolean
  readonly relay: boolean
  readonly IPv6: boolean
}

/** Nobody listens on port 1 of an address that nobody uses. */
const deadUrl = 'http://127.0.0.9:1'

function connectionAt(url: string, kind: ConnectionSpec['kind']): Connection {
  const { protocol, hostname, port } = new URL(url)
  return {
    protocol: protocol === 'https:' ? 'https' : 'http',
    address: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port),
    uri: url,
    local: kind === 'local' || kind === 'plexDirect' || kind === 'ipv6',
    relay: kind === 'relay',
    IPv6: kind === 'ipv6'
  }
}

interface Address {
  readonly port: number
  readonly machineIdentifier: string
}

const directUrl: Readonly<Record<'local' | 'ipv6' | 'plexDirect', (server: Address) => string>> = {
  local: ({ port }) => `http://127.0.0.1:${port}`,
  ipv6: ({ port }) => `http://[::1]:${port}`,
  plexDirect: ({ port, machineIdentifier }) => `https://127-0-0-1.${machineIdentifier}.plex.direct:${port}`
}

export interface Doors {
  readonly connections: readonly Connection[]
  close(): Promise<void>
}

/** A door on a port of its own that passes everything on to the server. */
function openDoor(
  targetPort: number,
  sockets: Set<Socket>
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((incoming) => {
    const outgoing = connect(targetPort, '127.0.0.1')
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        incoming.destroy()
        outgoing.destroy()
      })
    }
    incoming.pipe(outgoing).pipe(incoming)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the door has no port'))
      else resolve({ server, url: `http://127.0.0.1:${address.port}` })
    })
  })
}

/** Opens what has to be open for a server's connections. */
export async function openDoors(specs: readonly ConnectionSpec[], server: Address | undefined): Promise<Doors> {
  const servers: Server[] = []
  const sockets = new Set<Socket>()

  async function behindDoor(port: number): Promise<string> {
    const door = await openDoor(port, sockets)
    servers.push(door.server)
    return door.url
  }

  function urlOf({ kind, dead, url }: ConnectionSpec): string | Promise<string> {
    if (url !== undefined) return url
    if (dead === true || server === undefined) return deadUrl
    if (kind === 'remote' || kind === 'relay') return behindDoor(server.port)
    return directUrl[kind](server)
  }

  const connections: Connection[] = []
  for (const spec of specs) connections.push(connectionAt(await urlOf(spec), spec.kind))

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy()
    await Promise.all(servers.map((each) => new Promise((resolve) => each.close(resolve))))
  }

  return { connections, close }
}
