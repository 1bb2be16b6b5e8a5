/** Who watches what, as the engine is told of it: the real adapter and the real watch against the simulated server and its oddities. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LiveNews } from '#core/live/stage.ts'
import { type LiveWatch, startLiveWatch } from '#engine/live/live-watch.ts'
import type { Clock } from '#ports/clock.ts'
import { createPlexStage, type PlexStage } from '#test/conformance/plex-fixture.ts'
import { createRandom } from '#test/fakes/kit/random.ts'
import { createVirtualClock, type FakePlex, type VirtualClock } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'

const minute = 60_000
/** Connects again at once; a connection is only lost when the server ends it, however late this process gets to read what came. */
const hasty = {
  pingMs: 60_000,
  openMs: 60_000,
  silenceMs: 60_000,
  firstMs: 5,
  mostMs: 20,
  refusedMs: 20,
  gatherMs: 20
}
const people = [
  { name: 'owner', kind: 'owner' },
  { name: 'ada', kind: 'home' }
] as const

let stage: PlexStage = createPlexStage()
let watch: LiveWatch | undefined
afterEach(async () => {
  await watch?.close()
  watch = undefined
  await stage.dispose()
  stage = createPlexStage()
})

const clockOf = (clock: VirtualClock): Clock => ({
  now: clock.now,
  after: (ms, call) => ({ cancel: clock.after(ms, call) })
})

/** A server, and somebody who notes what is told: `started 121 by ada`. */
const aWatch = async (
  facts: { readonly faults?: (fake: FakePlex) => void; readonly playedThresholdPercent?: number } = {}
) => {
  const clock = createVirtualClock(Date.UTC(2026, 2, 6, 18))
  const { playedThresholdPercent = 90 } = facts
  const prefs = { playedThresholdPercent }
  const fake = await stage.fake({ library: smallHouse(), people, clock, quirks: { stoppedTwice: 1 }, prefs })
  facts.faults?.(fake)
  const news: LiveNews[] = []
  const counts = { library: 0 }
  const server = stage.plex({ url: fake.url, token: fake.token('owner'), listening: hasty })
  const said: string[] = []
  watch = startLiveWatch({
    server,
    clock: clockOf(clock),
    finishedPercent: 90,
    checkEveryMs: 30_000,
    told: (told) => news.push(told),
    libraryChanged: () => {
      counts.library += 1
    },
    log: (sentence) => said.push(sentence),
    onBug: (thrown) => {
      throw thrown
    }
  })
  const told = (): readonly string[] =>
    news
      .filter(({ kind }) => kind !== 'progressed')
      .map((one) => `${one.kind} ${one.session.ratingKey} by ${one.session.person}`)
  const asked = (): number => fake.requests.entries().filter(({ path }) => path === '/status/sessions').length
  const askedHistory = (): number =>
    fake.requests.entries().filter(({ path }) => path === '/status/sessions/history/all').length
  return { fake, clock, news, told, asked, askedHistory, said, counts, watch }
}

const connected = async (facts: Awaited<ReturnType<typeof aWatch>>): Promise<void> => {
  await facts.fake.push.connected()
  await expect.poll(facts.asked).toBeGreaterThan(0)
}

