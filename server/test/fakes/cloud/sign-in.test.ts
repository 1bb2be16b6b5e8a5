/** Pins, accounts and tokens of the simulated plex.tv. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at } from '#test/fakes/kit/ask.ts'
import { createAccounts } from '#test/fakes/people/accounts.ts'
import { ask as askPlex } from '#test/fakes/plex/ask.ts'
import { startFakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { askCloud, type CloudAsk, jsonOf } from './ask.ts'
import { type SmallCloud, startSmallCloud } from './small-cloud.ts'

describe('signing in', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  const tv = (path: string, options: CloudAsk = {}) => askCloud(house.cloud, ['plexTv', path], options)
  const newPin = (strong = true) => jsonOf(tv(`/api/v2/pins${strong ? '?strong=true' : ''}`, { method: 'POST' }))
  const poll = (id: unknown, options: CloudAsk = {}) => tv(`/api/v2/pins/${id}`, options)

  test('a pin waits without a token, and has one when somebody linked it', async () => {
    const pin = await newPin()
    expect(pin).toMatchObject({ clientIdentifier: 'a-test', product: 'A test', authToken: null })
    expect(String(pin['code'])).toMatch(/^[a-z0-9]{25}$/)
    house.cloud.control.link(Number(pin['id']), 'alex')
    const linked = await jsonOf(poll(pin['id']))
    const user = await jsonOf(tv('/api/v2/user', { token: String(linked['authToken']) }))
    expect(user).toMatchObject({ id: 2001, username: 'alex', restricted: false, homeAdmin: false, home: true })
  })

  test('a pin to be typed has four letters and can be linked by them', async () => {
    const pin = await newPin(false)
    expect(String(pin['code'])).toMatch(/^[A-Z0-9]{4}$/)
    house.cloud.control.link(String(pin['code']), 'owner')
    expect((await jsonOf(poll(pin['id'])))['authToken']).toBeTypeOf('string')
  })

  test('making a pin answers 201', async () => {
    expect((await tv('/api/v2/pins', { method: 'POST' })).status).toBe(201)
  })

  test('another app does not find the pin', async () => {
    const pin = await newPin()
    expect(await poll(pin['id'], { client: 'another' })).toMatchObject({ status: 404 })
    expect(at(await jsonOf(poll(pin['id'], { client: 'another' })), 'errors', 0, 'code')).toBe(1020)
  })

  test.each([
    [true, 1800],
    [false, 900]
  ])('a pin (strong: %s) is gone after %i seconds', async (strong, seconds) => {
    const pin = await newPin(strong)
    expect(pin['expiresIn']).toBe(seconds)
    expect(Date.parse(String(pin['expiresAt']))).toBe(house.cloud.clock.now() + seconds * 1000)
    house.cloud.clock.advance(seconds * 1000 - 1)
    expect((await poll(pin['id'])).status).toBe(200)
    house.cloud.clock.advance(1)
    expect((await poll(pin['id'])).status).toBe(404)
    expect(() => house.cloud.control.link(Number(pin['id']), 'alex')).toThrow('no pin')
  })

  test('polling faster than once a second is answered with 429', async () => {
    const pin = await newPin()
    await poll(pin['id'])
    house.cloud.clock.advance(999)
    const hasty = await poll(pin['id'])
    expect(hasty.status).toBe(429)
    expect(JSON.parse(hasty.text)).toEqual({
      errors: [{ code: 1003, message: 'API rate limit exceeded', status: 429 }]
    })
    house.cloud.clock.advance(1000)
    expect((await poll(pin['id'])).status).toBe(200)
  })

  test.each([
    '/api/v2/user',
    '/api/v2/resources',
    '/api/v2/home/users',
    '/api/v2/friends?status=accepted',
    '/api/v2/ping'
  ])('%s needs an app that says who it is, and a token that is alive', async (path) => {
    expect((await tv(path, { person: 'owner' })).status).toBe(200)
    const nameless = await tv(path, { person: 'owner', client: null })
    expect(nameless.status).toBe(400)
    expect(at(JSON.parse(nameless.text), 'errors', 0)).toMatchObject({
      code: 1000,
      message: 'X-Plex-Client-Identifier is missing'
    })
    const wrong = await tv(path, { token: 'nonsense' })
    expect(wrong.status).toBe(401)
    expect(at(JSON.parse(wrong.text), 'errors', 0)).toMatchObject({ code: 1001, status: 401 })
  })

  test('a pin too needs an app that says who it is', async () => {
    expect((await tv('/api/v2/pins', { method: 'POST', client: null })).status).toBe(400)
  })

  test('plex.tv knows no server tokens', async () => {
    expect((await tv('/api/v2/user', { token: house.plex.token('owner') })).status).toBe(401)
  })

  test('the oldest route says 422 for a bad token', async () => {
    expect((await tv('/users/account.json', { token: 'nonsense' })).status).toBe(422)
    expect(at(await jsonOf(tv('/users/account.json', { person: 'owner' })), 'user', 'id')).toBe(900_001)
  })

  test('whoever does not ask for JSON is told in XML', async () => {
    const answer = await tv('/api/v2/user', { person: 'owner', headers: { Accept: '*/*' } })
    expect(answer.headers['content-type']).toContain('xml')
    expect(answer.text).toContain('<user id="900001"')
    expect((await tv('/api/v2/user', { headers: { Accept: '*/*' } })).text).toContain('code="1001"')
  })

  test('clients.plex.tv answers the same', async () => {
    const there = await jsonOf(askCloud(house.cloud, ['clients', '/api/v2/user'], { person: 'owner' }))
    expect(there).toEqual(await jsonOf(tv('/api/v2/user', { person: 'owner' })))
  })

  test('a revoked person is worth nothing on both sides, until signing in again', async () => {
    const { cloud, plex } = house
    expect((await askPlex(plex, '/', { person: 'alex' })).status).toBe(200)
    cloud.control.revoke('alex')
    expect((await askPlex(plex, '/', { person: 'alex' })).status).toBe(401)
    expect((await tv('/api/v2/user', { person: 'alex' })).status).toBe(401)
    const pin = await newPin()
    cloud.control.link(Number(pin['id']), 'alex')
    const token = String((await jsonOf(poll(pin['id'])))['authToken'])
    const servers = await jsonOf(tv('/api/v2/resources', { token }))
    const access = String(at(servers, 0, 'accessToken'))
    expect((await askPlex(plex, '/', { headers: { 'X-Plex-Token': access } })).status).toBe(200)
  })

  test('a revocation on the server reaches plex.tv as well, and one side alone can be revoked', async () => {
    const { cloud, plex } = house
    plex.revoke('alex', 'server')
    expect((await askPlex(plex, '/', { person: 'alex' })).status).toBe(401)
    expect((await tv('/api/v2/user', { person: 'alex' })).status).toBe(200)
    plex.revoke('alex')
    expect((await tv('/api/v2/user', { person: 'alex' })).status).toBe(401)
    cloud.control.revoke('owner', 'account')
    expect((await askPlex(plex, '/', { person: 'owner' })).status).toBe(200)
    expect((await tv('/api/v2/user', { person: 'owner' })).status).toBe(401)
  })

  test('friends of single numbers are gone', async () => {
    expect((await tv('/api/friends/3001', { person: 'owner' })).status).toBe(410)
  })

  test('what nobody knows answers 404, and a wrong method 405', async () => {
    expect((await tv('/api/v2/nonsense', { person: 'owner' })).status).toBe(404)
    expect((await tv('/api/v2/user', { person: 'owner', method: 'DELETE' })).status).toBe(405)
  })
})

