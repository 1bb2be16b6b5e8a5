/** Five people, read through the real adapters from simulated services: the owner, two of the Home (one behind a PIN), two friends (one private). */
import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import type { Want } from '#core/model/want.ts'
import { createBus } from '#engine/bus.ts'
import { startLiveWatch } from '#engine/live/live-watch.ts'
import { problemsOfSilence } from '#engine/tell/cases.ts'
import { createSilenceWatch } from '#engine/tell/silence.ts'
import { type Heard, type Reader, readerOf } from '#test/builders/people.ts'
import {
  type Household,
  homePin,
  libraryOfSize,
  startHousehold,
  wholeDeck,
  wishForNothingHere
} from '#test/fakes/household/index.ts'

let house: Household
let reader: Reader
afterEach(async () => {
  await reader.close()
  await house.close()
})

const hour = 3_600_000

const open = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  house = await startHousehold({ people: 5, library: libraryOfSize(1500, 1), seed: 1, onDeck: 10, watchlist: 20 })
  reader = readerOf(house, { env: { NUMBER_EPISODES: '2', WATCHLIST_CACHE_EXPIRY: '0', ...env } })
}

const decksOf = ({ wants }: Heard, person: string): readonly string[] =>
  wants
    .filter((want) => want.person === person && want.reason.code === 'on-deck')
    .map(({ ratingKey }) => ratingKey)
    .toSorted()

const listOf = ({ wants }: Heard, person: string): readonly Want[] =>
  wants.filter((want) => want.person === person && want.reason.code === 'watchlist')

const keyOf = ({ ratingKey }: Want): string => ratingKey

const isPlayable = ({ library }: Heard, ratingKey: string): boolean => library.item(ratingKey) !== undefined

const reported = ({ reports }: Heard, source: RegExp) => reports.filter((report) => source.test(report.source))

const provenanceOf = (name: string): string | undefined =>
  reader.people.household.known().find(({ member }) => member.name === name)?.provenance

const names = { alex: 'Alex', kid: 'Kid', friend: 'Friend', hermit: 'Hermit' } as const

describe('a household', () => {
  it('is read with tokens of their own: everybody has exactly what Plex has on deck for them', async () => {
    await open()
    const heard = await reader.hear()
    for (const [account, name] of [...Object.entries(names), ['owner', 'the owner']]) {
      const truth = wholeDeck(house.plex, account ?? '').filter((key) => isPlayable(heard, key))
      expect(decksOf(heard, name ?? '')).toEqual([...truth].toSorted())
    }
    expect(heard.reports.filter(({ state }) => state === 'silent')).toEqual([])
    expect(provenanceOf('Friend')).toBe('On deck is read with the token of the shared server.')
  })

  it('wants what lies in the library of the watchlists that may be read; a private one is an answer', async () => {
    await open()
    const heard = await reader.hear()
    for (const name of ['the owner', 'Alex', 'Friend']) expect(listOf(heard, name).length).toBeGreaterThan(0)
    expect(listOf(heard, 'Hermit')).toEqual([])
    expect(reported(heard, /watchlist of Hermit/u)).toMatchObject([{ state: 'empty' }])
    expect(reported(heard, /watchlist of Kid/u)).toEqual([])
  })

  it('reads the list of somebody behind a PIN once the PIN is known', async () => {
    await open()
    await reader.hear()
    const kid = reader.people.household.known().find(({ member }) => member.name === 'Kid')?.member.person
    await reader.people.keyring.setPin(kid?.id ?? '', secret(homePin))
    reader = await reader.restart()
    expect(reported(await reader.hear(), /watchlist of Kid/u)).toMatchObject([{ state: 'answered' }])
  })

  it('asks plex.tv for tokens once: after a restart those that were kept are used', async () => {
    await open()
    await reader.hear()
    house.cloud.hosts.plexTv.requests.reset()
    reader = await reader.restart()
    const heard = await reader.hear()
    expect(decksOf(heard, 'Friend').length).toBeGreaterThan(0)
    expect(house.cloud.hosts.plexTv.requests.entries()).toEqual([])
  })

  it('keeps no token in clear', async () => {
    await open()
    await reader.hear()
    const kept = [...reader.memory.values()].join('\n')
    for (const account of ['owner', ...Object.keys(names)]) {
      expect(kept).not.toContain(house.cloud.control.accountToken(account))
      expect(kept).not.toContain(house.plex.token(account))
    }
  })

  it('is the owner alone with USERS_TOGGLE off, and nobody is asked for on plex.tv', async () => {
    await open({ USERS_TOGGLE: 'false', WATCHLIST_TOGGLE: 'false' })
    const heard = await reader.hear()
    expect(new Set(heard.wants.map(({ person }) => person))).toEqual(new Set(['the owner']))
    expect(house.cloud.counters().all.requests).toBe(0)
  })

  it('leaves out whose on deck or watchlist nobody wants to count', async () => {
    await open()
    await reader.hear()
    const idOf = (name: string) =>
      reader.people.household.known().find(({ member }) => member.name === name)?.member.person.id ?? ''
    await reader.people.preferences.change(idOf('Alex'), { onDeck: false })
    await reader.people.preferences.change(idOf('Friend'), { watchlist: false })
    reader = await reader.restart()
    const heard = await reader.hear()
    expect([decksOf(heard, 'Alex').length, listOf(heard, 'Friend').length]).toEqual([0, 0])
    expect(listOf(heard, 'Alex').length).toBeGreaterThan(0)
    expect(decksOf(heard, 'Friend').length).toBeGreaterThan(0)
  })
})

