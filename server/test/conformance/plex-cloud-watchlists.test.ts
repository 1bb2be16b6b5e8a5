/** Watchlists, feeds and ids asked of the simulated cloud: what comes back, and what it costs; and what a household of five costs in all. */
import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import type { FakeCloudOptions } from '#test/fakes/cloud/index.ts'
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

const guids = (entries: readonly { readonly guid: string }[]): readonly string[] => entries.map(({ guid }) => guid)
const guidOf = ({ type, hex }: { readonly type: string; readonly hex: string }): string => `plex://${type}/${hex}`

describe('an own watchlist', () => {
  const sent = () => stage?.fake.counters().discover.requests ?? 0
  const long = async (count: number): Promise<CloudStage> => {
    const opened = await open()
    for (const entry of wishes(count, 500)) opened.fake.control.addToWatchlist('alex', entry)
    return opened
  }
  const expected = (name: string) => stage?.fake.control.watchlist(name).map(guidOf)

  it('is read to its end, newest first', async () => {
    const { client, token, signal } = await long(500)
    const answer = await client.watchlist(token('alex'), undefined, signal)
    expect(answer.kind === 'list' && guids(answer.entries)).toEqual(expected('alex'))
    expect(sent()).toBe(6)
  })

  it('of 500 entries that nobody touched costs one request, also after a restart', async () => {
    const { client, token, signal, another } = await long(497)
    const answer = await client.watchlist(token('alex'), undefined, signal)
    const validator = answer.kind === 'list' ? answer.validator : undefined
    const before = sent()
    expect(await client.watchlist(token('alex'), validator, signal)).toEqual({ kind: 'unchanged' })
    expect(await another().watchlist(token('alex'), validator, signal)).toEqual({ kind: 'unchanged' })
    expect(sent() - before).toBe(2)
  })

  it('is proven unchanged also where the service gives no tags', async () => {
    const { client, token, signal } = await long(300)
    const answer = await client.watchlist(token('alex'), undefined, signal)
    const validator = answer.kind === 'list' ? answer.validator?.replace(/ W\/.*/u, ' ') : undefined
    const before = sent()
    expect(await client.watchlist(token('alex'), validator, signal)).toEqual({ kind: 'unchanged' })
    expect(sent() - before).toBe(1)
  })

  it.each([
    [
      'something new',
      (house: CloudStage) => house.fake.control.addToWatchlist('alex', { ...wish(2000), at: house.fake.clock.now() })
    ],
    [
      'something taken off beyond the first page',
      (house: CloudStage) => house.fake.control.removeFromWatchlist('alex', wish(790).hex)
    ],
    [
      'one off far behind and one on',
      (house: CloudStage) => {
        house.fake.control.removeFromWatchlist('alex', wish(790).hex)
        house.fake.control.addToWatchlist('alex', { ...wish(2000), at: house.fake.clock.now() })
      }
    ]
  ])('shows %s', async (_what, change) => {
    const house = await long(300)
    const answer = await house.client.watchlist(house.token('alex'), undefined, house.signal)
    change(house)
    const validator = answer.kind === 'list' ? answer.validator : undefined
    const now = await house.client.watchlist(house.token('alex'), validator, house.signal)
    expect(now.kind === 'list' && guids(now.entries)).toEqual(expected('alex'))
  })

  it('is read whole once a day', async () => {
    const { client, token, signal, fake } = await open()
    const answer = await client.watchlist(token('owner'), undefined, signal)
    const validator = answer.kind === 'list' ? answer.validator : undefined
    fake.clock.advance(25 * 3_600_000)
    expect((await client.watchlist(token('owner'), validator, signal)).kind).toBe('list')
  })

  it('whose pages overlap is read once each', async () => {
    const { client, token, signal, fake } = await long(300)
    fake.faults.add({ app: 'discover', fault: { kind: 'duplicateItems' } })
    const answer = await client.watchlist(token('alex'), undefined, signal)
    expect(answer.kind === 'list' && guids(answer.entries)).toEqual(expected('alex'))
  })

  it('that leaves something out between its pages is no list', async () => {
    const { client, token, signal, fake } = await long(300)
    fake.faults.add({ app: 'discover', fault: { kind: 'missingItems' } })
    const failure = await failureOf(client.watchlist(token('alex'), undefined, signal))
    expect(failure.told).toMatch(/announces 303 entries and does not give that many/u)
  })

  it('that shifts once under the reading is read again', async () => {
    const { client, token, signal, fake } = await long(300)
    fake.faults.add({ app: 'discover', nth: 2, fault: { kind: 'missingItems' } })
    const answer = await client.watchlist(token('alex'), undefined, signal)
    expect(answer.kind === 'list' && guids(answer.entries)).toEqual(expected('alex'))
  })

  it('that is not where it was is a failure, not empty', async () => {
    const { token, signal, fake, another } = await open()
    const astray = another({ addresses: { ...fake.urls, discover: fake.urls.metadata } })
    const failure = await failureOf(astray.watchlist(token('owner'), undefined, signal))
    expect(failure.code).toBe('cloud.garbled')
    expect(failure.told).toMatch(/watchlist service.*does not know this question any more \(404\)/u)
  })

  it('that is empty is a list', async () => {
    const { client, token, signal, fake } = await open()
    for (const { hex } of fake.control.watchlist('owner')) fake.control.removeFromWatchlist('owner', hex)
    expect(await client.watchlist(token('owner'), undefined, signal)).toMatchObject({ kind: 'list', entries: [] })
  })
})

