/** What a hand-written library consists of: the words in which a test lists its sections, films and shows. */

export interface ListedFile {
  /** Path as the Plex server sees it. */
  readonly file: string
  /** Absent: Plex does not know the size. */
  readonly sizeBytes?: number
}

/** One version; several files are a stack. */
export interface ListedVersion {
  readonly files: readonly ListedFile[]
  /** Default `1080`. */
  readonly resolution?: string
  /** Makes this an optimized version (`proxyType` 42), such as `Optimized for TV`. */
  readonly optimizedFor?: string
  /** Epoch seconds; in Plex's trash. */
  readonly deletedAt?: number
}

interface Listed {
  /** Default: counted upwards from 1 in the order of the list. */
  readonly ratingKey?: string
  /** Default: a `plex://` guid made from the ratingKey. */
  readonly guid?: string
  readonly guids?: readonly string[]
  readonly year?: number
  /** Epoch seconds; default 2026-01-01. */
  readonly addedAt?: number
  /** Default `addedAt`. */
  readonly updatedAt?: number
}

interface ListedPlayable extends Listed, Partial<ListedFile> {
  /** Instead of `file` and `sizeBytes` where there is more than one file. */
  readonly versions?: readonly ListedVersion[]
  /** Default: two hours for a movie, 45 minutes for an episode. */
  readonly durationMs?: number
  /** Suffixes such as `.en.srt`. */
  readonly sidecars?: readonly string[]
  readonly deletedAt?: number
}

export interface ListedMovie extends ListedPlayable {
  readonly title: string
  readonly editionTitle?: string
}

export interface ListedEpisode extends ListedPlayable {
  /** Default `Episode <number>`. */
  readonly title?: string
  /** Default: one after the episode before. */
  readonly index?: number
}

export interface ListedSeason {
  /** 0 is specials; default: one after the season before. */
  readonly index?: number
  readonly ratingKey?: string
  readonly episodes: readonly ListedEpisode[]
}

export interface ListedShow extends Listed {
  readonly title: string
  /** Plex hides the seasons: episodes answer without a parent. */
  readonly seasonsHidden?: boolean
  readonly seasons: readonly ListedSeason[]
}

interface ListedSectionFacts {
  readonly key: string
  readonly title: string
  readonly locations: readonly string[]
  readonly hidden?: 0 | 1 | 2
  /** Default: the modern agent of the type. */
  readonly agent?: string
}

export type ListedSection =
  | (ListedSectionFacts & { readonly type: 'movie'; readonly items: readonly ListedMovie[] })
  | (ListedSectionFacts & { readonly type: 'show'; readonly items: readonly ListedShow[] })

export interface LibraryList {
  readonly sections: readonly ListedSection[]
}
