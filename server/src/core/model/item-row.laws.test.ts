/** Laws of the packed library: nothing is lost in a row, and look-ups find what was put in. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGuidTable } from './guid-table.ts'
import { keyOfRow, packItem, unpackItem } from './item-row.ts'
import type { LibraryItem } from './library.ts'
import { indexOf } from './library-index.ts'
import { plexPath } from './place.ts'
import { stockShelf, withSeen } from './shelf.ts'

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.includes('\u0000'))
const count = fc.nat({ max: 4_000_000_000_000 })
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const item: fc.Arbitrary<LibraryItem> = fc.record({
  ratingKey: fc.oneof(fc.nat().map(String), text),
  sectionId: fc.constantFrom('1', '2'),
  type: fc.constantFrom('movie' as const, 'episode' as const),
  title: fc.oneof(text, fc.constant('')),
  year: maybe(fc.nat({ max: 3000 })),
  showKey: maybe(text),
  showTitle: maybe(text),
  season: maybe(fc.nat({ max: 50 })),
  episode: maybe(fc.nat({ max: 500 })),
  viewCount: fc.nat(),
  lastViewedAt: maybe(count),
  viewOffsetMs: maybe(count),
  durationMs: maybe(count),
  addedAt: maybe(count),
  trashed: fc.boolean(),
  versions: fc.array(
    fc.record({
      optimized: fc.boolean(),
      parts: fc.array(fc.record({ file: text.map(plexPath), sizeBytes: maybe(count) }), { minLength: 1, maxLength: 3 })
    }),
    { maxLength: 3 }
  )
})

const section = { sectionId: '1', title: 'Shows', type: 'show', locations: [] } as const
const shelfOf = (items: readonly LibraryItem[]) => stockShelf(section, items.map(packItem), createGuidTable())

describe('a row', () => {
  it('holds every field of an item', () => {
    fc.assert(
      fc.property(item, (one) => {
        expect(unpackItem(packItem(one))).toEqual(one)
        expect(keyOfRow(packItem(one))).toBe(one.ratingKey)
      })
    )
  })

  it('is not broken by a title with the separator in it', () => {
    const [odd] = fc.sample(item, { numRuns: 1, seed: 1 }).map((one) => ({ ...one, title: 'a\u0000b' }))
    expect(odd === undefined ? undefined : unpackItem(packItem(odd)).title).toBe('a\ufffdb')
  })
})

describe('an index', () => {
  const items = fc.uniqueArray(item, { selector: ({ ratingKey }) => ratingKey, maxLength: 30 })

  it('finds every item by its ratingKey and by every file of it', () => {
    fc.assert(
      fc.property(items, (list) => {
        const index = indexOf([shelfOf(list)])
        expect(list.map(({ ratingKey }) => index.item(ratingKey))).toEqual(list)
        for (const one of list) {
          const files = one.versions.flatMap(({ parts }) => parts.map(({ file }) => file))
          for (const file of files) expect(index.itemsAt(file)).toContainEqual(one)
        }
        expect(index.size).toBe(list.length)
      })
    )
  })

  it('gives the episodes of a show in the same order, however they arrived', () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, turn) => {
        const shows = list.map((one) => ({ ...one, showKey: 's' }))
        const turned = [...shows.slice(turn % (shows.length + 1)), ...shows.slice(0, turn % (shows.length + 1))]
        expect(indexOf([shelfOf(turned)]).episodesOf('s')).toEqual(indexOf([shelfOf(shows)]).episodesOf('s'))
      })
    )
  })

  it('shows newer viewings without touching the older index', () => {
    fc.assert(
      fc.property(items, fc.nat(), (list, viewCount) => {
        const shelf = shelfOf(list)
        const seen = list.map(({ ratingKey }) => ({ ratingKey, viewCount, lastViewedAt: 5, viewOffsetMs: undefined }))
        const newer = indexOf([withSeen(shelf, [...seen, { ratingKey: '\ufffe', viewCount, lastViewedAt: 9 }])])
        expect(list.map(({ ratingKey }) => newer.item(ratingKey)?.viewCount)).toEqual(list.map(() => viewCount))
        expect(list.map(({ ratingKey }) => indexOf([shelf]).item(ratingKey))).toEqual(list)
      })
    )
  })
})
