/** Who belongs to the household: the account itself, the Home, and friends. */
import { bool, everyRow, int, type Loose, obj, rows, str } from '#adapters/plex/readers.ts'
import type { Person } from '#core/model/person.ts'
import type { PlexAccount } from '#ports/plex-cloud.ts'
import { garbled, type Question } from './failures.ts'
import type { CloudReply } from './http.ts'
import type { Asker, CloudRoom } from './room.ts'

/** Old and new form of one question: JSON first, and XML where the new one is gone. */
interface TwoForms extends Question {
  readonly v2: { readonly path: string; readonly query?: string }
  readonly v1: { readonly path: string }
}

const gone: ReadonlySet<number> = new Set([404, 410])

const askBoth = async (
  { http, bases }: CloudRoom,
  asker: Asker,
  { v2, v1, host, about }: TwoForms
): Promise<CloudReply & { readonly form: 'v2' | 'v1' }> => {
  const question = { host, about, ...asker }
  const url = `${bases.plexTv}${v2.path}`
  const query = v2.query === undefined ? {} : { query: v2.query }
  const reply = await http.ask({ ...question, ...query, url, accept: 'json', takes: [...gone] })
  if (!gone.has(reply.status)) return { ...reply, form: 'v2' }
  const old = await http.ask({ ...question, url: `${bases.plexTv}${v1.path}`, accept: 'xml' })
  return { ...old, form: 'v1' }
}

/** The rows of an old list; undefined when it names none of its own or fewer than it announces. */
export const rowsOfOld = (document: unknown, name: 'User' | 'SharedServer'): readonly unknown[] | undefined => {
  const container = obj(obj(document)?.MediaContainer)
  if (container === undefined) return undefined
  const found = rows(container[name]) ?? []
  const announced = int(container.totalSize) ?? int(container.size)
  return announced === found.length ? found : undefined
}

/** Reads the account behind a token. */
export const readAccount = async ({ http, bases }: CloudRoom, asker: Asker): Promise<PlexAccount> => {
  const question = { host: 'plex.tv', about: 'the account' } as const
  const reply = await http.ask({ ...question, ...asker, url: `${bases.plexTv}/api/v2/user`, accept: 'json' })
  const user = obj(reply.document)
  const [id, uuid] = [str(user?.id), str(user?.uuid)]
  if (user === undefined || id === undefined || uuid === undefined) throw garbled(question, 'it names no account')
  const hasPass = bool(obj(user.subscription)?.active)
  return { id, uuid, name: str(user.title) ?? str(user.username) ?? id, hasPass }
}

const kindOf = (row: Loose): Person['kind'] => {
  if (bool(row.admin)) return 'owner'
  return bool(row.restricted) || bool(row.guest) ? 'managed' : 'home'
}

/** From the address of a picture, `https://plex.tv/users/<uuid>/avatar?c=1`, where only that tells it. */
const uuidIn = (thumb: string | undefined): string | undefined => /\/users\/([0-9a-f]+)\/avatar/u.exec(thumb ?? '')?.[1]

const facts = (row: Loose): Pick<Person, 'id' | 'uuid' | 'name' | 'hasPin'> | undefined => {
  const id = str(row.id)
  if (id === undefined) return undefined
  const name = str(row.title) ?? str(row.friendlyName) ?? str(row.username) ?? id
  return { id, uuid: str(row.uuid) ?? uuidIn(str(row.thumb)), name, hasPin: bool(row.protected) }
}

const memberOf = (row: Loose): Person | undefined => {
  const known = facts(row)
  return known === undefined ? undefined : { ...known, kind: kindOf(row) }
}

/** Reads the Home. Its admin is told as the owner. */
export const readHome = async (room: CloudRoom, asker: Asker): Promise<readonly Person[]> => {
  const question = { host: 'plex.tv', about: 'the people of the Home' } as const
  const v2 = { path: '/api/v2/home/users' }
  const reply = await askBoth(room, asker, { ...question, v2, v1: { path: '/api/home/users' } })
  const listed = reply.form === 'v2' ? rows(obj(reply.document)?.users) : rowsOfOld(reply.document, 'User')
  const people = everyRow(listed, memberOf)
  if (people === undefined) throw garbled(question, 'it is no complete list of people')
  return people
}

/** A friend; 'other' for rows that are none: Home members, and people with whom nothing is shared. */
const friendOf = (row: Loose): Person | 'other' | undefined => {
  const known = facts(row)
  if (known === undefined) return undefined
  const shares = rows(row.sharedServers) ?? rows(row.Server) ?? []
  if (bool(row.home) || shares.length === 0) return 'other'
  return { ...known, kind: 'friend', hasPin: false }
}

/** Reads the friends. */
export const readFriends = async (room: CloudRoom, asker: Asker): Promise<readonly Person[]> => {
  const question = { host: 'plex.tv', about: 'the friends' } as const
  const v2 = { path: '/api/v2/friends', query: 'status=accepted' }
  const reply = await askBoth(room, asker, { ...question, v2, v1: { path: '/api/users' } })
  const listed = reply.form === 'v2' ? rows(reply.document) : rowsOfOld(reply.document, 'User')
  const people = everyRow(listed, friendOf)
  if (people === undefined) throw garbled(question, 'it is no complete list of people')
  return people.filter((person) => person !== 'other')
}
