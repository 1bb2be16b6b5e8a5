/** What goes over the wire to the cloud: who we say we are, where a token goes and where it never goes, and what is made of odd answers. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { basesOf } from '#adapters/plex/cloud/hosts.ts'
import { createPlexCloud } from '#adapters/plex/cloud/index.ts'
import { secret } from '#core/model/secret.ts'
import type { Clock } from '#ports/clock.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import { clientIdentifier } from './plex-cloud-fixture.ts'
import { createPlexStage, failureOf, noAbort, type PlexStage } from './plex-fixture.ts'

const tokenText = 'T0ken-of-the-0wner'
const token = secret(tokenText)

let stage: PlexStage
let clients: PlexCloud[] = []
beforeEach(() => {
  stage = createPlexStage()
})
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()))
  clients = []
  await stage.dispose()
})

/** Time in which nobody waits. */
const hasty: Clock = {
  now: () => 60_000 * hastened++,
  after: (ms, call) => {
    const timer = ms < 5000 ? setImmediate(call) : undefined
    return { cancel: () => clearImmediate(timer) }
  }
}
let hastened = 0

const clientOf = (
  url: string,
  facts: { readonly rss?: string; readonly timeoutMs?: number; readonly clock?: Clock } = {}
): PlexCloud => {
  const client = createPlexCloud({
    addresses: { plexTv: url, discover: url, community: url, rss: facts.rss ?? url },
    clientIdentifier,
    version: '0.1.0',
    timeoutMs: facts.timeoutMs ?? 10_000,
    clock: facts.clock ?? systemClock,
    backoff: { firstMs: 0, mostMs: 0 }
  })
  clients.push(client)
  return client
}

const answer = (
  response: ServerResponse,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {}
): void => {
  response.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(body)
}

const watchlistOf = (count: number): string =>
  JSON.stringify({
    MediaContainer: {
      totalSize: count,
      size: count,
      Metadata: Array.from({ length: count }, (_, n) => ({
        ratingKey: `a${n}`,
        guid: `plex://movie/a${n}`,
        type: 'movie',
        title: `T${n}`
      }))
    }
  })
const emptyList = watchlistOf(0)

