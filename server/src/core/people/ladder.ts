/** The ladder by which somebody's own view of the server is reached: which token to try next, and how what was read came about. */
import type { Person } from '#core/model/person.ts'

/** How a server token was come by. owner: the token in the settings; shared: from the list of shares; switch: as a member of the Home; sign-in: the person signed in. */
export type TokenOrigin = 'owner' | 'shared' | 'switch' | 'sign-in'

/** What to try next. cached: there is a token, nothing has to be found. history: no token can be had. */
export type Rung = TokenOrigin | 'cached' | 'history'

/**
 * What a rung gave when it was tried. none: it does not know the person, or not for this server. withheld: it lists people without tokens. gone: Plex
 * no longer offers it. refused: the token that it gave, or with which it was asked, is no good. pin-wanted: the PIN is missing or wrong.
 * An outage is no outcome: nothing is learnt from it, and the rung counts as before.
 */
export type RungOutcome = 'none' | 'withheld' | 'gone' | 'refused' | 'pin-wanted'

/** A rung that was tried in vain. */
export interface TriedRung {
  /** Epoch milliseconds. */
  readonly at: number
  readonly gave: RungOutcome
}

/** What is known about the ways to one person's view. */
export interface LadderFacts {
  readonly person: Pick<Person, 'kind' | 'hasPin'>
  /** A server token is kept that the server has not refused since. */
  readonly isCached: boolean
  /** The last vain try of each rung; undefined when it was not tried, or when something changed that makes it worth another one. */
  readonly shared: TriedRung | undefined
  readonly switched: TriedRung | undefined
  readonly signIn: TriedRung | undefined
  /** A PIN was entered for this person. */
  readonly hasPinKept: boolean
  /** The person has signed in here. */
  readonly hasSignedIn: boolean
}

const dayMs = 24 * 3_600_000

/** Once a day is enough for what failed for a reason; a try in the future was noted while the clock was wrong. */
const isWorthATry = (tried: TriedRung | undefined, now: number): boolean =>
  tried === undefined || tried.at > now || now - tried.at >= dayMs

const maySwitch = ({ person, switched, hasPinKept }: LadderFacts, now: number): boolean => {
  if (person.kind !== 'home' && person.kind !== 'managed') return false
  if (person.hasPin && !hasPinKept) return false
  // A wrong PIN does not become right by itself, and Plex locks people out who keep trying.
  if (switched?.gave === 'pin-wanted') return false
  return isWorthATry(switched, now)
}

const maySignIn = ({ signIn, hasSignedIn }: LadderFacts, now: number): boolean =>
  hasSignedIn && signIn?.gave !== 'refused' && isWorthATry(signIn, now)

/** The next rung to try (`now` in epoch milliseconds). */
export const nextRung = (facts: LadderFacts, now: number): Rung => {
  if (facts.person.kind === 'owner') return 'owner'
  if (facts.isCached) return 'cached'
  if (isWorthATry(facts.shared, now)) return 'shared'
  if (maySwitch(facts, now)) return 'switch'
  return maySignIn(facts, now) ? 'sign-in' : 'history'
}

/** What a person can do so that no history is needed. Managed people have no account to sign in with. */
export const wayOut = (facts: LadderFacts): 'enter-pin' | 'sign-in' | undefined => {
  const { person, switched, hasPinKept, hasSignedIn, signIn } = facts
  if (person.kind === 'owner' || facts.isCached) return undefined
  const lives = person.kind === 'home' || person.kind === 'managed'
  if (lives && ((person.hasPin && !hasPinKept) || switched?.gave === 'pin-wanted')) return 'enter-pin'
  if (person.kind === 'managed' || (hasSignedIn && signIn?.gave !== 'refused')) return undefined
  return 'sign-in'
}

/** none: nobody is asked for one; wanted: there is one and it is not known; refused: the one that is kept is wrong; kept: it is, for all we know, right. */
export type PinState = 'none' | 'wanted' | 'refused' | 'kept'

/** How it stands with the PIN of a person. */
export const pinState = ({ person, switched, hasPinKept }: LadderFacts): PinState => {
  const isWanted = person.hasPin || switched?.gave === 'pin-wanted'
  if (!isWanted || (person.kind !== 'home' && person.kind !== 'managed')) return 'none'
  if (!hasPinKept) return 'wanted'
  return switched?.gave === 'pin-wanted' ? 'refused' : 'kept'
}

const lockedOut = ({ person, switched, hasPinKept }: LadderFacts): boolean =>
  switched?.gave === 'pin-wanted' || (person.hasPin && !hasPinKept && person.kind !== 'friend')

/** Why no token can be had, as a clause; the nearest cause that somebody can do something about comes first. */
const whyHistory = (name: string, facts: LadderFacts): string => {
  const { shared, signIn, switched } = facts
  if (lockedOut(facts)) return `the PIN of ${name} is not known or not right`
  if (signIn?.gave === 'refused') return `the sign-in of ${name} is no longer good`
  if (shared?.gave === 'withheld' || shared?.gave === 'gone') return `Plex gives no token for ${name}`
  if (shared?.gave === 'refused' || switched?.gave === 'refused') return `the token for ${name} was refused`
  return `there is no token for ${name}`
}

const ways: Readonly<Record<TokenOrigin, (name: string) => string>> = {
  owner: () => "On deck is read with the owner's token.",
  shared: () => 'On deck is read with the token of the shared server.',
  switch: (name) => `On deck is read as ${name}, a member of the Plex Home.`,
  'sign-in': (name) => `On deck is read with the sign-in of ${name}.`
}

/** How somebody's on deck came about, as a sentence for people. */
export const provenance = (name: string, origin: TokenOrigin | 'history', facts: LadderFacts): string =>
  origin === 'history' ? `On deck is rebuilt from history, because ${whyHistory(name, facts)}.` : ways[origin](name)
