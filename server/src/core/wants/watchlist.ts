/** From a watchlist to wants: its films, and of each of its shows the first episodes that were not seen. */
import type { Reason } from '@pcu/contract'
import { fullTitle, type LibraryIndex, type LibraryItem } from '#core/model/library.ts'
import { titleKey } from '#core/model/title-key.ts'
import type { Want } from '#core/model/want.ts'
import { firstUnseen, type HasSeen } from './next-episodes.ts'

/** One title somebody saved. */
export interface SavedTitle {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
  /** Normalised ids, most trusted first: `plex:movie/<hex>`, `imdb:tt0137523`, `tmdb:movie:550`, `tvdb:show:121361`. */
  readonly keys: readonly string[]
}

/** Whose list it is and how much of each show it asks for. */
export interface WatchlistQuestion {
  /** Newest first. */
  readonly titles: readonly SavedTitle[]
  readonly person: string
  readonly source: string
  readonly now: number
  /** WATCHLIST_EPISODES. */
  readonly episodes: number
  readonly hasSeen: HasSeen
}

type WatchlistReason = Extract<Reason, { code: 'watchlist' }>

interface Asked {
  readonly question: WatchlistQuestion
  readonly library: LibraryIndex
}

interface Match {
  readonly ratingKeys: readonly string[]
  readonly by: 'id' | 'title'
}

const nothing: Match = { ratingKeys: [], by: 'id' }

/**
 * Every copy of the title in the library (a film may lie in two sections and in several editions). By title and year only when no id of it is known
 * here, exactly, and when one title alone has that name.
 */
const matchOf = (saved: SavedTitle, library: LibraryIndex): Match => {
  const find = library.itemsByGuid ?? (() => [])
  for (const key of saved.keys) {
    const ratingKeys = find(key)
    if (ratingKeys.length > 0) return { ratingKeys, by: 'id' }
  }
  const key = titleKey(saved)
  const ratingKeys = key === undefined ? [] : find(key)
  return ratingKeys.length === 1 ? { ratingKeys, by: 'title' } : nothing
}

const itemsOf = (saved: SavedTitle, { ratingKeys }: Match, { question, library }: Asked): readonly LibraryItem[] => {
  if (saved.type === 'movie') return ratingKeys.map(library.item).filter((item) => item !== undefined)
  const how = { count: question.episodes, hasSeen: question.hasSeen }
  return ratingKeys.flatMap((key) => firstUnseen(key, library, how))
}

const reasonOf = (saved: SavedTitle, item: LibraryItem, by: Match['by']): Omit<WatchlistReason, 'person'> => ({
  code: 'watchlist',
  ...(saved.type === 'show' ? { show: item.showTitle ?? fullTitle(item) } : {}),
  ...(by === 'title' ? { byTitle: true } : {})
})

const wantsOf = (saved: SavedTitle, position: number, asked: Asked): readonly Want[] => {
  const { person, source, now } = asked.question
  const match = matchOf(saved, asked.library)
  return itemsOf(saved, match, asked).map(
    (item, nth): Want => ({
      kind: 'watchlist',
      ratingKey: item.ratingKey,
      person,
      source,
      distance: saved.type === 'show' ? nth : 0,
      chain: item.showKey,
      // The list does not say when a title was saved, only what was saved after what.
      freshness: now - position,
      reason: { ...reasonOf(saved, item, match.by), person }
    })
  )
}

/** Wants of one watchlist. Titles that the library does not hold are left out. */
export const watchlistWants = (question: WatchlistQuestion, library: LibraryIndex): readonly Want[] =>
  question.titles.flatMap((saved, position) => wantsOf(saved, position, { question, library }))
