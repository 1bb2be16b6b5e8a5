/** Who belongs to the household, who of them is asked for, and how: read from Plex, kept over outages, bent by what people chose. */
import type { Person } from '#core/model/person.ts'
import type { SourceReport } from '#core/model/want.ts'
import { reportOf } from '#engine/sources/report.ts'
import type { Directory } from './directory.ts'
import type { History, HistoryReader } from './history.ts'
import type { Keyring } from './keyring.ts'
import { type KnowDeps, type KnownPerson, knowPerson, wayToWatchlist } from './know-person.ts'
import { type DeckAccess, type Household, theOwner } from './member.ts'

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
  /** Somebody chose something: what was found a moment ago no longer counts. */
  askAnew(): void
}

/** The sources of one run ask one after the other; they get one answer. Milliseconds. */
const goodForMs = 5000

const noHistory: History = { kind: 'silent', since: 0, detail: 'there is nobody else' }

/** Makes the household. */
export const createHousehold = (deps: HouseholdDeps): KnownHousehold => {
  const { tokens, keyring, clock } = deps
  let known: readonly KnownPerson[] = []
  let asked: { readonly at: number; readonly answer: ReturnType<Household['members']> } | undefined

  const read = async (signal: AbortSignal): ReturnType<Household['members']> => {
    await deps.preferences.load()
    const listed = deps.includesOthers ? await deps.directory.read(signal) : undefined
    const others: readonly Person[] = listed === undefined || listed.kind === 'silent' ? [] : listed.value
    const history = others.length > 0 ? await deps.history.read(signal) : noHistory
    const climb = tokens.climb(signal)
    known = await Promise.all([theOwner, ...others].map((person) => knowPerson(deps, person, { history, climb })))
    const facts = { source: 'the list of people', sectionId: '*', now: clock.now() }
    const reports: readonly SourceReport[] = listed === undefined ? [] : [reportOf(listed, () => true, facts)]
    return { members: known.map(({ member }) => member), reports }
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
    askAnew: () => {
      asked = undefined
    },
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