describe('a request', () => {
  it('says who we are, carries the token in a header and nowhere else', async () => {
    const seen: IncomingMessage[] = []
    const url = await stage.serve((incoming, response) => {
      seen.push(incoming)
      answer(response, emptyList)
    })
    const client = clientOf(`${url}/behind/a/path/`)
    await client.watchlist(token, undefined, noAbort)
    await failureOf(client.account(token, noAbort))
    await failureOf(client.friendWatchlist(token, 'abc', noAbort))
    await failureOf(
      client.become(
        token,
        { person: { id: '7', uuid: 'u', name: 'Kim', kind: 'home', hasPin: true }, pin: secret('4711') },
        noAbort
      )
    )
    expect(seen).toHaveLength(4)
    for (const { headers, url: path } of seen) {
      expect(headers).toMatchObject({
        'x-plex-client-identifier': clientIdentifier,
        'x-plex-product': 'PlexCacheUltra',
        'x-plex-version': '0.1.0',
        'x-plex-platform': expect.any(String),
        'x-plex-device': expect.any(String),
        'x-plex-token': tokenText,
        'user-agent': 'PlexCacheUltra/0.1.0'
      })
      expect(path).toMatch(/^\/behind\/a\/path\//u)
      expect(path).not.toContain(tokenText)
    }
  })

  it('with a token that no header can carry is never sent', async () => {
    const client = clientOf('http://127.0.0.1:1')
    const failure = await failureOf(client.account(secret('two\nlines-of-a-token'), noAbort))
    expect(failure.code).toBe('cloud.token-refused')
    expect(failure.told).not.toContain('lines-of')
    expect(client.requests()).toEqual({ all: 0 })
  })

  it('goes to the real hosts when nothing else is set, and never to a real one beside others', () => {
    expect(basesOf({}).clients).toBe('https://clients.plex.tv')
    expect(basesOf({ plexTv: '' }).plexTv).toBe('https://plex.tv')
    expect(basesOf({ plexTv: 'http://nas:1/' })).toMatchObject({ plexTv: 'http://nas:1', clients: 'http://nas:1' })
  })
})

describe('five hundred runs', () => {
  it('peer 56: say to plex.tv that they are one and the same client', async () => {
    const clients = new Set<string | string[] | undefined>()
    const url = await stage.serve((incoming, response) => {
      clients.add(incoming.headers['x-plex-client-identifier'])
      answer(response, '{"pong":true}')
    })
    // A few lives of the program, each with many runs; the pace is another test's.
    const lives = Array.from({ length: 5 }, () => clientOf(url, { clock: hasty }))
    for (const client of lives) for (let run = 0; run < 100; run += 1) await client.ping(token, noAbort)
    expect([...clients]).toEqual([clientIdentifier])
  })
})

describe('a redirect', () => {
  it('peer 26: is followed by nobody who carries a token', async () => {
    const other: IncomingMessage[] = []
    const elsewhere = await stage.serve((incoming, response) => {
      other.push(incoming)
      answer(response, emptyList)
    })
    const url = await stage.serve((_incoming, response) =>
      response.writeHead(302, { Location: `${elsewhere}/x` }).end()
    )
    const client = clientOf(url)
    expect((await failureOf(client.watchlist(token, undefined, noAbort))).told).toMatch(/sends us elsewhere \(302\)/u)
    expect((await failureOf(client.friends(token, noAbort))).code).toBe('cloud.garbled')
    expect(other).toEqual([])
  })

  const feed = JSON.stringify({ items: [{ title: 'X (2020)', guids: ['imdb://tt1'] }] })
  /** plex.tv and its feed, which leads to a storage after so many hops. */
  const feedBehind = async (hops: number) => {
    const stored: IncomingMessage[] = []
    const storage = await stage.serve((incoming, response) => {
      stored.push(incoming)
      answer(response, feed, { 'Content-Type': 'binary/octet-stream' })
    })
    const listen: RequestListener = (incoming, response) => {
      if (incoming.method === 'POST')
        answer(response, JSON.stringify({ RSSInfo: [{ url: 'https://rss.plex.tv/some-uuid' }] }))
      else {
        const hop = Number(/hop=(\d)/u.exec(incoming.url ?? '')?.[1] ?? 0)
        const next = hop + 1 >= hops ? `${storage}/bucket/key?X-Amz-Signature=abc` : `/some-uuid?hop=${hop + 1}`
        response.writeHead(302, { Location: next }).end()
      }
    }
    return { client: clientOf(await stage.serve(listen)), stored }
  }

  it.each([1, 3])('leads to a feed in a storage over %i hops, which learns nothing about us', async (hops) => {
    const { client, stored } = await feedBehind(hops)
    expect(await client.friendsMark(token, noAbort)).toMatch(/^[0-9a-f]{64}$/u)
    expect(stored).toHaveLength(1)
    expect(stored[0]?.url).toContain('X-Amz-Signature=abc')
    expect(Object.keys(stored[0]?.headers ?? {}).filter((name) => name.startsWith('x-plex'))).toEqual([])
    expect(JSON.stringify(stored[0]?.rawHeaders)).not.toMatch(/T0ken|PlexCache/u)
  })

  it('over more hops than three is not followed', async () => {
    const { client, stored } = await feedBehind(4)
    expect((await failureOf(client.friendsMark(token, noAbort))).told).toMatch(/on and on/u)
    expect(stored).toEqual([])
  })
})

describe('an answer', () => {
  const listFrom = async (listener: RequestListener, timeoutMs = 10_000) =>
    clientOf(await stage.serve(listener), { timeoutMs }).watchlist(token, undefined, noAbort)

  it('may be packed', async () => {
    const list = await listFrom((_incoming, response) =>
      answer(response, gzipSync(watchlistOf(3)), { 'Content-Encoding': 'gzip' })
    )
    expect(list.kind === 'list' && list.entries).toHaveLength(3)
  })

  it('that grows beyond all bounds when it is unpacked is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    const failure = await failureOf(
      listFrom((_incoming, response) => answer(response, bomb, { 'Content-Encoding': 'gzip' }))
    )
    expect(failure.told).toMatch(/cannot be unpacked/u)
  })

  const entries = (from: string, to: string): string => watchlistOf(3).replace(from, to)
  const page = { 'Content-Type': 'text/html' }
  const text = { 'Content-Type': 'text/plain' }

  it.each([
    { what: 'a web page', body: '<html>Sign in</html>', headers: page, told: /web page/u },
    { what: 'no JSON', body: '{"MediaContainer":{', told: /cut short or is not valid JSON/u },
    { what: 'nothing', body: '', told: /cut short or is not valid JSON/u },
    { what: 'plain text', body: emptyList, headers: text, told: /neither JSON nor XML/u },
    { what: 'no container', body: '{}', told: /does not say how long/u },
    { what: 'null', body: 'null', told: /does not say how long/u },
    { what: 'of no length', body: '{"MediaContainer":{"size":0}}', told: /does not say how long/u },
    {
      what: 'of a nonsense length',
      body: entries('"totalSize":3', '"totalSize":"many"'),
      told: /does not say how long/u
    },
    { what: 'shorter than announced', body: entries('"totalSize":3', '"totalSize":4'), told: /announces 4 entries/u },
    {
      what: 'another page',
      body: entries('"size":3', '"size":3,"offset":20'),
      told: /other entries than it announces/u
    },
    {
      what: 'of fewer rows than its size',
      body: entries('"size":3', '"size":2'),
      told: /other entries than it announces/u
    },
    {
      what: 'with a row without a name',
      body: entries('"ratingKey":"a0","guid":"plex://movie/a0",', ''),
      told: /names no film/u
    },
    {
      what: 'with a row that is none',
      body: '{"MediaContainer":{"totalSize":1,"Metadata":[7]}}',
      told: /names no film/u
    },
    {
      what: 'with rows that are no list',
      body: '{"MediaContainer":{"totalSize":1,"Metadata":{}}}',
      told: /names no film/u
    }
  ])('that is $what is a failure', async ({ body, headers, told }) => {
    const failure = await failureOf(listFrom((_incoming, response) => answer(response, body, headers ?? {})))
    expect(failure.code).toBe('cloud.garbled')
    expect(failure.told).toMatch(told)
    expect(failure.cause).toBeUndefined()
  })

  const refusing =
    (status: number, type: string, body: string): RequestListener =>
    (_incoming, response) =>
      response.writeHead(status, { 'Content-Type': type }).end(body)
  const inPlexWords = '{"errors":[{"code":1001,"message":"no","status":401}]}'

  it.each([401, 403, 422, 498])('that refuses the token in the words of Plex (%i) says so', async (status) => {
    const failure = await failureOf(listFrom(refusing(status, 'application/json', inPlexWords)))
    expect([failure.code, failure.retry]).toEqual(['cloud.token-refused', 'never'])
  })

  it.each([403, 422])('that is the page of a firewall (%i) costs nobody a sign-in', async (status) => {
    const url = await stage.serve(refusing(status, 'text/html', '<html>Blocked</html>'))
    const client = clientOf(url)
    const person = { id: '7', uuid: 'u', name: 'Kim', kind: 'home', hasPin: false } as const
    const asked = [
      client.watchlist(token, undefined, noAbort),
      client.friendsMark(token, noAbort),
      client.become(token, { person, pin: undefined }, noAbort),
      client.ping(token, noAbort)
    ]
    const codes = await Promise.all(asked.map(async (call) => (await failureOf(call)).code))
    expect(codes).toEqual(asked.map(() => 'cloud.garbled'))
  })

  it('of a storage that lets nobody in refuses no token, because it got none', async () => {
    const url = await stage.serve((incoming, response) => {
      if (incoming.method === 'POST') answer(response, JSON.stringify({ RSSInfo: [{ url: 'https://rss.plex.tv/x' }] }))
      else response.writeHead(401, { 'Content-Type': 'application/json' }).end('{}')
    })
    expect((await failureOf(clientOf(url).friendsMark(token, noAbort))).code).toBe('cloud.garbled')
  })

  const friendFrom = async (body: unknown) => {
    const url = await stage.serve((_incoming, response) => answer(response, JSON.stringify(body)))
    return clientOf(url).friendWatchlist(token, 'abc', noAbort)
  }
  const hidden = { message: 'User not found: User privacy prevents viewing' }

  it('of the friends service is private only when that is all it says', async () => {
    expect(await friendFrom({ errors: [hidden], data: { userV2: null } })).toEqual({ kind: 'private' })
    for (const errors of [[{ message: 'Internal server error' }], [hidden, { message: 'Timeout' }], [{}], ['x']]) {
      expect((await failureOf(friendFrom({ errors, data: { userV2: null } }))).told).toMatch(/refused by the service/u)
    }
  })

  it.each([
    ['no list', { data: { userV2: null } }],
    ['no data', {}],
    ['no page info', { data: { userV2: { watchlist: { nodes: [] } } } }],
    ['a node without id', { data: { userV2: { watchlist: { nodes: [{ type: 'MOVIE' }], pageInfo: {} } } } }]
  ])('of the friends service with %s is a failure', async (_what, body) => {
    expect((await failureOf(friendFrom(body))).told).toMatch(/holds no list/u)
  })

  it('of the friends service that goes in a circle is a failure', async () => {
    const pageInfo = { hasNextPage: true, endCursor: 'same' }
    const body = { data: { userV2: { watchlist: { nodes: [{ id: 'a', type: 'MOVIE' }], pageInfo } } } }
    expect((await failureOf(friendFrom(body))).told).toMatch(/in a circle/u)
  })

  it('of the friends service may end with an empty cursor', async () => {
    const pageInfo = { hasNextPage: true, endCursor: null }
    const body = {
      data: { userV2: { watchlist: { nodes: [{ id: 'a', type: 'SHOW', title: 'A', year: 2001 }], pageInfo } } }
    }
    const entries = [{ guid: 'plex://show/a', type: 'show', title: 'A', year: 2001 }]
    expect(await friendFrom(body)).toEqual({ kind: 'list', entries })
  })

  it('that does not come is given up after the patience, once', async () => {
    let asked = 0
    const failure = await failureOf(
      listFrom(() => {
        asked += 1
      }, 60)
    )
    expect(failure.told).toMatch(/did not answer within 0\.06 s/u)
    expect(asked).toBe(1)
  })

  it('of people that is short of what it announces is a failure', async () => {
    const url = await stage.serve((incoming, response) => {
      if (incoming.url?.startsWith('/api/v2')) response.writeHead(410).end()
      else
        answer(response, '<MediaContainer size="2"><User id="1" title="A"/></MediaContainer>', {
          'Content-Type': 'text/xml'
        })
    })
    expect((await failureOf(clientOf(url).home(token, noAbort))).told).toMatch(/no complete list of people/u)
  })
})