/** Lets time pass in small pieces, so that questions are answered in between. */
const pass = async (clock: VirtualClock, ms: number, pieceMs: number): Promise<void> => {
  for (let gone = 0; gone < ms; gone += pieceMs) {
    clock.advance(pieceMs)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('with a push connection', () => {
  it('tells who began what and which file, and when it ended, each once', async () => {
    const live = await aWatch()
    await connected(live)
    const session = live.fake.play('ada', '121')
    await expect.poll(live.told).toEqual(['started 121 by ada'])
    expect(live.news[0]?.session.file).toMatch(/\.mkv$/u)
    live.clock.advance(30_000)
    live.fake.stop(session)
    await expect.poll(live.told).toEqual(['started 121 by ada', 'stopped 121 by ada'])
    expect(live.asked()).toBeLessThanOrEqual(3)
  })

  it('tells the end of an item as finished from 90 % on', async () => {
    const live = await aWatch()
    await connected(live)
    const session = live.fake.play('owner', '11')
    await expect.poll(() => live.told().length).toBe(1)
    const { durationMs = 0 } = live.news[0]?.session ?? {}
    live.fake.seek(session, durationMs * 0.95)
    live.clock.advance(10_000)
    await expect.poll(live.told).toContain('finished 11 by owner')
    live.fake.stop(session)
    await expect.poll(() => live.told().at(-1)).toBe('stopped 11 by owner')
    expect(live.told().filter((one) => one.startsWith('finished'))).toHaveLength(1)
  })

  const stopAt = async (live: Awaited<ReturnType<typeof aWatch>>, share: number): Promise<void> => {
    const session = live.fake.play('ada', '121')
    await expect.poll(() => live.told().at(-1)).toBe('started 121 by ada')
    const { durationMs = 0 } = live.news.at(-1)?.session ?? {}
    live.fake.seek(session, durationMs * share)
    live.clock.advance(10_000)
    live.fake.stop(session)
    await expect.poll(() => live.told().at(-1)).toBe('stopped 121 by ada')
  }

  it('tells as finished what was stopped early and Plex counted, with one question', async () => {
    const live = await aWatch({ playedThresholdPercent: 80 })
    await connected(live)
    await stopAt(live, 0.84)
    expect(live.askedHistory()).toBe(0)
    await pass(live.clock, 6000, 1000)
    await expect.poll(live.told).toEqual(['started 121 by ada', 'stopped 121 by ada', 'finished 121 by ada'])
    await pass(live.clock, 5 * minute, 10_000)
    expect(live.askedHistory()).toBe(1)
  })

  it('does not tell as finished what Plex did not count, and asks once', async () => {
    const live = await aWatch()
    await connected(live)
    await stopAt(live, 0.84)
    await pass(live.clock, 5 * minute, 10_000)
    expect(live.told()).toEqual(['started 121 by ada', 'stopped 121 by ada'])
    expect(live.askedHistory()).toBe(1)
  })

  it('asks Plex nothing about what was stopped in the first half, or was told as finished before', async () => {
    const live = await aWatch()
    await connected(live)
    await stopAt(live, 0.3)
    await stopAt(live, 0.95)
    await pass(live.clock, 5 * minute, 10_000)
    expect(live.told().filter((one) => one.startsWith('finished'))).toHaveLength(1)
    expect(live.askedHistory()).toBe(0)
  })

  it('asks no second time about a stop when the history cannot be read', async () => {
    const live = await aWatch({
      playedThresholdPercent: 80,
      faults: (fake) => void fake.faults.add({ path: '/history/all$', fault: { kind: 'status', status: 500 } })
    })
    await connected(live)
    await stopAt(live, 0.84)
    await pass(live.clock, 5 * minute, 10_000)
    expect(live.told()).toEqual(['started 121 by ada', 'stopped 121 by ada'])
    expect(live.askedHistory()).toBe(1)
  })

  it('knows a transcoded session by its item although the server hides the file', async () => {
    const live = await aWatch()
    await connected(live)
    live.fake.play('ada', '121', { transcode: true })
    await expect.poll(live.told).toEqual(['started 121 by ada'])
    expect(live.news[0]?.session.file).toBeUndefined()
  })

  it('is not told of pre-rolls and live television', async () => {
    const live = await aWatch()
    await connected(live)
    live.fake.preroll('ada')
    live.fake.liveTv('owner')
    await pass(live.clock, 5 * minute, 10_000)
    expect(live.told()).toEqual([])
    expect(live.asked()).toBeLessThan(14)
  })

  it('takes a player that died without a word for gone long before the server does', async () => {
    const live = await aWatch()
    await connected(live)
    const session = live.fake.play('ada', '121')
    await expect.poll(() => live.told().length).toBe(1)
    live.fake.crash(session)
    await pass(live.clock, 3 * minute, 5000)
    expect(live.told()).toEqual(['started 121 by ada', 'stopped 121 by ada'])
    expect(live.fake.sessions()).toHaveLength(1)
    expect(live.watch.now()).toEqual([])
  })

  it('tells sessions of a server that was started anew as new ones', async () => {
    const live = await aWatch()
    await connected(live)
    live.fake.play('ada', '121')
    await expect.poll(() => live.told().length).toBe(1)
    live.fake.restartServer()
    await live.fake.push.connected()
    live.fake.play('owner', '11')
    await expect
      .poll(async () => {
        await pass(live.clock, 2000, 500)
        return live.told()
      })
      .toEqual(['started 121 by ada', 'stopped 121 by ada', 'started 11 by owner'])
    expect(live.counts.library).toBe(1)
  })

  it('an idle hour costs at most four requests, and none that looks at a disk', async () => {
    const live = await aWatch()
    await connected(live)
    await pass(live.clock, 60 * minute, 15_000)
    expect(live.fake.requests.entries().length).toBeLessThanOrEqual(4)
    expect(live.fake.requests.counters().diskWakes).toBe(0)
  })
})

const seed = Number(process.env['TEST_SEED'])

describe('a line on which everything goes wrong', () => {
  it(`ends with the truth, and tells beginnings and ends in turns (seed ${seed})`, { timeout: 60_000 }, async () => {
    const random = createRandom(seed)
    const live = await aWatch()
    await connected(live)
    const { fake, clock } = live
    const shake: readonly (() => unknown)[] = [
      () => fake.push.drop(),
      () => fake.push.halfOpen(),
      () => fake.push.garbageFrame(),
      () => fake.push.binaryFrame(),
      () => fake.push.burst(30),
      () => fake.push.outOfOrder(),
      () => fake.faults.add({ path: 'websockets', times: 1, fault: { kind: 'badUpgrade', status: 502 } }),
      () => fake.faults.add({ path: 'websockets', times: 1, fault: { kind: 'badUpgrade', status: 401 } }),
      () => fake.faults.add({ path: '^/status/sessions$', times: 2, fault: { kind: 'status', status: 503 } })
    ]
    const either = <Value>(one: Value, other: Value): Value => (random() < 0.5 ? one : other)
    const begin = (): unknown => fake.play(either('ada', 'owner'), either('121', '11'))
    const end = (): void => {
      for (const { sessionKey } of fake.sessions().slice(0, 1)) fake.stop(sessionKey)
    }
    const somebodyActs = (): unknown => either(begin, end)()
    for (let step = 0; step < 40; step += 1) {
      if (random() < 0.4) somebodyActs()
      if (random() < 0.6) shake[Math.floor(random() * shake.length)]?.()
      await pass(clock, 5000, 1000)
    }
    fake.faults.clear()
    const named = (sessions: readonly { readonly sessionKey: string; readonly ratingKey: string }[]): string =>
      sessions
        .map(({ sessionKey, ratingKey }) => `${sessionKey} ${ratingKey}`)
        .toSorted()
        .join()
    // The list is read every half hour also when a push was lost without a trace.
    await expect
      .poll(
        async () => {
          await pass(clock, minute, 10_000)
          return { heard: named(live.watch.now()), isTrue: named(live.watch.now()) === named(fake.sessions()) }
        },
        { timeout: 30_000 }
      )
      .toMatchObject({ isTrue: true })
    const courses = Map.groupBy(
      live.news.filter(({ kind }) => kind === 'started' || kind === 'stopped'),
      ({ session }) => `${session.sessionKey} ${session.ratingKey} ${session.player}`
    )
    for (const [course, told] of courses) {
      expect(
        told.map(({ kind }) => kind),
        course
      ).toEqual(told.map((_, at) => (at % 2 === 0 ? 'started' : 'stopped')))
    }
  })
})

describe('without', () => {
  const bar = (fake: FakePlex): void => {
    for (const path of ['websockets', 'eventsource']) fake.faults.add({ path, fault: { kind: 'status', status: 502 } })
  }

  it('the list is asked for every REAL_TIME_WATCH_CHECK_INTERVAL, and tells the same', async () => {
    const live = await aWatch({ faults: bar })
    await expect.poll(live.asked).toBe(1)
    const session = live.fake.play('ada', '121')
    await expect
      .poll(async () => {
        await pass(live.clock, 30_000, 10_000)
        return live.told()
      })
      .toEqual(['started 121 by ada'])
    live.fake.stop(session)
    await expect
      .poll(async () => {
        await pass(live.clock, 30_000, 10_000)
        return live.told().length
      })
      .toBe(2)
    const before = live.asked()
    await pass(live.clock, 10 * minute, 10_000)
    expect(live.asked() - before).toBeGreaterThanOrEqual(19)
    expect(live.asked() - before).toBeLessThanOrEqual(21)
  })

  it('a list that is refused is said once, and pushes are told without names', async () => {
    const live = await aWatch({
      faults: (fake) => void fake.faults.add({ path: '^/status/sessions$', fault: { kind: 'status', status: 403 } })
    })
    await connected(live)
    live.fake.play('ada', '121')
    await pass(live.clock, minute, 500)
    expect(live.told()).toEqual(['started 121 by Somebody'])
    expect(live.said.filter((sentence) => sentence.startsWith('Plex does not say who'))).toHaveLength(1)
  })
})