describe('tokens that die', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud({ quirks: { shortLivedTokens: true } })
  })
  afterEach(() => house.close())

  const tv = (path: string, options: CloudAsk = {}) => askCloud(house.cloud, ['clients', path], options)

  test('live seven days, then answer 498, and no server takes them', async () => {
    const pin = await jsonOf(tv('/api/v2/pins?strong=true', { method: 'POST' }))
    house.cloud.control.link(Number(pin['id']), 'owner')
    const token = String((await jsonOf(tv(`/api/v2/pins/${pin['id']}`)))['authToken'])
    expect((await tv('/api/v2/user', { token })).status).toBe(200)
    expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': token } })).status).toBe(401)
    expect(at(await jsonOf(tv('/api/v2/resources', { token })), 0, 'accessToken')).toBe(token)
    const kid = house.cloud.accounts.byName('kid').uuid
    expect((await tv(`/api/v2/home/users/${kid}/switch?pin=4711`, { token, method: 'POST' })).status).toBe(403)
    house.cloud.clock.advance(7 * 86_400_000)
    expect((await tv('/api/v2/user', { token })).status).toBe(498)
  })

  test('are taken by a server that knows them, from the owner, until they die', async () => {
    const clock = house.cloud.clock
    const accounts = createAccounts([
      { name: 'owner', kind: 'owner' },
      { name: 'alex', kind: 'home' }
    ])
    const quirks = { acceptsShortLived: true }
    const plex = await startFakePlex({ library: smallHouse(), accounts, clock, quirks })
    const status = async (token: string) => (await askPlex(plex, '/', { headers: { 'X-Plex-Token': token } })).status
    const [owners, others] = ['owner', 'alex'].map((name) => accounts.tokens.signIn(name, 'a-test', clock.now() + 1000))
    expect([await status(owners ?? ''), await status(others ?? '')]).toEqual([200, 401])
    clock.advance(1000)
    expect(await status(owners ?? '')).toBe(401)
    await plex.close()
  })

  test('come from an exchange as well, after which the older token of the app is dead', async () => {
    const old = house.cloud.accounts.tokens.signIn('owner', 'a-test')
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'EdDSA' }
    expect((await tv('/api/v2/auth/jwk', { token: old, method: 'POST', body: { jwk } })).status).toBe(201)
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = async (): Promise<string> => {
      const { nonce } = await jsonOf(tv('/api/v2/auth/nonce'))
      const head = `${part({ alg: 'EdDSA', kid: 'one' })}.${part({ iss: 'a-test', aud: 'plex.tv', nonce })}`
      return `${head}.${sign(null, Buffer.from(head), privateKey).toString('base64url')}`
    }
    const exchange = (jwt: string) => tv('/api/v2/auth/token', { method: 'POST', body: { jwt } })
    const jwt = await signed()
    const { auth_token: fresh } = await jsonOf(exchange(jwt))
    expect((await tv('/api/v2/user', { token: String(fresh) })).status).toBe(200)
    expect((await tv('/api/v2/user', { token: old })).status).toBe(401)
    expect((await exchange(jwt)).status).toBe(422)
    expect((await exchange(`${(await signed()).slice(0, -4)}AAAA`)).status).toBe(422)
    const { auth_token: next } = await jsonOf(exchange(await signed()))
    expect(next).not.toBe(fresh)
  })

  test('a key that is none is refused', async () => {
    const answer = await tv('/api/v2/auth/jwk', { person: 'owner', method: 'POST', body: { jwk: { kty: 'RSA' } } })
    expect(answer.status).toBe(422)
  })
})
