/** Everybody besides the owner who may watch on this server: members of the Home and those with whom it is shared. */
import type { Person, PersonKind } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { Answer, LastGood } from '#engine/sources/last-good.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { Failure } from '#src/failure.ts'

/** Reads who there is. */
export interface Directory {
  read(signal: AbortSignal): Promise<Answer<readonly Person[]>>
}

/** What reading needs. */
export interface DirectoryDeps {
  readonly cloud: Pick<PlexCloud, 'home' | 'friends'>
  readonly lastGood: LastGood
  readonly clock: Clock
  readonly ownerToken: () => Promise<Secret | undefined>
}

/** People come and go rarely; milliseconds. */
const goodForMs = 6 * 3_600_000

const kinds: ReadonlySet<string> = new Set<PersonKind>(['home', 'managed', 'friend'])

const isKind = (value: unknown): value is PersonKind => typeof value === 'string' && kinds.has(value)

type Raw = { readonly [field in keyof Person]?: unknown }

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const personOf = (raw: unknown): Person | undefined => {
  if (!isRaw(raw) || typeof raw.id !== 'string' || typeof raw.name !== 'string' || !isKind(raw.kind)) return undefined
  const uuid = typeof raw.uuid === 'string' ? raw.uuid : undefined
  return { id: raw.id, uuid, name: raw.name, kind: raw.kind, hasPin: raw.hasPin === true }
}

const readPeople = (kept: unknown): readonly Person[] | undefined => {
  if (!Array.isArray(kept)) return undefined
  const people = kept.map(personOf)
  return people.every((person) => person !== undefined) ? people : undefined
}

const byId = (people: readonly Person[]): readonly Person[] => [
  ...new Map(people.filter(({ kind }) => kind !== 'owner').map((person) => [person.id, person])).values()
]

/** A directory that asks the cloud a few times a day. */
export const createDirectory = ({ cloud, lastGood, clock, ownerToken }: DirectoryDeps): Directory => {
  const question = { name: 'people', read: readPeople, isEmpty: (people: readonly Person[]) => people.length === 0 }

  const ask = async (signal: AbortSignal): Promise<readonly Person[]> => {
    const token = await ownerToken()
    if (token === undefined) {
      throw new Failure('cloud.token-refused', { sentence: 'nobody is signed in to plex.tv', retry: 'never' })
    }
    const [friends, home] = await Promise.all([cloud.friends(token, signal), cloud.home(token, signal)])
    return byId([...friends, ...home])
  }

  return {
    read: async (signal) => {
      const kept = await lastGood.kept(question)
      if (kept !== undefined && Math.abs(clock.now() - kept.at) < goodForMs) return { kind: 'fresh', value: kept.value }
      return lastGood.ask<readonly Person[]>({ ...question, signal, ask: () => ask(signal) })
    }
  }
}
