/** A small household with watchlists and its cloud, which the tests of the simulated cloud share. */
import type { PersonSpec, WatchlistEntry } from '#test/fakes/people/spec.ts'
import { type FakePlex, startFakePlex } from '#test/fakes/plex/index.ts'
import { smallHouse } from '#test/fakes/plex/small-house.ts'
import type { FakeCloud } from './fake-cloud.ts'
import type { FakeCloudOptions } from './options.ts'
import { startFakeCloud } from './start-fake-cloud.ts'

/** Epoch ms of the clock at the start. */
export const FRIDAY = 1_772_820_000_000
const HOUR = 3_600_000

/** Number `index` of a long list: newest first, every third a show. */
export function wish(index: number): WatchlistEntry {
  const type = index % 3 === 2 ? 'show' : 'movie'
  return {
    hex: (0x5d7768 * 2 ** 20 + index).toString(16).padStart(24, 'c'),
    type,
    title: `Wish ${String(index).padStart(3, '0')}`,
    year: 1950 + (index % 70),
    at: FRIDAY - index * HOUR,
    guids: [`imdb://tt${3_000_000 + index}`, `tmdb://${index}`]
  }
}

export const wishes = (count: number, from = 0): WatchlistEntry[] =>
  Array.from({ length: count }, (_, index) => wish(from + index))

/** An owner, a full and a managed member of the Home, a friend, and a friend who shows nothing. */
const smallHousehold: readonly PersonSpec[] = [
  { name: 'owner', kind: 'owner', accountId: 900_001, watchlist: wishes(5) },
  { name: 'alex', kind: 'home', accountId: 2001, watchlist: wishes(3, 10) },
  { name: 'kid', kind: 'managed', accountId: 2002, sections: ['3'], pin: '4711', watchlist: wishes(2, 20) },
  { name: 'friend', kind: 'shared', accountId: 3001, sections: ['1', '2'], watchlist: wishes(250, 30) },
  { name: 'hermit', kind: 'shared', accountId: 3002, privacy: 'private', watchlist: wishes(4, 300) }
]

export interface SmallCloud {
  readonly plex: FakePlex
  readonly cloud: FakeCloud
  close(): Promise<void>
}

/** Nothing is withdrawn unless a test says so. */
export async function startSmallCloud(options: FakeCloudOptions = {}): Promise<SmallCloud> {
  const plex = await startFakePlex({ library: smallHouse(), people: smallHousehold })
  const cloud = await startFakeCloud({ plex, ...options, quirks: { withdrawn: 0, ...options.quirks } })
  const close = async (): Promise<void> => {
    await cloud.close()
    await plex.close()
  }
  return { plex, cloud, close }
}
