/** `pcu people set` takes what can be chosen and nothing else. */
import { describe, expect, it } from 'vitest'
import { personOrderOf } from './person-choice.ts'

const chosen = (...words: readonly string[]) => personOrderOf(['set', 'Mia', ...words])?.choice

describe('pcu people set', () => {
  it.each([
    ['episodes=0', { episodes: 0 }],
    ['episodes=7', { episodes: 7 }],
    ['episodes=100', { episodes: 100 }],
    ['episodes=default', { episodes: null }],
    ['deck=off', { onDeck: false }],
    ['watchlist=on', { watchlist: true }],
    ['pin=', { pin: null }],
    ['pin=1234', { pin: '1234' }],
    ['sign-in=off', { signOut: true }]
  ])('%s', (word, choice) => {
    expect(chosen(word)).toEqual(choice)
  })

  it('takes several at once', () => {
    expect(personOrderOf(['set', 'Mia', 'deck=on', 'episodes=2'])).toEqual({
      name: 'Mia',
      choice: { onDeck: true, episodes: 2 }
    })
  })

  it.each([
    'episodes',
    'episodes=',
    'episodes=-1',
    'episodes=101',
    'episodes=1.5',
    'episodes=1e1',
    'episodes=0x2',
    'episodes= 2',
    'episodes=two',
    'episodes=off',
    'episode=2',
    'episodes=99999999999999999999',
    'deck=2'
  ])('refuses %j, and everything that is ordered with it', (word) => {
    expect(chosen(word)).toBeUndefined()
    expect(chosen('deck=off', word)).toBeUndefined()
  })

  it.each([[[]], [['set']], [['set', 'Mia']], [['get', 'Mia', 'episodes=2']]])('refuses %j', (words) => {
    expect(personOrderOf(words)).toBeUndefined()
  })
})
