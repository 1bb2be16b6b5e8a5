/** What a run met, as problems. */
import { describe, expect, it } from 'vitest'
import { answered } from '#test/builders/world.ts'
import { problemsOfSilence } from './cases.ts'

describe('a silent source', () => {
  it('points at the address of the server only when the server was asked, whatever it is called', () => {
    const state = 'silent'
    const problems = problemsOfSilence([
      answered({ source: 'on deck of Films', from: 'server', state }),
      answered({ source: 'watchlist of Alex', from: 'cloud', state }),
      answered({ source: 'watchlist of the server', from: 'server', state }),
      answered({ source: 'a new kind of list', from: 'cloud', state }),
      answered({ source: 'quite well', from: 'cloud' })
    ])
    expect(problems.map(({ setting }) => setting)).toEqual(['PLEX_URL', null, 'PLEX_URL', null])
  })

  it('that was given up says what a person can do', () => {
    const [problem] = problemsOfSilence([answered({ source: 'watchlist of Alex', from: 'cloud', state: 'given-up' })])
    expect(problem?.sentence).toMatch(/for more than a week.*pcu people set/u)
    const [list] = problemsOfSilence([answered({ source: 'the Trakt list x/y', from: 'trakt', state: 'given-up' })])
    expect(list?.sentence).toMatch(/for more than a week.*TRAKT_ settings, or see "pcu trakt"\./u)
    expect(list?.setting).toBeNull()
  })
})
