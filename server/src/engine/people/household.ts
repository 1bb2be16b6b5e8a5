/** Who belongs to the household, who of them is asked for, and how: read from Plex, kept over outages, bent by what people chose. */
import type { Person } from '#core/model/person.ts'
import type { Secret } from '#core/model/secret.ts'
import type { SourceReport } from '#core/model/want.ts'
import { reportOf } from '#engine/sources/report.ts'
import type { Clock } from '#ports/clock.ts'
import { detailOf } from '#src/failure.ts'
import type { Directory } from './directory.ts'
import { type History, type HistoryReader, viewingsOf } from './history.ts'
import type { Keyring } from './keyring.ts'
import type { Household, Member, WatchlistAccess } from './member.ts'
import type { Preference, Preferences } from './preferences.ts'
import type { Climb } from './rungs.ts'
import type { Tokens, ViewAccess } from './tokens.ts'

/** What the household needs. */
export interface HouseholdDeps {
  readonly directory: Directory
  readonly tokens: Tokens
  readonly keyring: Keyring
  readonly preferences: Preferences
  readonly history: HistoryReader
  readonly clock: Clock
  readonly ownerToken: () => Promise<Secret | undefined>
  /** USERS_TOGGLE. */
  readonly includesOthers: boolean
  /** WATCHLIST_TOGGLE. */
  readonly readsWatchlists: boolean
  /** REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS; 0 excludes nobody. */
  readonly idleDays: number
  /** When somebody was last seen to play anything, epoch milliseconds. */
  readonly lastSeen: (personId: string) => number | undefined
}

/** What is known of one person, for people to read. */
export interface KnownPerson {
  readonly member: Member
  readonly preference: Preference
  /** How their on deck comes about. */
  readonly provenance: string
  readonly wayOut: ViewAccess['wayOut']
  /** Epoch milliseconds. */
  readonly lastActiveAt: number | undefined
  readonly isIdle: boolean
}

/** The household with everything that people may ask about it. */
export interface KnownHousehold extends Household {
  /** As it was last found; undefined before the first run. */
  known(): readonly KnownPerson[]
}

const dayMs = 24 * 3_600_000
/** The sources of one run ask one after the other; they get one answer. Milliseconds. */
const goodForMs = 5000

const owner: Person = { id: '1', uuid: undefined, name: 'the owner', kind: 'owner', hasPin: false }

/** Makes the household. */
export const createHousehold = (deps: HouseholdDeps): KnownHousehold => {
  const { tokens, keyring, clock } = deps
  let known: readonly KnownPerson[] = []

  const lastActiveOf = (person: Person, history: History): number | undefined => {
    const viewed = viewingsOf(history, person.id)[0]?.viewedAt
    const seen = deps.lastSeen(person.id)
    return viewed === undefined ? seen : Math.max(viewed, seen ?? 0)
  }

  /** Only a history that came can tell that somebody is idle; the owner never is. */
  const isIdle = (person: Person, history: History): boolean => {
    if (deps.idleDays === 0 || person.kind === 'owner' || history.kind !== 'fresh') return false
    return clock.now() - (lastActiveOf(person, history) ?? 0) > deps.idleDays * dayMs
  }

  const watchlistOf = async (person: Person, climb: Climb): Promise<WatchlistAccess> => {
    const ownerToken = await deps.ownerToken()
    if (ownerToken === undefined) return { kind: 'unreadable', why: 'Nobody is signed in to plex.tv.' }
    if (person.kind === 'owner') return { kind: 'token', token: ownerToken }
    const token = await tokens.accountOf(person, climb)
    if (token !== undefined) return { kind: 'token', token }
    if (person.kind === 'friend' && person.uuid !== undefined) return { kind: 'friend', uuid: person.uuid, ownerToken }
    return { kind: 'unreadable', why: `The watchlist of ${person.name} cannot be read without their PIN or sign-in.` }
  }

  /** An outage is no reason to leave the list out: it stands as it was, so whoever asks for it hears of the outage. */
  const watchlistOrOutage = async (person: Person, climb: Climb): Promise<WatchlistAccess> => {
    try {
      return await watchlistOf(person, climb)
    } catch (thrown) {
      climb.signal.throwIfAborted()
      return { kind: 'outage', detail: detailOf(thrown) }
    }
  }

  const knownPerson = async (person: Person, history: History, climb: Climb): Promise<KnownPerson> => {
    const preference = deps.preferences.of(person.id)
    const idle = isIdle(person, history)
    const view = await tokens.viewOf(person, climb)
    const asksDeck = preference.onDeck && !idle
    const asksList = deps.readsWatchlists && preference.watchlist && !idle
    const member: Member = {
      person,
      name: person.name,
      deck: asksDeck ? view.deck : { kind: 'off' },
      watchlist: asksList ? await watchlistOrOutage(person, climb) : { kind: 'off' }
    }
    const { provenance, wayOut } = view
    return { member, preference, provenance, wayOut, lastActiveAt: lastActiveOf(person, history), isIdle: idle }
  }

  const read = async (signal: AbortSignal): ReturnType<Household['members']> => {
    await deps.preferences.load()
    const listed = deps.includesOthers ? await deps.directory.read(signal) : undefined
    const others = listed === undefined || listed.kind === 'silent' ? [] : listed.value
    const history: History =
      others.length > 0 ? await deps.history.read(signal) : { kind: 'silent', since: 0, detail: 'there is nobody else' }
    const climb = tokens.climb(signal)
    known = await Promise.all([owner, ...others].map((person) => knownPerson(person, history, climb)))
    const facts = { source: 'the list of people', sectionId: '*', now: clock.now() }
    const reports: readonly SourceReport[] = listed === undefined ? [] : [reportOf(listed, () => true, facts)]
    return { members: known.map(({ member }) => member), reports }
  }

  let asked: { readonly at: number; readonly answer: ReturnType<Household['members']> } | undefined

  return {
    known: () => known,
    members: (signal) => {
      const now = clock.now()
      if (asked === undefined || Math.abs(now - asked.at) > goodForMs) {
        const answer = read(signal)
        asked = { at: now, answer }
        answer.catch(() => {
          asked = undefined
        })
      }
      return asked.answer
    },
    refused: async ({ person }, signal) => {
      await keyring.refusedView(person.id)
      asked = undefined
      return (await tokens.viewOf(person, tokens.climb(signal))).deck
    },
    refusedList: async ({ person }, signal) => {
      await keyring.refusedAccount(person.id)
      asked = undefined
      return watchlistOrOutage(person, tokens.climb(signal))
    }
  }
}
