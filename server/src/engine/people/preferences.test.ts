/** What is chosen for people is kept: over restarts, beside older records, and when two choose at the same time. */
import { describe, expect, it } from 'vitest'
import type { Memory } from '#ports/store.ts'
import { aheadFor, createPreferences } from './preferences.ts'

const name = 'people.preferences'

const aMemory = (kept?: unknown) => {
  const texts = new Map<string, string>(kept === undefined ? [] : [[name, JSON.stringify(kept)]])
  const memory: Memory = { get: async (key) => texts.get(key), set: async (key, text) => void texts.set(key, text) }
  return memory
}

const loaded = async (memory: Memory) => {
  const preferences = createPreferences(memory)
  await preferences.load()
  return preferences
}

describe('what was chosen for a person', () => {
  it('counts with both and as far as everybody while nobody chose', async () => {
    const preferences = await loaded(aMemory())
    expect(preferences.of('7')).toEqual({ onDeck: true, watchlist: true })
  })

  it('is kept over a restart, and each choice leaves the others as they are', async () => {
    const memory = aMemory()
    const before = await loaded(memory)
    await before.change('7', { episodes: 2 })
    await before.change('7', { onDeck: false })
    await before.change('8', { episodes: 0 })
    const after = await loaded(memory)
    expect(after.of('7')).toEqual({ onDeck: false, watchlist: true, episodes: 2 })
    expect(after.of('8')).toEqual({ onDeck: true, watchlist: true, episodes: 0 })
    await after.change('7', { episodes: null })
    expect((await loaded(memory)).of('7')).toEqual({ onDeck: false, watchlist: true })
  })

  it('is read from a record that knows nothing of episodes', async () => {
    const preferences = await loaded(aMemory({ 7: { onDeck: false, watchlist: true } }))
    expect(preferences.of('7')).toEqual({ onDeck: false, watchlist: true })
  })

  it.each([-1, 101, 1.5, '2', null, {}])(
    'episodes of %j in a record are nobody’s choice; the switches beside it still count',
    async (episodes) => {
      const preferences = await loaded(aMemory({ 7: { onDeck: false, watchlist: false, episodes } }))
      expect(preferences.of('7')).toEqual({ onDeck: false, watchlist: false })
    }
  )

  it('two choices at the same time are both kept, also when they are the first of a life', async () => {
    const memory = aMemory({ 9: { onDeck: false, watchlist: true } })
    const preferences = createPreferences(memory)
    await Promise.all([
      preferences.change('7', { onDeck: false }),
      preferences.change('7', { episodes: 3 }),
      preferences.change('8', { watchlist: false })
    ])
    const after = await loaded(memory)
    expect(after.of('7')).toEqual({ onDeck: false, watchlist: true, episodes: 3 })
    expect(after.of('8')).toEqual({ onDeck: true, watchlist: false })
    expect(after.of('9')).toEqual({ onDeck: false, watchlist: true })
  })
})

describe('how far ahead somebody looks', () => {
  const household = { episodes: 5, minutes: 60 }
  it('is their own number with everybody’s minutes', () => {
    expect(aheadFor({ onDeck: true, watchlist: true }, household)).toBe(household)
    expect(aheadFor({ onDeck: true, watchlist: true, episodes: 0 }, household)).toEqual({
      episodes: 0,
      minutes: 60,
      isOwnChoice: true
    })
  })
})
