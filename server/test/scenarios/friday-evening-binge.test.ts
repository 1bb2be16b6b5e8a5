import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House, readThrough } from '#test/builders/house.ts'

let house: House
afterEach(() => house.leave())

const minute = 60_000
const ago = (hours: number): number => Date.now() - hours * 3_600_000

const deckStandsOn = (n: number): void => {
  for (let seen = 1; seen < n; seen += 1) house.plex.watched('owner', house.key(episodeFile(seen)), ago(10 - seen))
}

const poolFiles = (): readonly string[] => Object.keys(census(house.pool)).filter((name) => /\.(mkv|srt)$/u.test(name))

const episodesOnPool = (): readonly string[] =>
  poolFiles()
    .filter((name) => name.endsWith('.mkv'))
    .map((name) => name.slice(-10, -4))

describe('an evening with a series', () => {
  it('brings the episode on deck and the next two with their subtitles, under the path that Plex knows', async () => {
    house = await aHouse()
    const before = census(house.array)
    deckStandsOn(2)
    const run = await house.run()
    expect(run).toMatchObject({ outcome: 'done', done: { promoted: { units: 3 } } })
    expect(poolFiles().map((name) => name.split(' - ')[1])).toEqual(
      ['S01E02', 'S01E03', 'S01E04'].flatMap((name) => [`${name}.en.srt`, `${name}.mkv`])
    )
    const path = house.here(episodeFile(2))
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(before[path.slice(house.array.length + 1)]).toContain(readThrough(path))
    expect(existsSync(`${path}.plexcached`)).toBe(true)
  })

  it('moves on with the viewer: what was watched goes home, what comes next comes in', async () => {
    house = await aHouse()
    const before = census(house.array)
    deckStandsOn(2)
    await house.run()
    house.plex.watched('owner', house.key(episodeFile(2)), Date.now() - minute)
    const run = await house.run()
    expect(run).toMatchObject({ outcome: 'done', done: { promoted: { units: 1 }, evicted: { units: 1 } } })
    expect(episodesOnPool()).toEqual(['S01E03', 'S01E04', 'S01E05'])
    const name = episodeFile(2).replace('/media/', '')
    expect(census(house.array)[name]).toBe(before[name])
  })

  it('brings a half-watched film, and leaves the film that nobody began', async () => {
    house = await aHouse()
    house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 40 * minute, at: ago(20) })
    await house.run()
    expect(poolFiles()).toEqual(['Films/Alpha/Alpha.en.srt', 'Films/Alpha/Alpha.mkv'])
  })

  it('keeps a watched film for WATCHED_CACHE_EXPIRY, then brings it home', async () => {
    house = await aHouse({ env: { WATCHED_CACHE_EXPIRY: '48' } })
    const film = house.key(filmFile('Alpha'))
    house.plex.leftAt('owner', film, { offsetMs: 40 * minute, at: ago(60) })
    await house.run()
    house.plex.watched('owner', film, ago(47))
    const waiting = await house.run()
    expect(waiting.planned).toMatchObject({ keep: { units: 1 }, evict: { units: 0 } })
    house.plex.watched('owner', film, ago(49))
    expect((await house.run()).done).toMatchObject({ evicted: { units: 1 } })
    expect(poolFiles()).toEqual([])
  })

  it('does nothing twice: a second run with nothing new moves nothing', async () => {
    house = await aHouse()
    deckStandsOn(3)
    await house.run()
    const [array, pool] = [census(house.array), census(house.pool)]
    expect((await house.run()).sentence).toBe('Nothing had to move.')
    expect([census(house.array), census(house.pool)]).toEqual([array, pool])
  })

  it('does not take a file from under somebody who plays it', async () => {
    house = await aHouse()
    deckStandsOn(2)
    await house.run()
    house.plex.watched('owner', house.key(episodeFile(2)), Date.now() - minute)
    house.plex.play('owner', house.key(episodeFile(2)))
    await house.run()
    expect(episodesOnPool()).toContain('S01E02')
  })

  it('skips the run while somebody watches when EXIT_IF_ACTIVE_SESSION is on', async () => {
    house = await aHouse({ env: { EXIT_IF_ACTIVE_SESSION: 'true' } })
    deckStandsOn(2)
    house.plex.play('owner', house.key(filmFile('Beta')))
    expect(await house.run()).toMatchObject({
      outcome: 'skipped',
      sentence: expect.stringContaining('EXIT_IF_ACTIVE_SESSION')
    })
    expect(poolFiles()).toEqual([])
  })

  it('still follows a press of play while EXIT_IF_ACTIVE_SESSION is on', async () => {
    house = await aHouse({ env: { EXIT_IF_ACTIVE_SESSION: 'true' } })
    deckStandsOn(2)
    house.plex.play('owner', house.key(filmFile('Beta')))
    expect(await house.run({ trigger: 'plex' })).toMatchObject({ outcome: 'done', done: { promoted: { units: 3 } } })
  })
})

describe('the way out', () => {
  it('brings everything home, and the library is what it was', async () => {
    house = await aHouse()
    const before = census(house.array)
    deckStandsOn(2)
    await house.run()
    const run = await house.run({ goal: 'restore-all' })
    expect(run).toMatchObject({ outcome: 'done', done: { evicted: { units: 3 } } })
    expect(census(house.array)).toEqual(before)
    expect(
      readdirSync(house.pool, { recursive: true }).filter((name) => /mkv|srt|\.mc-[^r]/u.test(String(name)))
    ).toEqual([])
  })

  it('works while Plex is down', async () => {
    house = await aHouse()
    const before = census(house.array)
    deckStandsOn(2)
    await house.run()
    await house.plex.refuse()
    expect((await house.run({ goal: 'restore-all' })).outcome).toBe('done')
    expect(census(house.array)).toEqual(before)
  })
})
