/** Who may talk to the simulated server, with which tokens, and what each person has watched. */
import type { PersonSpec } from '#test/fakes/plex/options.ts'

/** What one person has seen of one item. Times are epoch seconds. */
export interface ViewState {
  readonly viewOffsetMs: number
  readonly viewCount: number
  readonly lastViewedAt?: number
}

export interface Person {
  readonly name: string
  readonly kind: PersonSpec['kind']
  /** 1 for the owner, else the plex.tv account id. */
  readonly accountId: number
  readonly isAdmin: boolean
  readonly sections: ReadonlySet<string> | undefined
  readonly states: Map<string, ViewState>
  /** Shows that were really played (not only marked), by ratingKey, with the time in epoch seconds. */
  readonly playedShows: Map<string, number>
  /** Rises with every change of `states`. */
  version: number
}

export const neverViewed: ViewState = { viewOffsetMs: 0, viewCount: 0 }

export interface People {
  readonly all: readonly Person[]
  byName(name: string): Person
  byToken(token: string): Person | undefined
  token(name: string): string
  revoke(name: string): void
}

export function maySee(person: Person, sectionKey: string): boolean {
  return person.sections === undefined || person.sections.has(sectionKey)
}

export function stateOf(person: Person, ratingKey: string): ViewState {
  return person.states.get(ratingKey) ?? neverViewed
}

export function setState(person: Person, ratingKey: string, state: ViewState): void {
  person.states.set(ratingKey, state)
  person.version += 1
}

function personOf(spec: PersonSpec, index: number): Person {
  const isOwner = spec.kind === 'owner'
  return {
    name: spec.name,
    kind: spec.kind,
    accountId: isOwner ? 1 : (spec.accountId ?? 1000 + index),
    isAdmin: isOwner,
    sections: spec.sections === undefined ? undefined : new Set(spec.sections),
    states: new Map(),
    playedShows: new Map(),
    version: 0
  }
}

export function createPeople(specs: readonly PersonSpec[]): People {
  const all = specs.map(personOf)
  const names = new Map(all.map((person) => [person.name, person]))
  const tokens = new Map<string, Person>()
  const serverTokens = new Map<string, string>()
  for (const [index, spec] of specs.entries()) {
    const person = all[index]
    if (person === undefined) continue
    const token = spec.token ?? `server-token-${spec.name}`
    serverTokens.set(spec.name, token)
    tokens.set(token, person)
    if (spec.kind === 'owner') tokens.set(spec.accountToken ?? `account-token-${spec.name}`, person)
  }

  function byName(name: string): Person {
    const person = names.get(name)
    if (person === undefined) throw new Error(`nobody is called ${name}`)
    return person
  }

  function revoke(name: string): void {
    const person = byName(name)
    for (const [token, holder] of tokens) if (holder === person) tokens.delete(token)
  }

  return {
    all,
    byName,
    byToken: (token) => tokens.get(token),
    token: (name) => serverTokens.get(byName(name).name) ?? '',
    revoke
  }
}
