/** From a list at Trakt to wants: its films, and of each of its shows the first episodes that were not seen, as far as the library holds them. */
import type { Reason } from '@pcu/contract'
import { fullTitle, type LibraryIndex, type LibraryItem } from '#core/model/library.ts'
import { namelessKey, titleKey } from '#core/model/title-key.ts'
import type { Want } from '#core/model/want.ts'
import { itemsOf, type Match, matchTitle, type SavedTitle } from './match-title.ts'
import type { HasSeen } from './next-episodes.ts'

/** Whose wish a list is: of people everywhere (`list`: "trending movies"), of whoever made it (`list`: "user/slug"), or of a person of the household. */
export type TraktWish =
  | { readonly kind: 'chart' | 'list'; readonly list: string }
  | { readonly kind: 'own'; readonly person: string }

/** A list with what it is asked for. */
export interface TraktQuestion {
  /** In the list's own order. */
  readonly titles: readonly SavedTitle[]
  readonly wish: TraktWish
  readonly source: string
  readonly now: number
  /** WATCHLIST_EPISODES. */
  readonly episodes: number
  readonly hasSeen: HasSeen
}

/** What a list comes to here. */
export interface TraktWants {
  readonly wants: readonly Want[]
  /** For each title in turn how it was recognised; undefined: the library does not hold it. */
  readonly matches: readonly (Match['by'] | undefined)[]
}

/** Whom wishes of nobody in the household are told of. */
const nobodyHere = 'Trakt'

interface Placed {
  readonly saved: SavedTitle
  readonly position: number
  readonly match: Match
}

const reasonOf = (wish: TraktWish, { saved, position, match }: Placed, item: LibraryItem): Reason => {
  const facts = {
    ...(saved.type === 'show' ? { show: item.showTitle ?? fullTitle(item) } : {}),
    ...(match.by === 'title' ? { byTitle: true } : {})
  }
  if (wish.kind === 'own') return { code: 'trakt-watchlist', person: wish.person, ...facts }
  const code = wish.kind === 'chart' ? 'trending' : 'trakt-list'
  return { code, list: wish.list, position: position + 1, ...facts }
}

const wantsOf = (placed: Placed, question: TraktQuestion, library: LibraryIndex): readonly Want[] => {
  const { wish, source, now } = question
  const { saved, position, match } = placed
  const isOwn = wish.kind === 'own'
  return itemsOf(saved, match, { ...question, library }).map(
    (item, nth): Want => ({
      kind: isOwn ? 'watchlist' : 'trending',
      ratingKey: item.ratingKey,
      person: isOwn ? wish.person : nobodyHere,
      source,
      // Of a watchlist the newest is not more likely than the next one; of a list the order says how likely each title is.
      distance: nth + (isOwn ? 0 : position),
      chain: item.showKey,
      freshness: now - position,
      reason: reasonOf(wish, placed, item)
    })
  )
}

/** By name only what has no id in common with other services, and what Trakt itself knows no id of. */
const matchOf = (saved: SavedTitle, library: LibraryIndex): Match =>
  matchTitle(saved, library, [namelessKey(saved), saved.keys.length === 0 ? titleKey(saved) : undefined])

/** Wants of one list. */
export const traktWants = (question: TraktQuestion, library: LibraryIndex): TraktWants => {
  const placed = question.titles.map((saved, position) => ({ saved, position, match: matchOf(saved, library) }))
  return {
    wants: placed.flatMap((one) => wantsOf(one, question, library)),
    matches: placed.map(({ match }) => (match.ratingKeys.length === 0 ? undefined : match.by))
  }
}
