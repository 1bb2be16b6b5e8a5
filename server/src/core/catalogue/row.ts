/** One row of the catalogue as everybody is shown it. */
import { type LibraryRow, worded } from '@pcu/contract'
import type { LibraryIndex, LibraryItem } from '#core/model/library.ts'
import { bytesOf, type Columns, type Unlisted } from './columns.ts'
import { type Mark, unmarked } from './marks.ts'

/** What telling a row needs. */
export interface Telling {
  readonly columns: Columns
  readonly marks: readonly (Mark | undefined)[]
  readonly library: LibraryIndex | undefined
  readonly unlisted: ReadonlyMap<string, Unlisted>
  readonly timeZone: string
}

type Named = Pick<
  LibraryRow,
  | 'posterKey'
  | 'kind'
  | 'title'
  | 'year'
  | 'show'
  | 'showKey'
  | 'season'
  | 'episode'
  | 'sizeBytes'
  | 'lastWatchedAt'
  | 'addedAt'
>

const nameOfItem = (item: LibraryItem): Named => ({
  posterKey: item.showKey ?? item.ratingKey,
  kind: item.type,
  title: item.title,
  year: item.year ?? null,
  show: item.showTitle ?? null,
  showKey: item.showKey ?? null,
  season: item.season ?? null,
  episode: item.episode ?? null,
  sizeBytes: bytesOf(item) ?? null,
  lastWatchedAt: item.lastViewedAt ?? null,
  addedAt: item.addedAt ?? null
})

/** What is on the pool although Plex does not list it any more. */
const nameOfUnlisted = (key: string, unlisted: Unlisted | undefined): Named => ({
  ...{ posterKey: key, kind: 'movie', title: unlisted?.title ?? '', year: null, show: null, showKey: null },
  ...{ season: null, episode: null, sizeBytes: unlisted?.sizeBytes ?? null, lastWatchedAt: null, addedAt: null }
})

/** Tells it. */
export const tellRow = (row: number, { columns, marks, library, unlisted, timeZone }: Telling): LibraryRow => {
  const key = columns.keys[row] ?? ''
  const item = library?.item(key)
  const mark = marks[row] ?? unmarked
  const sectionId = columns.sectionIds[columns.sections[row] ?? 0] ?? ''
  return {
    key,
    ...(item === undefined ? nameOfUnlisted(key, unlisted.get(key)) : nameOfItem(item)),
    sectionId,
    section: library?.sections.find((section) => section.sectionId === sectionId)?.title ?? '',
    state: mark.state,
    people: [...mark.people],
    because: mark.because === undefined ? null : worded(mark.because, timeZone),
    rank: mark.rank ?? null,
    pins: [...mark.pins],
    playedBy: [...mark.playedBy],
    cachedSince: mark.cachedSince ?? null,
    isListed: item !== undefined
  }
}
