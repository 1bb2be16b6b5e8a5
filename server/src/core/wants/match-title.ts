/** Finds saved titles in the library: by ids that other services share, else by name and year where that can be trusted. */
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import { firstUnseen, type HasSeen } from './next-episodes.ts'

/** One title somebody saved. */
export interface SavedTitle {
  readonly type: 'movie' | 'show'
  readonly title: string
  readonly year: number | undefined
  /** Normalised ids, most trusted first: `plex:movie/<hex>`, `imdb:tt0137523`, `tmdb:movie:550`, `tvdb:show:121361`. */
  readonly keys: readonly string[]
}

/** What was found of a title: every copy of it, and how it was recognised. */
export interface Match {
  readonly ratingKeys: readonly string[]
  readonly by: 'id' | 'title'
}

const nothing: Match = { ratingKeys: [], by: 'id' }

/**
 * Every copy of the title in the library (a film may lie in two sections and in several editions). By one of its names (`nameKeys`) only when no id of it
 * is known here, exactly, and when one title alone has that name.
 */
export const matchTitle = (
  { keys }: Pick<SavedTitle, 'keys'>,
  library: LibraryIndex,
  nameKeys: readonly (string | undefined)[]
): Match => {
  const find = library.itemsByGuid ?? (() => [])
  for (const key of keys) {
    const ratingKeys = find(key)
    if (ratingKeys.length > 0) return { ratingKeys, by: 'id' }
  }
  const named = new Set(nameKeys.flatMap((key) => (key === undefined ? [] : find(key))))
  return named.size === 1 ? { ratingKeys: [...named], by: 'title' } : nothing
}

/** The films of a match, or the first episodes of its shows that were not seen. */
export const itemsOf = (
  { type }: Pick<SavedTitle, 'type'>,
  { ratingKeys }: Match,
  how: { readonly library: LibraryIndex; readonly episodes: number; readonly hasSeen: HasSeen }
): readonly LibraryItem[] => {
  const { library, episodes, hasSeen } = how
  if (type === 'movie') return ratingKeys.map(library.item).filter((item) => item !== undefined)
  return ratingKeys.flatMap((key) => firstUnseen(key, library, { count: episodes, hasSeen }))
}
