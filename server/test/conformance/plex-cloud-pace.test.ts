/** How often the cloud is asked, and how little while it is unwell. */
import { afterEach, describe, expect, it } from 'vitest'
import { Failure } from '#src/failure.ts'
import type { App, FakeCloudOptions } from '#test/fakes/cloud/index.ts'
import { wish, wishes } from '#test/fakes/cloud/small-cloud.ts'
import { type CloudStage, openCloudStage } from './plex-cloud-fixture.ts'
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

const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)
const minute = 60_000
const sentTo = ({ fake }: CloudStage, app: App): number => fake.counters()[app].requests
const askWatchlist = ({ client, token, signal }: CloudStage) => client.watchlist(token('owner'), undefined, signal)
const askFriend = ({ client, token, signal, fake }: CloudStage) =>
  client.friendWatchlist(token('owner'), fake.accounts.byName('friend').uuid, signal)
const failuresOf = async (calls: readonly Promise<unknown>[]): Promise<readonly Failure[]> => {
  const ends = await Promise.allSettled(calls)
  return ends.flatMap((end) => (end.status === 'rejected' && end.reason instanceof Failure ? [end.reason] : []))
}

describe('a well service', () => {
  it.each([
    ['plex.tv', 5, ({ client, token, signal }: CloudStage) => client.account(token('owner'), signal)],
    ['discover', 2, askWatchlist]
  ] as const)('%s is asked %i times at once, and then once a second', async (_name, burst, ask) => {
    const house = await open()
    const begun = house.fake.clock.now()
    await Promise.all(times(burst).map(() => ask(house)))
    expect(house.fake.clock.now() - begun).toBe(0)
    await Promise.all(times(10).map(() => ask(house)))
    expect(house.fake.clock.now() - begun).toBe(10_000)
  })

  it('has a full bucket again after a rest', async () => {
    const house = await open()
    await Promise.all(times(2).map(() => askWatchlist(house)))
    house.fake.clock.advance(minute)
    const begun = house.fake.clock.now()
    await Promise.all(times(2).map(() => askWatchlist(house)))
    expect(house.fake.clock.now() - begun).toBe(0)
  })

  it('answers 500 questions one after the other', async () => {
    const house = await open()
    await Promise.all(times(500).map(() => house.client.ping(house.token('owner'), house.signal)))
    expect(house.client.requests()).toEqual({ 'plex.tv': 500, all: 500 })
  })
})