describe('when Plex gives no tokens', () => {
  it('the decks of friends are put together from history, and say so', async () => {
    await open()
    house.cloud.control.sharedServers('blankTokens')
    const heard = await reader.hear()
    expect(provenanceOf('Friend')).toMatch(
      /^On deck is rebuilt from history, because Plex gives no token for Friend\.$/u
    )
    const rebuilt = heard.wants.filter((want) => want.person === 'Friend' && want.reason.code === 'on-deck')
    expect(rebuilt.length).toBeGreaterThan(0)
    const isMarked = ({ reason }: Want): boolean => reason.code === 'on-deck' && reason.rebuilt === true
    expect(rebuilt.every(isMarked)).toBe(true)
  })

  it('a token that is refused is replaced by the next way, within the same run', async () => {
    await open()
    await reader.hear()
    house.cloud.control.revoke('alex', 'server')
    const heard = await reader.hear()
    expect(reported(heard, /on deck of Alex/u).map(({ state }) => state)).not.toContain('silent')
    const truth = wholeDeck(house.plex, 'alex').filter((key) => isPlayable(heard, key))
    expect(decksOf(heard, 'Alex')).toEqual([...truth].toSorted())
    expect(
      (
        await reader.restart().then((next) => {
          reader = next
          return next.hear()
        })
      ).reports.filter(({ state }) => state === 'silent')
    ).toEqual([])
    expect(provenanceOf('Alex')).toBe('On deck is read as Alex, a member of the Plex Home.')
  })
})

describe('silence', () => {
  it('peer 23: of one person leaves their last answer standing, says that it is theirs, and costs the others nothing', async () => {
    await open()
    const before = await reader.hear()
    const friendToken = house.plex.token('friend')
    house.plex.faults.add({ path: '/onDeck$', person: 'friend', fault: { kind: 'status', status: 500 } })
    const heard = await reader.hear()
    expect(friendToken).not.toBe('')
    expect(decksOf(heard, 'Friend')).toEqual(decksOf(before, 'Friend'))
    expect(decksOf(heard, 'Alex')).toEqual(decksOf(before, 'Alex'))
    expect(new Set(reported(heard, /on deck of Friend/u).map(({ state }) => state))).toEqual(new Set(['silent']))
    expect(new Set(reported(heard, /on deck of Alex/u).map(({ state }) => state)).has('silent')).toBe(false)
  })

  it('of the whole cloud leaves every list standing, over a restart too', async () => {
    await open()
    const before = await reader.hear()
    reader = await reader.restart()
    await Promise.all(Object.values(house.cloud.hosts).map((host) => host.refuse()))
    house.clock.advance(7 * hour)
    const heard = await reader.hear()
    for (const name of ['the owner', 'Alex', 'Friend']) {
      expect(listOf(heard, name).map(({ ratingKey }) => ratingKey)).toEqual(
        listOf(before, name).map(({ ratingKey }) => ratingKey)
      )
      expect(decksOf(heard, name)).toEqual(decksOf(before, name))
    }
    expect(
      reported(heard, /^(the list of people|watchlist of)/u).filter(({ state }) => state === 'silent').length
    ).toBeGreaterThan(2)
    await Promise.all(Object.values(house.cloud.hosts).map((host) => host.accept()))
  })

  it('that lasts longer than a week waits for nobody any more, and what was wanted stays wanted', async () => {
    await open()
    const before = await reader.hear()
    await house.cloud.hosts.community.refuse()
    house.clock.advance(8 * 24 * hour)
    reader = await reader.restart()
    const heard = await reader.hear()
    expect(reported(heard, /watchlist of Friend/u)).toMatchObject([{ state: 'given-up' }])
    expect(listOf(heard, 'Friend').map(({ ratingKey }) => ratingKey)).toEqual(
      listOf(before, 'Friend').map(({ ratingKey }) => ratingKey)
    )
    await house.cloud.hosts.community.accept()
  })
})

