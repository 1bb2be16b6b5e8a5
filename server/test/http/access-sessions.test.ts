/** Entering with a password, sessions, and who may make the administrator. Rows of the list of attacks are named A4, A6 and so on. */
import { type Route, routes, type Scope, scopes } from '@pcu/contract'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createPasswords } from '#adapters/credentials/passwords.ts'
import { createHttp } from '#http/server.ts'
import { quickPasswords, realDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const host = 'nas:5443'
const own = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
const password = 'three plain words'
const hour = 3_600_000

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

type Web = Parameters<typeof realDoor>[0]

const serve = async (web: Web = {}) => {
  let now = 1_800_000_000_000
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const opened = await realDoor(web, { passwords: quickPasswords, clock })
  const app = createHttp({
    ...opened.door,
    face: quietFace(),
    version: '9',
    pageFolder: undefined,
    onBug: (thrown) => expect(thrown).toBe('no bug')
  })
  cleanups.push(() => app.close(), opened.close)
  const from =
    (remoteAddress: string) =>
    (url: string, payload: object, headers: object = {}) =>
      app.inject({
        method: 'POST',
        url: `/api/v1/access/${url}`,
        remoteAddress,
        headers: { ...own, ...headers },
        payload
      })
  const post = from('192.168.1.9')
  const setUp = async () => cookieOf(await post('set-up', { password }))
  const isIn = async (cookie: string) =>
    (await app.inject({ url: '/api/v1/cached', headers: { host, cookie } })).statusCode === 200
  const pass = (ms: number) => {
    now += ms
  }
  return { ...opened, app, from, post, setUp, isIn, pass }
}

const cookieOf = (answer: { readonly headers: Readonly<Record<string, unknown>> }): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? ''

describe('A9: the first set-up', () => {
  it('makes exactly one administrator, however many ask at once', async () => {
    const { post, store } = await serve()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post('set-up', { name: `person ${n}`, password: `${password} ${n}` }))
    )
    const codes = answers.map(({ statusCode }) => statusCode)
    expect(codes.filter((code) => code === 200)).toHaveLength(1)
    expect(codes.filter((code) => code === 409)).toHaveLength(19)
    const winner = answers.findIndex(({ statusCode }) => statusCode === 200)
    expect((await store.administrator())?.name).toBe(`person ${winner}`)
    expect((await post('set-up', { password })).statusCode).toBe(409)
  })

  it.each(['192.168.1.9', '10.1.2.3', '172.20.0.1', '127.0.0.1', '::1', '::ffff:192.168.1.9', 'fe80::1', 'fd00::7'])(
    'is done from the own network: %s',
    async (address) => {
      const { from } = await serve()
      expect((await from(address)('set-up', { password })).statusCode).toBe(200)
    }
  )

  it.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2a00::1', '::ffff:8.8.8.8', '11.0.0.1'])(
    'is not done from the internet: %s',
    async (address) => {
      const { from, store } = await serve()
      const answer = await from(address)('set-up', { password })
      expect([answer.statusCode, answer.json().title]).toEqual([403, expect.stringContaining('PCU_ADMIN_PASSWORD')])
      expect(await store.administrator()).toBeUndefined()
    }
  )

  it('is not done through a proxy that nobody listed, nor by an address of the internet', async () => {
    const { post, store } = await serve({ allowedHosts: ['pcu.example.org'] })
    for (const headers of [
      { 'x-forwarded-for': '192.168.1.2' },
      { forwarded: 'for=192.168.1.2' },
      { host: '8.8.8.8', origin: 'http://8.8.8.8' },
      { host: 'pcu.example.org', origin: 'http://pcu.example.org' }
    ])
      expect((await post('set-up', { password }, headers)).statusCode).toBe(403)
    expect(await store.administrator()).toBeUndefined()
  })

  it.each(['short', 'password1', 'aaaaaaaaaaaa', 'Passwort123', ''])('takes no password like %j', async (weak) => {
    const { post, store } = await serve()
    expect((await post('set-up', { password: weak })).statusCode).toBe(422)
    expect(await store.administrator()).toBeUndefined()
  })
})

const closed: readonly Route[] = Object.values(routes).filter(({ policy }) => policy !== 'open')

describe('A5 and A10: before there is an administrator', () => {
  it('nobody sees or tries anything, whatever their address: the gateway of a container is anybody', async () => {
    const { app } = await serve()
    for (const remoteAddress of ['127.0.0.1', '172.17.0.1', '192.168.1.9', '::1'])
      for (const { method, path } of closed) {
        const url = path.replaceAll(/:\w+/gu, '1')
        const payload = method === 'POST' ? { payload: {} } : {}
        const { statusCode } = await app.inject({ method, url, remoteAddress, headers: own, ...payload })
        expect([method, url, remoteAddress, statusCode]).toEqual([method, url, remoteAddress, 401])
      }
  })
})