describe("friends' watchlists", () => {
  const uuidOf = (name: string): string => stage?.fake.accounts.byName(name).uuid ?? ''

  it('are read to their end', async () => {
    const { client, token, signal, fake } = await open()
    const answer = await client.friendWatchlist(token('owner'), uuidOf('friend'), signal)
    expect(answer.kind === 'list' && guids(answer.entries)).toEqual(fake.control.watchlist('friend').map(guidOf))
    expect(fake.counters().community.requests).toBe(3)
  })

  it('may be private, which is an answer', async () => {
    const { client, token, signal } = await open()
    expect(await client.friendWatchlist(token('owner'), uuidOf('hermit'), signal)).toEqual({ kind: 'private' })
  })

  it('whose pages cannot be followed are unknown', async () => {
    const { client, token, signal } = await open({ quirks: { nullEndCursor: true } })
    const failure = await failureOf(client.friendWatchlist(token('owner'), uuidOf('friend'), signal))
    expect(failure.told).toMatch(/more follows, but not where/u)
  })

  it('tell when any of them changes, by one mark', async () => {
    const { client, token, signal, fake, another } = await open()
    const mark = await client.friendsMark(token('owner'), signal)
    expect(mark).toMatch(/^[0-9a-f]{64}$/u)
    expect(await client.friendsMark(token('owner'), signal)).toBe(mark)
    expect(await another().friendsMark(token('owner'), signal)).toBe(mark)
    fake.control.addToWatchlist('friend', { ...wish(3000), at: fake.clock.now() })
    expect(await client.friendsMark(token('owner'), signal)).not.toBe(mark)
    expect(fake.counters().rss.requests).toBe(4)
  })

  it('have no mark without Plex Pass, also when that ends', async () => {
    const { client, token, signal, fake } = await open()
    expect(await client.friendsMark(token('friend'), signal)).toBeUndefined()
    expect(await client.friendsMark(token('owner'), signal)).toBeDefined()
    fake.control.setSubscription('owner', false)
    expect(await client.friendsMark(token('owner'), signal)).toBeUndefined()
  })
})

describe('ids of other services', () => {
  it('are known by title, and withdrawn titles are absent', async () => {
    const { client, token, signal, fake } = await open()
    const [first, second, third] = wishes(3)
    fake.control.withdraw(second?.hex ?? '')
    const asked = [first, second, third].map((entry) => guidOf(entry ?? wish(0)))
    const ids = await client.externalIds(token('owner'), [...asked, 'imdb://tt1'], signal)
    expect([...ids]).toEqual([
      [asked[0], ['imdb://tt3000000', 'tmdb://0']],
      [asked[2], ['imdb://tt3000002', 'tmdb://2']]
    ])
  })

  it('are not believed to be gone for every title at once', async () => {
    const { client, token, signal, fake } = await open()
    for (const { hex } of wishes(5)) fake.control.withdraw(hex)
    const failure = await failureOf(client.externalIds(token('owner'), wishes(5).map(guidOf), signal))
    expect(failure.told).toMatch(/knows none of 5 titles/u)
  })

  it('cost nothing when nothing is asked', async () => {
    const { client, token, signal } = await open()
    expect([...(await client.externalIds(token('owner'), [], signal))]).toEqual([])
    expect(client.requests()).toEqual({ all: 0 })
  })
})

describe('a household of five', () => {
  /** Everything that a run asks of the cloud when nothing is known: who there is, a token for each, every watchlist. */
  const everything = async (house: CloudStage) => {
    const { client, token, signal, plex, fake } = house
    const owner = token('owner')
    await client.account(owner, signal)
    const [home, friends] = await Promise.all([client.home(owner, signal), client.friends(owner, signal)])
    await client.shared(owner, plex.machineIdentifier, signal)
    const members = await Promise.all(
      home.slice(1).map(async (person) => {
        const account = await client.become(owner, { person, pin: secret('4711') }, signal)
        await client.servers(account, signal)
        return account
      })
    )
    const lists = await Promise.all([owner, ...members].map((each) => client.watchlist(each, undefined, signal)))
    for (const { uuid } of friends) await client.friendWatchlist(owner, uuid ?? '', signal)
    await client.friendsMark(owner, signal)
    return { owner, tokens: [owner, ...members], lists, begun: fake.clock.now() }
  }

  it('costs 17 requests when nothing is known, and no more waiting than Plex asks for', async () => {
    const house = await open()
    const begun = house.fake.clock.now()
    await everything(house)
    expect(house.client.requests()).toEqual({ 'plex.tv': 8, discover: 4, community: 4, rss: 1, all: 17 })
    // At plex.tv a second for each beyond five, at the others for each beyond two, and two rests before second pages.
    expect(house.fake.clock.now() - begun).toBeLessThan((8 - 5 + (4 - 2)) * 1000 + 2 * 6250 + 100)
  })

  it('costs 4 requests when nothing has changed', async () => {
    const house = await open()
    const { owner, tokens, lists } = await everything(house)
    const before = house.client.requests()['all'] ?? 0
    const validators = lists.map((list) => (list.kind === 'list' ? list.validator : undefined))
    const again = await Promise.all(tokens.map((each, n) => house.client.watchlist(each, validators[n], house.signal)))
    await house.client.friendsMark(owner, house.signal)
    expect(again.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect((house.client.requests()['all'] ?? 0) - before).toBe(4)
  })
})