describe('a token that is taken back', () => {
  it('peer 25: is told once; what was wished stands for a week, then a person is asked to see to it', async () => {
    await open()
    const before = await reader.hear()
    const told: string[] = []
    const bus = createBus({
      clock: { now: house.clock.now, after: () => ({ cancel: () => undefined }) },
      startAt: 0,
      onBroken: () => undefined
    })
    bus.subscribe((event) => {
      if (event.type === 'source.went-silent') told.push(event.source)
    })
    const watch = createSilenceWatch(bus)
    house.cloud.control.revoke('owner', 'account')
    for (const wait of [hour, hour, hour]) {
      house.clock.advance(wait)
      const heard = await reader.hear()
      watch.note(heard.reports)
      expect(reported(heard, /watchlist of the owner/u)).toMatchObject([{ state: 'silent' }])
      expect(listOf(heard, 'the owner').map(keyOf)).toEqual(listOf(before, 'the owner').map(keyOf))
    }
    expect(told.filter((source) => source === 'watchlist of the owner')).toHaveLength(1)
    house.clock.advance(8 * 24 * hour)
    const late = await reader.hear()
    expect(listOf(late, 'the owner').map(keyOf)).toEqual(listOf(before, 'the owner').map(keyOf))
    const problem = problemsOfSilence(late.reports).find(({ id }) => id === 'source.watchlist of the owner')
    expect(problem?.sentence).toMatch(/has not answered for more than a week: .*sign in again/u)
  })
})

describe("the friends' feed", () => {
  it('peer 26: that moved away or fails costs nobody their list, and neither does one title that cannot be looked up', async () => {
    await open()
    const before = await reader.hear()
    // What is learnt beside a run must not be given up because time is made to pass.
    await reader.people.idle()
    house.cloud.faults.add({ app: 'rss', fault: { kind: 'status', status: 404 } })
    // One question, with the tries that it is worth.
    house.cloud.faults.add({
      app: 'discover',
      path: '/library/metadata/',
      times: 3,
      fault: { kind: 'status', status: 503 }
    })
    house.clock.advance(hour)
    const heard = await reader.hear()
    for (const name of ['the owner', 'Alex', 'Friend']) {
      expect(listOf(heard, name).length).toBeGreaterThan(0)
      expect(listOf(heard, name).map(keyOf)).toEqual(listOf(before, name).map(keyOf))
    }
    expect(reported(heard, /watchlist of (the owner|Alex|Friend)/u).map(({ state }) => state)).toEqual(
      ['', '', ''].map(() => 'answered')
    )
  })

  it('that says the same spares a list only when the list was read since: one that failed is asked for again', async () => {
    await open()
    await reader.hear()
    house.clock.advance(hour)
    house.cloud.control.addToWatchlist('friend', wishForNothingHere(1, house.clock.now()))
    house.cloud.faults.add({ app: 'community', fault: { kind: 'status', status: 500 } })
    expect(reported(await reader.hear(), /watchlist of Friend/u)).toMatchObject([{ state: 'silent' }])
    house.clock.advance(hour)
    expect(reported(await reader.hear(), /watchlist of Friend/u)).toMatchObject([{ state: 'silent' }])
    house.cloud.faults.clear()
    house.clock.advance(hour)
    expect(reported(await reader.hear(), /watchlist of Friend/u)).toMatchObject([{ state: 'answered' }])
    house.cloud.hosts.community.requests.reset()
    house.clock.advance(hour)
    await reader.hear()
    expect(house.cloud.hosts.community.requests.entries()).toEqual([])
  })
})

