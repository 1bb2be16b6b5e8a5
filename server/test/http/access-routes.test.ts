/** Every route there is, against whoever is not in, has too small a scope, or sends from another page. Rows of the list of attacks are named A1, B1 and so on. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { eventsPath, healthPath, type Route, routes, type Scope } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { localKey, quickPasswords, realDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const host = 'nas:5443'
const here = { address: '192.168.1.9', browser: 'a test' }
const all: readonly Route[] = Object.values(routes)
const closed = all.filter(({ policy }) => policy !== 'open')

let app: FastifyInstance
let opened: Awaited<ReturnType<typeof realDoor>>
const keys: Record<Scope, string> = { read: '', operate: '', admin: '' }

const serve = (door: Awaited<ReturnType<typeof realDoor>>['door']): FastifyInstance =>
  createHttp({ ...door, face: quietFace(), version: '9', pageFolder: undefined, onBug: () => undefined })

beforeAll(async () => {
  opened = await realDoor({}, { passwords: quickPasswords })
  const { access } = opened.door
  await access.setUp({ name: 'admin', password: 'three plain words' }, here)
  for (const scope of ['read', 'operate', 'admin'] as const) {
    keys[scope] = (await access.makeKey({ name: scope, scope }, here))?.key ?? ''
  }
  app = serve(opened.door)
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await opened.close()
})

const urlOf = ({ path }: Route): string => path.replaceAll(/:\w+/gu, '999')

type Headers = Readonly<Record<string, string>>

const send = (route: Pick<Route, 'method'>, url: string, headers: Headers = {}) =>
  app.inject({
    method: route.method,
    url,
    headers: { host, ...headers },
    ...(route.method === 'POST' ? { payload: {} } : {})
  })

const named = (routesOf: readonly Route[]) => routesOf.map((route) => [`${route.method} ${route.path}`, route] as const)

describe('A1: whoever is not in', () => {
  const mutations: readonly ((url: string) => string)[] = [
    (url) => url,
    (url) => url.replace('/api', '/%61pi'),
    (url) => url.replace('/v1', '/%76%31'),
    (url) => `/${url}`,
    (url) => url.replace('/v1/', '/v1//'),
    (url) => url.replace('/api/', '/api/./'),
    (url) => `/health/..${url}`,
    (url) => url.toUpperCase(),
    (url) => `${url};x=1`,
    (url) => `${url}/`,
    (url) => `${url}%00`,
    (url) => `${url}?apikey=${keys.admin}&X-Api-Key=${keys.admin}`,
    (url) => `http://localhost${url}`
  ]

  it.each(named(closed))('gets nothing from %s, however it is written', async (_name, route) => {
    for (const mutate of mutations) {
      const url = mutate(urlOf(route))
      const { statusCode } = await send(route, url)
      expect([url, [400, 401, 404].includes(statusCode), statusCode]).toEqual([url, true, statusCode])
    }
    expect((await send(route, urlOf(route))).statusCode).toBe(401)
  })

  it('gets no events either, and still learns that the program lives', async () => {
    expect((await send({ method: 'GET' }, eventsPath)).statusCode).toBe(401)
    expect((await send({ method: 'GET' }, healthPath)).statusCode).toBe(200)
  })
})

describe('A2: a route without a policy', () => {
  it('stops the start', async () => {
    const other = serve(opened.door)
    expect(() => other.get('/new', () => 'data')).toThrow('has no policy')
    await other.close()
  })

  it('is not among these, and nothing is open that was not meant to be', () => {
    expect(all.filter(({ policy }) => policy === 'open').map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/access',
      'POST /api/v1/access/set-up',
      'POST /api/v1/access/log-in',
      'POST /api/v1/access/log-out'
    ])
    expect(all.filter(({ method, policy }) => method !== 'GET' && policy === 'read')).toEqual([])
  })
})

describe('A3: a key', () => {
  const [route] = named([routes.cached])
  const ask = (headers: Headers) => send(route?.[1] ?? routes.cached, '/api/v1/cached', headers)

  it('opens by its header alone', async () => {
    expect((await ask({ 'x-api-key': keys.read })).statusCode).toBe(200)
    expect((await ask({ 'x-api-key': localKey })).statusCode).toBe(200)
  })

  it.each(['', 'pcu_', 'pcu_wrong', 'x'.repeat(10_000), `${'é'.repeat(30)}`])(
    'that is none is refused',
    async (key) => {
      expect((await ask({ 'x-api-key': key })).statusCode).toBe(401)
    }
  )

  it('does not help in other headers', async () => {
    for (const name of ['authorization', 'cookie', 'x-plex-token', 'api-key'])
      expect((await ask({ [name]: keys.admin })).statusCode).toBe(401)
  })

  it('opens nothing any more once it is revoked, and is kept as a hash alone', async () => {
    const made = await opened.door.access.makeKey({ name: 'gone', scope: 'admin' }, here)
    expect((await ask({ 'x-api-key': made?.key ?? '' })).statusCode).toBe(200)
    const kept = JSON.stringify(await opened.db.selectFrom('api_key').selectAll().execute())
    expect(kept).not.toContain(made?.key.slice(4))
    expect(kept).toContain('"gone"')
    await opened.door.access.revokeKey(made?.made.id ?? 0, here)
    expect((await ask({ 'x-api-key': made?.key ?? '' })).statusCode).toBe(401)
  })

  it('of the command line works on this machine alone, and not through a proxy', async () => {
    const from = (remoteAddress: string, headers: Headers = {}) =>
      app.inject({ url: '/api/v1/cached', remoteAddress, headers: { host, 'x-api-key': localKey, ...headers } })
    expect((await from('127.0.0.1')).statusCode).toBe(200)
    expect((await from('::1')).statusCode).toBe(200)
    expect((await from('192.168.1.9')).statusCode).toBe(401)
    expect((await from('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(401)
  })
})

describe('A11: a scope', () => {
  const ranks: readonly Scope[] = ['read', 'operate', 'admin']

  it.each(named(closed))('is what %s asks for', async (_name, route) => {
    for (const scope of ranks) {
      const { statusCode } = await send(route, urlOf(route), { 'x-api-key': keys[scope] })
      const isEnough = route.policy !== 'open' && ranks.indexOf(scope) >= ranks.indexOf(route.policy)
      // A key never forgets the administrator, whatever its scope.
      const isReset = route.path === routes.resetAccess.path
      expect([scope, statusCode === 403]).toEqual([scope, !isEnough || isReset])
      expect(statusCode).not.toBe(401)
    }
  })
})

describe('B1: another page', () => {
  const writes = all.filter(({ method }) => method !== 'GET')
  const foreign: readonly Headers[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `http://${host}.evil.example` },
    { origin: 'http://nas' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: `http://${host}` }
  ]

  it.each(named(writes))('orders nothing by %s, not even with a key', async (_name, route) => {
    for (const headers of foreign) {
      const { statusCode } = await send(route, urlOf(route), { ...headers, 'x-api-key': keys.admin })
      expect([headers, statusCode]).toEqual([headers, 403])
    }
  })

  it.each(named(writes.filter(({ method }) => method === 'POST')))(
    'cannot send %s as a form or as text',
    async (_name, route) => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp'
      ]) {
        const { statusCode } = await app.inject({
          method: 'POST',
          url: urlOf(route),
          headers: { host, 'x-api-key': keys.admin, 'content-type': type },
          payload: '{"dryRun":false}'
        })
        expect([type, statusCode]).toEqual([type, 415])
      }
      const bare = await app.inject({ method: 'POST', url: urlOf(route), headers: { host, 'x-api-key': keys.admin } })
      expect(bare.statusCode).toBe(415)
    }
  )
})

describe('B2: a question', () => {
  it('never gives an order: what only asks is GET', () => {
    const orders = all.filter(({ policy, method }) => policy === 'operate' && method === 'GET')
    expect(orders).toEqual([])
  })
})

const statusOf = async (lines: readonly string[]): Promise<string> => {
  const address = app.server.address()
  const socket = connect(address === null || typeof address === 'string' ? 0 : address.port, '127.0.0.1')
  socket.end(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  await once(socket, 'close')
  return text.split(' ')[1] ?? ''
}

describe('B3: a name', () => {
  beforeAll(async () => {
    await app.listen({ port: 0, host: '127.0.0.1' })
  })

  it.each([
    ['evil.example'],
    ['localhost.evil.example'],
    ['evil.example.'],
    ['127.0.0.1.evil.example'],
    ['localhost:80@evil.example'],
    ['evil.example:5443'],
    ['[::1'],
    ['[::1].evil.example'],
    ['nas:abc'],
    ['0x7f.1'],
    ['']
  ])('that is none of ours gets 421: %j', async (name) => {
    expect(await statusOf(['GET /health HTTP/1.1', `Host: ${name}`])).toMatch(/^(?:421|400)$/u)
  })

  it('given twice is none', async () => {
    const twice = ['GET /health HTTP/1.1', 'Host: localhost', 'Host: evil.example']
    expect(await statusOf(twice)).toMatch(/^(?:421|400)$/u)
    expect(await statusOf(['GET /health HTTP/1.1', 'Host: localhost', 'Host: localhost'])).toMatch(/^(?:421|400)$/u)
  })

  it.each(['localhost', 'nas', 'tower.local:5443', '192.168.1.5', '[fd00::5]:5443', 'NAS.lan'])(
    'of the own network opens the page: %s',
    async (name) => {
      expect(await statusOf(['GET /health HTTP/1.1', `Host: ${name}`])).toBe('200')
    }
  )

  it('that was listed opens it as well, and so does that of PUBLIC_URL', async () => {
    const other = serve({
      ...opened.door,
      web: { ...opened.door.web, allowedHosts: ['*.example.org'], publicUrl: 'https://pcu.example.net/media' }
    })
    const ask = (name: string, url = '/health') => other.inject({ url, headers: { host: name } })
    expect((await ask('a.example.org')).statusCode).toBe(200)
    expect((await ask('example.org')).statusCode).toBe(421)
    expect((await ask('evilexample.org')).statusCode).toBe(421)
    expect((await ask('pcu.example.net', '/media/health')).statusCode).toBe(200)
    expect((await ask('pcu.example.net', '/mediahealth')).statusCode).toBe(404)
    await other.close()
  })
})

describe('B4, B7, B8: every answer', () => {
  it.each([
    ['/', 200],
    ['/health', 200],
    ['/api/v1/cached', 401],
    ['/api/v1/access', 200],
    ['/api/v1/nothing', 404],
    ['/%E0%A4%A', 400]
  ])('keeps the page to itself: %s', async (url, status) => {
    const { headers, statusCode } = await app.inject({ url, headers: { host } })
    expect(statusCode).toBe(status)
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/u)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cross-origin-resource-policy': 'same-origin'
    })
    if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store')
  })

  it('also the stream of events, and a name that is none of ours', async () => {
    const address = app.server.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    const stream = await fetch(`http://127.0.0.1:${port}${eventsPath}`, { headers: { 'x-api-key': keys.read } })
    expect(stream.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    await stream.body?.cancel()
    const stranger = await app.inject({ url: '/', headers: { host: 'evil.example' } })
    expect([stranger.statusCode, stranger.headers['x-frame-options']]).toEqual([421, 'DENY'])
    expect(stranger.json().title).toContain('ALLOWED_HOSTS')
  })

  it('may be framed by the pages of FRAME_ANCESTORS alone', async () => {
    const web = { ...opened.door.web, frameAncestors: ['https://start.example.org'] }
    const other = serve({ ...opened.door, web })
    const { headers } = await other.inject({ url: '/', headers: { host } })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self' https://start.example.org")
    expect(headers['x-frame-options']).toBeUndefined()
    await other.close()
  })
})
