/** Puts together what a person would have on deck, from what the owner may see of them: play history and positions that we saw ourselves. */
import type { LibraryIndex } from '#core/model/library.ts'
import type { DeckEntry } from './on-deck.ts'

/** One viewing of one item by one person. Epoch milliseconds. */
export interface Viewing {
  readonly ratingKey: string
  readonly viewedAt: number
}

/** Where a person left an item that they did not finish. */
export interface LeftAt {
  readonly ratingKey: string
  readonly viewOffsetMs: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** What is known of one person. */
export interface Traces {
  /** Of a complete answer, in any order. */
  readonly viewings: readonly Viewing[]
  readonly left: readonly LeftAt[]
}

/** Everything that the person has seen, as far as the traces go. */
export const seenIn = (viewings: readonly Viewing[]): ReadonlySet<string> =>
  new Set(viewings.map(({ ratingKey }) => ratingKey))

interface ShowTrace {
  readonly showKey: string
  readonly lastKey: string
  readonly viewedAt: number
}

const latestByShow = (viewings: readonly Viewing[], library: LibraryIndex): readonly ShowTrace[] => {
  const shows = new Map<string, ShowTrace>()
  for (const { ratingKey, viewedAt } of viewings) {
    const showKey = library.item(ratingKey)?.showKey
    if (showKey === undefined) continue
    const known = shows.get(showKey)
    if (known === undefined || known.viewedAt < viewedAt) shows.set(showKey, { showKey, lastKey: ratingKey, viewedAt })
  }
  return [...shows.values()]
}

/** The episode after the last one that was watched; when all after it were seen too there is none. */
const nextOf = (
  { showKey, lastKey, viewedAt }: ShowTrace,
  seen: ReadonlySet<string>,
  library: LibraryIndex
): readonly DeckEntry[] => {
  const episodes = library.episodesOf(showKey)
  const last = library.item(lastKey)
  const after = episodes.slice(episodes.findIndex(({ ratingKey }) => ratingKey === lastKey) + 1)
  const isSpecial = last?.season === 0
  const next = after.find((episode) => !seen.has(episode.ratingKey) && (episode.season === 0) === isSpecial)
  return next === undefined ? [] : [{ ratingKey: next.ratingKey, viewOffsetMs: 0, lastViewedAt: viewedAt }]
}

/** Most recently viewed first, as Plex would list it. What was left half-watched stands for its show. */
export const rebuildDeck = ({ viewings, left }: Traces, library: LibraryIndex): readonly DeckEntry[] => {
  const seen = seenIn(viewings)
  const lastViewed = new Map<string, number>()
  for (const { ratingKey, viewedAt } of viewings)
    lastViewed.set(ratingKey, Math.max(viewedAt, lastViewed.get(ratingKey) ?? 0))
  const shows = latestByShow(viewings, library)
  const viewedShow = new Map(shows.map(({ showKey, viewedAt }) => [showKey, viewedAt]))
  const halfway = left
    .filter(({ ratingKey, at }) => at > (lastViewed.get(ratingKey) ?? 0))
    .filter(({ ratingKey, at }) => at >= (viewedShow.get(library.item(ratingKey)?.showKey ?? '') ?? 0))
    .map(({ ratingKey, viewOffsetMs, at }): DeckEntry => ({ ratingKey, viewOffsetMs, lastViewedAt: at }))
  const held = new Set(halfway.map(({ ratingKey }) => library.item(ratingKey)?.showKey))
  const next = shows.filter(({ showKey }) => !held.has(showKey)).flatMap((show) => nextOf(show, seen, library))
  return [...halfway, ...next].toSorted((a, b) => (b.lastViewedAt ?? 0) - (a.lastViewedAt ?? 0))
}
