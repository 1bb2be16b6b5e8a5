/** Who signed in to Trakt: the tokens of each in the vault, renewed before they die and never used twice; who it is in the memory. */
import { type Secret, secret } from '#core/model/secret.ts'
import { keptJson } from '#kit/kept-json.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import type { Trakt, TraktTokens } from '#ports/trakt/trakt.ts'
import type { Vault } from '#ports/vault.ts'
import { Failure } from '#src/failure.ts'

/** Somebody who signed in. */
export interface SignedIn {
  readonly personId: string
  /** As the household called them when they did. */
  readonly name: string
  /** As Trakt calls them; undefined when it did not say. */
  readonly account: string | undefined
  /** Epoch milliseconds. */
  readonly since: number
  /** Trakt takes the sign-in no longer; only a person can mend that. */
  readonly isLost: boolean
}

/** The sign-ins. */
export interface SignIns {
  all(): Promise<readonly SignedIn[]>
  keep(who: Omit<SignedIn, 'isLost' | 'since'>, tokens: TraktTokens): Promise<void>
  /** A token that is good. `refused`: the one that Trakt did not take just now. Throws the failures of Trakt. */
  token(personId: string, refused?: Secret): Promise<Secret>
  /** Forgets it here; what was its token, to be taken back at Trakt. */
  forget(personId: string): Promise<Secret | undefined>
  /** Waits until nothing is being renewed: an answer that is lost ends a sign-in. */
  idle(): Promise<void>
}

/** What knowing needs. */
export interface SignInsDeps {
  readonly trakt: Pick<Trakt, 'renew'>
  readonly vault: Vault
  readonly memory: Memory
  readonly clock: Clock
}

const factsName = 'trakt.sign-ins'
const vaultName = (personId: string): string => `trakt.${personId}`
/** Share of its life after which a token is exchanged. */
const renewAfter = 0.8

/** Both tokens as one entry of the vault, so that they are written at once or not at all. Times are epoch milliseconds. */
interface Pair {
  readonly access: string
  readonly refresh: string
  readonly renewAt: number
  readonly expiresAt: number
}

type Raw = { readonly [field in keyof Pair | keyof SignedIn]?: unknown }
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const pairOf = (text: string | undefined): Pair | undefined => {
  const raw = keptJson(text)
  if (!isRaw(raw)) return undefined
  const { access, refresh, renewAt, expiresAt } = raw
  if (typeof access !== 'string' || typeof refresh !== 'string') return undefined
  if (typeof renewAt !== 'number' || typeof expiresAt !== 'number') return undefined
  return { access, refresh, renewAt, expiresAt }
}

const signedInOf = (raw: unknown): readonly SignedIn[] => {
  if (!isRaw(raw) || typeof raw.personId !== 'string' || typeof raw.name !== 'string') return []
  if (typeof raw.since !== 'number') return []
  const account = typeof raw.account === 'string' ? raw.account : undefined
  return [{ personId: raw.personId, name: raw.name, account, since: raw.since, isLost: raw.isLost === true }]
}

const readAll = (text: string | undefined): readonly SignedIn[] => {
  const parsed = keptJson(text)
  return Array.isArray(parsed) ? parsed.flatMap(signedInOf) : []
}

const lost = (name: string): Failure =>
  new Failure('trakt.token-refused', {
    sentence: `The sign-in of ${name} at Trakt counts no longer.`,
    hint: `Sign in again: pcu trakt sign-in "${name}".`,
    retry: 'never'
  })

/** What is kept: who it is, and the pair of each. */
const createShelf = ({ vault, memory, clock }: Omit<SignInsDeps, 'trakt'>) => {
  let known: Promise<readonly SignedIn[]> | undefined
  const all = (): Promise<readonly SignedIn[]> => {
    known ??= memory.get(factsName).then(readAll)
    return known
  }
  const others = async (personId: string): Promise<readonly SignedIn[]> =>
    (await all()).filter((one) => one.personId !== personId)
  const save = async (next: readonly SignedIn[]): Promise<void> => {
    known = Promise.resolve(next)
    await memory.set(factsName, JSON.stringify(next))
  }
  return {
    all,
    find: async (personId: string) => (await all()).find((one) => one.personId === personId),
    put: async (who: SignedIn): Promise<void> => save([...(await others(who.personId)), who]),
    drop: async (personId: string): Promise<void> => {
      await save(await others(personId))
      await vault.forget(vaultName(personId))
    },
    readPair: async (personId: string) => pairOf((await vault.read(vaultName(personId)))?.reveal()),
    writePair: async (personId: string, { access, refresh, livesMs }: TraktTokens): Promise<void> => {
      const now = clock.now()
      const times = { renewAt: now + livesMs * renewAfter, expiresAt: now + livesMs }
      const pair: Pair = { access: access.reveal(), refresh: refresh.reveal(), ...times }
      await vault.write(vaultName(personId), secret(JSON.stringify(pair)))
    }
  }
}

const isRefusal = (thrown: unknown): boolean => thrown instanceof Failure && thrown.code === 'trakt.token-refused'

/** Reads what is kept when it is first asked. */
export const createSignIns = (deps: SignInsDeps): SignIns => {
  const { trakt, clock } = deps
  const shelf = createShelf(deps)
  const renewing = new Map<string, Promise<Secret>>()

  const markLost = async (personId: string): Promise<Failure> => {
    const who = await shelf.find(personId)
    if (who !== undefined && !who.isLost) await shelf.put({ ...who, isLost: true })
    return lost(who?.name ?? 'somebody')
  }

  /** The new pair is kept before anybody uses it. Nobody breaks it off: the old refresh token is good no longer once it was sent. */
  const renew = async (personId: string, pair: Pair): Promise<Secret> => {
    try {
      const tokens = await trakt.renew(secret(pair.refresh), new AbortController().signal)
      await shelf.writePair(personId, tokens)
      return tokens.access
    } catch (thrown) {
      throw isRefusal(thrown) ? await markLost(personId) : thrown
    }
  }

  const renewOnce = (personId: string, pair: Pair): Promise<Secret> => {
    const begun = renewing.get(personId) ?? renew(personId, pair).finally(() => renewing.delete(personId))
    renewing.set(personId, begun)
    return begun
  }

  /** An outage leaves the old token in use for as long as it lives. */
  const renewInTime = async (personId: string, pair: Pair): Promise<Secret> => {
    try {
      return await renewOnce(personId, pair)
    } catch (thrown) {
      const isOutage = thrown instanceof Failure && !isRefusal(thrown)
      if (isOutage && clock.now() < pair.expiresAt) return secret(pair.access)
      throw thrown
    }
  }

  return {
    all: shelf.all,
    keep: async (who, tokens) => {
      await shelf.writePair(who.personId, tokens)
      await shelf.put({ ...who, since: clock.now(), isLost: false })
    },
    token: async (personId, refused) => {
      const [who, pair] = [await shelf.find(personId), await shelf.readPair(personId)]
      if (who === undefined || who.isLost || pair === undefined) throw await markLost(personId)
      if (refused !== undefined && refused.reveal() === pair.access) return renewOnce(personId, pair)
      return clock.now() < pair.renewAt ? secret(pair.access) : renewInTime(personId, pair)
    },
    forget: async (personId) => {
      const pair = await shelf.readPair(personId)
      await shelf.drop(personId)
      return pair === undefined ? undefined : secret(pair.access)
    },
    idle: async () => {
      await Promise.allSettled(renewing.values())
    }
  }
}
