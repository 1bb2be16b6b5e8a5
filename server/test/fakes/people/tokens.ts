/** Every token of a simulated household: which are alive, whose they are, and where they are worth something. */

/** A token of plex.tv. */
export interface AccountToken {
  readonly name: string
  readonly token: string
  /** The app that signed in; absent on the token that a person had from the beginning. */
  readonly client?: string
  /** Epoch ms; absent on tokens that live until they are revoked. */
  readonly expiresAt?: number
}

export interface TokenOwner {
  readonly name: string
  readonly isOwner: boolean
  /** The tokens this person has from the beginning. */
  readonly server: string
  readonly account: string
}

/** Where a token is worth something. */
export type Side = 'account' | 'server'

export interface Tokens {
  /** The last plex.tv token a person was given, alive or not. */
  account(name: string): string
  /** The last server token a person was given, alive or not. */
  server(name: string): string
  /** Signs an app in: the same app gets the same token until it is revoked; a token that expires is always a new one. */
  signIn(name: string, client: string, expiresAt?: number): string
  /** A server token that is alive: the old one, or a new one when that was revoked. */
  serverPass(name: string): string
  /** What plex.tv knows of a token; expired ones are known, revoked ones are not. */
  atPlexTv(token: string): AccountToken | undefined
  /**
   * Whose view a server shows to a token: any server token, and the owner's plex.tv tokens; of those that expire only
   * when the server looks at the time (epoch ms).
   */
  atServer(token: string, now?: number): string | undefined
  /** Ends the plex.tv tokens of one app that would live on. */
  endOfClient(name: string, client: string): void
  /** Ends every token of a person, or only those of plex.tv or of the server. */
  revoke(name: string, which?: Side | 'all'): void
}

function isLasting(known: AccountToken, name: string, client: string): boolean {
  return known.name === name && known.client === client && known.expiresAt === undefined
}

function dropAll<T>(tokens: Map<string, T>, is: (holder: T) => boolean): void {
  for (const [token, holder] of tokens) if (is(holder)) tokens.delete(token)
}

export function createTokens(owners: readonly TokenOwner[]): Tokens {
  const accountTokens = new Map<string, AccountToken>(
    owners.map(({ name, account }) => [account, { name, token: account }])
  )
  const serverTokens = new Map<string, string>(owners.map(({ name, server }) => [server, name]))
  const last = new Map(owners.map(({ name, account, server }) => [name, { account, server }]))
  const first = new Map(owners.map((owner) => [owner.name, owner]))
  let issued = 0

  function lastOf(name: string): { account: string; server: string } {
    const found = last.get(name)
    if (found === undefined) throw new Error(`nobody is called ${name}`)
    return found
  }

  function issue(name: string, part: 'account' | 'server'): string {
    issued += 1
    const token = `${first.get(name)?.[part]}-${issued}`
    lastOf(name)[part] = token
    return token
  }

  function signIn(name: string, client: string, expiresAt?: number): string {
    const mine = [...accountTokens.values()].find((known) => isLasting(known, name, client))
    if (expiresAt === undefined && mine !== undefined) return mine.token
    const token = issue(name, 'account')
    accountTokens.set(token, { name, token, client, ...(expiresAt === undefined ? {} : { expiresAt }) })
    return token
  }

  function serverPass(name: string): string {
    const known = lastOf(name).server
    if (serverTokens.has(known)) return known
    const token = issue(name, 'server')
    serverTokens.set(token, name)
    return token
  }

  function ownerBehind(token: string, now: number | undefined): string | undefined {
    const known = accountTokens.get(token)
    if (known === undefined || first.get(known.name)?.isOwner !== true) return undefined
    const good = known.expiresAt === undefined || (now !== undefined && now < known.expiresAt)
    return good ? known.name : undefined
  }

  function revoke(name: string, which: Side | 'all' = 'all'): void {
    lastOf(name)
    if (which !== 'server') dropAll(accountTokens, (known) => known.name === name)
    if (which !== 'account') dropAll(serverTokens, (holder) => holder === name)
  }

  return {
    account: (name) => lastOf(name).account,
    server: (name) => lastOf(name).server,
    signIn,
    serverPass,
    atPlexTv: (token) => accountTokens.get(token),
    atServer: (token, now) => serverTokens.get(token) ?? ownerBehind(token, now),
    endOfClient: (name, client) => dropAll(accountTokens, (known) => isLasting(known, name, client)),
    revoke
  }
}
