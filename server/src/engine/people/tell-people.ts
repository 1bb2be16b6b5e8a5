/** What the page and the command line are told of the household, and what they may choose for it. */
import type { PersonChoice, PersonStatus } from '@pcu/contract'
import type { Person } from '#core/model/person.ts'
import { secret } from '#core/model/secret.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { Asked } from '#engine/sources/hearing.ts'
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

/** Only of what is asked for: an old answer to a question that nobody asks any more is no news. */
const heardIn = ({ hearing }: People, { member }: KnownPerson, asked: Asked): PersonStatus['deckHeard'] => {
  const heard = hearing.of(member.person.id, asked)
  const access = asked === 'onDeck' ? member.deck : member.watchlist
  if (heard === undefined || access.kind === 'off' || access.kind === 'unreadable') return null
  return { at: heard.at ?? null, silence: heard.silence ?? null }
}

/** What was chosen since counts here at once. */
const asChosen = ({ preferences }: People, found: KnownPerson): KnownPerson => ({
  ...found,
  preference: preferences.of(found.member.person.id)
})

const statusOf = (people: People, known: KnownPerson): PersonStatus => ({
  id: known.member.person.id,
  name: known.member.name,
  kind: known.member.person.kind,
  onDeck: known.preference.onDeck,
  watchlist: known.preference.watchlist,
  episodes: known.preference.episodes ?? null,
  deckSentence: known.preference.onDeck ? known.provenance : 'On deck does not count, as somebody chose.',
  watchlistSentence: watchlistSentence(known),
  deckHeard: heardIn(people, known, 'onDeck'),
  watchlistHeard: heardIn(people, known, 'watchlist'),
  pin: known.pin,
  wayOut: known.wayOut ?? null,
  lastActiveAt: known.lastActiveAt ?? null,
  isIdle: known.isIdle
})

/** Everybody as last found; before the first run they are asked for. */
export const listPeople = async (people: People, signal: AbortSignal): Promise<readonly PersonStatus[]> =>
  (await people.household.find(signal)).map((known) => statusOf(people, asChosen(people, known)))

/** Keeps a PIN and tries it at once, because nobody should have to wait for a run to hear that it is wrong. */
const keepPin = async (people: People, { id, name }: Person, pin: string): Promise<Acceptance> => {
  await people.keyring.setPin(id, secret(pin))
  const everybody = await people.household.findAnew(new AbortController().signal)
  const found = everybody.find(({ member }) => member.person.id === id)
  if (found?.pin === 'refused') return { accepted: false, sentence: `Plex does not take this PIN for ${name}.` }
  return { accepted: true, sentence: `The PIN of ${name} is kept; it counts from the next run on.` }
}

const keepChoice = async (people: People, { id }: Person, choice: PersonChoice): Promise<void> => {
  await people.preferences.change(id, choice)
  if (choice.pin === null) await people.keyring.setPin(id, undefined)
  if (choice.signOut === true) await people.keyring.signIn(id, undefined)
  people.household.askAnew()
}

/** Chooses; what follows from it is seen at the next run. */
export const choosePerson = async (
  people: People,
  { id, choice }: { readonly id: string; readonly choice: PersonChoice }
): Promise<Acceptance> => {
  const person = people.household.known().find(({ member }) => member.person.id === id)?.member.person
  if (person === undefined) return { accepted: false, sentence: 'There is nobody with this id.' }
  await keepChoice(people, person, choice)
  if (typeof choice.pin === 'string') return keepPin(people, person, choice.pin)
  return { accepted: true, sentence: `Noted for ${person.name}; it counts from the next run on.` }
}
