/** Knows the owner's token of the moment: of whoever signed in, else PLEX_TOKEN. What a sign-in gave is kept in the vault, who it was in the memory. */
import { type Secret, secret } from '#core/model/secret.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Memory } from '#ports/store.ts'
import type { OwnerToken, SignedIn, TokenProvider } from '#ports/token-provider.ts'
import type { Vault } from '#ports/vault.ts'

/** What knowing needs. */
export interface TokenProviderDeps {
  readonly vault: Vault
  readonly memory: Memory
  /** PLEX_TOKEN; empty when it is not set. */
  readonly setting: () => string
}

const factsName = 'owner.sign-in'
const accountTokenName = 'owner.account-token'
const serverTokenName = 'owner.server-token'

type Facts = Omit<SignedIn, 'accountToken' | 'serverToken'>

/** Of an object that this product wrote. */
const textIn = (value: unknown, name: 'id' | 'name' | 'machineIdentifier' | 'url'): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const found = new Map<string, unknown>(Object.entries(value)).get(name)
  return typeof found === 'string' ? found : undefined
}

const accountOf = (raw: object): SignedIn['account'] | undefined => {
  const account = 'account' in raw ? raw.account : undefined
  const [id, name] = [textIn(account, 'id'), textIn(account, 'name')]
  return id === undefined || name === undefined ? undefined : { id, name }
}

const serverOf = (raw: object): SignedIn['server'] | undefined => {
  const server = 'server' in raw ? raw.server : undefined
  const [machineIdentifier, name, url] = [
    textIn(server, 'machineIdentifier'),
    textIn(server, 'name'),
    textIn(server, 'url')
  ]
  if (machineIdentifier === undefined || name === undefined || url === undefined) return undefined
  return { machineIdentifier, name, url }
}

const factsOf = (text: string | undefined): Facts | undefined => {
  const raw = keptJson(text)
  if (typeof raw !== 'object' || raw === null) return undefined
  const [account, server] = [accountOf(raw), serverOf(raw)]
  const since = 'since' in raw && typeof raw.since === 'number' ? raw.since : undefined
  if (account === undefined || server === undefined || since === undefined) return undefined
  return { account, server, since, how: 'how' in raw && raw.how === 'pasted' ? 'pasted' : 'pin' }
}

/** Of no sign-in, or of one that was lost. */
const fallback = (setting: string, isLost: boolean): OwnerToken => {
  if (setting === '') return { from: 'none', isLost }
  return { from: 'setting', accountToken: secret(setting), serverToken: secret(setting), isLost }
}

const load = async ({ vault, memory, setting }: TokenProviderDeps): Promise<OwnerToken> => {
  const facts = factsOf(await memory.get(factsName))
  if (facts === undefined) return fallback(setting(), false)
  const [accountToken, serverToken] = await Promise.all([vault.read(accountTokenName), vault.read(serverTokenName)])
  if (accountToken === undefined || serverToken === undefined) return fallback(setting(), true)
  return { from: 'signed-in', ...facts, accountToken, serverToken }
}

/** Reads what is kept. */
export const createTokenProvider = async (deps: TokenProviderDeps): Promise<TokenProvider> => {
  const { vault, memory, setting } = deps
  const hearers = new Set<(now: OwnerToken) => void>()
  let now = await load(deps)

  const become = (next: OwnerToken): void => {
    now = next
    for (const hear of hearers) hear(next)
  }

  const account = async (): Promise<Secret | undefined> => (now.from === 'none' ? undefined : now.accountToken)

  return {
    current: () => now,
    account,
    keep: async ({ accountToken, serverToken, ...facts }) => {
      // Without the facts nobody counts as signed in, so a crash between the two leaves no token under somebody else's name.
      await memory.set(factsName, '')
      await vault.write(accountTokenName, accountToken)
      await vault.write(serverTokenName, serverToken)
      await memory.set(factsName, JSON.stringify(facts))
      become({ from: 'signed-in', ...facts, accountToken, serverToken })
    },
    forget: async () => {
      await memory.set(factsName, '')
      await vault.forget(accountTokenName)
      await vault.forget(serverTokenName)
      become(fallback(setting(), false))
    },
    reread: () => {
      if (now.from !== 'signed-in') become(fallback(setting(), now.isLost))
    },
    onChange: (hear) => {
      hearers.add(hear)
      return { cancel: () => void hearers.delete(hear) }
    }
  }
}
