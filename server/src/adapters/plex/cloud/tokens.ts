/** By which tokens people may be asked for: what the owner shared, becoming a Home member, and the servers of an account. */
import { bool, everyRow, type Loose, obj, rows, str } from '#adapters/plex/readers.ts'
import type { Secret } from '#core/model/secret.ts'
import type { HomeMember, ServerConnection, ServerOffer, SharedAccess, SharedAnswer } from '#ports/plex-cloud.ts'
import type { Failure } from '#src/failure.ts'
import { garbled, pinWanted, type Question, tokenRefused } from './failures.ts'
import { type CloudReply, errorCodes } from './http.ts'
import { rowsOfOld } from './people.ts'
import type { Asker, CloudRoom } from './room.ts'

const tokenIn = (room: CloudRoom, value: unknown): Secret | undefined => {
  const text = str(value)
  return text === undefined ? undefined : room.keep(text)
}

const sectionsOf = (row: Loose): SharedAccess['sections'] | undefined => {
  if (bool(row.allLibraries)) return 'all'
  return everyRow(rows(row.Section) ?? [], (section) => {
    const key = str(section.key)
    return key === undefined ? undefined : { key, shared: bool(section.shared) }
  })?.flatMap(({ key, shared }) => (shared ? [key] : []))
}

const accessOf =
  (room: CloudRoom) =>
  (row: Loose): SharedAccess | undefined => {
    const personId = str(row.userID)
    const sections = sectionsOf(row)
    if (personId === undefined || sections === undefined) return undefined
    return { personId, serverToken: tokenIn(room, row.accessToken), sections }
  }

/** Reads with whom a server is shared. Plex has blanked these tokens once, and announced that it will take the whole answer away. */
export const readShared = async (room: CloudRoom, asker: Asker, machineIdentifier: string): Promise<SharedAnswer> => {
  const question = { host: 'plex.tv', about: 'with whom the server is shared' } as const
  const url = `${room.bases.plexTv}/api/servers/${encodeURIComponent(machineIdentifier)}/shared_servers`
  const reply = await room.http.ask({ ...question, ...asker, url, accept: 'xml', takes: [404, 410] })
  if (reply.status === 410) return { kind: 'gone' }
  if (reply.status === 404) {
    // A web page is some proxy's word, not Plex's.
    if (reply.document === undefined) throw garbled(question, 'a web page says that there is no such thing (404)')
    return { kind: 'gone' }
  }
  const access = everyRow(rowsOfOld(reply.document, 'SharedServer'), accessOf(room))
  if (access === undefined) throw garbled(question, 'it is no complete list of shares')
  const withheld = access.length > 0 && access.every(({ serverToken }) => serverToken === undefined)
  return { kind: 'list', access, tokens: withheld ? 'withheld' : 'given' }
}

const pinIsWanted = 1041

const refusedSwitch = (question: Question, { status, document }: CloudReply, pin: Secret | undefined): Failure => {
  if (errorCodes(document).includes(pinIsWanted)) return pinWanted(question, pin !== undefined)
  return document === undefined
    ? garbled(question, `a web page forbids it (${status})`)
    : tokenRefused(question, status)
}

/** One way of becoming somebody; undefined when Plex no longer offers it. */
const switchBy = async (
  room: CloudRoom,
  asker: Asker,
  way: {
    readonly url: string
    readonly accept: 'json' | 'xml'
    readonly pin: Secret | undefined
    readonly about: string
  }
): Promise<Secret | undefined> => {
  const question: Question = { host: 'plex.tv', about: way.about }
  const query = way.pin === undefined ? {} : { query: `pin=${encodeURIComponent(way.pin.reveal())}` }
  const { url, accept } = way
  const reply = await room.http.ask({
    ...question,
    ...asker,
    ...query,
    url,
    accept,
    post: 'nothing',
    takes: [401, 403, 404, 410]
  })
  if (reply.status === 404 || reply.status === 410) return undefined
  if (reply.status > 299) throw refusedSwitch(question, reply, way.pin)
  const user = obj(reply.document)
  const inner = obj(user?.user) ?? user
  const token = tokenIn(room, inner?.authToken) ?? tokenIn(room, inner?.authenticationToken)
  if (token === undefined) throw garbled(question, 'it holds no token')
  return token
}

