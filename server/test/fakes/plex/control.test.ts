/** The request log, and the way for another process to drive the simulated server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '#test/fakes/kit/ask.ts'
import { ask } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, minutes, smallHouse } from './small-house.ts'

describe('log and control', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  const post = (path: string, body: Json = {}) => ask(plex, `/__fake/${path}`, { method: 'POST', body })
  const control = async (path: string, body: Json = {}): Promise<unknown> => JSON.parse((await post(path, body)).text)
  const read = async (path: string): Promise<unknown> => JSON.parse((await ask(plex, `/__fake/${path}`)).text)

  test('every request is logged with its route, owner, status and size, and never with a token', async () => {
    const answer = await ask(plex, `/library/sections/1/all?type=1&X-Plex-Token=${plex.token('alex')}`)
    await ask(plex, '/nothing', { headers: { 'X-Plex-Token': 'a-secret' } })
    const [first, second] = plex.requests.entries()
    expect(first).toMatchObject({
      at: plex.clock.now(),
      method: 'GET',
      path: '/library/sections/1/all',
      query: 'type=1',
      route: '/library/sections/:section/all',
      tokenOwner: 'alex',
      status: 200,
      bytes: Buffer.byteLength(answer.text),
      diskWake: false
    })
    expect(second).toMatchObject({ route: 'unknown', status: 401, tokenOwner: undefined })
    expect(JSON.stringify(plex.requests.entries())).not.toMatch(/server-token|a-secret/)
  })

  test('counters count requests, bytes and routes until they are reset', async () => {
    await ask(plex, '/identity')
    await ask(plex, '/identity')
    await ask(plex, '/library/metadata/11?checkFiles=1', { person: 'owner' })
    expect(plex.requests.counters()).toMatchObject({
      requests: 3,
      diskWakes: 1,
      byRoute: { '/identity': 2, '/library/metadata/:keys': 1 }
    })
    await post('reset')
    expect(await read('counters')).toEqual({ requests: 0, bytes: 0, diskWakes: 0, byRoute: {} })
  })

  test('control requests are not logged', async () => {
    await read('state')
    expect(plex.requests.counters().requests).toBe(0)
  })

  test('the state tells people with tokens, sections, sessions and the seed', async () => {
    plex.play('alex', '121')
    expect(await read('state')).toMatchObject({
      seed: 1,
      now: plex.clock.now(),
      people: [{ name: 'owner', token: 'server-token-owner' }, { name: 'alex', accountId: 2001 }, {}, {}],
      sections: [
        { key: '1', items: 3 },
        { key: '2', items: 7 },
        { key: '3', hidden: 1 }
      ],
      sessions: [{ person: 'alex', ratingKey: '121' }]
    })
  })

  test('people play, pause, seek, crash and stop by control, as the clock is advanced', async () => {
    expect(
      await control('play', { person: 'alex', ratingKey: '121', transcode: true, player: { title: 'Tablet' } })
    ).toEqual({ sessionKey: '1' })
    await control('clock/advance', { ms: 15_000 })
    await control('pause', { sessionKey: '1' })
    expect(await read('sessions')).toMatchObject([{ state: 'paused', offsetMs: 15_000 }])
    await control('resume', { sessionKey: '1' })
    await control('seek', { sessionKey: '1', offsetMs: minutes(39) })
    await control('stop', { sessionKey: '1' })
    expect(await read('on-deck?person=alex&section=2')).toEqual(['122'])
    await control('clock/advance', { ms: 1000 })
    await control('left-at', { person: 'alex', ratingKey: '11', offsetMs: minutes(30) })
    expect(await read('on-deck?person=alex')).toEqual(['11', '122'])
  })

  test('the library changes by control', async () => {
    const added = await control('library/add', {
      section: '2',
      title: 'Third',
      show: 'Lantern Street',
      season: 2,
      file: '/data/tv/x.mkv'
    })
    expect(added).toMatchObject({ type: 'episode', parentIndex: 2, index: 3, grandparentKey: '100' })
    await control('library/remove', { ratingKey: '12' })
    await control('library/replace-file', { ratingKey: '13', file: '/data/movies/new.mkv', sizeBytes: 9 })
    await control('library/trash', { ratingKey: '11' })
    expect(plex.library.count('1', 'movie')).toBe(2)
    expect(plex.library.lookup('13')?.media[0]?.parts[0]).toMatchObject({ file: '/data/movies/new.mkv', sizeBytes: 9 })
  })

  test('faults are set and cleared by control', async () => {
    await control('faults', { path: '/identity', fault: { kind: 'status', status: 503, retryAfterSeconds: 3 } })
    expect(await ask(plex, '/identity')).toMatchObject({ status: 503, headers: { 'retry-after': '3' } })
    await ask(plex, '/__fake/faults', { method: 'DELETE' })
    expect((await ask(plex, '/identity')).status).toBe(200)
  })

  test.each([
    ['an unknown control', 'nonsense', {}, 404],
    ['an input of the wrong shape', 'play', { person: 'alex' }, 400],
    ['an item that is not there', 'play', { person: 'alex', ratingKey: '999' }, 400],
    ['a person who is not there', 'scrobble', { person: 'nobody', ratingKey: '11' }, 400],
    ['a fault that is none', 'faults', { fault: { kind: 'gremlins' } }, 400]
  ])('%s is refused with a reason', async (...[, path, body, status]) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text).error).toBeTypeOf('string')
  })
})

test('a clock that runs moves time and sessions by itself', async () => {
  const plex = await startFakePlex({ library: smallHouse() })
  plex.play('owner', '121')
  const watched = new Promise<void>((resolve) => {
    plex.clock.after(minutes(37), resolve)
  })
  const stop = plex.clock.run(60_000)
  await watched
  stop()
  expect(plex.viewState('owner', '121').viewCount).toBe(1)
  await plex.close()
})

test('two servers may share one clock', async () => {
  const first = await startFakePlex({ library: smallHouse() })
  const second = await startFakePlex({ library: smallHouse(), clock: first.clock })
  first.clock.advance(1000)
  expect(second.clock.now()).toBe(first.clock.now())
  await Promise.all([first.close(), second.close()])
})