describe('people who watch nothing', () => {
  it('are left out after REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS, 0 leaves nobody out, and without a history nobody is', async () => {
    await open({ REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: '30' })
    house.clock.advance(200 * 24 * hour)
    house.plex.watched('friend', house.plex.library.item('1', 'movie', 0).ratingKey)
    await reader.hear()
    const idle = (): readonly string[] =>
      reader.people.household.known().flatMap(({ isIdle, member }) => (isIdle ? [member.name] : []))
    expect(idle()).toEqual(['Hermit', 'Alex', 'Kid'])
    await reader.close()
    reader = readerOf(house, { env: { REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: '0' } })
    await reader.hear()
    expect(idle()).toEqual([])
    await reader.close()
    house.plex.faults.add({ path: '/history/all$', fault: { kind: 'status', status: 500 } })
    reader = readerOf(house, { env: { REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS: '30' } })
    await reader.hear()
    expect(idle()).toEqual([])
  })
})

describe('what is shared with somebody', () => {
  const sectionsAsked = (person: string): ReadonlySet<string> =>
    new Set(
      house.plex.requests
        .entries()
        .filter(({ route, tokenOwner }) => route === '/library/sections/:section/onDeck' && tokenOwner === person)
        .map(({ path }) => path.split('/')[3] ?? '')
    )
  const hearLater = async (ms: number): Promise<Heard> => {
    await reader.people.idle()
    house.clock.advance(ms)
    house.plex.requests.reset()
    return reader.hear()
  }

  it('is asked once a day: a new library counts from then on, and one that is gone holds nothing back a day later', async () => {
    await open()
    house.cloud.control.share('friend', ['1', '2'])
    await reader.hear()
    expect(sectionsAsked('friend')).toEqual(new Set(['1', '2']))
    house.cloud.control.share('friend', ['2', '3'])
    await hearLater(hour)
    expect(sectionsAsked('friend')).toEqual(new Set(['1', '2']))
    const missed = await hearLater(24 * hour)
    expect(sectionsAsked('friend')).toEqual(new Set(['1', '2', '3']))
    expect(reported(missed, /^on deck of Friend/u).filter(({ state }) => state === 'silent')).toMatchObject([
      { sectionId: '1' }
    ])
    const after = await hearLater(24 * hour)
    expect(sectionsAsked('friend')).toEqual(new Set(['2', '3']))
    expect(after.reports.filter(({ state }) => state === 'silent')).toEqual([])
  })

  it('stays as it was while the server does not tell', async () => {
    await open()
    house.cloud.control.share('friend', ['1', '2'])
    await reader.hear()
    house.clock.advance(25 * hour)
    house.plex.faults.add({ path: '/library/sections$', person: 'friend', fault: { kind: 'status', status: 500 } })
    await hearLater(0)
    expect(sectionsAsked('friend')).toEqual(new Set(['1', '2']))
  })
})

describe('requests', () => {
  it('of an idle hour with a push connection: at most four to the server, twelve to the cloud, and no disk is looked at', async () => {
    await open({ WATCHLIST_CACHE_EXPIRY: '0' })
    await reader.hear()
    await reader.people.idle()
    const watch = startLiveWatch({
      server: reader.server,
      clock: { now: house.clock.now, after: (ms, call) => ({ cancel: house.clock.after(ms, call) }) },
      finishedPercent: 90,
      checkEveryMs: 30_000,
      told: () => undefined,
      libraryChanged: () => undefined,
      log: () => undefined,
      onBug: (thrown) => {
        throw thrown
      }
    })
    await house.plex.push.connected()
    const cloudRequests = (): number =>
      Object.values(house.cloud.hosts).reduce((sum, host) => sum + host.requests.entries().length, 0)
    const before = { server: house.plex.requests.entries().length, cloud: cloudRequests() }
    for (let passed = 0; passed < 60; passed += 1) {
      house.clock.advance(60_000)
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    expect(house.plex.requests.entries().length - before.server).toBeLessThanOrEqual(4)
    await reader.hear()
    await watch.close()
    // Also when a run falls into the hour, and asks for every list.
    expect(cloudRequests() - before.cloud).toBeGreaterThan(0)
    expect(cloudRequests() - before.cloud).toBeLessThanOrEqual(12)
    expect(house.plex.requests.counters().diskWakes).toBe(0)
  })

  it('of a run in which nothing changed are few', async () => {
    await open({ WATCHLIST_CACHE_EXPIRY: '6' })
    await reader.hear()
    house.plex.requests.reset()
    for (const host of Object.values(house.cloud.hosts)) host.requests.reset()
    house.clock.advance(10 * 60_000)
    await reader.hear()
    const cloud = Object.values(house.cloud.hosts).flatMap((host) => host.requests.entries())
    expect(cloud).toEqual([])
    // Who answers is asked by the run itself: two more.
    expect(house.plex.requests.entries().length + 2).toBeLessThanOrEqual(40)
  })
})
