/** The promise of MediaServer.listen, kept by the Plex adapter against the simulated server's pushes. */
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import type { PlexSettings } from '#adapters/plex/index.ts'
import type { MediaAlert } from '#ports/media-server.ts'
import type { FakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import { createPlexStage, type PlexStage } from './plex-fixture.ts'

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

const hasty = { pingMs: 30, openMs: 300, silenceMs: 5000, firstMs: 5, mostMs: 20, refusedMs: 20, gatherMs: 20 }

/** What was heard, and waiting until something is: an event, never a sleep. */
const createEar = () => {
  const heard: MediaAlert[] = []
  const waiting = new Set<() => void>()
  return {
    heard,
    hear: (alert: MediaAlert): void => {
      heard.push(alert)
      for (const check of waiting) check()
    },
    until: (isThere: (alert: MediaAlert, at: number, all: readonly MediaAlert[]) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!heard.some(isThere)) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
  }
}

const listening = async (settings: Partial<PlexSettings> = {}) => {
  const { fake, plex } = await stage.pair({ library: smallHouse() }, { listening: hasty, ...settings })
  const ear = createEar()
  const line = plex.listen(ear.hear)
  return { fake, plex, ear, line }
}

const isReconnected = (alert: MediaAlert, at: number, all: readonly MediaAlert[]): boolean =>
  alert.kind === 'connected' && all.slice(0, at).some(({ kind }) => kind === 'lost')
const isLibrary = ({ kind }: MediaAlert): boolean => kind === 'library'
const isPlayback = (state: string) => (alert: MediaAlert) => alert.kind === 'playback' && alert.state === state

describe('alerts', () => {
  it('tell what is played, by which player, in which session and how far', async () => {
    const { fake, ear } = await listening()
    await fake.push.connected()
    const session = fake.play('owner', '121')
    await ear.until(isPlayback('playing'))
    fake.push.burst(5)
    fake.clock.advance(30_000)
    fake.pause(session)
    await ear.until(isPlayback('paused'))
    fake.stop(session)
    await ear.until(isPlayback('stopped'))
    const heard = ear.heard.flatMap((alert) => (alert.kind === 'playback' ? [alert] : []))
    expect([...new Set(heard.map(({ state }) => state))]).toEqual(['buffering', 'playing', 'paused', 'stopped'])
    expect(new Set(heard.map(({ sessionKey, ratingKey }) => `${sessionKey} ${ratingKey}`)).size).toBe(1)
    expect(heard.at(-1)).toMatchObject({ ratingKey: '121', viewOffsetMs: 30_000, player: expect.any(String) })
  })

  it('tell once that the library changed, however many notices there are', async () => {
    const { fake, ear } = await listening()
    await fake.push.connected()
    for (const title of ['One', 'Two', 'Three'])
      fake.library.add({ section: '1', title, file: `/data/movies/${title}.mkv` })
    fake.scan('1')
    fake.clock.advance(60_000)
    await ear.until(isLibrary)
    fake.play('owner', '11')
    await ear.until(isPlayback('playing'))
    expect(ear.heard.filter(isLibrary).length).toBe(1)
  })

  it('survive garbage, binary frames and a hearer with a bug', async () => {
    const { fake, plex } = await stage.pair({ library: smallHouse() }, { listening: hasty })
    const ear = createEar()
    plex.listen((alert) => {
      ear.hear(alert)
      throw new Error('a bug')
    })
    await fake.push.connected()
    fake.push.garbageFrame()
    fake.push.binaryFrame()
    fake.play('owner', '11')
    await ear.until(isPlayback('playing'))
    fake.play('owner', '12')
    await ear.until((alert) => alert.kind === 'playback' && alert.ratingKey === '12')
    expect(fake.push.connections().length).toBe(1)
    expect(stage.said).toContain('Unexpected error: a bug')
  })
})

describe('the line', () => {
  it('is opened again when it is cut, and says so', async () => {
    const { fake, ear } = await listening()
    await fake.push.connected()
    fake.push.drop()
    await ear.until(isReconnected)
    fake.play('owner', '11')
    await ear.until(isPlayback('playing'))
    expect(stage.said).toEqual([expect.stringMatching(/^Plex at .* ended the connection/), 'Plex can be heard again.'])
  })

  it('is opened again when the other side is half gone', async () => {
    const { fake, ear } = await listening()
    await fake.push.connected()
    fake.push.halfOpen()
    await ear.until(isReconnected)
  })

  it('comes back with a server that was down, says each once, and lets questions through again', async () => {
    const { fake, plex, ear } = await listening({ restMs: 60_000 })
    await fake.push.connected()
    await fake.refuse()
    await expect(plex.readSessions(new AbortController().signal)).rejects.toThrow(/PLEX_URL/)
    await fake.accept()
    await ear.until(isReconnected)
    expect(await plex.readSessions(new AbortController().signal)).toEqual([])
    expect(stage.said.filter((sentence) => sentence === 'Plex can be heard again.').length).toBe(1)
  })

  it('tells that the line is lost when the server is not there at the start', async () => {
    const probe = await stage.fake({ library: smallHouse() })
    await probe.refuse()
    const ear = createEar()
    stage.plex({ url: probe.url, token: probe.token('owner'), listening: hasty }).listen(ear.hear)
    await expect.poll(() => stage.said.length).toBe(1)
    await probe.accept()
    await ear.until(isReconnected)
  })

  it('uses the event stream where a proxy does not let websockets through', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    fake.faults.add({ path: 'websockets', fault: { kind: 'badUpgrade', status: 502 } })
    const ear = createEar()
    stage.plex({ url: fake.url, token: fake.token('owner'), listening: hasty }).listen(ear.hear)
    await fake.push.connected()
    expect(fake.push.connections().map(({ transport }) => transport)).toEqual(['eventsource'])
    fake.push.garbageFrame()
    fake.play('owner', '121')
    await ear.until(isPlayback('playing'))
    fake.push.drop()
    await ear.until(isReconnected)
  })

  it('gives up an event stream that says nothing for too long', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    fake.faults.add({ path: 'websockets', fault: { kind: 'badUpgrade', status: 502 } })
    const ear = createEar()
    const impatient = { ...hasty, silenceMs: 100 }
    stage.plex({ url: fake.url, token: fake.token('owner'), listening: impatient }).listen(ear.hear)
    await fake.push.connected()
    fake.push.halfOpen()
    await ear.until(isReconnected)
  })

  it('says once that the token is refused, and keeps trying slowly', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    const unheal = fake.faults.add({ path: 'websockets', fault: { kind: 'badUpgrade', status: 401 } })
    const ear = createEar()
    stage.plex({ url: fake.url, token: fake.token('owner'), listening: hasty }).listen(ear.hear)
    const refusals = () => fake.requests.entries().filter(({ status }) => status === 401).length
    await expect.poll(refusals).toBeGreaterThan(2)
    unheal()
    await ear.until(isReconnected)
    expect(stage.said.filter((sentence) => sentence.includes('PLEX_TOKEN')).length).toBe(1)
    expect(fake.push.connections().map(({ transport }) => transport)).toEqual(['websocket'])
  })

  it('says once that the settings are wrong, and stays quiet', async () => {
    const plex = stage.plex({ url: '', token: 'x' })
    plex.listen(() => undefined)
    await expect.poll(() => stage.said.length).toBe(1)
    await plex.close()
    expect(stage.said).toEqual([expect.stringMatching(/^PLEX_URL is not set/)])
  })

  it('carries the token in a header only', async () => {
    const { fake } = await listening()
    await fake.push.connected()
    const upgrade = fake.requests.entries().find(({ status }) => status === 101)
    expect(upgrade).toMatchObject({ query: 'filters=playing,timeline,activity', tokenOwner: 'owner' })
  })
})

