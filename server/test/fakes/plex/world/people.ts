/** Who may talk to the simulated server, with which tokens, and what each person has watched. */
import type { Account, Accounts } from '#test/fakes/people/accounts.ts'

/** What one person has seen of one item. Times are epoch seconds. */
export interface ViewState {
  readonly viewOffsetMs: number
  readonly viewCount: number
  readonly lastViewedAt?: number
}

export interface Person {
  readonly name: string
  readonly kind: Account['kind']
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
  revoke(name: string, which?: 'all' | 'account' | 'server'): void
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

function personOf(account: Account): Person {
  const { name, kind, id } = account
  const isOwner = kind === 'owner'
  return {
    name,
    kind,
    accountId: isOwner ? 1 : id,
    isAdmin: isOwner,
    get sections() {
      return account.sections
    },
    states: new Map(),
    playedShows: new Map(),
    version: 0
  }
}

/** `now` tells the time of tokens that expire; without it they are worth nothing here. */
export function createPeople({ all: accounts, tokens }: Accounts, now: () => number | undefined): People {
  const all = accounts.map(personOf)
  const names = new Map(all.map((person) => [person.name, person]))

  function byName(name: string): Person {
    const person = names.get(name)
    if (person === undefined) throw new Error(`nobody is called ${name}`)
    return person
  }

  return {
    all,
    byName,
    byToken: (token) => {
      const name = tokens.atServer(token, now())
      return name === undefined ? undefined : names.get(name)
    },
    token: tokens.server,
    revoke: tokens.revoke
  }
}
