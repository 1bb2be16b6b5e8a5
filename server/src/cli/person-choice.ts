/** Reads what `pcu people set` chooses for somebody. */
import { type PersonChoice, personChoiceSchema } from '@pcu/contract'

const switches: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['off', false]
])

/** The range is the contract's, so that command and page refuse alike. */
const episodesOf = (value: string): PersonChoice | undefined => {
  if (value === 'default') return { episodes: null }
  if (!/^\d{1,9}$/u.test(value)) return undefined
  return personChoiceSchema.safeParse({ episodes: Number(value) }).data
}

/**
 * `deck=off`, `watchlist=on`, `episodes=2`, `episodes=default` goes back to NUMBER_EPISODES, `pin=1234`, `pin=` forgets it, `sign-in=off` forgets that they
 * signed in; undefined when it is none of these.
 */
const choiceOf = (word: string): PersonChoice | undefined => {
  const [name = '', value = ''] = word.split('=', 2)
  const state = switches.get(value)
  if (name === 'deck' && state !== undefined) return { onDeck: state }
  if (name === 'watchlist' && state !== undefined) return { watchlist: state }
  if (name === 'episodes') return episodesOf(value)
  if (word === 'sign-in=off') return { signOut: true }
  if (name !== 'pin' || !/^(\d{4,8})?$/u.test(value)) return undefined
  return { pin: value === '' ? null : value }
}

/** Somebody by name, and what is chosen for them. */
export interface PersonOrder {
  readonly name: string
  readonly choice: PersonChoice
}

/** The words after `pcu people`; undefined when they order nothing that can be done. */
export const personOrderOf = ([verb, name, ...words]: readonly string[]): PersonOrder | undefined => {
  const choices = words.map(choiceOf)
  if (verb !== 'set' || name === undefined || words.length === 0) return undefined
  return choices.every((choice) => choice !== undefined) ? { name, choice: Object.assign({}, ...choices) } : undefined
}
