/** The promise of MediaServer.readLibrary, kept by the Plex adapter against the simulated server. */
import { afterEach, describe, expect, it } from 'vitest'
import { plexPath } from '#core/model/place.ts'
import { makeLibrary, plainMix } from '#test/fakes/plex/index.ts'
import { GB, smallHouse } from '#test/fakes/plex/small-house.ts'
import { createPlexStage, itemOf, movableClock, type PlexStage, reading } from './plex-fixture.ts'

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

const day = 24 * 60 * 60 * 1000
const allRoute = '/library/sections/:section/all'

describe('the first reading', () => {
  it('holds movies with their versions, stacked files and optimized versions', async () => {
    const { plex } = await stage.pair({ library: smallHouse() })
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    const harbour = itemOf(index, '11')
    expect(harbour).toMatchObject({ type: 'movie', title: 'The Harbour', year: 2001, sectionId: '1', trashed: false })
    expect(harbour.versions.map(({ optimized }) => optimized)).toEqual([false, false, true])
    expect(itemOf(index, '12').versions.map(({ parts }) => parts.map(({ sizeBytes }) => sizeBytes))).toEqual([
      [4 * GB, 3 * GB]
    ])
  })

  it('knows the sections, the items at a file, and the episodes of a show with specials last', async () => {
    const { plex } = await stage.pair({ library: smallHouse() })
    const { index } = await reading(plex)
    expect(index.sections.map(({ title, type }) => `${title}: ${type}`)).toContain('Movies: movie')
    expect(index.sections[0]?.locations).toEqual(['/data/movies'])
    expect(index.episodesOf('100').map(({ ratingKey }) => ratingKey)).toEqual([
      '121',
      '122',
      '123',
      '131',
      '132',
      '111',
      '112'
    ])
    expect(index.itemsAt(plexPath('/data/movies/Zürich (2020).mkv')).map(({ ratingKey }) => ratingKey)).toEqual(['13'])
    expect(index.itemsAt(plexPath('/data/movies/nothing.mkv'))).toEqual([])
  })

  it('finds movies and shows by the ids that other services share', async () => {
    const { plex } = await stage.pair({ library: smallHouse() })
    const { index } = await reading(plex)
    expect(index.itemsByGuid?.('imdb:tt0000011')).toEqual(['11'])
    expect(index.itemsByGuid?.('tmdb:movie:11')).toEqual(['11'])
    expect(index.itemsByGuid?.('tmdb:show:11')).toEqual([])
    expect(index.itemsByGuid?.('tvdb:show:100')).toEqual(['100'])
  })

  it('reads 100 000 items in at most 110 requests, none of them for a single item', async () => {
    const library = makeLibrary({ seed: 3, movies: 30_000, shows: 1400, seasonsPerShow: 5, episodesPerSeason: 10 })
    const { fake, plex } = await stage.pair({ library })
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    expect(index.size).toBe(100_000)
    const { requests, byRoute, diskWakes } = fake.requests.counters()
    expect(requests).toBeLessThanOrEqual(110)
    expect(Object.keys(byRoute).sort()).toEqual(['/library/sections', allRoute])
    expect(diskWakes).toBe(0)
  })

  it('follows a server that gives less than it is asked for', async () => {
    const library = makeLibrary({ seed: 4, movies: 1234, shows: 7, seasonsPerShow: 3, episodesPerSeason: 11 })
    const { plex } = await stage.pair({ library, pageCap: 97 })
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    expect(index.size).toBe(1234 + 7 * 33)
  })

  it('reads XML as it reads JSON', async () => {
    const library = makeLibrary({ seed: 5, movies: 400, shows: 8, seasonsPerShow: 2, episodesPerSeason: 10 })
    const { fake, plex } = await stage.pair({ library })
    const url = await stage.door(fake, { accept: 'text/xml' })
    const json = await reading(plex)
    const xml = await reading(stage.plex({ url, token: fake.token('owner') }))
    expect(xml.silent).toEqual([])
    expect(xml.index.sections).toEqual(json.index.sections)
    const keys = ['1', '3', '4'].flatMap((section) =>
      Array.from({ length: library.count(section, 'movie') }, (_, n) => library.item(section, 'movie', n).ratingKey)
    )
    expect(keys.map(xml.index.item)).toEqual(keys.map(json.index.item))
    expect(xml.index.size).toBe(json.index.size)
  })

  it('reads again without the exclude lists where the server does not know them', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const url = await stage.door(fake, {
      answer: (incoming, response) => {
        const refused = incoming.url?.includes('excludeElements') === true
        if (refused) response.writeHead(400, { 'Content-Type': 'text/html' }).end('<html>Bad Request</html>')
        return refused
      }
    })
    const { index, silent } = await reading(stage.plex({ url, token: fake.token('owner') }))
    expect(silent).toEqual([])
    expect(index.item('11')?.title).toBe('The Harbour')
  })
})

