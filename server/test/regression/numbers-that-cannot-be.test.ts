import { describe, expect, it } from 'vitest'
import { readItem } from '#adapters/plex/items.ts'

const item = (facts: object) =>
  readItem(
    { type: 'movie', ratingKey: '1', title: 'Film', Media: [{ Part: [{ file: '/f.mkv', size: 5 }] }], ...facts },
    '1'
  )

describe('a number from Plex that cannot be', () => {
  it.each([9e15, 1e300, '1e300', 8.64e12 + 1])('is no time: %s', (lastViewedAt) => {
    expect(item({ lastViewedAt })?.lastViewedAt).toBeUndefined()
  })

  it.each([1e300, '99999999999999999999', -5])('is no size: %s', (size) => {
    const read = item({ Media: [{ Part: [{ file: '/f.mkv', size }] }] })
    expect(read?.versions[0]?.parts[0]?.sizeBytes).toBeUndefined()
  })
})
