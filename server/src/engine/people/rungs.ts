/** The single rungs of the ladder: each asks the cloud for one person's token, and says why there is none. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { RungOutcome } from '#core/people/ladder.ts'
import type { PlexCloud, ServerOffer, SharedAccess, SharedAnswer } from '#ports/plex-cloud.ts'
import type { Vault } from '#ports/vault.ts'
import { Failure } from '#src/failure.ts'

/** What the rungs need. */
export interface RungDeps {
  readonly cloud: Pick<PlexCloud, 'shared' | 'become' | 'servers'>
  readonly vault: Vault
  /** The server whose tokens are looked for; undefined until it has answered once. */
  readonly machineIdentifier: () => Promise<string | undefined>
  /** The owner's account token; undefined when there is none. */
  readonly ownerToken: () => Promise<Secret | undefined>
}

/** One question of everybody's access: the answer that serves for all is asked once. */
export interface Climb {
  readonly signal: AbortSignal
  readonly shared: () => Promise<SharedAnswer>
}

/** Where secrets of a person stand in the vault. */
export const vaultName = {
  server: (id: string) => `person ${id} server-token`,
  account: (id: string) => `person ${id} account-token`,
  pin: (id: string) => `person ${id} pin`,
  signIn: (id: string) => `person ${id} sign-in`
}

/** A server token, and what the person sees with it where that was told. */
export interface Found {
  readonly token: Secret
  readonly sections?: SharedAccess['sections']
}

/** A rung either gives a token or says why not. An outage is thrown. */
export type RungAnswer = { readonly found: Found } | { readonly gave: RungOutcome }

/** A rung that asks. */
export type AskedRung = 'shared' | 'switch' | 'sign-in'

/** The rungs. */
export interface Rungs {
  climb(signal: AbortSignal): Climb
  ask(rung: AskedRung, person: Person, climb: Climb): Promise<RungAnswer>
  /** Becomes a member of the Home and keeps their account token. */
  become(person: Person, signal: AbortSignal): Promise<Secret>
}

/** What a refusal by the cloud means for a rung; undefined for an outage. */
export const refusalOf = (thrown: unknown): RungOutcome | undefined => {
  if (!(thrown instanceof Failure)) return undefined
  if (thrown.code === 'cloud.pin-wanted') return 'pin-wanted'
  return thrown.code === 'cloud.token-refused' ? 'refused' : undefined
}

const tokenIn = (offers: readonly ServerOffer[], machineIdentifier: string | undefined): Secret | undefined =>
  offers.find((offer) => offer.machineIdentifier === machineIdentifier)?.serverToken

const outcomeOfShared = (answer: SharedAnswer, access: SharedAccess | undefined): RungOutcome => {
  if (answer.kind === 'gone') return 'gone'
  return answer.tokens === 'withheld' && access !== undefined ? 'withheld' : 'none'
}

const bySharing = async (person: Person, climb: Climb): Promise<RungAnswer> => {
  const answer = await climb.shared()
  const access = answer.kind === 'list' ? answer.access.find(({ personId }) => personId === person.id) : undefined
  if (access?.serverToken === undefined) return { gave: outcomeOfShared(answer, access) }
  return { found: { token: access.serverToken, sections: access.sections } }
}

/** Makes the rungs. */
export const createRungs = ({ cloud, vault, machineIdentifier, ownerToken }: RungDeps): Rungs => {
  const become = async (person: Person, signal: AbortSignal): Promise<Secret> => {
    const owner = await ownerToken()
    if (owner === undefined) {
      throw new Failure('cloud.token-refused', { sentence: 'The owner is not signed in to plex.tv.', retry: 'never' })
    }
    const token = await cloud.become(owner, { person, pin: await vault.read(vaultName.pin(person.id)) }, signal)
    await vault.write(vaultName.account(person.id), token)
    return token
  }

  const serverTokenBy = async (account: Secret, { signal }: Climb): Promise<RungAnswer> => {
    const token = tokenIn(await cloud.servers(account, signal), await machineIdentifier())
    return token === undefined ? { gave: 'none' } : { found: { token } }
  }

  const rungs: Readonly<Record<AskedRung, (person: Person, climb: Climb) => Promise<RungAnswer>>> = {
    shared: bySharing,
    switch: async (person, climb) => serverTokenBy(await become(person, climb.signal), climb),
    'sign-in': async (person, climb) => {
      const account = await vault.read(vaultName.signIn(person.id))
      return account === undefined ? { gave: 'none' } : serverTokenBy(account, climb)
    }
  }

  const askShared = async (signal: AbortSignal): Promise<SharedAnswer> => {
    const [token, server] = await Promise.all([ownerToken(), machineIdentifier()])
    return token === undefined || server === undefined ? { kind: 'gone' } : cloud.shared(token, server, signal)
  }

  return {
    climb: (signal) => {
      let asked: Promise<SharedAnswer> | undefined
      return {
        signal,
        shared: () => {
          asked ??= askShared(signal)
          return asked
        }
      }
    },
    ask: async (rung, person, climb) => {
      try {
        return await rungs[rung](person, climb)
      } catch (thrown) {
        const gave = refusalOf(thrown)
        if (gave === undefined) throw thrown
        return { gave }
      }
    },
    become
  }
}
