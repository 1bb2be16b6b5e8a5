/** Servers, the Home and friends as the simulated plex.tv lists them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askPort, at, rows } from '#test/fakes/kit/ask.ts'
import { attributesOf } from '#test/fakes/kit/lacking.ts'
import { ask as askPlex } from '#test/fakes/plex/ask.ts'
import { startFakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { askCloud, type CloudAsk, jsonOf } from './ask.ts'
import { startFakeCloud } from './index.ts'
import { type SmallCloud, startSmallCloud } from './small-cloud.ts'

describe('the household at plex.tv', () => {
  let house: SmallCloud
  beforeEach(async () => {
    const otherServers = [
      { name: 'Attic', machineIdentifier: 'a77ic', ownedBy: 'friend', sharedWith: ['owner'] },
      { name: 'Old box', machineIdentifier: '01db0x', ownedBy: 'owner' }
    ]
    house = await startSmallCloud({ otherServers })
  })
  afterEach(() => house.close())

  const tv = (path: string, options: CloudAsk = {}) =>
    askCloud(house.cloud, ['plexTv', path], { person: 'owner', ...options })
  const everything = '/api/v2/resources?includeHttps=1&includeRelay=1&includeIPv6=1'
  const servers = async (person: string) => rows(JSON.parse((await tv(everything, { person })).text))
  const uuid = (name: string): string => house.cloud.accounts.byName(name).uuid

  test('resources name the servers of an account, owned and shared, and players that are none', async () => {
    const mine = await servers('owner')
    expect(mine.map(({ name, owned, provides }) => [name, owned, provides])).toEqual([
      ['Simulated Plex', true, 'server'],
      ['Attic', false, 'server'],
      ['Old box', true, 'server'],
      ['Living room', true, 'client,player,pubsub-player']
    ])
    expect(mine[1]).toMatchObject({ ownerId: 3001, sourceTitle: 'friend' })
    expect((await servers('alex')).map(({ name }) => name)).toEqual(['Simulated Plex', 'Living room'])
    expect(await servers('alex')).toMatchObject([{ owned: false, home: true, ownerId: 900_001 }, {}])
    expect(await servers('friend')).toMatchObject([{ owned: false, home: false }, { name: 'Attic', owned: true }, {}])
  })

  test('every account has a server token of its own', async () => {
    for (const person of ['owner', 'alex', 'kid', 'friend']) {
      const token = String((await servers(person))[0]?.['accessToken'])
      expect(token).toBe(house.plex.token(person))
      expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': token } })).status).toBe(200)
    }
  })

  test('of the connections some are dead, some lead around, and one is the server itself', async () => {
    const connections = rows((await servers('owner'))[0], 'connections')
    const reached = async (port: unknown) => (await askPort(Number(port), '/identity')).status
    expect(connections.map(({ protocol, local, relay }) => [protocol, local, relay])).toEqual([
      ['http', true, false],
      ['https', true, false],
      ['http', true, false],
      ['http', false, false],
      ['http', false, true]
    ])
    expect(connections[0]).toMatchObject({ uri: 'http://127.0.0.9:1', address: '127.0.0.9', port: 1 })
    expect(String(connections[1]?.['uri'])).toMatch(/^https:\/\/127-0-0-1\.[0-9a-f]+\.plex\.direct:\d+$/)
    expect(connections[2]?.['uri']).toBe(house.plex.url)
    expect([await reached(connections[3]?.['port']), await reached(connections[4]?.['port'])]).toEqual([200, 200])
    expect(new Set(connections.map(({ port }) => port)).size).toBe(4)
  })

  test('relays and certificates are told to those who ask for them', async () => {
    const plain = rows(JSON.parse((await tv('/api/v2/resources')).text), 0, 'connections')
    expect(plain.map(({ protocol, relay }) => [protocol, relay])).toEqual([
      ['http', false],
      ['http', false],
      ['http', false]
    ])
  })

  test('the Home has an owner and members', async () => {
    const home = await jsonOf(tv('/api/v2/home/users'))
    expect(rows(home, 'users')).toMatchObject([
      { id: 900_001, admin: true, restricted: false, protected: false },
      { id: 2001, username: 'alex', restricted: false },
      { id: 2002, username: null, email: null, title: 'Kid', restricted: true, protected: true }
    ])
    const seenByFriend = await jsonOf(tv('/api/v2/home/users', { person: 'friend' }))
    expect(seenByFriend['users']).toEqual([])
  })

  test('switching gives the token of a member, which leads to a server token', async () => {
    const answer = await tv(`/api/v2/home/users/${uuid('alex')}/switch`, { method: 'POST' })
    expect(answer.status).toBe(201)
    const token = String(JSON.parse(answer.text).authToken)
    const [server] = rows(JSON.parse((await tv(everything, { token })).text))
    expect(server?.['accessToken']).toBe(house.plex.token('alex'))
    expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': token } })).status).toBe(401)
    const again = await tv(`/api/v2/home/users/${uuid('alex')}/switch`, { method: 'POST' })
    expect(JSON.parse(again.text).authToken).toBe(token)
  })

  test.each(['', '?pin=', '?pin=0000'])('a protected member needs the right pin, not "%s"', async (query) => {
    const answer = await tv(`/api/v2/home/users/${uuid('kid')}/switch${query}`, { method: 'POST' })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.text)).toEqual({
      errors: [{ code: 1041, message: 'A valid PIN is required to access this user', status: 403 }]
    })
  })

  test('the right pin opens, and is never logged', async () => {
    const answer = await tv(`/api/v2/home/users/${uuid('kid')}/switch?pin=4711`, { method: 'POST' })
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.text)).toMatchObject({ restricted: true, username: '' })
    expect(JSON.stringify(house.cloud.log.entries())).not.toContain('4711')
  })

  test('friends live in no Home and cannot be switched to', async () => {
    expect((await tv(`/api/v2/home/users/${uuid('friend')}/switch`, { method: 'POST' })).status).toBe(404)
    const asFriend = { method: 'POST', person: 'friend' }
    expect((await tv(`/api/v2/home/users/${uuid('alex')}/switch`, asFriend)).status).toBe(404)
  })

  test('too many switches within a minute answer 429 without a time to wait', async () => {
    const once = () => tv(`/api/v2/home/users/${uuid('alex')}/switch`, { method: 'POST' })
    for (let asked = 0; asked < 15; asked += 1) expect((await once()).status).toBe(201)
    const refused = await once()
    expect(refused.status).toBe(429)
    expect(refused.headers).not.toHaveProperty('retry-after')
    house.cloud.clock.advance(60_000)
    expect((await once()).status).toBe(201)
  })

  test('the older Home speaks XML', async () => {
    const list = await tv('/api/home/users')
    expect(list.headers['content-type']).toContain('xml')
    expect(list.text.match(/<User /g)).toHaveLength(3)
    const answer = await tv('/api/home/users/2002/switch?pin=4711', { method: 'POST' })
    expect(answer.status).toBe(201)
    const [, token = ''] = /authenticationToken="([^"]+)"/.exec(answer.text) ?? []
    expect(await jsonOf(tv('/api/v2/user', { token }))).toMatchObject({ id: 2002 })
    const refused = await tv('/api/home/users/2002/switch', { method: 'POST' })
    expect(refused).toMatchObject({ status: 403 })
    expect(refused.text).toContain('A valid PIN is required')
  })

  test('friends and the others of the Home, without server tokens', async () => {
    const answer = await tv('/api/v2/friends?status=accepted')
    const friends = rows(JSON.parse(answer.text))
    expect(friends.map(({ title, home, restricted }) => [title, home, restricted])).toEqual([
      ['Friend', false, false],
      ['Hermit', false, false],
      ['Alex', true, false],
      ['Kid', true, true]
    ])
    expect(rows(friends[0], 'sharedServers', 0, 'libraries').map(({ key }) => key)).toEqual([1, 2])
    expect(answer.text).not.toContain('accessToken')
    expect(JSON.parse((await tv('/api/v2/friends?status=pending_sent')).text)).toEqual([])
  })

  test('the list of users is XML whatever is accepted, and names the account ids', async () => {
    const answer = await tv('/api/users')
    expect(answer.headers['content-type']).toContain('xml')
    expect(answer.text.match(/<User /g)).toHaveLength(4)
    expect(answer.text).toContain(`/users/${uuid('friend')}/avatar`)
    expect(answer.text).toContain(`machineIdentifier="${house.plex.machineIdentifier}"`)
    const refused = await tv('/api/users', { token: 'nonsense' })
    expect(refused).toMatchObject({ status: 401, text: expect.stringContaining('<errors><error>') })
  })

  const shared = (machine = house.plex.machineIdentifier) => tv(`/api/servers/${machine}/shared_servers`)
  const tokens = (text: string) => [...text.matchAll(/ accessToken="([^"]*)"/g)].map(([, token]) => token)

  test('shared servers tell the owner the tokens of friends', async () => {
    const { text } = await shared()
    expect(tokens(text)).toEqual(['friend', 'hermit', 'alex', 'kid'].map((name) => house.plex.token(name)))
    expect(text).toContain('userID="3001"')
    expect(text).toMatch(/<Section id="88003" key="3" title="Kids" type="show" shared="0"\/>/)
    expect(attributesOf(text, 'SharedServer')).toContain('allLibraries')
  })

  test('shared servers may blank the tokens, leave them out, or be gone', async () => {
    house.cloud.control.sharedServers('blankTokens')
    expect(tokens((await shared()).text)).toEqual(['', '', '', ''])
    house.cloud.control.sharedServers('attributeMissing')
    expect((await shared()).text).not.toContain('accessToken')
    house.cloud.control.sharedServers('gone404')
    expect((await shared()).status).toBe(404)
    house.cloud.control.sharedServers('normal')
    expect(tokens((await shared()).text)).toHaveLength(4)
  })

  test('nobody but the owner of a server is told what is shared', async () => {
    expect((await shared('a77ic')).status).toBe(404)
    expect((await tv(`/api/servers/${house.plex.machineIdentifier}/shared_servers`, { person: 'alex' })).status).toBe(
      404
    )
  })

  test('a revoked server token is renewed where tokens are told', async () => {
    house.cloud.control.revoke('friend', 'server')
    const [first = ''] = tokens((await shared()).text)
    expect(first).toBe('server-token-friend-1')
    expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': first } })).status).toBe(200)
    expect(at(await servers('friend'), 0, 'accessToken')).toBe(first)
  })

  test('whoever leaves is named nowhere and opens nothing, until taken back', async () => {
    const named = async () =>
      rows(JSON.parse((await tv('/api/v2/friends')).text)).length +
      rows(await jsonOf(tv('/api/v2/home/users')), 'users').length
    const before = await named()
    const old = house.plex.token('friend')
    house.cloud.control.leave('friend')
    house.cloud.control.leave('alex')
    // A member of the Home stands in both lists.
    expect(await named()).toBe(before - 3)
    expect((await servers('friend')).map(({ name }) => name)).toEqual(['Attic', 'Living room'])
    expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': old } })).status).toBe(401)
    expect((await tv(`/api/v2/home/users/${uuid('alex')}/switch`, { method: 'POST' })).status).toBe(404)
    house.cloud.control.comeBack('friend')
    const token = String((await servers('friend'))[0]?.['accessToken'])
    expect(token).not.toBe(old)
    expect((await askPlex(house.plex, '/', { headers: { 'X-Plex-Token': token } })).status).toBe(200)
  })
})

describe('more servers and other connections', () => {
  test('a second server has people and tokens of its own', async () => {
    const second = await startFakePlex({
      library: smallHouse(),
      friendlyName: 'Cellar',
      machineIdentifier: 'ce11a5',
      people: [
        { name: 'friend', kind: 'owner', token: 'cellar-friend' },
        { name: 'owner', kind: 'shared', token: 'cellar-owner' }
      ]
    })
    const house = await startSmallCloud({ otherPlexes: [second] })
    const resources = async (person: string) =>
      rows(JSON.parse((await askCloud(house.cloud, ['plexTv', '/api/v2/resources'], { person })).text))
    expect((await resources('owner'))[1]).toMatchObject({ name: 'Cellar', owned: false, accessToken: 'cellar-owner' })
    expect((await resources('friend'))[1]).toMatchObject({ name: 'Cellar', owned: true, accessToken: 'cellar-friend' })
    expect((await resources('alex')).map(({ name }) => name)).toEqual(['Simulated Plex', 'Living room'])
    const headers = { 'X-Plex-Token': 'cellar-owner' }
    expect((await askPlex(second, '/', { headers })).status).toBe(200)
    expect((await askPlex(house.plex, '/', { headers })).status).toBe(401)
    await house.close()
    await second.close()
  })

  test('connections may be chosen, dead, newer, or lead to a stranger', async () => {
    const stranger = await startFakePlex({ library: smallHouse(), machineIdentifier: '57a39e5' })
    const house = await startSmallCloud({
      connections: [{ kind: 'local', url: stranger.url }, { kind: 'ipv6' }, { kind: 'remote', dead: true }]
    })
    const path = '/api/v2/resources?includeIPv6=1'
    const [server] = rows(JSON.parse((await askCloud(house.cloud, ['clients', path], { person: 'owner' })).text))
    expect(rows(server, 'connections')).toMatchObject([
      { uri: stranger.url, local: true },
      { uri: `http://[::1]:${house.plex.port}`, address: '::1', IPv6: true },
      { uri: 'http://127.0.0.9:1', local: false }
    ])
    await house.close()
    await stranger.close()
  })

  test('a cloud may stand without a server', async () => {
    const cloud = await startFakeCloud({ people: [{ name: 'owner', kind: 'owner' }] })
    const answer = await askCloud(cloud, ['plexTv', '/api/v2/resources'], { person: 'owner' })
    expect(rows(JSON.parse(answer.text)).map(({ provides }) => provides)).toEqual(['client,player,pubsub-player'])
    await cloud.close()
  })
})
