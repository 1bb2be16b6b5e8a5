/** What simulated people do in front of their screens, and what the server tells of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { at, rows } from '#test/fakes/kit/ask.ts'
import { ask, container, items } from './ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, minutes, smallHouse } from './small-house.ts'

const sessionsPath = '/status/sessions'

describe('playback', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household })
  })
  afterEach(() => plex.close())

  test('an idle server lists no session and no Metadata member', async () => {
    expect(await container(plex, sessionsPath)).toEqual({ size: 0 })
  })

  test('a session tells person, player and state, with ids as strings', async () => {
    plex.play('alex', '121', { player: { machineIdentifier: 'tv-1', local: false } })
    plex.clock.advance(25_000)
    const [session] = await items(plex, sessionsPath)
    expect(session).toMatchObject({
      sessionKey: '1',
      ratingKey: '121',
      viewOffset: 25_000,
      librarySectionID: '2',
      User: { id: '2001', title: 'alex' },
      Player: { state: 'playing', machineIdentifier: 'tv-1', local: false, userID: 2001 },
      Session: { location: 'wan' }
    })
    expect(at(session, 'Media', 0)).toMatchObject({ selected: true })
    expect(at(session, 'Media', 0, 'id')).toBeTypeOf('string')
    expect(at(session, 'Media', 0, 'Part', 0)).toMatchObject({ selected: true, decision: 'directplay' })
  })

  test('the owner has id 1', async () => {
    plex.play('owner', '121')
    expect(at(await items(plex, sessionsPath), 0, 'User', 'id')).toBe('1')
  })

  test('only the played version is marked as selected', async () => {
    plex.play('owner', '11', { media: 1 })
    const versions = rows(await items(plex, sessionsPath), 0, 'Media')
    expect(versions.map(({ selected }) => selected)).toEqual([undefined, true, undefined])
  })

  test('a transcoded part has lost its file, size and key, but not its id', async () => {
    plex.play('owner', '11', { transcode: true })
    const [session] = await items(plex, sessionsPath)
    const part = at(session, 'Media', 0, 'Part', 0)
    for (const name of ['file', 'size', 'key']) expect(part).not.toHaveProperty(name)
    const [listed] = await items(plex, '/library/sections/1/all')
    expect(at(part, 'id')).toBe(String(at(listed, 'Media', 0, 'Part', 0, 'id')))
    expect(session).toHaveProperty('TranscodeSession')
  })

  test('some players have no Session element', async () => {
    plex.play('owner', '11', { withoutSession: true })
    expect(at(await items(plex, sessionsPath), 0)).not.toHaveProperty('Session')
  })

  test('pre-rolls and television carry no file and belong to no section', async () => {
    plex.preroll('owner')
    plex.liveTv('alex')
    const [clip, television] = await items(plex, sessionsPath)
    expect(clip).toMatchObject({ type: 'clip', librarySectionID: -2 })
    expect(television).toMatchObject({ live: '1', key: '/livetv/sessions/990002' })
    for (const session of [clip, television]) expect(at(session, 'Media', 0, 'Part', 0)).not.toHaveProperty('file')
  })

  test('a paused film stands still, a resumed one goes on, a seek jumps', () => {
    const key = plex.play('owner', '11', { fromOffsetMs: 0 })
    plex.clock.advance(30_000)
    plex.pause(key)
    plex.clock.advance(minutes(10))
    expect(plex.sessions()).toMatchObject([{ state: 'paused', offsetMs: 30_000 }])
    plex.resume(key)
    plex.seek(key, minutes(50))
    plex.clock.advance(5000)
    expect(plex.sessions()).toMatchObject([{ state: 'playing', offsetMs: minutes(50) + 5000 }])
  })

  test('a stop keeps the place, and playing again goes on from there', () => {
    const key = plex.play('owner', '11')
    plex.clock.advance(minutes(20))
    plex.stop(key)
    expect(plex.sessions()).toEqual([])
    expect(plex.viewState('owner', '11')).toMatchObject({ viewOffsetMs: minutes(20), viewCount: 0 })
    plex.play('owner', '11')
    expect(plex.sessions()).toMatchObject([{ offsetMs: minutes(20) }])
  })

  test('crossing nine tenths counts as watched: a history row, and the next episode on deck', async () => {
    plex.play('alex', '121')
    plex.clock.advance(minutes(36) - 10_001)
    expect(plex.viewState('alex', '121').viewCount).toBe(0)
    plex.clock.advance(20_000)
    expect(plex.viewState('alex', '121')).toMatchObject({ viewCount: 1, viewOffsetMs: 0 })
    expect(plex.onDeck('alex', '2')).toEqual(['122'])
    expect(await items(plex, '/status/sessions/history/all')).toMatchObject([
      { ratingKey: '121', accountID: 2001, librarySectionID: '2', grandparentKey: '/library/metadata/100', index: 1 }
    ])
  })

  test('at its end a film stops by itself, watched once', () => {
    plex.play('owner', '121', { speed: 2 })
    plex.clock.advance(minutes(20))
    expect(plex.sessions()).toEqual([])
    expect(plex.viewState('owner', '121').viewCount).toBe(1)
  })

  test('a crashed player stays listed for half an hour, standing still', () => {
    const key = plex.play('owner', '11')
    plex.clock.advance(minutes(5))
    plex.crash(key)
    plex.clock.advance(minutes(30) - 1)
    expect(plex.sessions()).toMatchObject([{ ghost: true, state: 'playing', offsetMs: minutes(5) }])
    plex.clock.advance(1)
    expect(plex.sessions()).toEqual([])
  })

  test('session keys begin at 1 again when the server restarts', () => {
    plex.play('owner', '11')
    plex.play('alex', '12')
    plex.restartServer()
    expect(plex.sessions()).toEqual([])
    expect(plex.play('owner', '11')).toBe('1')
  })

  test('marking through the API makes a view but no history', async () => {
    const mark = '/:/scrobble?identifier=com.plexapp.plugins.library&key=100'
    expect(await ask(plex, mark, { person: 'alex', method: 'PUT' })).toMatchObject({ status: 200, text: '' })
    expect(plex.viewState('alex', '132').viewCount).toBe(1)
    expect(await items(plex, '/status/sessions/history/all')).toEqual([])
    await ask(plex, mark.replace('scrobble', 'unscrobble'), { person: 'alex' })
    expect(plex.viewState('alex', '132').viewCount).toBe(0)
  })

  test('a player that reports its place opens, moves and ends a session', async () => {
    const report = (state: string, time: number) =>
      container(
        plex,
        `/:/timeline?ratingKey=11&key=/library/metadata/11&state=${state}&time=${time}&duration=6000000`,
        {
          person: 'alex',
          headers: { 'X-Plex-Client-Identifier': 'phone' }
        }
      )
    await report('playing', 0)
    expect(await report('playing', 75_000)).toMatchObject({ playbackState: 'progress', viewOffset: 75_000 })
    expect(plex.sessions()).toMatchObject([{ person: 'alex', ratingKey: '11', offsetMs: 75_000 }])
    expect(await report('stopped', minutes(95))).toMatchObject({ viewCount: 1 })
    expect(plex.sessions()).toEqual([])
  })

  test('history is filtered, sorted and paged, and others see their own rows only', async () => {
    plex.watched('alex', '121', 1_772_000_000_000)
    plex.watched('alex', '122', 1_772_100_000_000)
    plex.watched('owner', '11', 1_772_200_000_000)
    const history = async (query: string, person = 'owner') =>
      (await items(plex, `/status/sessions/history/all?${query}`, { person })).map(({ ratingKey }) => ratingKey)
    expect(await history('sort=viewedAt:desc')).toEqual(['11', '122', '121'])
    expect(await history('accountID=2001&viewedAt>=1772100000')).toEqual(['122'])
    expect(await history('metadataItemID=100')).toEqual(['121', '122'])
    expect(await history('librarySectionID=1')).toEqual(['11'])
    expect(await history('X-Plex-Container-Start=1&X-Plex-Container-Size=1')).toEqual(['122'])
    expect(await history('', 'alex')).toEqual(['121', '122'])
  })

  test('the history of a deleted item has no key', async () => {
    plex.watched('owner', '13')
    plex.library.remove('13')
    const [row] = await items(plex, '/status/sessions/history/all')
    expect(row).toMatchObject({ title: 'Zürich', type: 'movie', accountID: 1 })
    expect(row).not.toHaveProperty('ratingKey')
    expect(row).not.toHaveProperty('key')
  })
})