describe('a list that shifts while it is read', () => {
  it('holds every item once when items come twice', async () => {
    const library = makeLibrary({
      ...plainMix,
      seed: 6,
      movies: 2500,
      shows: 0,
      seasonsPerShow: 1,
      episodesPerSeason: 1
    })
    const { fake, plex } = await stage.pair({ library })
    fake.faults.add({ path: '/all$', fault: { kind: 'duplicateItems' } })
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    expect(index.size).toBe(2500)
  })

  it('calls a section silent that gives less than it announces, and keeps what was read before', async () => {
    const library = makeLibrary({
      ...plainMix,
      seed: 6,
      movies: 2500,
      shows: 0,
      seasonsPerShow: 1,
      episodesPerSeason: 1
    })
    const clock = movableClock()
    const { fake, plex } = await stage.pair({ library }, { clock })
    await reading(plex)
    fake.faults.add({ path: '/all$', fault: { kind: 'missingItems' } })
    clock.advance(day)
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([expect.objectContaining({ sectionId: '1', detail: 'it gave 2499 of 2500 items' })])
    expect(index.size).toBe(2500)
  })

  it('reads a list once more that was shifted only for a moment', async () => {
    const library = makeLibrary({
      ...plainMix,
      seed: 6,
      movies: 2500,
      shows: 0,
      seasonsPerShow: 1,
      episodesPerSeason: 1
    })
    const { fake, plex } = await stage.pair({ library })
    fake.faults.add({ path: '/all$', times: 3, fault: { kind: 'missingItems' } })
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    expect(index.size).toBe(2500)
  })
})

describe('the next reading', () => {
  it('reads again in full only the section that changed', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    await reading(plex)
    fake.clock.advance(60_000)
    const added = fake.library.add({ section: '1', title: 'New Film', file: '/data/movies/New.mkv', sizeBytes: GB })
    fake.requests.reset()
    const { index } = await reading(plex)
    expect(index.item(added.ratingKey)?.title).toBe('New Film')
    const lists = fake.requests.entries().filter(({ route }) => route === allRoute)
    const full = lists.filter(({ query }) => !query.includes('lastViewedAt>>='))
    expect(full.map(({ path }) => path)).toEqual(['/library/sections/1/all'])
    expect(fake.requests.counters().requests).toBeLessThanOrEqual(1 + fake.library.sections.length)
  })

  it('sees what the owner viewed since', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    await reading(plex)
    fake.clock.advance(60_000)
    fake.leftAt('owner', '122', { offsetMs: 600_000 })
    const { index } = await reading(plex)
    expect(itemOf(index, '122').viewOffsetMs).toBe(600_000)
    expect(index.lastViewOfShow('100')).toBe(itemOf(index, '122').lastViewedAt)
  })

  it('notices within a day that a viewing was taken back', async () => {
    const clock = movableClock()
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { clock })
    fake.watched('owner', '13')
    expect(itemOf((await reading(plex)).index, '13').viewCount).toBe(1)
    fake.unscrobble('owner', '13')
    clock.advance(day)
    expect(itemOf((await reading(plex)).index, '13').viewCount).toBe(0)
  })

  it('leaves an index that was handed out as it was', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    const { index } = await reading(plex)
    fake.clock.advance(60_000)
    fake.watched('owner', '13')
    await reading(plex)
    expect(itemOf(index, '13').viewCount).toBe(0)
  })

  it('keeps a section that fails half-way, and says so', async () => {
    const clock = movableClock()
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { clock })
    await reading(plex)
    clock.advance(day)
    fake.faults.add({ path: '/sections/2/all$', fault: { kind: 'status', status: 500 } })
    const { index, silent } = await reading(plex)
    expect(silent.map(({ title }) => title)).toEqual(['TV Shows'])
    expect(silent[0]?.detail).toMatch(/trouble of its own: it answered \/library\/sections\/2\/all with 500$/)
    expect(index.item('121')).toBeDefined()
  })

  it('does not believe that a section is suddenly empty', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    await reading(plex)
    for (const ratingKey of ['11', '12', '13']) fake.library.remove(ratingKey)
    const { index, silent } = await reading(plex)
    expect(silent.map(({ detail }) => detail)).toEqual(['it answered with an empty list where 3 items were'])
    expect(index.item('11')).toBeDefined()
  })

  it('forgets a library that Plex does not list any more', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    let isGone = false
    const url = await stage.door(fake, {
      answer: (incoming, response) => {
        const answered = isGone && incoming.url === '/library/sections'
        const movies = [{ key: '1', type: 'movie', title: 'Movies', Location: [{ path: '/data/movies' }] }]
        const body = JSON.stringify({ MediaContainer: { size: 1, Directory: movies } })
        if (answered) response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
        return answered
      }
    })
    const plex = stage.plex({ url, token: fake.token('owner') })
    expect((await reading(plex)).index.item('121')).toBeDefined()
    isGone = true
    const { index, silent } = await reading(plex)
    expect(silent).toEqual([])
    expect(index.item('121')).toBeUndefined()
    expect(index.item('11')).toBeDefined()
  })
})
