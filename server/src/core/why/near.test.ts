/** Who is near an episode, and which number would reach it: everybody's, or the one that was chosen for the person. */
import { describe, expect, it } from 'vitest'
import { aLibrary, anEpisode, aWant } from '#test/builders/world.ts'
import { waysToWant } from './changes.ts'
import { nearestTo } from './near.ts'

const episodes = Array.from({ length: 130 }, (_, at) =>
  anEpisode({ ratingKey: `e${at + 1}`, episode: at + 1, showKey: 'S', showTitle: 'S', title: '' })
)
const library = aLibrary(episodes)
const at = (ratingKey: string, person: string, hasOwnReach?: boolean) =>
  aWant({ ratingKey, person, kind: 'on-deck', distance: 0, hasOwnReach })
const near = (number: number, ...wants: readonly ReturnType<typeof at>[]) => {
  const item = episodes[number - 1]
  return item === undefined ? [] : nearestTo(item, { wants, library })
}

describe('who is near an episode', () => {
  it('is reached by NUMBER_EPISODES for whoever looks as far as everybody', () => {
    const found = near(5, at('e1', 'Ada'))
    expect(found).toMatchObject([{ person: 'Ada', ahead: 4, hasOwnReach: false }])
    expect(found[0]?.sentence).toMatch(/NUMBER_EPISODES of 4 would reach it\.$/u)
    expect(waysToWant(found)[0]).toMatchObject({ kind: 'setting', setting: 'NUMBER_EPISODES', value: '4' })
  })

  it('is reached by the number of the person where one was chosen, and never told of a setting that would change nothing', () => {
    const found = near(5, at('e1', 'Mia', true))
    expect(found[0]?.sentence).toMatch(/; pcu people set "Mia" episodes=4 would reach it\.$/u)
    const [way] = waysToWant(found)
    expect(way).toMatchObject({ kind: 'fix', setting: null, value: null })
    expect(way?.sentence).toContain('pcu people set "Mia" episodes=4')
  })

  it.each([true, false])(
    'is out of reach beyond what may be chosen, and nothing is offered (own number: %s)',
    (own) => {
      const found = near(120, at('e1', 'Ada', own))
      expect(found[0]?.sentence).toMatch(/; no number of episodes that may be chosen would reach it\.$/u)
      expect(waysToWant(found).map(({ kind }) => kind)).toEqual(['pin', 'watchlist'])
    }
  )
})
