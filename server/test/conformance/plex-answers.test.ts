/** Who answers, on deck and sessions: the rest of what MediaServer promises, kept by the Plex adapter. */

import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import { makeLibrary, plainMix } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { createPlexStage, failureOf, noAbort, type PlexStage } from './plex-fixture.ts'

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

const household = [
  { name: 'owner', kind: 'owner' },
  { name: 'neighbour', kind: 'shared' }
] as const

const jsonAnswer = (path: string, container: unknown) => ({
  answer: (incoming: { url?: string | undefined }, response: import('node:http').ServerResponse) => {
    const isIt = incoming.url === path
    const body = JSON.stringify({ MediaContainer: container })
    if (isIt) response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
    return isIt
  }
})

describe('identify', () => {
  it('tells who answers', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse(), friendlyName: 'Attic', version: '1.43.3.1-abc' })
    const identity = await plex.identify(noAbort)
    expect(identity).toEqual({ machineIdentifier: fake.machineIdentifier, name: 'Attic', version: '1.43.3.1-abc' })
  })

  it('keeps a path prefix and drops a slash at the end of the address', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const url = await stage.serve((incoming, response) => {
      const inside = incoming.url?.replace(/^\/plex(?=\/)/, '')
      const body = JSON.stringify({ MediaContainer: { machineIdentifier: 'm', friendlyName: inside } })
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
    })
    const plex = stage.plex({ url: `${url}/plex/`, token: fake.token('owner') })
    expect((await plex.identify(noAbort)).name).toBe('/')
  })

  it('proves the token on the libraries where a proxy keeps the front page for itself', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const url = await stage.door(fake, {
      answer: (incoming, response) => {
        const isFront = incoming.url === '/'
        if (isFront) response.writeHead(302, { Location: '/web/index.html' }).end()
        return isFront
      }
    })
    const identity = await stage.plex({ url, token: fake.token('owner') }).identify(noAbort)
    expect(identity).toMatchObject({ machineIdentifier: fake.machineIdentifier, name: 'Plex Media Server' })
    const refused = await failureOf(stage.plex({ url, token: 'nobody' }).identify(noAbort))
    expect(refused.code).toBe('plex.token-refused')
  })
})

describe('on deck', () => {
  it('tells what is half-watched and what is next, the newest viewing first', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.watched('owner', '121')
    fake.clock.advance(60_000)
    fake.leftAt('owner', '11', { offsetMs: 20 * 60_000 })
    expect((await plex.readOnDeck('1', noAbort))[0]).toEqual({
      ratingKey: '11',
      viewOffsetMs: 20 * 60_000,
      lastViewedAt: fake.clock.now() - (fake.clock.now() % 1000)
    })
    expect((await plex.readOnDeck('2', noAbort)).map(({ ratingKey }) => ratingKey)).toEqual(fake.onDeck('owner', '2'))
  })

  it('reads the on deck of a library that Home does not show', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.watched('owner', '211')
    expect((await plex.readOnDeck('3', noAbort)).map(({ ratingKey }) => ratingKey)).toEqual(['212'])
  })

  it('is an empty list when nothing is on deck, and pages when much is', async () => {
    const library = makeLibrary({
      ...plainMix,
      seed: 8,
      movies: 0,
      shows: 120,
      seasonsPerShow: 1,
      episodesPerSeason: 3
    })
    const { fake, plex } = await stage.pair({ library, pageCap: 50 })
    expect(await plex.readOnDeck('2', noAbort)).toEqual([])
    for (let show = 0; show < 120; show += 1) fake.watched('owner', library.item('2', 'episode', 3 * show).ratingKey)
    const deck = await plex.readOnDeck('2', noAbort)
    expect(new Set(deck.map(({ ratingKey }) => ratingKey)).size).toBe(120)
  })
})

describe('in the name of somebody else', () => {
  it('tells their own deck, and says whose token is refused', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse(), people: household })
    fake.leftAt('neighbour', '11', { offsetMs: 40 * 60_000 })
    const as = { name: 'Neighbour', token: secret(fake.token('neighbour')) }
    expect((await plex.readOnDeck('1', noAbort, as)).map(({ ratingKey }) => ratingKey)).toEqual(['11'])
    expect(await plex.readOnDeck('1', noAbort)).toEqual([])
    const failure = await failureOf(plex.readOnDeck('1', noAbort, { ...as, token: secret('worn-out') }))
    expect(failure.code).toBe('plex.person-refused')
    expect(failure.told).toContain('no longer accepts the token of Neighbour')
    expect(failure.told).not.toContain('worn-out')
  })

  it('tells what everybody watched since, with who it was', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse(), people: household })
    const at = fake.clock.now()
    fake.watched('owner', '121', at - 3_600_000)
    fake.watched('neighbour', '11', at - 7_200_000)
    fake.watched('neighbour', '12', at - 90 * 86_400_000)
    const rows = await plex.readHistory(at - 86_400_000, noAbort)
    expect(rows).toEqual([
      { ratingKey: '121', personId: '1', viewedAt: at - 3_600_000 },
      { ratingKey: '11', personId: expect.stringMatching(/^\d{2,}$/u), viewedAt: at - 7_200_000 }
    ])
  })
})

describe('sessions', () => {
  it('tells who plays what, also when a transcoded part has no file', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse(), people: household })
    fake.play('neighbour', '121', { transcode: true })
    const paused = fake.play('owner', '11')
    fake.pause(paused)
    const sessions = await plex.readSessions(noAbort)
    expect(sessions).toMatchObject([
      { ratingKey: '121', person: 'neighbour', state: 'playing', sessionKey: '1', file: undefined },
      { ratingKey: '11', person: 'owner', personId: '1', state: 'paused', file: expect.stringMatching(/\.mkv$/u) }
    ])
    expect(new Set(sessions.map(({ personId }) => personId)).size).toBe(2)
  })

  it('leaves out clips in front of a film and live television', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() })
    fake.preroll('owner')
    fake.liveTv('owner')
    expect(await plex.readSessions(noAbort)).toEqual([])
  })

  it('fails instead of leaving out a session that it cannot tell apart', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const nameless = { size: 1, Metadata: [{ type: 'movie', sessionKey: '3', Player: { state: 'playing' } }] }
    const url = await stage.door(fake, jsonAnswer('/status/sessions', nameless))
    const failure = await failureOf(stage.plex({ url, token: fake.token('owner') }).readSessions(noAbort))
    expect(failure.code).toBe('plex.garbled')
  })

  it('fails when sessions are announced and not given', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const url = await stage.door(fake, jsonAnswer('/status/sessions', { size: 2 }))
    const failure = await failureOf(stage.plex({ url, token: fake.token('owner') }).readSessions(noAbort))
    expect(failure.code).toBe('plex.garbled')
  })

  it('says that the token is not the one of the owner', async () => {
    const { fake } = await stage.pair({ library: smallHouse(), people: household })
    const plex = stage.plex({ url: fake.url, token: fake.token('neighbour') })
    const failure = await failureOf(plex.readSessions(noAbort))
    expect(failure.code).toBe('plex.forbidden')
    expect(failure.told).toMatch(/PLEX_TOKEN.*owner/)
  })
})