/** Becomes a Home member. */
export const becomePerson = async (room: CloudRoom, asker: Asker, { person, pin }: HomeMember): Promise<Secret> => {
  const { clients, plexTv } = room.bases
  const about = `the account of ${person.name}`
  const uuid = person.uuid === undefined ? undefined : encodeURIComponent(person.uuid)
  const newWay = { url: `${clients}/api/v2/home/users/${uuid}/switch`, accept: 'json', pin, about } as const
  const token = uuid === undefined ? undefined : await switchBy(room, asker, newWay)
  if (token !== undefined) return token
  const oldUrl = `${plexTv}/api/home/users/${encodeURIComponent(person.id)}/switch`
  const again = await switchBy(room, asker, { url: oldUrl, accept: 'xml', pin, about })
  if (again === undefined) throw garbled({ host: 'plex.tv', about }, 'it knows no such member of the Home')
  return again
}

const kindOf = (row: Loose): ServerConnection['kind'] => {
  if (bool(row.relay)) return 'relay'
  return bool(row.local) ? 'local' : 'remote'
}

/** Routers often refuse to resolve plex.direct to an address at home, so a local connection is offered by address, too. */
const plainUrlOf = (row: Loose): string | undefined => {
  const [address, port] = [str(row.address), str(row.port)]
  if (address === undefined || port === undefined) return undefined
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}

const connectionsOf = (row: Loose, httpsRequired: boolean): readonly ServerConnection[] | undefined => {
  const url = str(row.uri)
  if (url === undefined) return undefined
  const kind = kindOf(row)
  const plain = kind === 'local' && !httpsRequired ? plainUrlOf(row) : undefined
  return plain === undefined || plain === url
    ? [{ url, kind }]
    : [
        { url: plain, kind },
        { url, kind }
      ]
}

/** A server; 'other' for players and whatever else an account has. */
const serverOf =
  (room: CloudRoom) =>
  (row: Loose): ServerOffer | 'other' | undefined => {
    const provides = str(row.provides)
    if (provides?.split(',').includes('server') !== true) return 'other'
    const machineIdentifier = str(row.clientIdentifier)
    const connections = everyRow(rows(row.connections), (one) => connectionsOf(one, bool(row.httpsRequired)))
    if (machineIdentifier === undefined || connections === undefined) return undefined
    return {
      machineIdentifier,
      name: str(row.name) ?? machineIdentifier,
      isOwned: bool(row.owned),
      serverToken: tokenIn(room, row.accessToken),
      connections: connections.flat()
    }
  }

/** Reads the servers of an account. */
export const readServers = async (room: CloudRoom, asker: Asker): Promise<readonly ServerOffer[]> => {
  const question = { host: 'plex.tv', about: 'the servers of an account' } as const
  const url = `${room.bases.plexTv}/api/v2/resources`
  const query = 'includeHttps=1&includeRelay=1&includeIPv6=1'
  const reply = await room.http.ask({ ...question, ...asker, url, query, accept: 'json' })
  const servers = everyRow(rows(reply.document), serverOf(room))
  if (servers === undefined) throw garbled(question, 'it is no complete list of servers')
  return servers.filter((server) => server !== 'other')
}

/** Keeps a token from ageing. */
export const pingToken = async ({ http, bases }: CloudRoom, asker: Asker): Promise<void> => {
  const question = { host: 'plex.tv', about: 'whether a token is still good' } as const
  const reply = await http.ask({ ...question, ...asker, url: `${bases.plexTv}/api/v2/ping`, accept: 'json' })
  if (!bool(obj(reply.document)?.pong)) throw garbled(question, 'it is no answer to a ping')
}
