/** Lets people have watched so much that each has a given number of things on deck. */
import { hash } from '#test/fakes/kit/random.ts'
import type { FakePlex } from '#test/fakes/plex/fake-plex.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import { createChooser } from './choose.ts'

const HOUR = 3_600_000
/** Within the window of any server. */
const WEEKS_MS = 10 * 7 * 86_400_000

/** What is on deck for a person in all sections, also those that Home does not show. */
export function wholeDeck(plex: FakePlex, person: string): readonly string[] {
  return plex.library.sections.flatMap(({ key }) => plex.onDeck(person, key))
}

/** A film half seen, or an episode seen of a show that goes on. */
function begin(
  plex: FakePlex,
  person: string,
  { item, hashed }: { readonly item: FakeItem; readonly hashed: number }
): void {
  const at = plex.clock.now() - HOUR - (hashed % WEEKS_MS)
  if (item.type === 'movie') {
    plex.leftAt(person, item.ratingKey, { offsetMs: Math.floor((item.durationMs ?? 0) * 0.4), at })
    return
  }
  const regular = plex.library.leaves(item.ratingKey).filter(({ parentIndex = 0 }) => parentIndex > 0)
  const seen = regular[hashed % Math.max(1, regular.length - 1)]
  if (seen !== undefined) plex.watched(person, seen.ratingKey, at)
}

/** Draws until the deck is full: not everything that was seen puts something on deck. */
function fillDeck(
  plex: FakePlex,
  person: string,
  { onDeck, seed }: { readonly onDeck: number; readonly seed: number }
): void {
  const { sections } = plex.accounts.byName(person)
  const draw = createChooser({ library: plex.library, seed, sections })
  let drawn = 0
  for (let missing = onDeck; missing > 0; missing = onDeck - wholeDeck(plex, person).length) {
    for (let wanted = 0; wanted < missing; wanted += 1) {
      const item = draw()
      if (item === undefined) throw new Error(`the library is too small for ${onDeck} things on deck of ${person}`)
      begin(plex, person, { item, hashed: hash(seed, drawn++, 120) })
    }
  }
}

/** The same seed gives the same decks. A library that is too small for so much is a bug of the caller. */
export function fillDecks(plex: FakePlex, { onDeck, seed }: { readonly onDeck: number; readonly seed: number }): void {
  for (const [index, { name }] of plex.people.entries()) fillDeck(plex, name, { onDeck, seed: seed * 1000 + index })
}
