/** What long lists of the simulated server promise: paging, filters, order, exclusions and both formats. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { ask, container, items, keys } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, minutes, smallHouse } from './small-house.ts'

describe('lists', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  test('without paging a list holds everything and no total', async () => {
    const all = await container(plex, '/library/sections/1/all?type=1')
    expect(all).toMatchObject({ size: 3, librarySectionID: 1, librarySectionTitle: 'Movies', viewGroup: 'movie' })
    expect(all).not.toHaveProperty('totalSize')
    expect(rows(all, 'Metadata').map(({ ratingKey }) => ratingKey)).toEqual(['11', '12', '13'])
  })

  test('a page asked for by header carries offset and total', async () => {
    const headers = { 'X-Plex-Container-Start': '1', 'X-Plex-Container-Size': '1' }
    const page = await container(plex, '/library/sections/1/all?type=1', { headers })
    expect(page).toMatchObject({ size: 1, offset: 1, totalSize: 3 })
    expect(at(page, 'Metadata', 0)).toMatchObject({ ratingKey: '12' })
  })

  test('a page may be asked for in the query as well', async () => {
    const page = '/library/sections/2/all?type=4&X-Plex-Container-Start=5&X-Plex-Container-Size=10'
    expect(await keys(plex, page)).toEqual(['131', '132'])
  })

  test('size 0 answers the total alone, without a Metadata member', async () => {
    const counted = await container(plex, '/library/sections/2/all?type=4&X-Plex-Container-Size=0')
    expect(counted).toMatchObject({ size: 0, totalSize: 7 })
    expect(counted).not.toHaveProperty('Metadata')
  })

  test('HEAD answers the total in a header and no body', async () => {
    const head = await ask(plex, '/library/sections/1/all?type=1', { method: 'HEAD', person: 'owner' })
    expect(head).toMatchObject({ status: 200, text: '', headers: { 'x-plex-container-total-size': '3' } })
  })

  test('an empty list has no Metadata member', async () => {
    expect(await container(plex, '/library/sections/1/onDeck')).not.toHaveProperty('Metadata')
  })

  test('a page beyond the end is empty', async () => {
    const page = await container(plex, '/library/sections/1/all?X-Plex-Container-Start=9&X-Plex-Container-Size=5')
    expect(page).toMatchObject({ size: 0, totalSize: 3 })
  })

  test('a limit shortens the list without telling the total', async () => {
    const limited = await container(plex, '/library/sections/1/all?limit=2')
    expect(limited).toMatchObject({ size: 2 })
    expect(limited).not.toHaveProperty('totalSize')
  })

  test('the type chooses shows, seasons or episodes', async () => {
    expect(await keys(plex, '/library/sections/2/all')).toEqual(['100'])
    expect(await keys(plex, '/library/sections/2/all?type=3')).toEqual(['110', '120', '130'])
    expect(await keys(plex, '/library/sections/2/allLeaves')).toEqual(['111', '112', '121', '122', '123', '131', '132'])
  })

  test('items carry media, parts, files and sizes but no streams, and no section of their own', async () => {
    const [first] = await items(plex, '/library/sections/1/all?type=1')
    expect(at(first, 'Media', 0, 'Part', 0)).toMatchObject({
      file: '/data/movies/The Harbour (2001)/The Harbour (2001) - 4k.mkv',
      size: 40_000_000_000
    })
    expect(at(first, 'Media', 0, 'Part', 0)).not.toHaveProperty('Stream')
    expect(first).not.toHaveProperty('librarySectionID')
  })

  test('a part whose size is not known has no size', async () => {
    const [zurich] = await items(plex, '/library/sections/1/all?guid=plex://movie/5d776800000000000000000d')
    expect(at(zurich, 'Media', 0, 'Part', 0)).not.toHaveProperty('size')
  })

  test('external ids come only when they are asked for, and only where there are any', async () => {
    const [without] = await items(plex, '/library/sections/1/all')
    expect(without).not.toHaveProperty('Guid')
    const [first, second] = await items(plex, '/library/sections/1/all?includeGuids=1')
    expect(at(first, 'Guid')).toEqual([{ id: 'imdb://tt0000011' }, { id: 'tmdb://11' }])
    expect(second).not.toHaveProperty('Guid')
  })

  test('excluded elements and fields are left out, at every level', async () => {
    const [first] = await items(
      plex,
      '/library/sections/1/all?excludeElements=Genre,Image,Part&excludeFields=summary,art,nonsense'
    )
    for (const name of ['Genre', 'Image', 'summary', 'art']) expect(first).not.toHaveProperty(name)
    expect(at(first, 'Media', 0)).not.toHaveProperty('Part')
    expect(first).toHaveProperty('thumb')
  })

  test('versions that were optimized say so, with a number on the media and a boolean on the part', async () => {
    const [harbour] = await items(plex, '/library/sections/1/all')
    const optimized = at(harbour, 'Media', 2)
    expect(optimized).toMatchObject({ proxyType: 42, target: 'Optimized for TV', optimizedForStreaming: 1 })
    expect(at(optimized, 'Part', 0)).toMatchObject({ optimizedForStreaming: true })
  })

  test('a stack is one version of two parts', async () => {
    const [, salt] = await items(plex, '/library/sections/1/all')
    expect(at(salt, 'Media')).toHaveLength(1)
    expect(at(salt, 'Media', 0, 'Part')).toHaveLength(2)
  })

  test('the episodes of a show with hidden seasons have no parent', async () => {
    const [episode] = await items(plex, '/library/sections/3/all?type=4')
    expect(episode).toMatchObject({ grandparentRatingKey: '200', parentIndex: 1, index: 1 })
    expect(episode).not.toHaveProperty('parentRatingKey')
    expect(episode).not.toHaveProperty('parentKey')
  })

  test('a show counts its leaves and seasons and points to its children', async () => {
    plex.watched('owner', '121')
    const [show] = await items(plex, '/library/sections/2/all?type=2')
    expect(show).toMatchObject({
      key: '/library/metadata/100/children',
      leafCount: 7,
      viewedLeafCount: 1,
      childCount: 3
    })
    expect(show).not.toHaveProperty('Media')
  })

  test.each([
    ['newest first', 'sort=addedAt:desc', ['11', '12', '13']],
    ['oldest first', 'sort=addedAt', ['13', '12', '11']],
    ['by title without its article', 'sort=titleSort', ['11', '12', '13']],
    ['by year, then title', 'sort=year:desc,titleSort', ['13', '11', '12']],
    ['added after a moment', 'addedAt>>=1755000000&sort=addedAt:desc', ['11', '12']],
    ['added at or before a moment', 'addedAt<=1760000000', ['12', '13']],
    ['added in the last days', 'addedAt>>=-60d', ['11']],
    ['by the primary guid', 'guid=plex://movie/5d776800000000000000000c', ['12']],
    ['by an external guid: nothing', 'guid=imdb://tt0000011', []],
    ['escaped angle brackets', 'addedAt%3E%3E=1755000000', ['11', '12']],
    ['an operator whose equals sign is escaped is a name that nobody knows', 'addedAt%3E%3E%3D0=x', ['11', '12', '13']],
    ['an unknown filter', 'colour=blue', ['11', '12', '13']]
  ])('lists %s', async (_what, query, expected) => {
    expect(await keys(plex, `/library/sections/1/all?type=1&${query}`)).toEqual(expected)
  })

  test.each([
    ['what was ever begun', 'viewOffset>>=0', ['122']],
    ['what was watched', 'viewCount>>=0', ['121']],
    ['what was watched at least once', 'viewCount>=1', ['121']],
    ['what was watched more than once: nothing', 'viewCount>>=1', []],
    ['what was watched since a moment', 'viewCount>>=0&lastViewedAt>>=1772819000', ['121']],
    ['what was watched after tomorrow: nothing', 'lastViewedAt>>=1872819000', []],
    ['what is in progress', 'inProgress=1', ['122']],
    ['what is unwatched', 'unwatched=1', ['111', '112', '122', '123', '131', '132']]
  ])('lists %s by the person who asks', async (_what, query, expected) => {
    plex.watched('alex', '121')
    plex.leftAt('alex', '122', { offsetMs: minutes(10) })
    plex.watched('owner', '132')
    expect(await keys(plex, `/library/sections/2/all?type=4&${query}`, { person: 'alex' })).toEqual(expected)
  })

  test('a list over all sections says of each item where it belongs', async () => {
    const all = await items(plex, '/library/all?guid=plex://movie/5d776800000000000000000b')
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ ratingKey: '11', librarySectionID: 1, librarySectionTitle: 'Movies' })
  })

  test('recently added lists the newest leaves first', async () => {
    expect(await keys(plex, '/library/sections/1/recentlyAdded')).toEqual(['11', '12', '13'])
    expect((await keys(plex, '/library/recentlyAdded'))[0]).toBe('11')
  })

  test('answers XML in the attribute form unless JSON is asked for', async () => {
    const headers = { Accept: '*/*' }
    const xml = await ask(plex, '/library/sections/1/all', { person: 'owner', headers })
    expect(xml.headers['content-type']).toBe('text/xml;charset=utf-8')
    expect(xml.text).toContain('<Video ratingKey="12"')
    expect(xml.text).toContain('title="Salt &amp; &quot;Iron&quot; &lt;One&gt;"')
    const shows = await ask(plex, '/library/sections/2/all', { person: 'owner', headers })
    expect(shows.text).toContain('<Directory ratingKey="100"')
    const sections = await ask(plex, '/library/sections', { person: 'owner', headers })
    expect(sections.text).toContain('<Location id="10" path="/data/movies"/>')
    expect(sections.text).toContain('allowSync="1"')
  })

  test('sections tell locations, agents, visibility and their change counter', async () => {
    const sections = rows(await container(plex, '/library/sections'), 'Directory')
    expect(sections).toHaveLength(3)
    expect(at(sections, 2)).toMatchObject({
      key: '3',
      type: 'show',
      hidden: 1,
      agent: 'tv.plex.agents.series',
      refreshing: false
    })
    expect(at(sections, 2, 'contentChangedAt')).toBeTypeOf('number')
    expect(await container(plex, '/library/sections/all')).toEqual(await container(plex, '/library/sections'))
  })
})

test('a page cap shortens every page, so that only counting what came reaches the end', async () => {
  const plex = await startFakePlex({ library: smallHouse(), pageCap: 2 })
  const page = await container(
    plex,
    '/library/sections/2/all?type=4&X-Plex-Container-Start=2&X-Plex-Container-Size=1000'
  )
  expect(page).toMatchObject({ size: 2, offset: 2, totalSize: 7 })
  await plex.close()
})

test('a remembered page is the same page, and is made anew when the library or the person changes', async () => {
  const plex = await startFakePlex({ library: smallHouse(), cachedPages: 5 })
  const path = '/library/sections/1/all?type=1&X-Plex-Container-Size=10'
  expect(await container(plex, path)).toEqual(await container(plex, path))
  plex.leftAt('owner', '11', { offsetMs: minutes(20) })
  expect((await items(plex, path))[0]).toMatchObject({ viewOffset: minutes(20) })
  plex.library.remove('12')
  expect(await keys(plex, path)).toEqual(['11', '13'])
  await plex.close()
})
