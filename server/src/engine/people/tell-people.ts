/** What the page and the command line are told of the household, and what they may choose for it. */
import type { PersonChoice, PersonStatus } from '@pcu/contract'
import { secret } from '#core/model/secret.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { KnownPerson } from './know-person.ts'
import type { WatchlistAccess } from './member.ts'
import type { People } from './people.ts'

const watchlistSentence = ({ member, preference, isIdle }: KnownPerson): string => {
  const { watchlist, name } = member
  const words: Readonly<Record<WatchlistAccess['kind'], string>> = {
    token: 'The watchlist is read from their own account.',
    friend: 'The watchlist is read as a friend, as far as they let friends see it.',
    unreadable: watchlist.kind === 'unreadable' ? watchlist.why : '',
    outage: watchlist.kind === 'outage' ? `The way to the watchlist did not answer: ${watchlist.detail}.` : '',
    off: 'The watchlist is not asked for.'
  }
  if (isIdle) return `${name} has watched nothing for a long time, so nothing is asked for them.`
  return preference.watchlist ? words[watchlist.kind] : 'The watchlist does not count, as somebody chose.'
}

const statusOf = (known: KnownPerson): PersonStatus => ({
  id: known.member.person.id,
  name: known.member.name,
  kind: known.member.person.kind,
  onDeck: known.preference.onDeck,
  watchlist: known.preference.watchlist,
  deckSentence: known.preference.onDeck ? known.provenance : 'On deck does not count, as somebody chose.',
  watchlistSentence: watchlistSentence(known),
  wayOut: known.wayOut ?? null,
  lastActiveAt: known.lastActiveAt ?? null,
  isIdle: known.isIdle
})

/** Everybody as last found; before the first run they are asked for. */
export const listPeople = async ({ household }: People, signal: AbortSignal): Promise<readonly PersonStatus[]> =>
  (await household.find(signal)).map(statusOf)

/** Chooses; what follows from it is seen at the next run. */
export const choosePerson = async (
  people: People,
  { id, choice }: { readonly id: string; readonly choice: PersonChoice }
): Promise<Acceptance> => {
  const known = people.household.known().find(({ member }) => member.person.id === id)
  if (known === undefined) return { accepted: false, sentence: 'There is nobody with this id.' }
  const { onDeck = known.preference.onDeck, watchlist = known.preference.watchlist, pin } = choice
  await people.preferences.set(id, { onDeck, watchlist })
  if (pin !== undefined) await people.keyring.setPin(id, pin === null ? undefined : secret(pin))
  if (choice.signOut === true) await people.keyring.signIn(id, undefined)
  people.household.askAnew()
  return { accepted: true, sentence: `Noted for ${known.member.name}; it counts from the next run on.` }
}
