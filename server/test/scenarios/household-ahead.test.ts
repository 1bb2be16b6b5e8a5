/** How many episodes ahead come along for whom, read through the real adapters from simulated services. */
import { afterEach, describe, expect, it } from 'vitest'
import { type Heard, type Reader, readerOf } from '#test/builders/people.ts'
import { type Household, libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'

let house: Household
let reader: Reader
afterEach(async () => {
  await reader.close()
  await house.close()
})

const decksOf = ({ wants }: Heard, person: string): readonly string[] =>
  wants
    .filter((want) => want.person === person && want.reason.code === 'on-deck')
    .map(({ ratingKey }) => ratingKey)
    .toSorted()

describe('how far ahead somebody looks', () => {
  const ahead = ({ wants }: Heard, person: string): number =>
    Math.max(
      0,
      ...wants
        .filter((want) => want.person === person && want.reason.code !== 'watchlist')
        .map(({ distance }) => distance)
    )

  it('peer 43: what was chosen for one person holds for them alone, over a restart, until it is taken back', async () => {
    house = await startHousehold({ people: 5, library: libraryOfSize(1500, 1), seed: 1, onDeck: 10, watchlist: 0 })
    reader = readerOf(house, { env: { NUMBER_EPISODES: '2', WATCHLIST_TOGGLE: 'false' } })
    const before = await reader.hear()
    expect([ahead(before, 'Alex'), ahead(before, 'Friend'), ahead(before, 'the owner')]).toEqual([2, 2, 2])
    const idOf = (name: string) =>
      reader.people.household.known().find(({ member }) => member.name === name)?.member.person.id ?? ''
    await reader.people.preferences.change(idOf('Alex'), { episodes: 0 })
    await reader.people.preferences.change(idOf('Friend'), { episodes: 4 })
    reader = await reader.restart()
    const heard = await reader.hear()
    expect([ahead(heard, 'Alex'), ahead(heard, 'Friend'), ahead(heard, 'the owner')]).toEqual([0, 4, 2])
    expect(decksOf(heard, 'Alex')).toEqual(decksOf(before, 'Alex'))
    expect(decksOf(heard, 'Alex').length).toBeGreaterThan(0)
    await reader.people.preferences.change(idOf('Alex'), { episodes: null })
    expect(ahead(await reader.hear(), 'Alex')).toBe(2)
  })
})
