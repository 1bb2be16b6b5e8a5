/** Ids of other services for saved titles: learnt beside the runs, and never unlearnt because nobody could be asked. */
import { describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import { watchlistWants } from '#core/wants/watchlist.ts'
import { Failure } from '#src/failure.ts'
import { aLibrary, aMovie } from '#test/builders/world.ts'
import { createLastGood } from './last-good.ts'
import { createTitleIds } from './title-ids.ts'

const day = 24 * 3_600_000
const guid = 'plex://movie/0123456789abcdef01234567'
const saved = { guid, type: 'movie', title: 'Saved', year: 2001, goneAt: undefined } as const

/** A library of an old agent: it knows the film by another service's id alone. */
const library = {
  ...aLibrary([aMovie({ ratingKey: 'm1' })]),
  hasForeignIds: true,
  itemsByGuid: (key: string) => (key === 'imdb:tt0000001' ? ['m1'] : [])
}

const setUp = () => {
  const kept = new Map<string, string>()
  let now = 1_000_000_000
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const memory = {
    get: async (name: string) => kept.get(name),
    set: async (name: string, value: string) => void kept.set(name, value)
  }
  let asked = 0
  let isSilent = false
  const titleIds = createTitleIds({
    clock,
    lastGood: createLastGood({ memory, clock }),
    token: async () => secret('token'),
    cloud: {
      externalIds: async () => {
        asked += 1
        if (isSilent) throw new Failure('cloud.unreachable', { sentence: 'no answer', retry: 'soon' })
        return new Map([[guid, ['imdb://tt0000001']]])
      }
    }
  })
  return {
    asked: () => asked,
    later: (ms: number) => {
      now += ms
    },
    goesSilent: (silent: boolean) => {
      isSilent = silent
    },
    /** What one run wants, and what is learnt beside it. */
    run: async () => {
      const titles = await titleIds.find([saved], library)
      titleIds.learn()
      await titleIds.idle()
      const question = { titles, person: 'Mia', source: 'list', now, episodes: 1, hasSeen: () => false }
      return watchlistWants(question, library).map(({ ratingKey }) => ratingKey)
    }
  }
}

describe('ids of saved titles', () => {
  it('are learnt beside one run and count from the next', async () => {
    const { run, asked } = setUp()
    expect([await run(), await run(), await run()]).toEqual([[], ['m1'], ['m1']])
    expect(asked()).toBe(1)
  })

  it('peer 24: that cannot be looked up leave the wish as it was, however old what is known has become', async () => {
    const { run, later, goesSilent, asked } = setUp()
    await run()
    goesSilent(true)
    for (const wait of [day, 30 * day, 30 * day, 300 * day]) {
      later(wait)
      expect(await run()).toEqual(['m1'])
    }
    expect(asked()).toBeGreaterThan(1)
    goesSilent(false)
    const before = asked()
    expect([await run(), await run()]).toEqual([['m1'], ['m1']])
    expect(asked()).toBe(before + 1)
  })
})
