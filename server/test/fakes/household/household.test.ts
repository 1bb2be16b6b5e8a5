/** The builder of whole households. */
import { afterEach, describe, expect, test } from 'vitest'
import { askCloud } from '#test/fakes/cloud/ask.ts'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { ask } from '#test/fakes/plex/ask.ts'
import { libraryOf } from '#test/fakes/plex/index.ts'
import {
  type Household,
  type HouseholdOptions,
  homePin,
  libraryOfSize,
  startHousehold,
  wholeDeck,
  wishFor
} from './index.ts'

describe('a household', () => {
  const open: Household[] = []
  const start = async (options: HouseholdOptions = {}): Promise<Household> => {
    const house = await startHousehold(options)
    open.push(house)
    return house
  }
  afterEach(async () => {
    for (const house of open.splice(0)) await house.close()
  })

  const decks = ({ plex }: Household) => plex.people.map(({ name }) => wholeDeck(plex, name))
  const lists = ({ cloud }: Household) => cloud.accounts.all.map(({ watchlist }) => watchlist.entries())

  test('five people, each with 25 things on deck and 50 on the watchlist', async () => {
    const house = await start()
    expect(house.cloud.accounts.all.map(({ name, kind, privacy }) => [name, kind, privacy])).toEqual([
      ['owner', 'owner', 'friends'],
      ['alex', 'home', 'friends'],
      ['kid', 'managed', 'friends'],
      ['friend', 'shared', 'friends'],
      ['hermit', 'shared', 'private']
    ])
    expect(decks(house).map((deck) => deck.length)).toEqual([25, 25, 25, 25, 25])
    expect(lists(house).map((list) => list.length)).toEqual([50, 50, 50, 50, 50])
  })

  test('twenty people, most of them friends', async () => {
    const house = await start({ people: 20, onDeck: 10, watchlist: 12 })
    const { all } = house.cloud.accounts
    expect(all).toHaveLength(20)
    expect(all.filter(({ kind }) => kind === 'shared')).toHaveLength(13)
    expect(all.filter(({ pin }) => pin === homePin)).toHaveLength(2)
    expect(new Set(decks(house).map((deck) => deck.length))).toEqual(new Set([10]))
    expect(new Set(lists(house).map((list) => list.length))).toEqual(new Set([12]))
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(20)
  })

  test('the same seed gives the same household, another seed another one', async () => {
    const facts = async (seed: number) => {
      const house = await start({ seed, onDeck: 8, watchlist: 8 })
      return JSON.stringify([decks(house), lists(house)])
    }
    expect(await facts(4)).toBe(await facts(4))
    expect(await facts(5)).not.toBe(await facts(4))
  })

  test('watchlists name things of the library under their id, and things that are not there', async () => {
    const house = await start()
    const hexes = new Set<string>()
    for (const { key, type } of house.plex.library.sections) {
      for (let index = 0; index < house.plex.library.count(key, type); index += 1) {
        hexes.add(house.plex.library.item(key, type, index).guid.replace(/^plex:\/\/\w+\//, ''))
      }
    }
    const here = lists(house).map((list) => list.filter(({ hex }) => hexes.has(hex)).length)
    for (const count of here) {
      expect(count).toBeGreaterThan(10)
      expect(count).toBeLessThan(45)
    }
  })

  test('a managed person sees, watches and wishes shows only', async () => {
    const house = await start()
    expect(new Set(wholeDeck(house.plex, 'kid').map((key) => house.plex.library.lookup(key)?.type))).toEqual(
      new Set(['episode'])
    )
  })

  test('people meet: some things are on more than one deck', async () => {
    const house = await start({ people: 20 })
    const shows = decks(house).map(
      (deck) => new Set(deck.map((key) => house.plex.library.lookup(key)?.grandparentKey ?? key))
    )
    const all = shows.flatMap((each) => [...each])
    expect(new Set(all).size).toBeLessThan(all.length)
  })

  test('server and cloud tell the same', async () => {
    const house = await start()
    const asked = await askCloud(house.cloud, ['plexTv', '/api/v2/resources'], { person: 'alex' })
    const token = String(at(JSON.parse(asked.text), 0, 'accessToken'))
    const deck: unknown[] = []
    for (const { key } of house.plex.library.sections) {
      const { text } = await ask(house.plex, `/library/sections/${key}/onDeck`, { headers: { 'X-Plex-Token': token } })
      deck.push(...rows(JSON.parse(text), 'MediaContainer', 'Metadata').map(({ ratingKey }) => ratingKey))
    }
    expect(deck).toEqual(wholeDeck(house.plex, 'alex'))
  })

  test('days differ, and the same seed lives the same days', async () => {
    const days = async (): Promise<string[]> => {
      const house = await start({ seed: 9, onDeck: 6, watchlist: 6, plex: { cadenceMs: 600_000 } })
      return [1, 2, 3].map(() => JSON.stringify(house.liveADay()))
    }
    const first = await days()
    expect(new Set(first).size).toBe(3)
    expect(await days()).toEqual(first)
  })

  test('a life of a month has every kind of event, and they are true', async () => {
    const house = await start({ onDeck: 6, watchlist: 6, plex: { cadenceMs: 600_000 } })
    const before = house.clock.now()
    const kinds = new Set<string>()
    for (let day = 0; day < 30; day += 1) {
      const events = house.liveADay()
      for (const event of events) kinds.add(event.kind)
      for (const event of events.filter(({ kind }) => kind === 'wished')) {
        const later = events.some(
          (other) => other.kind === 'gaveUp' && other.at > event.at && other.person === event.person
        )
        const has = event.kind === 'wished' && house.cloud.accounts.byName(event.person).watchlist.has(event.hex)
        expect(has || later).toBe(true)
      }
    }
    expect(kinds).toEqual(new Set(['played', 'stopped', 'wished', 'gaveUp', 'privacy']))
    expect(house.clock.now()).toBe(before + 30 * 24 * 3_600_000)
    const { text } = await ask(house.plex, '/status/sessions/history/all', { person: 'owner' })
    expect(Number(at(JSON.parse(text), 'MediaContainer', 'totalSize'))).toBeGreaterThan(30)
  })

  test('a library of a hundred thousand items stands at once', async () => {
    const library = libraryOfSize(100_000, 1)
    const house = await start({ library, people: 20 })
    const count = library.sections.reduce(
      (sum, { key, type }) => sum + library.count(key, type === 'movie' ? 'movie' : 'episode'),
      0
    )
    expect(count).toBeGreaterThan(95_000)
    expect(decks(house).map((deck) => deck.length)).toEqual(Array.from({ length: 20 }, () => 25))
  })

  test('a library that is too small is told', async () => {
    const library = libraryOf({ sections: [] })
    await expect(startHousehold({ library })).rejects.toThrow('too small')
  })
})

describe('a wish for something of the library', () => {
  const library = libraryOf({
    sections: [
      {
        key: '1',
        type: 'movie',
        title: 'Movies',
        locations: ['/m'],
        items: [
          { title: 'New', guid: 'plex://movie/5d77702e6afb3d0020613fd1', guids: ['imdb://tt1'], file: '/m/a.mkv' },
          { title: 'Unmatched', guid: 'local://9', year: 1999, file: '/m/b.mkv' }
        ]
      },
      {
        key: '2',
        type: 'show',
        title: 'Shows',
        locations: ['/s'],
        items: [
          {
            title: 'Old',
            guid: 'com.plexapp.agents.thetvdb://71?lang=en',
            seasons: [{ episodes: [{ file: '/s/a.mkv' }] }]
          },
          { title: 'Anime', guid: 'com.plexapp.agents.hama://tvdb-72?lang=en', seasons: [] }
        ]
      }
    ]
  })

  test('has its id, or its external ids, or its title and year', () => {
    expect(wishFor(library.item('1', 'movie', 0), 5)).toMatchObject({
      hex: '5d77702e6afb3d0020613fd1',
      guids: ['imdb://tt1'],
      at: 5
    })
    expect(wishFor(library.item('1', 'movie', 1), 5)).toMatchObject({ title: 'Unmatched', year: 1999, guids: [] })
    expect(wishFor(library.item('2', 'show', 0), 5)).toMatchObject({ type: 'show', guids: ['tvdb://71'] })
    expect(wishFor(library.item('2', 'show', 1), 5).guids).toEqual(['tvdb://72'])
    expect(wishFor(library.item('2', 'show', 1), 5).hex).toMatch(/^[0-9a-f]{24}$/)
    expect(() => wishFor(library.item('2', 'episode', 0), 5)).toThrow('episode')
  })
})
