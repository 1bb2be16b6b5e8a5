/** What is known of one person: how their wishes are read, what was chosen for them, and whether they are idle. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { PinState } from '#core/people/ladder.ts'
import type { Clock } from '#ports/clock.ts'
import { detailOf } from '#src/failure.ts'
import { type History, viewingsOf } from './history.ts'
import type { Member, WatchlistAccess } from './member.ts'
import type { Preference, Preferences } from './preferences.ts'
import type { Climb } from './rungs.ts'
import type { Tokens, ViewAccess } from './tokens.ts'

/** What knowing a person needs. */
export interface KnowDeps {
  readonly tokens: Tokens
  readonly preferences: Preferences
  readonly clock: Clock
  readonly ownerToken: () => Promise<Secret | undefined>
  /** WATCHLIST_TOGGLE. */
  readonly readsWatchlists: boolean
  /** REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS; 0 excludes nobody. */
  readonly idleDays: number
  /** When somebody was last seen to play anything, epoch milliseconds. */
  readonly lastSeen: (personId: string) => number | undefined
}

/** One person, for sources and for people to read. */
export interface KnownPerson {
  readonly member: Member
  readonly preference: Preference
  /** How their on deck comes about. */
  readonly provenance: string
  readonly wayOut: ViewAccess['wayOut']
  readonly pin: PinState
  /** Epoch milliseconds. */
  readonly lastActiveAt: number | undefined
  readonly isIdle: boolean
}

const dayMs = 24 * 3_600_000

const lastActiveOf = ({ lastSeen }: KnowDeps, person: Person, history: History): number | undefined => {
  const viewed = viewingsOf(history, person.id)[0]?.viewedAt
  const seen = lastSeen(person.id)
  return viewed === undefined ? seen : Math.max(viewed, seen ?? 0)
}

/** Only a history that came can tell that somebody is idle; the owner never is. */
const isIdle = (deps: KnowDeps, person: Person, history: History): boolean => {
  if (deps.idleDays === 0 || person.kind === 'owner' || history.kind !== 'fresh') return false
  return deps.clock.now() - (lastActiveOf(deps, person, history) ?? 0) > deps.idleDays * dayMs
}

const watchlistOf = async (deps: KnowDeps, person: Person, climb: Climb): Promise<WatchlistAccess> => {
  const ownerToken = await deps.ownerToken()
  if (ownerToken === undefined) return { kind: 'unreadable', why: 'Nobody is signed in to plex.tv.' }
  if (person.kind === 'owner') return { kind: 'token', token: ownerToken }
  const token = await deps.tokens.accountOf(person, climb)
  if (token !== undefined) return { kind: 'token', token }
  if (person.kind === 'friend' && person.uuid !== undefined) return { kind: 'friend', uuid: person.uuid, ownerToken }
  return { kind: 'unreadable', why: `The watchlist of ${person.name} cannot be read without their PIN or sign-in.` }
}

/** The way to a watchlist. An outage is no reason to leave the list out: whoever asks for it hears of it. */
export const wayToWatchlist = async (deps: KnowDeps, person: Person, climb: Climb): Promise<WatchlistAccess> => {
  try {
    return await watchlistOf(deps, person, climb)
  } catch (thrown) {
    climb.signal.throwIfAborted()
    return { kind: 'outage', detail: detailOf(thrown) }
  }
}

/** Finds out about one person. */
export const knowPerson = async (
  deps: KnowDeps,
  person: Person,
  { history, climb }: { readonly history: History; readonly climb: Climb }
): Promise<KnownPerson> => {
  const preference = deps.preferences.of(person.id)
  const idle = isIdle(deps, person, history)
  const { deck, provenance, wayOut } = await deps.tokens.viewOf(person, climb)
  const asksList = deps.readsWatchlists && preference.watchlist && !idle
  const member: Member = {
    person,
    name: person.name,
    deck: preference.onDeck && !idle ? deck : { kind: 'off' },
    watchlist: asksList ? await wayToWatchlist(deps, person, climb) : { kind: 'off' }
  }
  const lastActiveAt = lastActiveOf(deps, person, history)
  return { member, preference, provenance, wayOut, pin: await deps.tokens.pinOf(person), lastActiveAt, isIdle: idle }
}
