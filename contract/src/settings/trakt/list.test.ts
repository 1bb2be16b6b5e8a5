import { describe, expect, it } from 'vitest'
import { traktListOf, traktListText } from './list.ts'

const tidied = (text: string): string | undefined => {
  const address = traktListOf(text)
  return address === undefined ? undefined : traktListText(address)
}

describe('a list at Trakt', () => {
  it.each([
    ['mia/winter-films', 'mia/winter-films'],
    [' mia/winter-films/ ', 'mia/winter-films'],
    ['mia/watchlist', 'mia/watchlist'],
    ['https://trakt.tv/users/mia/lists/winter-films?sort=rank,asc', 'mia/winter-films'],
    ['https://app.trakt.tv/users/mia/lists/winter-films', 'mia/winter-films'],
    ['trakt.tv/users/mia/watchlist', 'mia/watchlist'],
    ['https://trakt.tv/lists/1248149', '1248149'],
    ['1248149', '1248149']
  ])('%s is %s', (text, short) => {
    expect(tidied(text)).toBe(short)
    expect(tidied(short)).toBe(short)
  })

  it.each([
    '',
    'mia',
    'mia/../lists',
    'me/watchlist',
    'mia/a/b',
    '0',
    'https://trakt.tv/movies/trending',
    'https://trakt.tv/lists/official/best',
    'https://trakt.tv.example/users/mia/lists/x',
    'https://example.com/users/mia/lists/x',
    'mia/x y',
    'mia/%2e%2e'
  ])('%j is none', (text) => {
    expect(traktListOf(text)).toBeUndefined()
  })
})
