/** What the watcher did with a title is in its story: who watched it, what came of that, when it goes home, and what put that off. */
import type { Why, WhyEvent } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { aWatchedHouse, type WatchedHouse } from '#test/builders/watched-house.ts'
import { hour, now } from '#test/builders/world.ts'

let house: WatchedHouse
afterEach(() => house.leave())

const storyOf = (why: Why): readonly WhyEvent[] => (why.kind === 'title' ? (why.units[0]?.timeline ?? []) : [])
const story = async (title: string) => storyOf(await house.app().face.why(title))
const told = async (title: string) => (await story(title)).map(({ what, sentence }) => `${what}: ${sentence}`)

describe('the watcher in the story of a title', () => {
  it('from the press of play to the return that was put off twice, newest first, also after a restart', async () => {
    house = await aWatchedHouse({ env: { NUMBER_EPISODES: '1' } })
    await house.start()
    const { sessionKey } = await house.play('film', { personId: '1', person: 'whatever-the-player-says' })
    await house.go(sessionKey, 10, 'stopped')
    expect(house.onPool()).toEqual(['film'])
    const before = await told('key:film')
    expect(before[0]).toBe(
      'due: Its removal timer runs out; it goes home then, unless somebody wants it or another rule keeps it.'
    )
    expect((await story('key:film'))[0]?.at).toBeGreaterThan(house.clock.now())
    expect(before.slice(1)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^played: The owner watched it up to 10 %, \d+ s, from the array\. 1 title came to the pool for it\.$/u
        ),
        'timer: Its removal timer of 24 hours began: the watcher had it brought for the owner.',
        expect.stringMatching(/^promoted: /u)
      ])
    )

    house.wall.films.push({ ratingKey: 'other', viewOffsetMs: 0, lastViewedAt: now })
    house.wall.films.push({ ratingKey: 'film', viewOffsetMs: 600_000, lastViewedAt: now })
    await house.pass(26 * hour)
    house.wall.films.pop()
    await house.play('film', { player: 'phone', person: 'Ben', personId: '7' })
    await house.run()
    const late = (await told('key:film')).filter((line) => line.startsWith('postponed'))
    expect(late).toEqual([
      'postponed: Its removal is put off still, for another reason. Being played by Ben right now.',
      expect.stringMatching(/^postponed: Its removal timer ran out, and it stays\. On deck for the owner/u)
    ])
    expect((await told('key:film')).filter((line) => line.startsWith('played'))).toEqual([
      expect.stringMatching(/^played: Ben is watching it \(at \d+ %\), .*from the pool\./u),
      expect.stringMatching(/^played: The owner watched it up to 10 %/u)
    ])

    await house.go('s1', 20, 'stopped')
    await house.pass(2 * hour)
    expect(house.onPool()).not.toContain('film')
    await house.restart()
    const after = await story('key:film')
    expect(after.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['returned', 'postponed', 'timer', 'promoted', 'played'])
    )
    expect(after.map(({ what }) => what)).not.toContain('due')
    expect(after.find(({ what }) => what === 'returned')?.sentence).toMatch(/its 24 hours are over/u)
    const moments = after.map(({ at }) => at)
    expect(moments).toEqual(moments.toSorted((a, b) => b - a))
  })

  it('watched to the end the hours begin anew; with 0 hours there is no timer to be told of', async () => {
    house = await aWatchedHouse({ env: { NUMBER_EPISODES: '1' } })
    await house.start()
    const { sessionKey } = await house.play('film')
    await house.go(sessionKey, 100, 'stopped')
    expect(await told('key:film')).toEqual(
      expect.arrayContaining([
        'timer: Its removal timer of 24 hours began: the owner watched it to the end.',
        expect.stringMatching(/^played: The owner watched it to the end/u)
      ])
    )
    await house.leave()
    house = await aWatchedHouse({ env: { NUMBER_EPISODES: '1', REAL_TIME_WATCH_REMOVE_FROM_CACHE_AFTER_HOURS: '0' } })
    await house.start()
    await house.go((await house.play('film')).sessionKey, 100, 'stopped')
    expect((await story('key:film')).filter(({ what }) => what === 'timer' || what === 'due')).toEqual([])
  })
})
