/**
 * Days in the life of a household on which everything goes wrong at random: what was known stays wanted, what is told is true and told once, no token is
 * ever to be seen, and all recovers by itself. Every fault of an HTTP answer meets every service, and services are away; those of the push line are in
 * `live-sessions.test.ts`, each question to the cloud under each fault in `conformance/plex-cloud.laws.test.ts`.
 */
import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import { createBus } from '#engine/bus.ts'
import { createSilenceWatch } from '#engine/tell/silence.ts'
import { Failure } from '#src/failure.ts'
import { type Heard, type Reader, readerOf } from '#test/builders/people.ts'
import { type Household, libraryOfSize, startHousehold, wholeDeck } from '#test/fakes/household/index.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import type { Fault } from '#test/fakes/plex/index.ts'

const seed = Number(process.env['TEST_SEED'])
/** Whole days; HOUSEHOLD_DAYS=200 for the night. */
const days = Number(process.env['HOUSEHOLD_DAYS'] ?? 10)
/** How long a question that gets no answer is waited for here, real milliseconds. */
const impatientMs = 1000
const hour = 3_600_000

const accounts = new Map([
  ['the owner', 'owner'],
  ['Alex', 'alex'],
  ['Kid', 'kid'],
  ['Friend', 'friend'],
  ['Hermit', 'hermit']
])

/** Every misbehaviour of an HTTP answer that ends at once. */
const quick: readonly Fault[] = [
  ...[401, 403, 404, 408, 420, 429, 498, 500, 502, 503, 504].map((status) => ({ kind: 'status' as const, status })),
  { kind: 'status', status: 429, retryAfterSeconds: 1 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
  { kind: 'truncate', atByte: 40 },
  { kind: 'malformedJson' },
  { kind: 'htmlWith200' },
  { kind: 'wrongContentType' },
  { kind: 'gzipCorrupt' },
  { kind: 'connectionReset' },
  { kind: 'hugeBody', bytes: 9_000_000 },
  { kind: 'duplicateItems' },
  { kind: 'missingItems' },
  { kind: 'clockSkew', ms: -86_400_000 },
  { kind: 'clockSkew', ms: 86_400_000 },
  { kind: 'latency', fixedMs: 20 },
  { kind: 'latency', uniformMs: [0, 40] },
  { kind: 'latency', lognormal: { medianMs: 5, sigma: 1 } }
]
/** Those that keep somebody waiting; they meet fewer requests, because each costs real time. */
const slow: readonly Fault[] = [
  { kind: 'neverAnswer' },
  { kind: 'headersThenStall' },
  { kind: 'drip', bytesPerSecond: 100 }
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

const hearOrFail = async (reader: Reader, texts: string[]): Promise<Heard | undefined> => {
  try {
    return await reader.hear()
  } catch (thrown) {
    // A library that cannot be read ends the run; nothing is wanted and nothing is returned.
    if (!(thrown instanceof Failure)) throw thrown
    texts.push(`${thrown.told} ${thrown.stack} ${JSON.stringify(thrown.cause)}`)
    return undefined
  }
}

/** Some kinds of trouble on every service, each met by some requests; now and then a service is not there at all. */
const trouble = async (house: Household, random: () => number): Promise<void> => {
  const anyOf = <Value>(list: readonly Value[]): Value | undefined => list[Math.floor(random() * list.length)]
  for (const injector of [house.plex.faults, house.cloud.faults, house.plex.faults, house.cloud.faults]) {
    const fault = anyOf(quick)
    if (fault !== undefined) injector.add({ probability: 0.2, fault })
  }
  const waiting = anyOf(slow)
  const where = anyOf([house.plex.faults, house.cloud.faults, undefined, undefined])
  if (waiting !== undefined) where?.add({ probability: 0.03, fault: waiting })
  if (random() < 0.15) await anyOf([house.plex, ...Object.values(house.cloud.hosts)])?.refuse()
}

const peace = async (house: Household): Promise<void> => {
  house.plex.faults.clear()
  house.cloud.faults.clear()
  for (const service of [house.plex, ...Object.values(house.cloud.hosts)]) await service.accept()
}

/** Every token there is. */
const tokensOf = (house: Household): readonly string[] =>
  [...accounts.values()].flatMap((name) => [house.plex.token(name), house.cloud.control.accountToken(name)])

/** Hears the reports of every run, and notes what is told of each source: silent and back in turns, and nothing twice. */
const createTeller = () => {
  const told = new Map<string, string[]>()
  const clock = { now: () => 0, after: () => ({ cancel: () => undefined }) }
  const bus = createBus({ clock, startAt: 0, onBroken: () => undefined })
  const texts: string[] = []
  bus.subscribe((event) => {
    texts.push(JSON.stringify(event))
    if (event.type !== 'source.went-silent' && event.type !== 'source.came-back') return
    told.set(event.source, [...(told.get(event.source) ?? []), event.type])
  })
  return { watch: createSilenceWatch(bus), told, texts }
}

const inTurns = (told: readonly string[]): readonly string[] =>
  told.map((_, at) => (at % 2 === 0 ? 'source.went-silent' : 'source.came-back'))

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
  it(`forgets nothing, tells nothing untrue and recovers (seed ${seed})`, {
    timeout: Math.max(300_000, days * 30_000)
  }, async () => {
    const random = createRandom(seed)
    const house = await aHousehold()
    let reader = readerOf(house, { env, impatientMs })
    const teller = createTeller()
    const texts: string[] = []
    let known = knownIn(await reader.hear())
    let heardRuns = 0

    const liveADay = async (): Promise<void> => {
      // What is asked beside a run has long ended when a day is over.
      await reader.people.idle()
      house.liveADay()
      await trouble(house, random)
      const heard = await hearOrFail(reader, texts)
      await reader.people.idle()
      await peace(house)
      if (heard !== undefined) {
        heardRuns += 1
        teller.watch.note(heard.reports)
        texts.push(JSON.stringify(heard.reports))
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
      teller.watch.note(heard.reports)
      for (const [source, told] of teller.told) {
        expect(told, source).toEqual(inTurns(told))
        expect(told.at(-1), source).toBe('source.came-back')
      }
      const asked = [house.plex, ...Object.values(house.cloud.hosts)].flatMap(({ requests }) => requests.entries())
      const said = [...texts, ...teller.texts, ...reader.memory.values(), JSON.stringify(asked)].join('\n')
      expect(tokensOf(house).filter((token) => said.includes(token))).toEqual([])
    } finally {
      await reader.close()
      await house.close()
    }
  })
})
