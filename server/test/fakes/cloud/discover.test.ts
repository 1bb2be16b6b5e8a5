/** Watchlists, details and changes at the simulated discover and metadata services. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { askCloud, type CloudAsk, jsonOf } from './ask.ts'
import { FRIDAY, type SmallCloud, startSmallCloud, wish, wishes } from './small-cloud.ts'

describe('discover', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  const discover = (path: string, options: CloudAsk = {}) =>
    askCloud(house.cloud, ['discover', path], { person: 'friend', ...options })
  const list = '/library/sections/watchlist/all'
  const page = (start: number, size: number) => `X-Plex-Container-Start=${start}&X-Plex-Container-Size=${size}`
  const container = async (path: string, options: CloudAsk = {}) =>
    (await jsonOf(discover(path, options)))['MediaContainer']
  const hexes = async (path: string, options: CloudAsk = {}) =>
    rows(await container(path, options), 'Metadata').map(({ ratingKey }) => ratingKey)
  const hexOf = ({ hex }: { readonly hex: string }): string => hex

  test('a page holds 20 unless asked, and never more than 100', async () => {
    expect(await container(list)).toMatchObject({ offset: 0, size: 20, totalSize: 250, librarySectionID: 'watchlist' })
    expect(await container(`${list}?${page(0, 500)}`)).toMatchObject({ size: 100, totalSize: 250 })
    expect(await container(`${list}?${page(240, 100)}`)).toMatchObject({ offset: 240, size: 10 })
    expect(await container(`${list}?${page(250, 100)}`)).toEqual({
      librarySectionID: 'watchlist',
      librarySectionTitle: 'Watchlist',
      offset: 250,
      totalSize: 250,
      identifier: 'tv.plex.provider.discover',
      size: 0
    })
  })

  test('paging may be asked for by header', async () => {
    const headers = { 'X-Plex-Container-Start': '3', 'X-Plex-Container-Size': '2' }
    expect(await hexes(list, { headers })).toEqual([wish(33).hex, wish(34).hex])
  })

  test('three pages are the whole list, newest first', async () => {
    const found = [0, 100, 200].map((start) => hexes(`${list}?${page(start, 100)}`))
    expect((await Promise.all(found)).flat()).toEqual(wishes(250, 30).map(hexOf))
  })

  test('items tell their guid, but no external ids and no time of wishing', async () => {
    const [first] = rows(await container(`${list}?sort=watchlistedAt:desc`), 'Metadata')
    const { hex, title, year } = wish(30)
    expect(first).toMatchObject({ ratingKey: hex, guid: `plex://movie/${hex}`, type: 'movie', title, year })
    expect(first).not.toHaveProperty('Guid')
    expect(first).not.toHaveProperty('watchlistedAt')
  })

  test('lists are sorted and chosen by type', async () => {
    expect((await hexes(`${list}?sort=watchlistedAt:asc`))[0]).toBe(wish(279).hex)
    expect((await hexes(`${list}?sort=titleSort:desc`))[0]).toBe(wish(279).hex)
    expect((await hexes(`${list}?sort=originallyAvailableAt:asc`))[0]).toBe(wish(70).hex)
    expect(await container(`${list}?type=2`)).toMatchObject({ totalSize: 83 })
    expect((await discover(`${list}?sort=nonsense`)).status).toBe(400)
    expect((await discover('/library/sections/watchlist/nonsense')).status).toBe(400)
  })

  test('released and available leave something out', async () => {
    house.cloud.control.addToWatchlist('friend', { ...wish(900), originallyAvailableAt: '2031-01-01' })
    expect(await container(list)).toMatchObject({ totalSize: 251 })
    expect(await container('/library/sections/watchlist/released')).toMatchObject({ totalSize: 250 })
    const available = Number(at(await container('/library/sections/watchlist/available'), 'totalSize'))
    expect(available).toBeGreaterThan(50)
    expect(available).toBeLessThan(200)
  })

  test('an unchanged page is answered with 304 and no body, per person and page', async () => {
    const tagOf = async (path: string, person = 'friend') => String((await discover(path, { person })).headers.etag)
    const first = `${list}?${page(0, 100)}`
    const tag = await tagOf(first)
    const again = await discover(first, { headers: { 'If-None-Match': tag } })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers.etag).toBe(tag)
    const others = [
      await tagOf(`${list}?${page(100, 100)}`),
      await tagOf(`${list}?${page(0, 99)}`),
      await tagOf(first, 'alex')
    ]
    expect(new Set([tag, ...others]).size).toBe(4)
    const mixedUp = await discover(`${list}?${page(100, 100)}`, { headers: { 'If-None-Match': tag } })
    expect(mixedUp.status).toBe(200)
  })

  test('the same words for another person or another question have another tag', async () => {
    for (const person of ['friend', 'alex']) {
      for (const { hex } of house.cloud.control.watchlist(person)) house.cloud.control.removeFromWatchlist(person, hex)
    }
    const [mine, theirs, larger] = [
      await discover(`${list}?${page(0, 100)}`),
      await discover(`${list}?${page(0, 100)}`, { person: 'alex' }),
      await discover(`${list}?${page(0, 99)}`)
    ]
    expect(new Set([mine.text, theirs.text, larger.text]).size).toBe(1)
    expect(new Set([mine.headers.etag, theirs.headers.etag, larger.headers.etag]).size).toBe(3)
  })

  test('a change anywhere in the list changes the tag of the first page', async () => {
    const first = `${list}?${page(0, 100)}`
    const { etag = '' } = (await discover(first)).headers
    house.cloud.control.removeFromWatchlist('friend', wish(279).hex)
    expect((await discover(first, { headers: { 'If-None-Match': etag } })).status).toBe(200)
  })

  test('details tell the external ids; withdrawn items answer 404 though lists name them', async () => {
    const { hex, guids = [] } = wish(30)
    const [item] = rows(await container(`/library/metadata/${hex}`), 'Metadata')
    expect(rows(item, 'Guid').map(({ id }) => id)).toEqual(guids)
    house.cloud.control.withdraw(hex)
    expect((await discover(`/library/metadata/${hex}`)).status).toBe(404)
    expect((await hexes(list))[0]).toBe(hex)
    expect((await discover(`/library/metadata/${'0'.repeat(24)}`)).status).toBe(404)
  })

  test('by default some items are withdrawn, the same ones for the same seed', async () => {
    const gone = async (seed: number): Promise<string[]> => {
      const other = await startSmallCloud({ seed, quirks: { withdrawn: 0.1 } })
      const out: string[] = []
      for (const { hex } of wishes(100, 30)) {
        const answer = await askCloud(other.cloud, ['discover', `/library/metadata/${hex}`], { person: 'friend' })
        if (answer.status === 404) out.push(hex)
      }
      await other.close()
      return out
    }
    const first = await gone(3)
    expect(first.length).toBeGreaterThan(2)
    expect(first.length).toBeLessThan(25)
    expect(await gone(3)).toEqual(first)
  })

  test('the state of an item tells when it was wished for', async () => {
    const state = async (hex: string) => at(await container(`/library/metadata/${hex}/userState`), 'UserState', 0)
    expect(await state(wish(30).hex)).toMatchObject({ watchlistedAt: wish(30).at / 1000 })
    expect(await state(wish(0).hex)).not.toHaveProperty('watchlistedAt')
  })

  test('items are put on the list and taken off', async () => {
    const act = (name: string, hex: string) => discover(`/actions/${name}?ratingKey=${hex}`, { method: 'PUT' })
    house.cloud.clock.advance(1000)
    expect((await act('addToWatchlist', wish(0).hex)).status).toBe(200)
    expect((await hexes(list))[0]).toBe(wish(0).hex)
    expect(house.cloud.control.watchlist('friend')[0]?.at).toBe(FRIDAY + 1000)
    expect((await act('removeFromWatchlist', wish(0).hex)).status).toBe(200)
    expect((await hexes(list))[0]).toBe(wish(30).hex)
    expect((await act('addToWatchlist', '0'.repeat(24))).status).toBe(404)
  })

  test('a server token is worth nothing here, nor is none', async () => {
    expect((await discover(list, { token: house.plex.token('friend') })).status).toBe(401)
    const nobody = await askCloud(house.cloud, ['discover', list])
    expect(nobody.status).toBe(401)
    expect(JSON.parse(nobody.text)).toMatchObject({ error: 'Unauthorized', statusCode: 401 })
  })

  test('a member of the Home reads the own list with the token of a switch', async () => {
    const { uuid } = house.cloud.accounts.byName('kid')
    const path = `/api/v2/home/users/${uuid}/switch?pin=4711`
    const { authToken } = await jsonOf(askCloud(house.cloud, ['clients', path], { person: 'owner', method: 'POST' }))
    expect(await hexes(list, { token: String(authToken) })).toEqual(wishes(2, 20).map(hexOf))
  })

  test('the metadata service has lost the watchlist, but keeps the details', async () => {
    const metadata = (path: string) => askCloud(house.cloud, ['metadata', path], { person: 'friend' })
    const answer = await metadata(list)
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.text)).toEqual({
      error: 'Not Found',
      message: "Section 'watchlist' not found!",
      statusCode: 404
    })
    expect((await metadata(`/library/metadata/${wish(30).hex}`)).status).toBe(200)
  })

  test('whoever does not ask for JSON is told in XML', async () => {
    const { text } = await discover(list, { headers: { Accept: '*/*' } })
    expect(text).toMatch(/<MediaContainer librarySectionID="watchlist"/)
    expect(text).toMatch(/<Video [^>]*ratingKey="c+/)
  })
})
