/** What the simulated server pushes, to whom, in which envelope, and how a push connection can go wrong. */
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { at, type Json, rows } from '#test/fakes/kit/ask.ts'
import { type FakePlex, startFakePlex } from './index.ts'
import { household, smallHouse } from './small-house.ts'

interface Ears {
  readonly socket: WebSocket
  /** Every message in order, as text. */
  readonly heard: string[]
  /** Resolves when so many messages have been heard. */
  until(count: number): Promise<void>
}

function listen(plex: FakePlex, person: string, query = ''): Promise<Ears> {
  const headers = { 'X-Plex-Token': plex.token(person) }
  const socket = new WebSocket(`${plex.url.replace('http', 'ws')}/:/websockets/notifications${query}`, { headers })
  const heard: string[] = []
  let wake: () => void = () => undefined
  socket.on('message', (message) => {
    heard.push(String(message))
    wake()
  })
  const until = async (count: number): Promise<void> => {
    while (heard.length < count) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, heard, until }))
    socket.on('error', reject)
  })
}

function notifications(ears: Ears): Json[] {
  return ears.heard.map((text) => JSON.parse(text).NotificationContainer)
}

/** States of `playing` notifications, in order. */
function states(ears: Ears): unknown[] {
  return notifications(ears).map((each) => at(each, 'PlaySessionStateNotification', 0, 'state'))
}

