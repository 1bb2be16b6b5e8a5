/** What is kept of each person: tokens and PIN in the vault, what was tried and how it went in the memory. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { LadderFacts, RungOutcome } from '#core/people/ladder.ts'
import { firstTold, type SeenSections } from '#core/people/sections.ts'
import type { Clock } from '#ports/clock.ts'
import type { Memory } from '#ports/store.ts'
import type { Vault } from '#ports/vault.ts'
import { type AccessNote, createAccessNotes } from './access-notes.ts'
import { type AskedRung, type Found, vaultName } from './rungs.ts'

/** Everything the ladder asks, with the token itself. */
export interface Facts extends LadderFacts {
  readonly token: Secret | undefined
  readonly note: AccessNote
}

/** The keys of the household. */
export interface Keyring {
  factsOf(person: Person): Promise<Facts>
  noteVain(personId: string, rung: AskedRung, gave: RungOutcome): Promise<void>
  /** Keeps a server token and where it came from. */
  keepView(personId: string, rung: AskedRung, found: Required<Found>): Promise<void>
  /** Keeps which libraries somebody sees. */
  keepSeen(personId: string, seen: SeenSections): Promise<void>
  /** The server refused the token that was kept. */
  refusedView(personId: string): Promise<void>
  accountOf(personId: string): Promise<Secret | undefined>
  /** The cloud refused the account token that was kept. */
  refusedAccount(personId: string): Promise<void>
  /** A PIN that somebody entered; undefined forgets it. */
  setPin(personId: string, pin: Secret | undefined): Promise<void>
  /** The token of somebody who signed in themself; undefined forgets all of theirs. */
  signIn(personId: string, token: Secret | undefined): Promise<void>
}

const slotOf = { shared: 'shared', switch: 'switched', 'sign-in': 'signIn' } as const

/** Opens the keyring. */
export const createKeyring = (deps: {
  readonly vault: Vault
  readonly memory: Memory
  readonly clock: Clock
}): Keyring => {
  const { vault, clock } = deps
  const notes = createAccessNotes(deps.memory)

  const change = async (personId: string, to: (note: AccessNote) => AccessNote): Promise<void> =>
    notes.write(personId, to(await notes.read(personId)))

  const noteVain: Keyring['noteVain'] = (personId, rung, gave) =>
    change(personId, (note) => ({ ...note, [slotOf[rung]]: { at: clock.now(), gave } }))

  return {
    noteVain,
    factsOf: async (person) => {
      const names = [vaultName.server, vaultName.pin, vaultName.signIn] as const
      const [note, token, pin, signIn] = await Promise.all([
        notes.read(person.id),
        ...names.map((name) => vault.read(name(person.id)))
      ])
      const { shared, switched, signIn: signedIn } = note
      const kept = { isCached: token !== undefined, hasPinKept: pin !== undefined, hasSignedIn: signIn !== undefined }
      return { person, note, token, shared, switched, signIn: signedIn, ...kept }
    },
    keepView: async (personId, rung, { token, sections }) => {
      await vault.write(vaultName.server(personId), token)
      await change(personId, (note) => ({ ...note, origin: rung, seen: firstTold(sections, clock.now()) }))
    },
    keepSeen: (personId, seen) => change(personId, (note) => ({ ...note, seen })),
    refusedView: async (personId) => {
      await vault.forget(vaultName.server(personId))
      const { origin } = await notes.read(personId)
      // The list of shares gives the same worn token again, so it is left alone for a day.
      if (origin === 'shared') await noteVain(personId, 'shared', 'refused')
    },
    accountOf: async (personId) => {
      const { signIn } = await notes.read(personId)
      const own = signIn?.gave === 'refused' ? undefined : await vault.read(vaultName.signIn(personId))
      return own ?? (await vault.read(vaultName.account(personId)))
    },
    refusedAccount: async (personId) => {
      // A sign-in is a person's own doing: it is marked, and stays until they sign in again or out.
      if ((await vault.read(vaultName.signIn(personId))) !== undefined) await noteVain(personId, 'sign-in', 'refused')
      await vault.forget(vaultName.account(personId))
    },
    setPin: async (personId, pin) => {
      if (pin === undefined) await vault.forget(vaultName.pin(personId))
      else await vault.write(vaultName.pin(personId), pin)
      await change(personId, ({ switched: _, ...note }) => note)
    },
    signIn: async (personId, token) => {
      if (token !== undefined) await vault.write(vaultName.signIn(personId), token)
      else
        for (const name of [vaultName.signIn, vaultName.server, vaultName.account]) await vault.forget(name(personId))
      await change(personId, ({ signIn: _, ...note }) => note)
    }
  }
}
