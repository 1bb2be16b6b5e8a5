/** The demo's household: who lives there, who is a friend, and what is on whose watchlist. */
import { wishFor } from '#test/fakes/household/index.ts'
import type { PersonSpec } from '#test/fakes/people/spec.ts'
import type { LibrarySource } from '#test/fakes/plex/index.ts'

/** The PIN of the child's account, for whoever wants to enter it. */
export const demoPin = '2468'

const hour = 3_600_000

/** An owner, a grown-up and a child of the Home, a friend, and a friend who shows nobody what they wish for. */
export const demoPeople = (library: LibrarySource, now: number): readonly PersonSpec[] => {
  const film = (position: number) => [wishFor(library.item('1', 'movie', position), now - (position + 1) * hour)]
  const show = (position: number) => [wishFor(library.item('2', 'show', position), now - (position + 1) * hour)]
  return [
    { name: 'owner', kind: 'owner', accountId: 900_001, watchlist: film(2) },
    { name: 'mia', kind: 'home', accountId: 900_002, watchlist: film(1) },
    { name: 'theo', kind: 'managed', accountId: 900_003, sections: ['2'], pin: demoPin, watchlist: show(1) },
    { name: 'ines', kind: 'shared', accountId: 910_001, watchlist: show(1) },
    { name: 'gus', kind: 'shared', accountId: 910_002, privacy: 'private', watchlist: film(0) }
  ]
}