describe('push', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({
      library: smallHouse(),
      people: household,
      quirks: { stoppedTwice: 0, bufferingFlicker: false }
    })
  })
  afterEach(() => plex.close())

  test('playing comes on every change and every ten seconds, without a person', async () => {
    const ears = await listen(plex, 'owner', '?filters=playing')
    const key = plex.play('alex', '121')
    plex.clock.advance(30_000)
    plex.pause(key)
    plex.stop(key)
    await ears.until(6)
    expect(states(ears)).toEqual(['playing', 'playing', 'playing', 'playing', 'paused', 'stopped'])
    const [first, second] = notifications(ears)
    expect(first).toMatchObject({ type: 'playing', size: 1 })
    expect(at(second, 'PlaySessionStateNotification', 0)).toMatchObject({
      sessionKey: '1',
      ratingKey: '121',
      key: '/library/metadata/121',
      viewOffset: 10_000
    })
    expect(Object.keys(rows(first, 'PlaySessionStateNotification')[0] ?? {})).not.toContain('User')
  })

  test('a transcode says so, and the transcoder speaks as well', async () => {
    const ears = await listen(plex, 'owner')
    plex.stop(plex.play('owner', '121', { transcode: true }))
    await ears.until(4)
    expect(notifications(ears).map(({ type }) => type)).toEqual([
      'transcodeSession.start',
      'playing',
      'playing',
      'transcodeSession.end'
    ])
    expect(at(notifications(ears)[1], 'PlaySessionStateNotification', 0)).toHaveProperty('transcodeSession')
  })

  test('a crashed player is silent', async () => {
    const ears = await listen(plex, 'owner', '?filters=playing')
    plex.crash(plex.play('alex', '121'))
    plex.clock.advance(3_600_000)
    plex.preroll('owner')
    await ears.until(2)
    expect(notifications(ears).map((each) => at(each, 'PlaySessionStateNotification', 0, 'sessionKey'))).toEqual([
      '1',
      '2'
    ])
  })

  test('others than the owner hear of their own sessions only', async () => {
    const ears = await listen(plex, 'alex', '?filters=playing')
    plex.play('owner', '11')
    plex.play('alex', '121')
    await ears.until(1)
    expect(at(notifications(ears)[0], 'PlaySessionStateNotification', 0, 'ratingKey')).toBe('121')
  })

  test('a new item passes through its states and ends in a library update', async () => {
    const ears = await listen(plex, 'owner', '?filters=timeline,status')
    plex.library.add({ section: '1', title: 'New', file: '/data/movies/New (2026).mkv', sizeBytes: 5 })
    await ears.until(7)
    const all = notifications(ears)
    expect(all.slice(0, 6).map((each) => at(each, 'TimelineEntry', 0, 'state'))).toEqual([0, 1, 2, 3, 4, 5])
    expect(at(all[0], 'TimelineEntry', 0)).toMatchObject({ sectionID: '1', type: 1, title: 'New' })
    expect(at(all[6], 'StatusNotification', 0)).toMatchObject({ notificationName: 'LIBRARY_UPDATE' })
  })

  test('a removed item is state 9', async () => {
    const ears = await listen(plex, 'owner', '?filters=timeline')
    plex.library.remove('11')
    await ears.until(1)
    expect(at(notifications(ears)[0], 'TimelineEntry', 0)).toMatchObject({ itemID: '11', state: 9 })
  })

  test('a scan is an activity that starts, progresses and ends', async () => {
    const ears = await listen(plex, 'owner', '?filters=activity')
    plex.scan('2')
    plex.clock.advance(2000)
    await ears.until(3)
    const all = notifications(ears).map((each) => at(each, 'ActivityNotification', 0))
    expect(all.map((each) => at(each, 'event'))).toEqual(['started', 'progress', 'ended'])
    expect(all[0]).toMatchObject({ Activity: { type: 'library.update.section', progress: 0 } })
  })

  test('the event stream has one object per event and no container', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let heard = ''
      const headers = { 'X-Plex-Token': plex.token('owner') }
      const sent = request(`${plex.url}/:/eventsource/notifications?filters=playing`, { headers }, (response) => {
        response.on('data', (chunk: Buffer) => {
          heard += chunk.toString()
          if (!heard.includes('event: playing')) return
          resolve(heard)
          sent.destroy()
        })
        response.on('error', () => resolve(heard))
      })
      sent.on('error', reject)
      sent.end()
      plex.push.connected().then(() => plex.play('owner', '11'), reject)
    })
    expect(text).toMatch(/^event: ping\ndata: \{\}\n\n/)
    expect(text).toMatch(/event: playing\ndata: \{"PlaySessionStateNotification":\{"sessionKey":"1"/)
  })

  test.each([
    { what: 'a nonsense token', token: 'nonsense', path: '/:/websockets/notifications', status: 401 },
    { what: 'a wrong path', token: 'server-token-owner', path: '/:/websockets/else', status: 404 }
  ])('an upgrade with $what is refused', async ({ token, path, status }) => {
    const socket = new WebSocket(plex.url.replace('http', 'ws') + path, { headers: { 'X-Plex-Token': token } })
    const refused = await new Promise<number | undefined>((resolve) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode)
        response.destroy()
      })
      socket.on('error', () => undefined)
    })
    expect(refused).toBe(status)
  })

  test('a faulty proxy in between answers an upgrade with 502', async () => {
    plex.faults.add({ path: 'websockets', fault: { kind: 'badUpgrade', status: 502 } })
    await expect(listen(plex, 'owner')).rejects.toThrow('502')
  })

  test('a drop ends the connection without a closing handshake', async () => {
    const ears = await listen(plex, 'owner')
    const closed = new Promise<number>((resolve) => ears.socket.on('close', resolve))
    plex.push.drop()
    expect(await closed).toBe(1006)
  })

  test('a half open connection answers no ping and brings no data, but does not close', async () => {
    const ears = await listen(plex, 'owner')
    const pong = new Promise<string>((resolve) => ears.socket.once('pong', () => resolve('pong')))
    ears.socket.ping()
    expect(await pong).toBe('pong')
    plex.push.halfOpen()
    plex.play('owner', '11')
    const other = await listen(plex, 'owner')
    plex.play('owner', '12')
    await other.until(1)
    expect(ears.heard).toEqual([])
    expect(ears.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('garbage, binary frames, bursts and swapped notifications arrive as they are', async () => {
    const ears = await listen(plex, 'owner', '?filters=playing')
    plex.push.garbageFrame()
    plex.push.binaryFrame()
    const key = plex.play('owner', '11')
    plex.push.burst(3)
    plex.push.outOfOrder()
    plex.pause(key)
    plex.resume(key)
    await ears.until(8)
    expect(() => JSON.parse(ears.heard[0] ?? '')).toThrow(SyntaxError)
    const readable = { ...ears, heard: ears.heard.slice(2) }
    expect(states(readable)).toEqual(['playing', 'playing', 'playing', 'playing', 'playing', 'paused'])
  })

  test('a restart cuts every connection', async () => {
    const ears = await listen(plex, 'owner')
    const closed = new Promise((resolve) => ears.socket.on('close', resolve))
    plex.restartServer()
    await closed
    expect(plex.push.connections()).toEqual([])
  })
})

test('with its quirks on, playing begins with buffering and stopped may come twice', async () => {
  const plex = await startFakePlex({ library: smallHouse(), quirks: { stoppedTwice: 1 } })
  const ears = await listen(plex, 'owner', '?filters=playing')
  plex.stop(plex.play('owner', '11'))
  await ears.until(4)
  expect(states(ears)).toEqual(['buffering', 'playing', 'stopped', 'stopped'])
  await plex.close()
})
