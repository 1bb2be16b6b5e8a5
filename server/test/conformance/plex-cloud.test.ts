/** Every question to Plex's cloud, asked of the simulated one: what comes back, and what it costs. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Person } from '#core/model/person.ts'
import { type Secret, secret } from '#core/model/secret.ts'
import type { SharedAnswer } from '#ports/plex-cloud.ts'
import type { FakeCloudOptions } from '#test/fakes/cloud/index.ts'
import { type CloudStage, clientIdentifier, openCloudStage } from './plex-cloud-fixture.ts'
import { failureOf } from './plex-fixture.ts'

let stage: CloudStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})
const open = async (options: FakeCloudOptions = {}): Promise<CloudStage> => {
  stage = await openCloudStage(options)
  return stage
}

const told = (person: Person): string => `${person.kind} ${person.name} ${person.id}${person.hasPin ? ' with PIN' : ''}`
const named = (people: readonly Person[], name: string): Person => {
  const found = people.find((person) => person.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const accessOf = (answer: SharedAnswer) => (answer.kind === 'list' ? answer.access : [])

describe('people', () => {
  it('the account behind a token', async () => {
    const { client, token, signal } = await open()
    expect(await client.account(token('owner'), signal)).toMatchObject({ id: '900001', name: 'Owner', hasPass: true })
    expect(await client.account(token('friend'), signal)).toMatchObject({ id: '3001', hasPass: false })
  })

  it('the Home: the owner, a full member and a managed one with a PIN', async () => {
    const { client, token, signal } = await open()
    const home = await client.home(token('owner'), signal)
    expect(home.map(told)).toEqual(['owner Owner 900001', 'home Alex 2001', 'managed Kid 2002 with PIN'])
    expect(home.every(({ uuid }) => uuid !== undefined)).toBe(true)
  })

  it('somebody without a Home has an empty one', async () => {
    const { client, token, signal } = await open()
    expect(await client.home(token('friend'), signal)).toEqual([])
  })

  it('friends, without the people of the Home', async () => {
    const { client, token, signal } = await open()
    const friends = await client.friends(token('owner'), signal)
    expect(friends.map(told)).toEqual(['friend Friend 3001', 'friend Hermit 3002'])
  })

  it('the same from the old lists, where the new ones are gone', async () => {
    const { client, token, signal, fake } = await open()
    const [home, friends] = [await client.home(token('owner'), signal), await client.friends(token('owner'), signal)]
    fake.faults.add({ path: '^/api/v2/(friends|home)', fault: { kind: 'status', status: 410 } })
    expect(await client.home(token('owner'), signal)).toEqual(home)
    expect(await client.friends(token('owner'), signal)).toEqual(friends)
  })
})

describe('tokens', () => {
  const shared = async (mode: FakeCloudOptions['sharedServers']): Promise<SharedAnswer> => {
    const { client, token, signal, plex } = await open(mode === undefined ? {} : { sharedServers: mode })
    return client.shared(token('owner'), plex.machineIdentifier, signal)
  }

  it('what is shared, with tokens and sections', async () => {
    const answer = await shared('normal')
    expect(answer).toMatchObject({ kind: 'list', tokens: 'given' })
    const friend = accessOf(answer).find(({ personId }) => personId === '3001')
    expect(friend?.serverToken?.reveal()).toBe(stage?.plex.token('friend'))
    expect(friend?.sections).toEqual(['1', '2'])
    expect(accessOf(answer).find(({ personId }) => personId === '3002')?.sections).toBe('all')
  })

  it.each(['blankTokens', 'attributeMissing'] as const)('people without a token in mode %s', async (mode) => {
    const answer = await shared(mode)
    expect(answer).toMatchObject({ kind: 'list', tokens: 'withheld' })
    expect(accessOf(answer)).toHaveLength(4)
    expect(accessOf(answer).flatMap(({ serverToken }) => serverToken ?? [])).toEqual([])
  })

  it('gone is a word of its own, neither empty nor a failure', async () => {
    expect(await shared('gone404')).toEqual({ kind: 'gone' })
  })

  const become = async (name: string, pin: Secret | undefined): Promise<Secret> => {
    const { client, token, signal } = stage ?? (await open())
    return client.become(
      token('owner'),
      { person: named(await client.home(token('owner'), signal), name), pin },
      signal
    )
  }

  it('a Home member is become, and the servers then hold their own token', async () => {
    const token = await become('Alex', undefined)
    const { client, signal, plex } = stage ?? (await open())
    expect(await client.account(token, signal)).toMatchObject({ id: '2001' })
    const offers = await client.servers(token, signal)
    const ours = offers.find(({ machineIdentifier }) => machineIdentifier === plex.machineIdentifier)
    expect(ours?.serverToken?.reveal()).toBe(plex.token('alex'))
    expect(ours?.isOwned).toBe(false)
  })

  it.each([undefined, '0000'])('a PIN is wanted (given: %s)', async (pin) => {
    const failure = await failureOf(become('Kid', pin === undefined ? undefined : secret(pin)))
    expect(failure.code).toBe('cloud.pin-wanted')
    expect(failure.told).toContain('Kid')
    expect(failure.told).not.toContain('0000')
  })

  it('the right PIN opens', async () => {
    expect((await become('Kid', secret('4711'))).reveal()).toContain('kid')
  })

  it('the old way of becoming somebody, where the new one is gone', async () => {
    const { fake } = await open()
    fake.faults.add({ path: '^/api/v2/home/users/.+/switch', fault: { kind: 'status', status: 404 } })
    expect((await become('Kid', secret('4711'))).reveal()).toContain('kid')
  })

  it('servers and no players, with every connection and its kind', async () => {
    const { client, token, signal, plex } = await open()
    const offers = await client.servers(token('owner'), signal)
    expect(offers.map(({ machineIdentifier, isOwned }) => [machineIdentifier, isOwned])).toEqual([
      [plex.machineIdentifier, true]
    ])
    expect(new Set(offers[0]?.connections.map(({ kind }) => kind))).toEqual(new Set(['local', 'remote', 'relay']))
    expect(offers[0]?.connections.map(({ url }) => url)).toContain(plex.url)
  })

  it('a ping of a good token, and of a revoked one', async () => {
    const { client, token, signal, fake } = await open()
    const friend = token('friend')
    await client.ping(friend, signal)
    fake.control.revoke('friend')
    expect((await failureOf(client.ping(friend, signal))).code).toBe('cloud.token-refused')
  })

  it('a token of a week that has passed is refused (498)', async () => {
    const { client, signal, fake } = await open({ quirks: { shortLivedTokens: true } })
    const { id } = await client.beginPin({ kind: 'code' }, signal)
    fake.control.link(Number(id), 'owner')
    const state = await client.pin(id, signal)
    const token = state.kind === 'done' ? state.token : secret('none')
    await client.ping(token, signal)
    fake.clock.advance(8 * 86_400_000)
    expect((await failureOf(client.ping(token, signal))).told).toMatch(/refused the token.*\(498\).*Sign in/u)
  })
})

describe('sign-in', () => {
  it('by four letters', async () => {
    const { client, signal, fake } = await open()
    const pin = await client.beginPin({ kind: 'code' }, signal)
    expect(pin).toMatchObject({ code: expect.stringMatching(/^\w{4}$/u), link: 'https://plex.tv/link' })
    expect(pin.expiresAt - fake.clock.now()).toBeGreaterThan(600_000)
    expect(await client.pin(pin.id, signal)).toEqual({ kind: 'waiting' })
    fake.control.link(pin.code, 'alex')
    const state = await client.pin(pin.id, signal)
    expect(state.kind === 'done' && state.token.reveal()).toBe(fake.control.accountToken('alex'))
  })

  it('by a link that names us and where to go afterwards', async () => {
    const { client, signal } = await open()
    const { code, link } = await client.beginPin({ kind: 'link', forwardTo: 'http://nas:5443/people' }, signal)
    expect(code.length).toBeGreaterThan(4)
    const told = new URLSearchParams(link.replace('https://app.plex.tv/auth#?', ''))
    expect([told.get('clientID'), told.get('code'), told.get('forwardUrl')]).toEqual([
      clientIdentifier,
      code,
      'http://nas:5443/people'
    ])
  })

  it('is asked about at most once a second, however many ask at once', async () => {
    const { client, signal, fake } = await open()
    const { id } = await client.beginPin({ kind: 'code' }, signal)
    const begun = fake.clock.now()
    const states = await Promise.all([1, 2, 3, 4].map(() => client.pin(id, signal)))
    expect(states.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
    expect(fake.clock.now() - begun).toBeGreaterThanOrEqual(3000)
  })

  it('expires', async () => {
    const { client, signal, fake } = await open()
    const { id, expiresAt } = await client.beginPin({ kind: 'code' }, signal)
    fake.clock.advance(expiresAt - fake.clock.now() + 1)
    expect(await client.pin(id, signal)).toEqual({ kind: 'expired' })
  })
})