describe('too many requests', () => {
  /** Asks twenty times at once every `everyMs` for so long; the moments at which a request was sent, since the beginning. */
  const storm = async (
    house: CloudStage,
    app: App,
    ask: (house: CloudStage) => Promise<unknown>
  ): Promise<readonly number[]> => {
    const begun = house.fake.clock.now()
    for (const _ of times(60)) {
      const failures = await failuresOf(times(20).map(() => ask(house)))
      expect(failures.map(({ code }) => code)).toEqual(times(20).map(() => 'cloud.resting'))
      house.fake.clock.advance(minute)
    }
    return house.fake.hosts[app].requests.entries().map(({ at }) => at - begun)
  }

  it.each([
    ['discover', askWatchlist],
    ['community', askFriend]
  ] as const)(
    'cost %s one request per step, each about twice as far away, a quarter of an hour at most',
    async (app, ask) => {
      const house = await open({ faults: [{ app, fault: { kind: 'status', status: 429 } }] })
      const moments = await storm(house, app, ask)
      // Two friends may be under way when the first answer says stop.
      const steps = moments.slice(app === 'community' ? 1 : 0)
      const gaps = steps.slice(1).map((at, index) => at - (steps[index] ?? 0))
      expect(gaps.length).toBeGreaterThan(4)
      expect(gaps.length).toBeLessThan(9)
      const bounds = [30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000]
      gaps.forEach((gap, index) => {
        const bound = bounds[index] ?? 0
        expect(gap).toBeGreaterThanOrEqual(bound)
        expect(gap).toBeLessThanOrEqual(Math.max(bound, Math.min(900_000, bound * 1.25)) + minute)
      })
    }
  )

  it('are one failure for all, which says for how long', async () => {
    const house = await open({ faults: [{ app: 'discover', fault: { kind: 'status', status: 429 } }] })
    const [first, second] = await failuresOf([askWatchlist(house), askWatchlist(house)])
    expect(first).toBe(second)
    expect(first?.told).toMatch(/^Plex's watchlist service asked for fewer requests, .* for 3\d seconds\./u)
    expect(sentTo(house, 'discover')).toBe(1)
  })

  it('are obeyed to the second when the service names a wait', async () => {
    const house = await open({
      faults: [{ app: 'discover', nth: 1, fault: { kind: 'status', status: 429, retryAfterSeconds: 77 } }]
    })
    await failureOf(askWatchlist(house))
    house.fake.clock.advance(76_999)
    expect((await failureOf(askWatchlist(house))).code).toBe('cloud.resting')
    expect(sentTo(house, 'discover')).toBe(1)
    house.fake.clock.advance(1)
    expect((await askWatchlist(house)).kind).toBe('list')
  })

  it('leave the other services alone', async () => {
    const house = await open({ faults: [{ app: 'discover', fault: { kind: 'status', status: 429 } }] })
    await failureOf(askWatchlist(house))
    expect((await house.client.account(house.token('owner'), house.signal)).name).toBe('Owner')
    expect((await askFriend(house)).kind).toBe('list')
  })

  it('begin with the first step again once the service has recovered', async () => {
    const house = await open()
    const limit = (): (() => void) => house.fake.faults.add({ app: 'discover', fault: { kind: 'status', status: 429 } })
    const off = limit()
    for (const _ of times(4)) {
      await failureOf(askWatchlist(house))
      house.fake.clock.advance(20 * minute)
    }
    off()
    expect((await askWatchlist(house)).kind).toBe('list')
    limit()
    await failureOf(askWatchlist(house))
    house.fake.clock.advance(37_500)
    const before = sentTo(house, 'discover')
    await failureOf(askWatchlist(house))
    expect(sentTo(house, 'discover')).toBe(before + 1)
  })
})

describe('a dead service', () => {
  it('costs one question its few tries, and the next ones nothing until half a minute is over', async () => {
    const house = await open()
    await house.fake.hosts.discover.refuse()
    const first = await failureOf(askWatchlist(house))
    expect(first.told).toMatch(
      /^Plex's watchlist service could not be asked for a watchlist: .*ECONNREFUSED.*internet/u
    )
    const tried = house.client.requests()['discover']
    expect(await failuresOf(times(50).map(() => askWatchlist(house)))).toEqual(times(50).map(() => first))
    expect(house.client.requests()['discover']).toBe(tried)
    expect(tried).toBe(3)
    await house.fake.hosts.discover.accept()
    house.fake.clock.advance(30_000)
    expect((await askWatchlist(house)).kind).toBe('list')
  })

  it('is tried again at once when one connection breaks', async () => {
    const house = await open({ faults: [{ app: 'discover', nth: 1, fault: { kind: 'connectionReset' } }] })
    expect((await askWatchlist(house)).kind).toBe('list')
  })

  it('is not asked twice to become somebody', async () => {
    const house = await open({ faults: [{ path: '/switch$', fault: { kind: 'connectionReset' } }] })
    const home = await house.client.home(house.token('owner'), house.signal)
    const alex = home[1]
    if (alex === undefined) throw new Error('nobody')
    await failureOf(house.client.become(house.token('owner'), { person: alex, pin: undefined }, house.signal))
    expect(house.client.requests()['plex.tv']).toBe(2)
  })

  it('is another matter than one address with trouble of its own: the other titles go on', async () => {
    const house = await open()
    const titles = wishes(5)
    const broken = wish(2).hex
    house.fake.faults.add({ path: broken, fault: { kind: 'status', status: 503 } })
    const ask = (index: number) =>
      house.client.externalIds(house.token('owner'), [`plex://${wish(index).type}/${wish(index).hex}`], house.signal)
    const ends = await Promise.allSettled(titles.map((_, index) => ask(index)))
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  })

  it('is left alone after three questions in a row with trouble of its own', async () => {
    const house = await open({ faults: [{ app: 'discover', fault: { kind: 'status', status: 500 } }] })
    await failuresOf(times(30).map(() => askWatchlist(house)))
    expect(sentTo(house, 'discover')).toBe(3)
  })
})

describe('waiting', () => {
  it('ends at once when the caller gives up', async () => {
    const house = await open({ faults: [{ app: 'discover', fault: { kind: 'neverAnswer' } }] })
    const stop = new AbortController()
    const calls = times(9).map(() => house.client.watchlist(house.token('owner'), undefined, stop.signal))
    const ends = Promise.allSettled(calls)
    stop.abort(new Error('enough'))
    expect((await ends).map((end) => end.status === 'rejected' && String(end.reason))).toEqual(
      times(9).map(() => 'Error: enough')
    )
  })

  it('ends when the client is closed', async () => {
    const house = await open({ faults: [{ app: 'discover', fault: { kind: 'neverAnswer' } }] })
    const ends = Promise.allSettled(times(9).map(() => askWatchlist(house)))
    await house.client.close()
    expect((await ends).map(({ status }) => status)).toEqual(times(9).map(() => 'rejected'))
  })
})
