/** The people of a simulated household and their tokens: the one state that a server and plex.tv share. */
import type { PersonSpec, Privacy } from './spec.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { createWatchlist, type Watchlist } from './watchlist.ts'

export interface Account {
  readonly name: string
  readonly kind: PersonSpec['kind']
  /** The plex.tv account id. */
  readonly id: number
  readonly uuid: string
  /** Null for managed people, who have neither a user name nor an address. */
  readonly username: string | null
  readonly email: string | null
  readonly title: string
  readonly pin: string | undefined
  /** Section keys; undefined is all of them. The owner may change what is shared. */
  sections: ReadonlySet<string> | undefined
  readonly watchlist: Watchlist
  /** Whether this account has Plex Pass. */
  subscription: boolean
  privacy: Privacy
  /** False once the owner has ended the friendship, or taken this person out of the Home. */
  belongs: boolean
}

export interface Accounts {
  readonly all: readonly Account[]
  readonly tokens: Tokens
  /** A name nobody has is a bug. */
  byName(name: string): Account
  find(is: (account: Account) => boolean): Account | undefined
}

function uuidOf(id: number): string {
  return (0xab_0000_0000 + id).toString(16).padStart(16, '5eed')
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Managed people have neither a user name nor an address. */
function addressOf({ name, kind, username, email }: PersonSpec): Pick<Account, 'username' | 'email'> {
  if (kind === 'managed') return { username: null, email: null }
  return { username: username ?? name, email: email ?? `${name}@example.invalid` }
}

function accountOf(spec: PersonSpec, index: number): Account {
  const id = spec.accountId ?? 1000 + index
  return {
    name: spec.name,
    kind: spec.kind,
    id,
    uuid: spec.uuid ?? uuidOf(id),
    ...addressOf(spec),
    title: spec.title ?? capital(spec.name),
    pin: spec.pin,
    sections: spec.sections && new Set(spec.sections),
    watchlist: createWatchlist(spec.watchlist ?? []),
    subscription: spec.subscription ?? spec.kind === 'owner',
    privacy: spec.privacy ?? 'friends',
    belongs: true
  }
}

export function createAccounts(specs: readonly PersonSpec[]): Accounts {
  const all = specs.map(accountOf)
  const names = new Map(all.map((account) => [account.name, account]))
  const tokens = createTokens(
    specs.map(({ name, kind, token, accountToken }) => ({
      name,
      isOwner: kind === 'owner',
      server: token ?? `server-token-${name}`,
      account: accountToken ?? `account-token-${name}`
    }))
  )
  return {
    all,
    tokens,
    byName: (name) => {
      const account = names.get(name)
      if (account === undefined) throw new Error(`nobody is called ${name}`)
      return account
    },
    find: (is) => all.find(is)
  }
}
