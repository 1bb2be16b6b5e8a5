/** The people of a simulated household, with watchlists over a library. */
import { falls, hash } from '#test/fakes/kit/random.ts'
import type { PersonSpec, WatchlistEntry } from '#test/fakes/people/spec.ts'
import type { LibrarySource } from '#test/fakes/plex/library/model.ts'
import { createChooser } from './choose.ts'
import { wishFor, wishForNothingHere } from './wishes.ts'

/** The pin of every protected member of the Home. */
export const homePin = '1357'

const HOUR = 3_600_000
/** Of a watchlist so much is there already. */
const HERE_SHARE = 0.6

export interface PeopleOptions {
  readonly library: LibrarySource
  readonly seed: number
  /** Entries on each watchlist. */
  readonly watchlist: number
  /** Epoch ms: the newest wish is a little older. */
  readonly now: number
}

function showSections({ sections }: LibrarySource): readonly string[] {
  return sections.filter(({ type }) => type === 'show').map(({ key }) => key)
}

const owner: PersonSpec = { name: 'owner', kind: 'owner', accountId: 900_001 }

/** Owner, a full and a managed member of the Home, a friend, and a friend whose watchlist is private. */
function five(library: LibrarySource): readonly PersonSpec[] {
  return [
    owner,
    { name: 'alex', kind: 'home', accountId: 900_002 },
    { name: 'kid', kind: 'managed', accountId: 900_003, sections: showSections(library), pin: homePin },
    { name: 'friend', kind: 'shared', accountId: 910_001 },
    { name: 'hermit', kind: 'shared', accountId: 910_002, privacy: 'private' }
  ]
}

/** A Home of five, one of them a child, and three friends, of whom one shows nothing. */
function eight(library: LibrarySource): readonly PersonSpec[] {
  return [
    ...five(library),
    { name: 'bo', kind: 'home', accountId: 900_004 },
    { name: 'cleo', kind: 'home', accountId: 900_005 },
    { name: 'uncle', kind: 'shared', accountId: 910_003 }
  ]
}

/** A Home of seven and thirteen friends, of whom three show nothing and one shows everything to everybody. */
function twenty(library: LibrarySource): readonly PersonSpec[] {
  const members = ['alex', 'bo', 'cleo', 'dana'].map(
    (name, index): PersonSpec => ({
      name,
      kind: 'home',
      accountId: 900_002 + index,
      ...(index === 1 ? { pin: homePin } : {})
    })
  )
  const children = ['kid', 'tot'].map(
    (name, index): PersonSpec => ({
      name,
      kind: 'managed',
      accountId: 900_010 + index,
      sections: showSections(library),
      ...(index === 0 ? { pin: homePin } : {})
    })
  )
  const friends = Array.from({ length: 13 }, (_, index): PersonSpec => {
    const shown = index < 3 ? 'private' : 'friends'
    return {
      name: `friend-${index + 1}`,
      kind: 'shared',
      accountId: 910_001 + index,
      privacy: index === 3 ? 'public' : shown
    }
  })
  return [owner, ...members, ...children, ...friends]
}

function watchlistOf(options: PeopleOptions, spec: PersonSpec, index: number): readonly WatchlistEntry[] {
  const { library, watchlist, now } = options
  const seed = options.seed * 1000 + index
  const here = createChooser({ library, seed: seed + 500_000, sections: spec.sections && new Set(spec.sections) })
  return Array.from({ length: watchlist }, (_, n): WatchlistEntry => {
    const at = now - (n * 7 + 1 + (hash(seed, n, 110) % 6)) * HOUR
    const found = falls(hash(seed, n, 111), HERE_SHARE) ? here() : undefined
    return found === undefined ? wishForNothingHere(index * 10_000 + n, at) : wishFor(found, at)
  })
}

function withWatchlists(specs: readonly PersonSpec[], options: PeopleOptions): readonly PersonSpec[] {
  return specs.map((spec, index) => ({ ...spec, watchlist: watchlistOf(options, spec, index) }))
}

export function fivePeople(options: PeopleOptions): readonly PersonSpec[] {
  return withWatchlists(five(options.library), options)
}

export function eightPeople(options: PeopleOptions): readonly PersonSpec[] {
  return withWatchlists(eight(options.library), options)
}

export function twentyPeople(options: PeopleOptions): readonly PersonSpec[] {
  return withWatchlists(twenty(options.library), options)
}
