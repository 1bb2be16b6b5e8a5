/** Which episodes follow one: in order across seasons, without specials among them and without those that were seen. */
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'

/** Whether the person whose wish it is has seen an item. */
export type HasSeen = (item: LibraryItem) => boolean

/** How far to look: until both are reached. */
export interface Ahead {
  /** Episodes after the first (NUMBER_EPISODES, or what was chosen for the person). */
  readonly episodes: number
  /** It was chosen for the person. Absent: NUMBER_EPISODES says it. */
  readonly isOwnChoice?: boolean
  /** Minutes of film together with what is left of the first (MINIMUM_MINUTES_AHEAD); 0 asks for none. */
  readonly minutes: number
}

/** Never more than this many, whatever the minutes ask for: an episode without a length must not bring a whole show. */
const mostEpisodes = 100

const minutesOf = (ms: number | undefined): number => (ms === undefined ? 0 : ms / 60_000)

/** The first ones that reach both bounds, in order and without a gap. */
const takeAhead = (candidates: readonly LibraryItem[], firstMs: number, ahead: Ahead): readonly LibraryItem[] => {
  const taken: LibraryItem[] = []
  let minutes = minutesOf(firstMs)
  for (const episode of candidates) {
    if (taken.length >= mostEpisodes) break
    if (taken.length >= ahead.episodes && minutes >= ahead.minutes) break
    taken.push(episode)
    minutes += minutesOf(episode.durationMs)
  }
  return taken
}

/** An episode that somebody is at, and how far they came in it (milliseconds). */
export interface Position {
  readonly item: LibraryItem
  readonly viewOffsetMs: number
}

/**
 * The episodes after this one. Specials do not intrude, unless it is one itself. Episodes already seen are passed over, unless this one
 * was seen before: then the show is being watched again.
 */
export const episodesAfter = (
  { item, viewOffsetMs }: Position,
  library: LibraryIndex,
  { ahead, hasSeen }: { readonly ahead: Ahead; readonly hasSeen: HasSeen }
): readonly LibraryItem[] => {
  if (item.type !== 'episode' || item.showKey === undefined) return []
  const episodes = library.episodesOf(item.showKey)
  const at = episodes.findIndex((episode) => episode.ratingKey === item.ratingKey)
  if (at === -1) return []
  const again = hasSeen(item)
  const onSpecial = item.season === 0
  const candidates = episodes
    .slice(at + 1)
    .filter((episode) => (onSpecial ? episode.season === 0 : episode.season !== 0))
    .filter((episode) => again || !hasSeen(episode))
  return takeAhead(candidates, Math.max(0, (item.durationMs ?? 0) - viewOffsetMs), ahead)
}

/** The first episodes of a show that were not seen; regular ones before specials. */
export const firstUnseen = (
  showKey: string,
  library: LibraryIndex,
  { count, hasSeen }: { readonly count: number; readonly hasSeen: HasSeen }
): readonly LibraryItem[] =>
  library
    .episodesOf(showKey)
    .filter((episode) => !hasSeen(episode))
    .slice(0, count)
