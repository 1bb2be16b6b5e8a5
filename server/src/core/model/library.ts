/** What the library holds: items, their versions and files, and how episodes follow each other. */
import type { PlexPath } from './place.ts'

/** One file of a version. */
export interface MediaPart {
  readonly file: PlexPath
  /** Bytes as Plex last saw them; may be stale, absent when Plex does not say. */
  readonly sizeBytes?: number | undefined
}

/** One version of an item (Plex: media): its files in playing order. */
export interface MediaVersion {
  readonly parts: readonly MediaPart[]
  /** Made by Plex's optimiser; never cached. */
  readonly optimized: boolean
}

/** A movie or an episode with the owner's view state. Times are epoch milliseconds. */
export interface LibraryItem {
  readonly ratingKey: string
  readonly sectionId: string
  readonly type: 'movie' | 'episode'
  readonly title: string
  readonly year?: number | undefined
  readonly showKey?: string | undefined
  readonly showTitle?: string | undefined
  /** 0 is the season of specials. */
  readonly season?: number | undefined
  readonly episode?: number | undefined
  readonly viewCount: number
  readonly lastViewedAt?: number | undefined
  readonly viewOffsetMs?: number | undefined
  readonly durationMs?: number | undefined
  /** When Plex first saw it. */
  readonly addedAt?: number | undefined
  /** In Plex's trash. */
  readonly trashed: boolean
  readonly versions: readonly MediaVersion[]
}

/** What names an item, without its files and views. */
export type TitleRow = Pick<
  LibraryItem,
  'ratingKey' | 'sectionId' | 'type' | 'title' | 'year' | 'showKey' | 'showTitle' | 'season' | 'episode'
>

/** A Plex library. */
export interface LibrarySection {
  readonly sectionId: string
  readonly title: string
  readonly type: 'movie' | 'show'
  /** Folders of the section as Plex sees them. */
  readonly locations: readonly PlexPath[]
}

/** The library in memory. Look-ups cost no request. */
export interface LibraryIndex {
  readonly size: number
  readonly sections: readonly LibrarySection[]
  item(ratingKey: string): LibraryItem | undefined
  /** Every item whose version holds this file; several for a file with several episodes. */
  itemsAt(file: PlexPath): readonly LibraryItem[]
  /** Every file of a section but what the optimiser made and what lies in the trash. Unpacks the whole section, so only for what a person asks. */
  filesOf(sectionId: string): readonly MediaPart[]
  /** Episodes of a show in watching order: by season and number, specials (season 0) last. */
  episodesOf(showKey: string): readonly LibraryItem[]
  /** When anything of the show was last viewed, epoch milliseconds. */
  lastViewOfShow(showKey: string): number | undefined
  /**
   * The ratingKeys of the movies or shows with this id, such as `plex:movie/<hex>`, `imdb:tt0137523`, `tmdb:movie:550` or
   * `tvdb:show:121361`; several when the same title lies in several libraries or editions. Absent on an index without ids.
   */
  itemsByGuid?(key: string): readonly string[]
  /** The ids of a movie or show, as `itemsByGuid` takes them. Goes through all of them, so only for what a person asks. Absent on an index without ids. */
  guidsOf?(ratingKey: string): readonly string[]
  /** Everything, one after another. Unpacks all of it, so only for what a person asks. */
  items(): Iterable<LibraryItem>
  /** The names of everything, one after another. Goes through all of it, so only for what a person asks. */
  titles(): Iterable<TitleRow>
  /**
   * Objects that stay the same while no item and no file comes, goes or changes: what people have seen may differ. Absent where nobody can say.
   */
  readonly shape?: readonly object[]
  /** The items behind each part of the shape, one text each, in places that stay the same while the shape does. Present wherever `shape` is. */
  readonly rows?: readonly (readonly string[])[]
  /** What an item is made of, as one text: equal texts are equal items. Present wherever `shape` is. */
  rowOf?(ratingKey: string): string | undefined
  /** Whether some of it has no id of Plex's own (old agents, no agent), so that ids of other services are worth asking for. */
  readonly hasForeignIds?: boolean
}

/** "Show S01E02 Title" or "Movie (1999)". */
export const fullTitle = (item: TitleRow): string => {
  if (item.type === 'movie') return item.year === undefined ? item.title : `${item.title} (${item.year})`
  const number = (n: number | undefined): string => (n === undefined ? '??' : String(n).padStart(2, '0'))
  const show = item.showTitle ?? 'Unknown show'
  return `${show} S${number(item.season)}E${number(item.episode)} ${item.title}`.trim()
}
