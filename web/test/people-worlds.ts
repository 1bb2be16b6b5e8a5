/** Households for looking at the page: all ways in which a person can be known, and nobody. */
import type { PersonStatus } from '@pcu/contract'
import { HOUR, MINUTE } from './builders.ts'
import { idleWorld, type World } from './worlds.ts'

/** Somebody of the Home of whom everything is known. */
export const aPerson = (given: Partial<PersonStatus> = {}): PersonStatus => ({
  id: '900002',
  name: 'Mia',
  kind: 'home',
  onDeck: true,
  watchlist: true,
  episodes: null,
  deckSentence: 'On deck is read as Mia, a member of the Plex Home.',
  watchlistSentence: 'The watchlist is read from their own account.',
  deckHeard: { at: Date.now() - 2 * MINUTE, silence: null },
  watchlistHeard: { at: Date.now() - 3 * HOUR, silence: null },
  pin: 'none',
  wayOut: null,
  lastActiveAt: Date.now() - 20 * MINUTE,
  isIdle: false,
  ...given
})

/** The child behind a PIN. */
export const aChild = (given: Partial<PersonStatus> = {}): PersonStatus =>
  aPerson({
    id: '900003',
    name: 'Theo',
    kind: 'managed',
    deckSentence: 'On deck is rebuilt from history, because the PIN of Theo is not known or not right.',
    watchlistSentence: 'The watchlist of Theo cannot be read without their PIN or sign-in.',
    watchlistHeard: null,
    pin: 'wanted',
    wayOut: 'enter-pin',
    ...given
  })

const silence = "Plex's watchlist service could not be asked for a watchlist: it did not answer within 30 s"

/** Five people, each known in another way. */
export const householdWorld = (): World => ({
  ...idleWorld(),
  people: [
    aPerson({ id: '1', name: 'the owner', kind: 'owner', deckSentence: "On deck is read with the owner's token." }),
    aPerson({ pin: 'kept', watchlistHeard: { at: Date.now() - 30 * HOUR, silence } }),
    aChild(),
    aPerson({
      id: '910001',
      name: 'Ines',
      kind: 'friend',
      watchlist: false,
      watchlistSentence: 'The watchlist does not count, as somebody chose.',
      deckHeard: { at: null, silence: 'Plex did not answer' },
      watchlistHeard: null
    }),
    aPerson({ id: '910002', name: 'Gus', kind: 'friend', isIdle: true, lastActiveAt: null, deckHeard: null })
  ]
})

/** Names as hostile as names can be. */
export const oddNamesWorld = (): World => ({
  ...idleWorld(),
  people: [
    aPerson({ name: `${'W'.repeat(120)}` }),
    aChild({ name: '<img src=x onerror=alert(1)> \u202egnp.exe', pin: 'refused' })
  ]
})
