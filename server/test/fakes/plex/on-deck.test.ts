/** What the simulated server puts on deck, for whom and in which order. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { items, keys } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, minutes, smallHouse } from './small-house.ts'

const DAY = 86_400_000

describe('on deck', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  test('nothing was watched, so nothing is on deck', () => {
    expect(plex.onDeck('owner')).toEqual([])
  })

  test.each([
    ['under a minute', 59_999, []],
    ['just a minute, of a film whose fiftieth part is longer', 60_000, []],
    ['a fiftieth of the film', minutes(2), ['11']],
    ['nine tenths less a moment', minutes(90) - 1, ['11']]
  ])('a film left after %s', (_what, offsetMs, expected) => {
    plex.leftAt('owner', '11', { offsetMs })
    expect(plex.onDeck('owner', '1')).toEqual(expected)
  })

  test('past nine tenths a film counts as watched and is off the deck', () => {
    plex.leftAt('owner', '11', { offsetMs: minutes(90) })
    expect(plex.onDeck('owner')).toEqual([])
    expect(plex.viewState('owner', '11')).toMatchObject({ viewCount: 1, viewOffsetMs: 0 })
  })

  test('after an episode comes the next unwatched one', () => {
    plex.watched('owner', '121')
    expect(plex.onDeck('owner', '2')).toEqual(['122'])
  })

  test('watched episodes are skipped and seasons continued', () => {
    plex.watched('owner', '123')
    plex.watched('owner', '131')
    plex.watched('owner', '122')
    expect(plex.onDeck('owner', '2')).toEqual(['132'])
  })

  test('after the last episode the show leaves the deck', () => {
    plex.watched('owner', '132')
    expect(plex.onDeck('owner', '2')).toEqual([])
  })

  test('a show is on deck once, with the episode that is half watched', () => {
    plex.watched('owner', '121')
    plex.clock.advance(minutes(5))
    plex.leftAt('owner', '122', { offsetMs: minutes(20) })
    expect(plex.onDeck('owner', '2')).toEqual(['122'])
  })

  test('an episode left half watched gives way when a later one was finished since', () => {
    plex.leftAt('owner', '121', { offsetMs: minutes(20) })
    plex.clock.advance(minutes(50))
    plex.watched('owner', '122')
    expect(plex.onDeck('owner', '2')).toEqual(['123'])
  })

  test('specials do not lead to an episode and do not follow one', () => {
    plex.watched('owner', '111')
    expect(plex.onDeck('owner', '2')).toEqual([])
    plex.watched('owner', '123')
    plex.clock.advance(minutes(50))
    plex.watched('owner', '112')
    expect(plex.onDeck('owner', '2')).toEqual(['131'])
  })

  test('a half watched special is on deck', () => {
    plex.leftAt('owner', '111', { offsetMs: minutes(20) })
    expect(plex.onDeck('owner', '2')).toEqual(['111'])
  })

  test('marking a new show as watched puts nothing on deck', () => {
    plex.scrobble('owner', '121')
    expect(plex.viewState('owner', '121').viewCount).toBe(1)
    expect(plex.onDeck('owner', '2')).toEqual([])
  })

  test('marking moves the deck of a show that was really played', () => {
    plex.watched('owner', '121')
    plex.clock.advance(1000)
    plex.scrobble('owner', '122')
    expect(plex.onDeck('owner', '2')).toEqual(['123'])
  })

  test('what was viewed before the window is forgotten', async () => {
    plex.watched('owner', '121')
    plex.clock.advance(16 * 7 * DAY)
    expect(plex.onDeck('owner', '2')).toEqual(['122'])
    plex.clock.advance(1000)
    expect(plex.onDeck('owner', '2')).toEqual([])
  })

  test('the most recently viewed comes first', () => {
    plex.leftAt('owner', '11', { offsetMs: minutes(20) })
    plex.clock.advance(1000)
    plex.watched('owner', '121')
    plex.clock.advance(1000)
    plex.leftAt('owner', '13', { offsetMs: minutes(20) })
    expect(plex.onDeck('owner')).toEqual(['13', '122', '11'])
  })

  test('every person has a deck of their own', async () => {
    plex.watched('alex', '121')
    expect(await keys(plex, '/library/sections/2/onDeck', { person: 'alex' })).toEqual(['122'])
    expect(await keys(plex, '/library/sections/2/onDeck')).toEqual([])
  })

  test('the deck of Home leaves out a section that Home does not show, the deck of the section does not', async () => {
    plex.watched('owner', '211')
    plex.watched('owner', '121')
    expect(await keys(plex, '/library/onDeck')).toEqual(['122'])
    expect(await keys(plex, '/library/sections/3/onDeck')).toEqual(['212'])
  })

  test('continue watching holds partially watched items only', async () => {
    plex.watched('owner', '121')
    plex.leftAt('owner', '11', { offsetMs: minutes(20) })
    expect(await keys(plex, '/hubs/continueWatching/items')).toEqual(['11'])
    expect(await keys(plex, '/hubs/sections/2/continueWatching/items')).toEqual([])
  })

  test('on deck items carry files and the state of the person', async () => {
    plex.leftAt('owner', '11', { offsetMs: minutes(20) })
    const [film] = await items(plex, '/library/onDeck')
    expect(film).toMatchObject({ viewOffset: minutes(20), lastViewedAt: plex.clock.now() / 1000, librarySectionID: 1 })
    expect(film).toHaveProperty('Media')
  })

  test('paging works on the deck', async () => {
    plex.leftAt('owner', '11', { offsetMs: minutes(20) })
    plex.leftAt('owner', '13', { offsetMs: minutes(20) })
    expect(await keys(plex, '/library/onDeck?X-Plex-Container-Start=1&X-Plex-Container-Size=1')).toEqual(['13'])
  })

  test('what lies in the trash or is gone is not on deck', () => {
    plex.leftAt('owner', '11', { offsetMs: minutes(20) })
    plex.leftAt('owner', '13', { offsetMs: minutes(20) })
    plex.library.trash('11')
    plex.library.remove('13')
    expect(plex.onDeck('owner')).toEqual([])
  })
})

test('short clips count as begun when the least offset is made small', async () => {
  const plex = await startFakePlex({ library: smallHouse(), prefs: { onDeckMinimumMs: 1000, onDeckMinimumShare: 0 } })
  plex.leftAt('owner', '11', { offsetMs: 1000 })
  expect(plex.onDeck('owner')).toEqual(['11'])
  await plex.close()
})

test('before 1.40 marking a new show as watched put its next episode on deck', async () => {
  const plex = await startFakePlex({ library: smallHouse(), quirks: { pre140: true } })
  plex.scrobble('owner', '121')
  expect(plex.onDeck('owner')).toEqual(['122'])
  await plex.close()
})
