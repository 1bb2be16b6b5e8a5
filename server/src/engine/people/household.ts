/** Who belongs to the household, who of them is asked for, and how: read from Plex, kept over outages, bent by what people chose. */
import type { Person } from '#core/model/person.ts'
import { reportOf } from '#engine/sources/report.ts'
import type { Directory } from './directory.ts'
import type { History, HistoryReader } from './history.ts'
import type { Keyring } from './keyring.ts'
import { type KnowDeps, type KnownPerson, knowPerson, wayToWatchlist } from './know-person.ts'
import { type DeckAccess, type Household, type Members, theOwner } from './member.ts'

/** What the household needs. */
export interface HouseholdDeps extends KnowDeps {
  readonly directory: Directory
  readonly keyring: Keyring
  readonly history: HistoryReader
  /** USERS_TOGGLE. */
  readonly includesOthers: boolean
}

/** The household with everything that people may ask about it. */
export interface KnownHousehold extends Household {
  /** As it was last found; empty before the first run. */
  known(): readonly KnownPerson[]
  /** Finds out about everybody, unless that is known already. */
  find(signal: AbortSignal): Promise<readonly KnownPerson[]>
  /** Somebody chose something: what was found a moment ago no longer counts. */
  askAnew(): void
  /** Finds out about everybody anew. */
  findAnew(signal: AbortSignal): Promise<readonly KnownPerson[]>
}

/** What one run is told, with everybody at once for those who ask about people. */
interface Asked extends Members {
  readonly everybody: Promise<readonly KnownPerson[]>
}

/** The sources of one run ask one after the other; they get one answer. Milliseconds. */
const goodForMs = 5000

const noHistory: History = { kind: 'silent', since: 0, detail: 'there is nobody else' }

/** Everybody besides the owner, and what is to be said of the list. */
const readOthers = async (
  { includesOthers, directory, clock }: HouseholdDeps,
  signal: AbortSignal
): Promise<Pick<Members, 'reports'> & { readonly others: readonly Person[] }> => {
  if (!includesOthers) return { others: [], reports: [] }
  const listed = await directory.read(signal)
  const facts = { source: 'the list of people', from: 'cloud', sectionId: '*', now: clock.now() } as const
  return { others: listed.kind === 'silent' ? [] : listed.value, reports: [reportOf(listed, () => true, facts)] }
}

/** Makes the household. */
export const createHousehold = (deps: HouseholdDeps): KnownHousehold => {
  const { tokens, keyring, clock } = deps
  let known: readonly KnownPerson[] = []
  let asked: { readonly at: number; readonly answer: Promise<Asked> } | undefined
  const forgetAsked = (): void => {
    asked = undefined
  }

  const read = async (signal: AbortSignal): Promise<Asked> => {
    await deps.preferences.load()
    const { others, reports } = await readOthers(deps, signal)
    const history = others.length > 0 ? await deps.history.read(signal) : noHistory
    const climb = tokens.climb(signal)
    const people = [theOwner, ...others].map((person) => knowPerson(deps, person, { history, climb }))
    const members = people.map(async (person) => (await person).member)
    const everybody = Promise.all(people).then((found) => {
      known = found
      return found
    })
    // Also when nobody waits for all of them any more: what failed for one run is asked again by the next.
    for (const soon of [...members, everybody]) soon.catch(forgetAsked)
    return { members, history, reports, everybody }
  }

  const ask = (signal: AbortSignal): Promise<Asked> => {
    const now = clock.now()
    if (asked === undefined || Math.abs(now - asked.at) > goodForMs) {
      const answer = read(signal)
      asked = { at: now, answer }
      answer.catch(forgetAsked)
    }
    return asked.answer
  }

  /** All sections of a person are refused at once; they climb together. */
  const climbing = new Map<string, Promise<DeckAccess>>()

  const climbAgain = async (person: Person, signal: AbortSignal): Promise<DeckAccess> => {
    await keyring.refusedView(person.id)
    asked = undefined
    return (await tokens.viewOf(person, tokens.climb(signal))).deck
  }

  return {
    known: () => known,
    find: async (signal) => (known.length > 0 ? known : (await ask(signal)).everybody),
    askAnew: forgetAsked,
    findAnew: async (signal) => {
      forgetAsked()
      return (await ask(signal)).everybody
    },
    members: ask,
    refused: ({ person }, signal) => {
      const known = climbing.get(person.id)
      if (known !== undefined) return known
      const found = climbAgain(person, signal).finally(() => climbing.delete(person.id))
      climbing.set(person.id, found)
      return found
    },
    refusedList: async ({ person }, signal) => {
      await keyring.refusedAccount(person.id)
      asked = undefined
      return wayToWatchlist(deps, person, tokens.climb(signal))
    }
  }
}
