/** What is kept of plays for whoever asks later what the cache brought: in the whole program over made-up walls, across restarts. */
import { afterEach, describe, expect, it } from 'vitest'
import { plexPath } from '#core/model/place.ts'
import { aWatchedHouse, minute, type WatchedFacts, type WatchedHouse } from '#test/builders/watched-house.ts'
import { hour, now } from '#test/builders/world.ts'

let house: WatchedHouse
afterEach(() => house.leave())

const begin = async (facts?: WatchedFacts): Promise<void> => {
  house = await aWatchedHouse(facts)
  await house.start()
}

const starts = async () =>
  (await house.insight.starts(0)).map(({ ratingKey, person, tier, miss }) => [ratingKey, person, tier, miss])

describe('a play', () => {
  it('from the pool and plays from the array for two reasons are kept once each, across a restart', async () => {
    await begin()
    await house.run()
    const first = await house.play('e1')
    await house.go(first.sessionKey, 95, 'stopped')
    await house.pass(hour)
    const { sessionKey } = await house.play('e2')
    await house.play('film', { person: 'Ben', personId: '7', player: 'phone' })
    const told = [
      ['e1', 'the owner', 'array', 'never-predicted'],
      ['e2', 'the owner', 'pool', undefined],
      ['film', 'Ben', 'array', 'person-excluded']
    ]
    expect(await starts()).toEqual(told)
    await house.restart()
    expect(await starts()).toEqual(told)
    await house.go(sessionKey, 40)
    await house.go(sessionKey, 50, 'stopped')
    await house.play('e2', { viewOffsetMs: 25 * minute })
    expect(await starts()).toEqual(told)
  })

  it('of what is on its way comes too late', async () => {
    await begin()
    await house.run()
    house.pool.hold()
    const { sessionKey } = await house.play('e1')
    await house.go(sessionKey, 95, 'stopped')
    await house.play('e2')
    house.pool.letAll()
    await house.settle()
    expect((await starts()).at(-1)).toEqual(['e2', 'the owner', 'array', 'too-late'])
  })

  it('of what did not fit is told so, from the plan that was kept before a restart', async () => {
    await begin({ env: { MAX_ITEM_SIZE_GB: '0', CACHE_MAX_SIZE_GB: '0.1' } })
    house.wall.deck.push({ ratingKey: 'e5', viewOffsetMs: 0, lastViewedAt: now })
    await house.run()
    await house.restart()
    await house.play('e5', { file: plexPath('/media/tv/e5.mkv') })
    expect(await starts()).toEqual([['e5', 'the owner', 'array', 'no-room']])
  })

  it('of a file that went home is told so', async () => {
    await begin({ env: { REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS: '1' } })
    await house.run()
    const { sessionKey } = await house.play('film')
    await house.go(sessionKey, 20, 'stopped')
    house.wall.deck.push({ ratingKey: 'e8', viewOffsetMs: 0, lastViewedAt: now })
    house.wall.films.push({ ratingKey: 'other', viewOffsetMs: 0, lastViewedAt: now })
    await house.pass(26 * hour)
    await house.run()
    expect(house.pool.moved).toContain('out film')
    await house.play('film')
    expect((await starts()).at(-1)).toEqual(['film', 'the owner', 'array', 'evicted'])
  })

  it('before any plan says nothing of why, and one without a file says nothing of where', async () => {
    await begin()
    house.wall.items = []
    await house.play('e1')
    expect(await starts()).toEqual([['e1', 'the owner', 'unknown', undefined]])
  })
})

describe('the pool', () => {
  it('is kept at the end of each run, once an hour', async () => {
    await begin()
    await house.run()
    await house.play('e1')
    await house.pass(hour)
    await house.run()
    const samples = await house.insight.samples({ since: 0, most: 400 })
    const all = await house.insight.samples({ since: now, most: 400 })
    expect(samples.length).toBe(1)
    expect(all.map(({ units }) => units)).toEqual([3, 3])
  })
})
