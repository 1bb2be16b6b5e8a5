/** The library in memory, made of one shelf a section, so that one changed section does not cost all the others. */
import { titleOfRow, unpackItem } from './item-row.ts'
import type { LibraryIndex, LibraryItem, TitleRow } from './library.ts'
import { byWatchingOrder, episodesOn, filesOn, itemsHolding, rowOn, type Shelf } from './shelf.ts'

const latest = (items: readonly LibraryItem[]): number | undefined => {
  let newest: number | undefined
  for (const { lastViewedAt } of items) {
    if (lastViewedAt !== undefined && (newest === undefined || lastViewedAt > newest)) newest = lastViewedAt
  }
  return newest
}

function* titlesOn(shelves: readonly Shelf[]): Iterable<TitleRow> {
  for (const { rows } of shelves) for (const row of rows) yield titleOfRow(row)
}

function* itemsOn(shelves: readonly Shelf[]): Iterable<LibraryItem> {
  for (const { rows } of shelves) for (const row of rows) yield unpackItem(row)
}

/**
 * The index over all shelves. Look-ups ask every shelf in turn (a household has a handful of sections) and build the item
 * anew each time, so two look-ups of one item are equal and not the same object.
 */
export const indexOf = (shelves: readonly Shelf[]): LibraryIndex => {
  const episodesOf = (showKey: string): readonly LibraryItem[] => shelves.flatMap((shelf) => episodesOn(shelf, showKey))

  const rowOf = (ratingKey: string): string | undefined => {
    for (const shelf of shelves) {
      const row = rowOn(shelf, ratingKey)
      if (row !== undefined) return row
    }
    return undefined
  }

  return {
    shape: shelves.map(({ byFile }) => byFile),
    rows: shelves.map(({ rows }) => rows),
    rowOf,
    size: shelves.reduce((sum, shelf) => sum + shelf.rows.length, 0),
    sections: shelves.map((shelf) => shelf.section),
    item: (ratingKey) => {
      const row = rowOf(ratingKey)
      return row === undefined ? undefined : unpackItem(row)
    },
    itemsAt: (file) => shelves.flatMap((shelf) => itemsHolding(shelf, file)).sort(byWatchingOrder),
    filesOf: (sectionId) => shelves.filter(({ section }) => section.sectionId === sectionId).flatMap(filesOn),
    episodesOf,
    lastViewOfShow: (showKey) => latest(episodesOf(showKey)),
    hasForeignIds: shelves.some((shelf) => shelf.guids.hasNamed()),
    itemsByGuid: (key) => shelves.flatMap((shelf) => shelf.guids.find(key)),
    guidsOf: (ratingKey) => [...new Set(shelves.flatMap((shelf) => shelf.guids.keysOf(ratingKey)))],
    items: () => itemsOn(shelves),
    titles: () => titlesOn(shelves)
  }
}
