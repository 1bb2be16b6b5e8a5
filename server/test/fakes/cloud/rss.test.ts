/** Feeds of the simulated services. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { askCloud, type CloudAsk, jsonOf } from './ask.ts'
import { type SmallCloud, startSmallCloud, wish } from './small-cloud.ts'

describe('feeds', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  const order = (feedType: string, options: CloudAsk = {}) =>
    askCloud(house.cloud, ['discover', '/rss?format=json'], {
      person: 'owner',
      method: 'POST',
      body: { feedType },
      ...options
    })
  const feedOf = async (feedType: string): Promise<string> => {
    const info = at(await jsonOf(order(feedType)), 'RSSInfo', 0)
    expect(at(info, 'url')).toBe(`${house.cloud.urls.rss}/${at(info, 'uuid')}`)
    return `/${at(info, 'uuid')}`
  }
  const read = (path: string, options: CloudAsk = {}) =>
    askCloud(house.cloud, ['rss', `${path}?format=json`], { client: null, ...options })

  test('the own feed has titles with years and external ids', async () => {
    const feed = await jsonOf(read(await feedOf('watchlist')))
    expect(feed['title']).toBe("Owner's Watchlist")
    expect(rows(feed, 'items')).toHaveLength(5)
    expect(rows(feed, 'items')[0]).toMatchObject({
      title: 'Wish 000 (1950)',
      category: 'movie',
      guids: wish(0).guids,
      pubDate: 'Fri, 06 Mar 2026 18:00:00 GMT'
    })
  })

  test("the friends' feed holds the newest 50, says whose they are, and leaves out who is private", async () => {
    house.cloud.control.addToWatchlist('hermit', { ...wish(600), at: house.cloud.clock.now() })
    const items = rows(await jsonOf(read(await feedOf('friendsWatchlist'))), 'items')
    expect(items).toHaveLength(50)
    const { uuid } = house.cloud.accounts.byName('friend')
    expect(new Set(items.map(({ author }) => author))).toEqual(new Set([uuid]))
  })

  test('a feed is the same for every order, and one for each kind', async () => {
    expect(await feedOf('watchlist')).toBe(await feedOf('watchlist'))
    expect(await feedOf('watchlist')).not.toBe(await feedOf('friendsWatchlist'))
  })

  test('an unchanged feed is answered with 304; HEAD has the tag and no body', async () => {
    const feed = await feedOf('friendsWatchlist')
    const head = await read(feed, { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '' })
    const { etag = '' } = head.headers
    expect((await read(feed)).headers.etag).toBe(etag)
    const same = { headers: { 'If-None-Match': etag } }
    expect(await read(feed, { method: 'HEAD', ...same })).toMatchObject({ status: 304, text: '' })
    house.cloud.control.addToWatchlist('friend', { ...wish(500), at: house.cloud.clock.now() })
    expect((await read(feed, same)).status).toBe(200)
  })

  test('a change beyond the newest 50 is not seen', async () => {
    const feed = await feedOf('friendsWatchlist')
    const { etag = '' } = (await read(feed)).headers
    house.cloud.control.removeFromWatchlist('friend', wish(279).hex)
    expect((await read(feed, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  })

  test('without Plex Pass there are no feeds, new or old', async () => {
    expect((await order('watchlist', { person: 'alex' })).status).toBe(403)
    const feed = await feedOf('watchlist')
    house.cloud.control.setSubscription('owner', false)
    expect((await read(feed)).status).toBe(403)
    house.cloud.control.setSubscription('owner', true)
    expect((await read(feed)).status).toBe(200)
  })

  test('unknown feeds and kinds of feeds', async () => {
    expect((await read('/00000000-0000-0000-0000-000000000000')).status).toBe(404)
    expect((await order('nonsense')).status).toBe(400)
    expect((await order('watchlist', { token: 'nonsense' })).status).toBe(401)
  })

  test('without format=json it is RSS', async () => {
    const answer = await askCloud(house.cloud, ['rss', await feedOf('watchlist')])
    expect(answer.headers['content-type']).toContain('application/rss+xml')
    expect(answer.text).toContain("<channel><title>Owner's Watchlist</title><item><title>Wish 000 (1950)</title>")
  })

  test('a feed may fail now and then, the same way for the same seed', async () => {
    const statuses = async (): Promise<number[]> => {
      const other = await startSmallCloud({ seed: 5, quirks: { feedErrors: 0.4 } })
      const out: number[] = []
      for (let asked = 0; asked < 20; asked += 1) out.push((await askCloud(other.cloud, ['rss', '/x'])).status)
      await other.close()
      return out
    }
    const first = await statuses()
    expect(new Set(first)).toEqual(new Set([404, 500]))
    expect(await statuses()).toEqual(first)
  })
})