describe('A4: what a visitor says of their address', () => {
  it('never counts unless a listed proxy says it', async () => {
    const { from, news, app, setUp } = await serve({ trustedProxies: ['172.18.0.0/16'] })
    await setUp()
    const told = async (peer: string, headers: object): Promise<string> => {
      await from(peer)('log-in', { password: 'wrong' }, headers)
      return news.at(-1)?.address ?? ''
    }
    expect(await told('9.9.9.9', { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' })).toBe('9.9.9.9')
    expect(await told('::ffff:9.9.9.8', { forwarded: 'for=127.0.0.1' })).toBe('9.9.9.8')
    expect(await told('172.18.0.2', { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 172.18.0.3' })).toBe('203.0.113.7')
    expect(await told('172.18.0.2', { 'x-forwarded-for': 'junk' })).toBe('172.18.0.2')
    expect(app).toBeDefined()
  })

  it('lets nobody in by a user name, whatever headers are sent, unless a listed proxy sends them', async () => {
    const { app } = await serve({ authMode: 'proxy', trustedProxies: ['172.18.0.2'], proxyUsers: ['anna'] })
    const ask = (remoteAddress: string, headers: object) =>
      app.inject({ url: '/api/v1/cached', remoteAddress, headers: { host, ...headers } })
    expect((await ask('172.18.0.2', { 'remote-user': 'anna' })).statusCode).toBe(200)
    expect((await ask('172.18.0.2', { 'remote-user': 'ben' })).statusCode).toBe(401)
    expect((await ask('172.18.0.3', { 'remote-user': 'anna' })).statusCode).toBe(401)
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(
            'x-forwarded-for',
            'x-real-ip',
            'forwarded',
            'remote-user',
            'x-remote-user',
            'x-forwarded-user',
            'via'
          ),
          fc.constantFrom('127.0.0.1', '172.18.0.2', 'anna', 'admin', 'for=172.18.0.2', '::1', '')
        ),
        fc.constantFrom('127.0.0.1', '192.168.1.9', '9.9.9.9', '::ffff:172.18.0.3'),
        async (headers, peer) => {
          expect((await ask(peer, headers)).statusCode).toBe(401)
        }
      ),
      { numRuns: 60 }
    )
  })
})

describe('A6: whoever guesses', () => {
  it('is slowed down by address, whatever it says of itself, while the owner stays in', async () => {
    const { post, from, setUp, isIn, news } = await serve()
    const cookie = await setUp()
    let refused = 0
    for (let n = 0; n < 1000; n += 1) {
      const { statusCode, headers } = await post(
        'log-in',
        { name: n % 2 === 0 ? 'admin' : `user ${n}`, password: `guess ${n}` },
        { 'x-forwarded-for': `10.0.${n % 256}.${n % 200}` }
      )
      if (statusCode !== 429) continue
      refused += 1
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    }
    expect(refused).toBe(995)
    expect(await isIn(cookie)).toBe(true)
    // Another browser of the household gets in meanwhile.
    expect((await from('192.168.1.20')('log-in', { password })).statusCode).toBe(200)
    expect(news.filter(({ what }) => what === 'slowed')).toHaveLength(1)
  })

  it('from everywhere is slowed down for the account, never for longer than half a minute', async () => {
    const { from, setUp, isIn, pass } = await serve()
    const cookie = await setUp()
    let [proven, slowed] = [0, 0]
    for (let n = 0; n < 300; n += 1) {
      const { statusCode } = await from(`9.9.${n >> 8}.${n & 255}`)('log-in', { password: `guess ${n}` })
      if (statusCode === 401) proven += 1
      if (statusCode === 429) slowed += 1
    }
    expect([proven, slowed]).toEqual([20, 280])
    expect(await isIn(cookie)).toBe(true)
    pass(30_000)
    expect((await from('192.168.1.20')('log-in', { password })).statusCode).toBe(200)
  })

  it('learns nothing about names: a wrong name is answered like a wrong password', async () => {
    const { post, setUp } = await serve()
    await setUp()
    const [one, other] = [
      await post('log-in', { name: 'nobody', password }),
      await post('log-in', { name: 'admin', password: 'wrong' })
    ]
    expect([one.statusCode, one.json().title]).toEqual([other.statusCode, other.json().title])
  })
})

describe('A7: a session', () => {
  it('is a cookie that no script reads, new at each log-in, whose old one opens nothing', async () => {
    const { post, setUp, isIn } = await serve()
    const first = await setUp()
    const answer = await post('log-in', { password, remember: true }, { cookie: first })
    expect(answer.headers['set-cookie']).toMatch(
      /^pcu_0badcafe=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/u
    )
    const second = cookieOf(answer)
    expect([await isIn(first), await isIn(second)]).toEqual([false, true])
    expect(await isIn(`${second}x`)).toBe(false)
    expect(await isIn(`${second}; ${second}`)).toBe(false)
    const planted = 'pcu_0badcafe=planted'
    expect(cookieOf(await post('log-in', { password }, { cookie: planted }))).not.toBe(planted)
    await post('log-out', {}, { cookie: second })
    expect(await isIn(second)).toBe(false)
  })

  it('travels over https alone where PUBLIC_URL says so', async () => {
    const { app } = await serve({ publicUrl: 'https://pcu.example.org', trustedProxies: ['172.18.0.2'] })
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/access/set-up',
      remoteAddress: '172.18.0.2',
      headers: { host: 'nas', origin: 'https://pcu.example.org', 'x-forwarded-for': '192.168.1.4' },
      payload: { password }
    })
    expect(answer.headers['set-cookie']).toMatch(/^__Host-pcu_0badcafe=.*; Secure$/u)
  })

  it('ends after twelve hours, a remembered one after a week unused and after thirty days at the latest', async () => {
    const { post, setUp, isIn, pass } = await serve()
    await setUp()
    const short = cookieOf(await post('log-in', { password }))
    const long = cookieOf(await post('log-in', { password, remember: true }))
    pass(12 * hour - 1)
    expect([await isIn(short), await isIn(long)]).toEqual([true, true])
    pass(1)
    expect([await isIn(short), await isIn(long)]).toEqual([false, true])
    for (let day = 0; day < 29; day += 1) {
      pass(24 * hour)
      expect(await isIn(long)).toBe(true)
    }
    pass(24 * hour)
    expect(await isIn(long)).toBe(false)
    const idle = cookieOf(await post('log-in', { password, remember: true }))
    pass(7 * 24 * hour)
    expect(await isIn(idle)).toBe(false)
  })

  it('ends with a new password everywhere else, and with a reset everywhere', async () => {
    const { post, setUp, isIn, door } = await serve()
    const [here, there] = [await setUp(), cookieOf(await post('log-in', { password }))]
    const next = 'four other plain words'
    expect((await post('password', { current: 'wrong', next }, { cookie: here })).statusCode).toBe(422)
    expect((await post('password', { current: password, next: 'short' }, { cookie: here })).statusCode).toBe(422)
    expect((await post('password', { current: password, next }, { cookie: here })).statusCode).toBe(200)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect((await post('log-in', { password })).statusCode).toBe(401)
    expect((await post('reset', {}, { cookie: here })).statusCode).toBe(403)
    await door.access.reset()
    expect(await isIn(here)).toBe(false)
    expect((await post('set-up', { password })).statusCode).toBe(200)
  })

  it('is listed and revoked; its order counts only from our own page', async () => {
    const { app, setUp, isIn, post } = await serve()
    const [here, there] = [
      await setUp(),
      cookieOf(await post('log-in', { password }, { 'user-agent': 'A \u0007phone' }))
    ]
    const listed = (await app.inject({ url: '/api/v1/access/sessions', headers: { host, cookie: here } })).json()
    expect(listed.sessions.map(({ browser, isThis }: Record<string, unknown>) => [browser, isThis])).toEqual([
      ['A phone', false],
      ['lightMyRequest', true]
    ])
    const revoke = (headers: object) =>
      app.inject({
        method: 'DELETE',
        url: `/api/v1/access/sessions/${listed.sessions[0].id}`,
        headers: { host, cookie: here, ...headers }
      })
    expect((await revoke({})).statusCode).toBe(403)
    expect(await isIn(there)).toBe(true)
    expect((await revoke({ origin: `http://${host}` })).statusCode).toBe(200)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
  })

  it('is one of a hundred at the most, and kept as a hash alone', async () => {
    const { setUp, post, db } = await serve()
    const cookie = await setUp()
    for (let n = 0; n < 120; n += 1) await post('log-in', { password })
    const rows = await db.selectFrom('session').selectAll().execute()
    expect(rows).toHaveLength(100)
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1])
  })
})

describe('a password', () => {
  it('is kept as argon2id with a salt of its own, and proven', async () => {
    const passwords = createPasswords()
    const [one, other] = await Promise.all([passwords.hash(password), passwords.hash(password)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u)
    expect(one).not.toBe(other)
    expect(await passwords.matches(password, one)).toBe(true)
    expect(await passwords.matches(`${password} `, one)).toBe(false)
    expect(await passwords.matches(password, undefined)).toBe(false)
    expect(await passwords.matches(password, 'no hash')).toBe(false)
  })

  it('is not proven for more people at once than memory allows', async () => {
    const passwords = createPasswords()
    const answers = await Promise.all(Array.from({ length: 30 }, () => passwords.matches(password, undefined)))
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(12)
  })
})

it('scopes include each other in this order', () => {
  expect(scopes satisfies readonly Scope[]).toEqual(['read', 'operate', 'admin'])
})