describe('closing', () => {
  const gone = async (fake: FakePlex): Promise<void> => expect.poll(() => fake.push.connections()).toEqual([])

  it('ends an open line', async () => {
    const { fake, line } = await listening()
    await fake.push.connected()
    await line.close()
    await gone(fake)
  })

  it('ends an event stream and every line of the adapter', async () => {
    const { fake, plex } = await listening()
    await fake.push.connected()
    fake.faults.add({ path: 'websockets', fault: { kind: 'status', status: 404 } })
    plex.listen(() => undefined)
    await fake.push.connected(2)
    await plex.close()
    await gone(fake)
  })

  it('ends a wait for the next try and a handshake that hangs', async () => {
    const fake = await stage.fake({ library: smallHouse() })
    await fake.refuse()
    const slow = { ...hasty, firstMs: 60_000, mostMs: 60_000, openMs: 60_000 }
    const settings = { token: fake.token('owner'), listening: slow, clock: systemClock }
    const waiting = stage.plex({ url: fake.url, ...settings }).listen(() => undefined)
    await expect.poll(() => stage.said.length).toBe(1)
    await waiting.close()
    await fake.accept()
    fake.faults.add({ path: 'websockets', fault: { kind: 'neverAnswer' } })
    const hanging = stage.plex({ url: fake.url, ...settings }).listen(() => undefined)
    await expect.poll(() => fake.requests.entries().length).toBe(1)
    await hanging.close()
  })
})
