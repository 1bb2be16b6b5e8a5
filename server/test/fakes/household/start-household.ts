/** A whole simulated household: a server with a library of any size, plex.tv, and people who have watched and wished. */
import type { FakeCloud } from '#test/fakes/cloud/fake-cloud.ts'
import type { FakeCloudOptions } from '#test/fakes/cloud/options.ts'
import { startFakeCloud } from '#test/fakes/cloud/start-fake-cloud.ts'
import { createVirtualClock, type VirtualClock } from '#test/fakes/kit/clock.ts'
import type { PersonSpec } from '#test/fakes/people/spec.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import { makeLibrary } from '#test/fakes/plex/library/make-library.ts'
import type { LibrarySource } from '#test/fakes/plex/library/model.ts'
import type { FakePlexOptions } from '#test/fakes/plex/options.ts'
import { startFakePlex } from '#test/fakes/plex/start-fake-plex.ts'
import { createLife, type DayEvent, type Habits } from './days.ts'
import { fillDecks } from './fill.ts'
import { eightPeople, fivePeople, twentyPeople } from './people.ts'

export interface HouseholdOptions {
  /** Default 5; see `people.ts` for who they are. */
  readonly people?: 5 | 8 | 20 | readonly PersonSpec[]
  /** Default: 600 films and 60 shows of 24 episodes with all the ugliness there is. */
  readonly library?: LibrarySource
  /** Seed of every chance. Default 1. */
  readonly seed?: number
  /** Things on deck for each person. Default 25. */
  readonly onDeck?: number
  /** Entries on each watchlist. Default 50. */
  readonly watchlist?: number
  /** Delay of every answer of the server and of the cloud, ms. Default none. */
  readonly latencyMs?: { readonly plex?: number; readonly cloud?: number }
  /** Epoch ms; default 2026-03-06T18:00:00Z. */
  readonly startAt?: number
  /** How likely people do what they do, where it differs from what is usual. */
  readonly habits?: Partial<Habits>
  readonly plex?: Partial<Omit<FakePlexOptions, 'library' | 'people' | 'accounts' | 'clock'>>
  readonly cloud?: Omit<FakeCloudOptions, 'plex' | 'people' | 'accounts' | 'clock'>
}

export interface Household {
  readonly plex: FakePlex
  readonly cloud: FakeCloud
  readonly clock: VirtualClock
  readonly seed: number
  /** 24 hours of the clock, and what happened in them. */
  liveADay(): readonly DayEvent[]
  /** The same for one hour. */
  liveAnHour(): readonly DayEvent[]
  close(): Promise<void>
}

/** Films and shows in the proportion of a large household, to about the number of items asked for. */
export function libraryOfSize(items: number, seed: number): LibrarySource {
  const shows = Math.max(20, Math.round((items * 0.7) / 50))
  const movies = Math.max(60, items - shows * 50)
  return makeLibrary({ seed, movies, shows, seasonsPerShow: 5, episodesPerSeason: 10 })
}

function peopleOf(
  options: HouseholdOptions,
  given: { readonly library: LibrarySource; readonly seed: number; readonly now: number }
) {
  const { people = 5, watchlist = 50 } = options
  if (people === 5) return fivePeople({ ...given, watchlist })
  if (people === 8) return eightPeople({ ...given, watchlist })
  return people === 20 ? twentyPeople({ ...given, watchlist }) : people
}

function libraryFor({ library }: HouseholdOptions, seed: number): LibrarySource {
  return library ?? makeLibrary({ seed, movies: 600, shows: 60, seasonsPerShow: 3, episodesPerSeason: 8 })
}

function startPlex(
  options: HouseholdOptions,
  given: { readonly seed: number; readonly clock: VirtualClock }
): Promise<FakePlex> {
  const library = libraryFor(options, given.seed)
  const people = peopleOf(options, { library, seed: given.seed, now: given.clock.now() })
  return startFakePlex({ latencyMs: options.latencyMs?.plex ?? 0, ...options.plex, ...given, library, people })
}

export async function startHousehold(options: HouseholdOptions = {}): Promise<Household> {
  const seed = options.seed ?? 1
  const clock = createVirtualClock(options.startAt)
  const plex = await startPlex(options, { seed, clock })
  const cloud = await startFakeCloud({ latencyMs: options.latencyMs?.cloud ?? 0, seed, ...options.cloud, plex })
  fillDecks(plex, { onDeck: options.onDeck ?? 25, seed })

  async function close(): Promise<void> {
    await cloud.close()
    await plex.close()
  }

  const life = createLife({ plex, cloud, seed, habits: options.habits ?? {} })
  return { plex, cloud, clock, seed, liveADay: life.day, liveAnHour: life.hour, close }
}
