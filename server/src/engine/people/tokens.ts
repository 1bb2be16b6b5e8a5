/** Finds a token by which somebody's own view of the server can be read, rung by rung, and uses it until it is refused. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import { nextRung, type PinState, pinState, provenance, type TokenOrigin, wayOut } from '#core/people/ladder.ts'
import { isDue, type SeenSections, toldAgain } from '#core/people/sections.ts'
import type { Clock } from '#ports/clock.ts'
import type { MediaServer } from '#ports/media-server.ts'
import { detailOf, Failure } from '#src/failure.ts'
import type { Facts, Keyring } from './keyring.ts'
import type { DeckAccess } from './member.ts'
import { type AskedRung, type Climb, createRungs, type Found, type RungDeps, refusalOf } from './rungs.ts'

/** What finding needs. */
export interface TokensDeps extends RungDeps {
  /** Keys of the libraries that the server shows to somebody. */
  readonly sectionsOf: MediaServer['readVisibleSections']
  readonly keyring: Keyring
  readonly clock: Clock
}

/** How a person's view is read, and what can be said and done about it. */
export interface ViewAccess {
  readonly deck: DeckAccess
  /** A sentence for people. */
  readonly provenance: string
  readonly wayOut: 'enter-pin' | 'sign-in' | undefined
}

/** The tokens of the household. */
export interface Tokens {
  climb(signal: AbortSignal): Climb
  /** The way to this person's on deck. An outage of the cloud leads to history for the moment and is not remembered. */
  viewOf(person: Person, climb: Climb): Promise<ViewAccess>
  pinOf(person: Person): Promise<PinState>
  /** The account token of a member of the Home or of somebody who signed in; undefined when there is none to be had. Throws a Failure for an outage. */
  accountOf(person: Person, climb: Climb): Promise<Secret | undefined>
}

const rebuilt = (words: Omit<ViewAccess, 'deck'>): ViewAccess => ({
  deck: { kind: 'rebuilt', why: words.provenance },
  ...words
})

const told = (facts: Facts, person: Person, origin: TokenOrigin | 'history'): Omit<ViewAccess, 'deck'> => ({
  provenance: provenance(person.name, origin, facts),
  wayOut: wayOut(facts)
})

/** The way as it stands; a rung when another one is to be tried first. */
const standing = (facts: Facts, person: Person, now: number): ViewAccess | AskedRung => {
  const rung = nextRung(facts, now)
  if (rung === 'owner') return { deck: { kind: 'owner' }, ...told(facts, person, 'owner') }
  if (rung !== 'cached' && rung !== 'history') return rung
  if (facts.token === undefined) return rebuilt(told(facts, person, 'history'))
  const { origin = 'shared', seen } = facts.note
  const as = { name: person.name, token: facts.token }
  return { deck: { kind: 'token', as, sections: seen?.keys ?? 'all' }, ...told(facts, person, origin) }
}

/** What is believed when nothing was told: asked for at once. */
const neverTold: SeenSections = { keys: 'all', toldAt: 0, missing: {} }

/** Makes the finder. */
export const createTokens = (deps: TokensDeps): Tokens => {
  const { clock, keyring } = deps
  const rungs = createRungs(deps)

  /** Only the list of shares tells what somebody sees; everybody else is asked what the server shows them. */
  const withSections = async (
    { token, sections }: Found,
    person: Person,
    { signal }: Climb
  ): Promise<Required<Found>> => ({
    token,
    sections: sections ?? (await deps.sectionsOf({ name: person.name, token }, signal))
  })

  const tryRung = async (rung: AskedRung, person: Person, climb: Climb): Promise<void> => {
    const answer = await rungs.ask(rung, person, climb)
    if ('gave' in answer) await keyring.noteVain(person.id, rung, answer.gave)
    else await keyring.keepView(person.id, rung, await withSections(answer.found, person, climb))
  }

  /** Shares change while tokens hold. An answer that does not come leaves what is known; a refusal takes the token away, as one of a deck does. */
  const askSeen = async (person: Person, token: Secret, { seen, signal }: Climb & { seen: SeenSections }) => {
    try {
      const told = await deps.sectionsOf({ name: person.name, token }, signal)
      await keyring.keepSeen(person.id, toldAgain(seen, told, clock.now()))
    } catch (thrown) {
      signal.throwIfAborted()
      if (!(thrown instanceof Failure)) throw thrown
      if (thrown.code === 'plex.person-refused') await keyring.refusedView(person.id)
    }
  }

  const factsOf = async (person: Person, climb: Climb): Promise<Facts> => {
    const facts = await keyring.factsOf(person)
    const { token, note } = facts
    const seen = note.seen ?? neverTold
    if (token === undefined || !isDue(seen, clock.now())) return facts
    await askSeen(person, token, { ...climb, seen })
    return keyring.factsOf(person)
  }

  /** Each vain try is noted and takes its rung away, so this ends. */
  const viewOf = async (person: Person, climb: Climb): Promise<ViewAccess> => {
    const way = standing(await factsOf(person, climb), person, clock.now())
    if (typeof way !== 'string') return way
    try {
      await tryRung(way, person, climb)
    } catch (thrown) {
      climb.signal.throwIfAborted()
      return rebuilt({ provenance: `On deck is rebuilt from history for now: ${detailOf(thrown)}.`, wayOut: undefined })
    }
    return viewOf(person, climb)
  }

  /** A member of the Home, by becoming them: once, and again when that is worth a try. */
  const becomeIfWorthIt = async (person: Person, { signal }: Climb): Promise<Secret | undefined> => {
    const shared = { at: clock.now(), gave: 'none' } as const
    const facts = { ...(await keyring.factsOf(person)), isCached: false, shared }
    if (nextRung(facts, clock.now()) !== 'switch') return undefined
    try {
      return await rungs.become(person, signal)
    } catch (thrown) {
      const gave = refusalOf(thrown)
      if (gave === undefined) throw thrown
      await keyring.noteVain(person.id, 'switch', gave)
      return undefined
    }
  }

  return {
    climb: rungs.climb,
    viewOf,
    pinOf: async (person) => pinState(await keyring.factsOf(person)),
    accountOf: async (person, climb) => (await keyring.accountOf(person.id)) ?? becomeIfWorthIt(person, climb)
  }
}
