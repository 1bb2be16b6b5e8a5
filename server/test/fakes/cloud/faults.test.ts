/** The services of the simulated cloud misbehave one by one, and everything they were asked is on record. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rows } from '#test/fakes/kit/ask.ts'
import { ask as askPlex } from '#test/fakes/plex/ask.ts'
import { askCloud, type CloudAsk } from './ask.ts'
import { type App, apps, type FakeCloudOptions } from './options.ts'
import { type SmallCloud, startSmallCloud } from './small-cloud.ts'

const list = '/library/sections/watchlist/all'

/** One good question for every service. */
const questions: Readonly<Record<App, readonly [string, CloudAsk]>> = {
  plexTv: ['/api/v2/user', {}],
  clients: ['/api/v2/user', {}],
  discover: [list, {}],
  metadata: [list, {}],
  community: ['/api', { method: 'POST', body: { query: 'query GetAllFriends { allFriendsV2 { user { id } } }' } }],
  rss: ['/feed', {}]
}

describe('faults', () => {
  let house: SmallCloud
  const start = async (options: FakeCloudOptions = {}): Promise<void> => {
    await house?.close()
    house = await startSmallCloud(options)
  }
  beforeEach(() => start())
  afterEach(() => house.close())

  const ask = (app: App, more: CloudAsk = {}) => {
    const [path, options] = questions[app]
    return askCloud(house.cloud, [app, path], { person: 'owner', ...options, ...more })
  }
  const statuses = async (): Promise<Record<string, number>> => {
    const out: Record<string, number> = {}
    for (const app of apps) out[app] = (await ask(app)).status
    return out
  }
  const usual = { plexTv: 200, clients: 200, discover: 200, metadata: 404, community: 200, rss: 404 }

  test.each(apps)('%s fails alone', async (app) => {
    house.cloud.faults.add({ app, fault: { kind: 'status', status: 503, retryAfterSeconds: 9 } })
    expect(await statuses()).toEqual({ ...usual, [app]: 503 })
    expect((await ask(app)).headers['retry-after']).toBe('9')
    house.cloud.faults.clear()
    expect(await statuses()).toEqual(usual)
  })

  test.each(apps)('%s is down alone, and comes back on the same port', async (app) => {
    await house.cloud.hosts[app].refuse()
    await expect(ask(app)).rejects.toThrow('ECONNREFUSED')
    await house.cloud.hosts[app].accept()
    expect(await statuses()).toEqual(usual)
  })

  test('a fault without a service meets them all, and the server is none of them', async () => {
    house.cloud.faults.add({ person: 'owner', fault: { kind: 'htmlWith200' } })
    for (const app of apps) expect((await ask(app)).text).toMatch(/^<!doctype html>/)
    expect((await askPlex(house.plex, '/', { person: 'owner' })).text).toMatch(/^\{/)
    expect((await ask('discover', { person: 'alex' })).text).toMatch(/^\{/)
  })

  test.each([
    ['plexTv', 429, { errors: [{ code: 1003, message: 'API rate limit exceeded', status: 429 }] }],
    ['plexTv', 498, { errors: [{ code: 1098, message: 'Token has expired', status: 498 }] }],
    ['discover', 401, { error: 'Unauthorized', message: 'User could not be authenticated', statusCode: 401 }],
    ['community', 429, { errors: [{ message: 'API rate limit exceeded' }] }]
  ] as const)('%s says %i in its own words', async (app, status, words) => {
    house.cloud.faults.add({ app, fault: { kind: 'status', status, retryAfterSeconds: 7 } })
    const answer = await ask(app)
    expect(answer).toMatchObject({ status, headers: { 'retry-after': '7' } })
    expect(JSON.parse(answer.text)).toEqual(words)
  })

  test.each([500, 502, 503, 504])('%i comes as a page from whatever stands before the service', async (status) => {
    house.cloud.faults.add({ fault: { kind: 'status', status } })
    expect(await ask('plexTv')).toMatchObject({ status, headers: { 'content-type': 'text/html' } })
  })

  test('answers are cut, reset and spoilt', async () => {
    const once = async (fault: Parameters<typeof house.cloud.faults.add>[0]['fault']) => {
      house.cloud.faults.add({ app: 'discover', times: 1, fault })
      return await ask('discover')
    }
    await expect(once({ kind: 'connectionReset' })).rejects.toThrow(/ECONNRESET|hang up/)
    await expect(once({ kind: 'truncate', atByte: 50 })).rejects.toThrow(/ECONNRESET|aborted/)
    expect((await once({ kind: 'malformedJson' })).text).toMatch(/,\]$/)
    expect((await once({ kind: 'gzipCorrupt' })).headers['content-encoding']).toBe('gzip')
    expect((await once({ kind: 'wrongContentType' })).headers['content-type']).toBe('text/plain')
    expect((await ask('discover')).status).toBe(200)
  })

  test('a request without an answer is open until the service closes', async () => {
    house.cloud.faults.add({ app: 'community', fault: { kind: 'neverAnswer' } })
    const ended = expect(ask('community')).rejects.toThrow(/ECONNRESET|hang up/)
    await ask('discover')
    await house.close()
    await ended
  })

  test('items come twice or are missed while paging', async () => {
    const read = async (): Promise<unknown[]> => {
      const out: unknown[] = []
      for (const start of [0, 2]) {
        const page = `X-Plex-Container-Start=${start}&X-Plex-Container-Size=2`
        const { text } = await askCloud(house.cloud, ['discover', `${list}?${page}`], { person: 'owner' })
        out.push(...rows(JSON.parse(text), 'MediaContainer', 'Metadata').map(({ title }) => title))
      }
      return out
    }
    house.cloud.faults.add({ fault: { kind: 'duplicateItems' } })
    expect(await read()).toEqual(['Wish 000', 'Wish 001', 'Wish 001', 'Wish 002'])
    house.cloud.faults.clear()
    house.cloud.faults.add({ fault: { kind: 'missingItems' } })
    expect(await read()).toEqual(['Wish 000', 'Wish 001', 'Wish 003', 'Wish 004'])
  })

  test('rules may stand from the beginning, and chance is the same for the same seed', async () => {
    const run = async (): Promise<number[]> => {
      const options = { seed: 11, faults: [{ probability: 0.5, fault: { kind: 'status', status: 500 } }] } as const
      await start(options)
      const out: number[] = []
      for (let asked = 0; asked < 20; asked += 1) out.push((await ask('discover')).status)
      return out
    }
    const first = await run()
    expect(new Set(first)).toEqual(new Set([200, 500]))
    expect(await run()).toEqual(first)
  })

  test('a service may be slow alone', async () => {
    await start({ latencyMs: { discover: 80 } })
    const began = performance.now()
    await Promise.all([ask('discover'), ask('discover')])
    expect(performance.now() - began).toBeGreaterThan(75)
  })

  test('too many requests in a span answer 429, with or without a time to wait', async () => {
    const perMs = 1000
    await start({
      limits: { discover: { requests: 2, perMs }, community: { requests: 1, perMs, retryAfterSeconds: 30 } }
    })
    expect([(await ask('discover')).status, (await ask('discover')).status]).toEqual([200, 200])
    const refused = await ask('discover')
    expect(refused.status).toBe(429)
    expect(refused.headers).not.toHaveProperty('retry-after')
    await ask('community')
    expect(await ask('community')).toMatchObject({ status: 429, headers: { 'retry-after': '30' } })
    house.cloud.clock.advance(1000)
    expect((await ask('discover')).status).toBe(200)
  })
})

describe('the record', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  test('every request is logged with its service, route and owner, and never with a token', async () => {
    const token = house.cloud.control.accountToken('alex')
    await askCloud(house.cloud, ['discover', `${list}?type=1&X-Plex-Token=${token}`])
    await askCloud(house.cloud, ['plexTv', '/nothing'], { token: 'a-secret' })
    const [first, second] = house.cloud.log.entries()
    expect(first).toMatchObject({
      app: 'discover',
      method: 'GET',
      route: '/library/sections/watchlist/:filter',
      query: 'type=1',
      tokenOwner: 'alex',
      status: 200
    })
    expect(second).toMatchObject({ app: 'plexTv', route: 'unknown', status: 404, tokenOwner: undefined })
    expect(JSON.stringify(house.cloud.log.entries())).not.toMatch(/account-token|a-secret/)
  })

  test('services are counted one by one and together', async () => {
    await askCloud(house.cloud, ['discover', list], { person: 'owner' })
    await askCloud(house.cloud, ['discover', list], { person: 'alex' })
    await askCloud(house.cloud, ['plexTv', '/api/v2/user'], { person: 'owner' })
    expect(house.cloud.counters()).toMatchObject({
      discover: { requests: 2, byRoute: { '/library/sections/watchlist/:filter': 2 } },
      plexTv: { requests: 1 },
      clients: { requests: 0 },
      all: { requests: 3 }
    })
    house.cloud.hosts.discover.requests.reset()
    expect(house.cloud.counters()).toMatchObject({ discover: { requests: 0 }, all: { requests: 3 } })
  })

  test('the server logs under its own name', async () => {
    await askPlex(house.plex, '/identity')
    expect(house.plex.requests.entries()).toMatchObject([{ app: 'plex' }])
  })
})
