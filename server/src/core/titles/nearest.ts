/** The names that come nearest to one that nothing has. */
import { fullTitle, type LibraryIndex } from '#core/model/library.ts'
import { foldedWords } from './fold.ts'

/** Pairs of neighbouring letters, with the ends marked. */
const pairsOf = (words: readonly string[]): ReadonlyMap<string, number> => {
  const text = ` ${words.join(' ')} `
  const pairs = new Map<string, number>()
  for (let at = 0; at + 2 <= text.length; at += 1) {
    const pair = text.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

const countOf = (pairs: ReadonlyMap<string, number>): number => {
  let sum = 0
  for (const count of pairs.values()) sum += count
  return sum
}

/** Share of pairs that two names have in common, 0 to 1. */
const likeness = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number => {
  let shared = 0
  for (const [pair, count] of one) shared += Math.min(count, other.get(pair) ?? 0)
  return (2 * shared) / (countOf(one) + countOf(other))
}

const leastLikeness = 0.4

/** Names of films and shows, each once. */
const names = (library: LibraryIndex): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const row of library.titles()) {
    if (row.type === 'episode') found.set(row.showTitle ?? '', row.showTitle ?? '')
    else found.set(fullTitle({ ...row, type: 'movie' }), row.title)
  }
  found.delete('')
  return found
}

/** Up to `most` names, nearest first; none when nothing comes near. */
export const nearestTitles = (text: string, library: LibraryIndex, most = 5): readonly string[] => {
  const asked = pairsOf(foldedWords(text))
  return [...names(library)]
    .map(([shown, name]) => ({ shown, like: likeness(asked, pairsOf(foldedWords(name))) }))
    .filter(({ like }) => like >= leastLikeness)
    .toSorted((a, b) => b.like - a.like || (a.shown < b.shown ? -1 : 1))
    .slice(0, most)
    .map(({ shown }) => shown)
}
