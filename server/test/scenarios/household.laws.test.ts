/** Days in the life of a household on which everything goes wrong at random: what was known stays wanted, what is told is true, and all recovers by itself. */
import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import { Failure } from '#src/failure.ts'
import { type Heard, type Reader, readerOf } from '#test/builders/people.ts'
import { type Household, libraryOfSize, startHousehold, wholeDeck } from '#test/fakes/household/index.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import type { Fault } from '#test/fakes/plex/index.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000))
const days = 10
const hour = 3_600_000

const accounts = new Map([
  ['the owner', 'owner'],
  ['Alex', 'alex'],
  ['Kid', 'kid'],
  ['Friend', 'friend'],
  ['Hermit', 'hermit']
])

/** Every misbehaviour that ends at once; those that keep somebody waiting have tests of their own. */
const faults: readonly Fault[] = [
  ...[401, 403, 404, 408, 420, 429, 498, 500, 502, 503, 504].map((status) => ({ kind: 'status' as const, status })),
  { kind: 'truncate', atByte: 40 },
  { kind: 'malformedJson' },
  { kind: 'htmlWith200' },
  { kind: 'wrongContentType' },
  { kind: 'connectionReset' }
]

const isRebuilt = ({ reason }: Want): boolean => reason.code === 'on-deck' && reason.rebuilt === true

const decks = ({ wants }: Heard, person: string): readonly Want[] =>
  wants.filter((want) => want.person === person && want.reason.code === 'on-deck')

const sectionsOf = ({ reports, library }: Heard, person: string, state: RegExp): ReadonlySet<string> => {
  const ofPerson = person === 'the owner' ? /^on deck of (?!.* in )/u : new RegExp(`^on deck of ${person} in `, 'u')
  const found = reports.filter((report) => ofPerson.test(report.source) && state.test(report.state))
  const known = new Set(library.sections.map(({ sectionId }) => sectionId))
  return new Set(found.map(({ sectionId }) => sectionId).filter((id) => known.has(id)))
}

interface Judged {
  readonly house: Household
  readonly heard: Heard
}

/** What Plex would put on deck for the person now, of these sections. */
const truthOf = ({ house, heard }: Judged, person: string, sections: ReadonlySet<string>): readonly string[] =>
  wholeDeck(house.plex, accounts.get(person) ?? '').filter((key) =>
    sections.has(heard.library.item(key)?.sectionId ?? '')
  )

const keysIn = (heard: Heard, wants: readonly Want[], sections: ReadonlySet<string>): readonly string[] =>
  wants.map(({ ratingKey }) => ratingKey).filter((key) => sections.has(heard.library.item(key)?.sectionId ?? ''))

/** A fresh answer is Plex's own; a missing one leaves what was known and is still true. */
const judge = (judged: Judged, before: ReadonlyMap<string, ReadonlySet<string>>): void => {
  const { heard } = judged
  for (const person of accounts.keys()) {
    const wants = decks(heard, person)
    const fresh = sectionsOf(heard, person, /^(answered|empty)$/u)
    if (!wants.some(isRebuilt)) {
      const truth = truthOf(judged, person, fresh)
      expect(new Set(keysIn(heard, wants, fresh)), `${person}, fresh`).toEqual(new Set(truth))
    }
    const silent = sectionsOf(heard, person, /^silent$/u)
    const wanted = new Set(wants.map(({ ratingKey }) => ratingKey))
    const stillTrue = truthOf(judged, person, silent).filter((key) => before.get(person)?.has(key) === true)
    expect(
      stillTrue.filter((key) => !wanted.has(key)),
      `${person}, silent`
    ).toEqual([])
  }
}

const hearOrFail = async (reader: Reader): Promise<Heard | undefined> => {
  try {
    return await reader.hear()
  } catch (thrown) {
    // A library that cannot be read ends the run; nothing is wanted and nothing is returned.
    if (thrown instanceof Failure) return undefined
    throw thrown
  }
}

/** Three kinds of trouble on every service, each met by some requests. */
const trouble = (house: Household, random: () => number): void => {
  for (const injector of [house.plex.faults, house.cloud.faults, house.plex.faults, house.cloud.faults]) {
    const fault = faults[Math.floor(random() * faults.length)]
    if (fault !== undefined) injector.add({ probability: 0.2, fault })
  }
}

const peace = (house: Household): void => {
  house.plex.faults.clear()
  house.cloud.faults.clear()
}

const knownIn = (heard: Heard): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...accounts.keys()].map((person) => [person, new Set(decks(heard, person).map(({ ratingKey }) => ratingKey))])
  )

const aHousehold = (): Promise<Household> => {
  const library = libraryOfSize(800, 1)
  return startHousehold({ people: 5, library, seed, onDeck: 6, watchlist: 10, plex: { cadenceMs: hour } })
}

const env = { NUMBER_EPISODES: '0', DAYS_TO_MONITOR: '999', REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: '0' }

describe('a household in trouble', () => {
  it(`forgets nothing, tells nothing untrue and recovers (seed ${seed})`, { timeout: 300_000 }, async () => {
    const random = createRandom(seed)
    const house = await aHousehold()
    let reader = readerOf(house, { env })
    let known = knownIn(await reader.hear())
    let heardRuns = 0

    const liveADay = async (): Promise<void> => {
      // What is asked beside a run has long ended when a day is over.
      await reader.people.idle()
      house.liveADay()
      trouble(house, random)
      const heard = await hearOrFail(reader)
      peace(house)
      if (heard !== undefined) {
        heardRuns += 1
        judge({ house, heard }, known)
        known = knownIn(heard)
      }
      if (random() < 0.3) reader = await reader.restart()
    }

    try {
      for (let day = 0; day < days; day += 1) await liveADay()
      expect(heardRuns).toBeGreaterThan(0)
      await reader.people.idle()
      house.clock.advance(25 * hour)
      await reader.hear()
      await reader.people.idle()
      house.clock.advance(25 * hour)
      const heard = await reader.hear()
      expect(heard.reports.filter(({ state }) => state === 'silent' || state === 'given-up')).toEqual([])
      judge({ house, heard }, known)
      for (const person of accounts.keys()) expect(decks(heard, person).some(isRebuilt), person).toBe(false)
    } finally {
      await reader.close()
      await house.close()
    }
  })
})
