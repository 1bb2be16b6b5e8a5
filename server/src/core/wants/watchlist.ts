/** From a watchlist to wants: its films, and of each of its shows the first episodes that were not seen. */
import type { Reason } from '@pcu/contract'
import { fullTitle, type LibraryIndex, type LibraryItem } from '#core/model/library.ts'
import { titleKey } from '#core/model/title-key.ts'
import type { Want } from '#core/model/want.ts'
import { itemsOf, type Match, matchTitle, type SavedTitle } from './match-title.ts'
import type { HasSeen } from './next-episodes.ts'

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

const reasonOf = (saved: SavedTitle, item: LibraryItem, by: Match['by']): Omit<WatchlistReason, 'person'> => ({
  code: 'watchlist',
  ...(saved.type === 'show' ? { show: item.showTitle ?? fullTitle(item) } : {}),
  ...(by === 'title' ? { byTitle: true } : {})
})

const wantsOf = (saved: SavedTitle, position: number, asked: Asked): readonly Want[] => {
  const { person, source, now } = asked.question
  const match = matchTitle(saved, asked.library, [titleKey(saved)])
  return itemsOf(saved, match, { ...asked.question, library: asked.library }).map(
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
