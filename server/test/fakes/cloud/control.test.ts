/** The way for another process to steer the simulated cloud. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askPort, type Json } from '#test/fakes/kit/ask.ts'
import { askCloud, jsonOf } from './ask.ts'
import { type SmallCloud, startSmallCloud, wish } from './small-cloud.ts'

describe('control over HTTP', () => {
  let house: SmallCloud
  beforeEach(async () => {
    house = await startSmallCloud()
  })
  afterEach(() => house.close())

  const post = (path: string, body: Json = {}) =>
    askPort(house.cloud.hosts.plexTv.port, `/__fake/${path}`, { method: 'POST', body })
  const read = async (path: string): Promise<unknown> =>
    JSON.parse((await askPort(house.cloud.hosts.rss.port, `/__fake/${path}`)).text)

  test('tells the state, the log and the counters, and is no part of them', async () => {
    expect(await read('state')).toMatchObject({
      seed: 1,
      urls: house.cloud.urls,
      people: [{ name: 'owner', token: 'account-token-owner', watchlist: 5 }, {}, {}, {}, { privacy: 'private' }]
    })
    expect(await read('log')).toEqual([])
    expect(await read('counters')).toMatchObject({ all: { requests: 0 } })
  })

  test('people sign in, wish and hide by control', async () => {
    const pin = await jsonOf(askCloud(house.cloud, ['plexTv', '/api/v2/pins'], { method: 'POST' }))
    await post('link', { pin: pin['code'], person: 'alex' })
    const linked = await jsonOf(askCloud(house.cloud, ['plexTv', `/api/v2/pins/${pin['id']}`]))
    expect(linked['authToken']).toBe(house.cloud.control.accountToken('alex'))
    await post('watchlist/add', { person: 'alex', entry: { ...wish(700) } })
    await post('watchlist/remove', { person: 'alex', hex: wish(10).hex })
    expect(await read('watchlist?person=alex')).toMatchObject([{ title: 'Wish 011' }, {}, { title: 'Wish 700' }])
    await post('privacy', { person: 'alex', privacy: 'private' })
    await post('subscription', { person: 'alex', active: true })
    expect(house.cloud.accounts.byName('alex')).toMatchObject({ privacy: 'private', subscription: true })
    await post('revoke', { person: 'alex', which: 'account' })
    expect((await askCloud(house.cloud, ['plexTv', '/api/v2/user'], { person: 'alex' })).status).toBe(401)
  })

  test('time, faults and the company are steered too', async () => {
    const before = house.cloud.clock.now()
    await post('clock/advance', { ms: 5000 })
    expect(house.plex.clock.now()).toBe(before + 5000)
    await post('faults', { app: 'rss', fault: { kind: 'status', status: 500 } })
    expect((await askCloud(house.cloud, ['rss', '/x'])).status).toBe(500)
    await askPort(house.cloud.hosts.rss.port, '/__fake/faults', { method: 'DELETE' })
    expect((await askCloud(house.cloud, ['rss', '/x'])).status).toBe(404)
    await post('shared-servers', { mode: 'gone404' })
    const shared = `/api/servers/${house.plex.machineIdentifier}/shared_servers`
    expect((await askCloud(house.cloud, ['plexTv', shared], { person: 'owner' })).status).toBe(404)
    await post('withdraw', { hex: wish(0).hex })
    const detail = `/library/metadata/${wish(0).hex}`
    expect((await askCloud(house.cloud, ['discover', detail], { person: 'owner' })).status).toBe(404)
  })

  test.each([
    ['an unknown control', 'nonsense', {}, 404],
    ['an input of the wrong shape', 'privacy', { person: 'alex' }, 400],
    ['a person who is not there', 'revoke', { person: 'nobody' }, 400],
    ['a pin that is not there', 'link', { person: 'alex', pin: 1 }, 400]
  ])('%s is refused with a reason', async (...[, path, body, status]) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text).error).toBeTypeOf('string')
  })
})
