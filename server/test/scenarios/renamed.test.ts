/** Sonarr, Radarr and people rename what is cached: it is followed to its new name, and the only whole copy of a film never goes. */
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House, videoBytes } from '#test/builders/house.ts'
import { decisionOn, told, verdictOn } from '#test/builders/odd-house.ts'

const film = filmFile('Alpha')
const newFilm = '/media/Films/Alpha (2001)/Alpha (2001) 1080p.mkv'

let house: House
afterEach(() => house.leave())

const seen = (file: string): void => house.plex.watched('owner', house.key(file), Date.now() - 1000)
const rename = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  renameSync(from, to)
}
const leftOnPool = (): readonly string[] =>
  Object.keys(census(house.pool)).filter((name) => /\.(?:mkv|srt)$/u.test(name))
const parkedAnywhere = (): readonly string[] =>
  Object.keys(census(house.array)).filter((name) => name.endsWith('.plexcached'))

const withFilm = async (env: Readonly<Record<string, string>>): Promise<Buffer> => {
  house = await aHouse({ env })
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
  expect(lstatSync(house.here(film)).isSymbolicLink()).toBe(true)
  return readFileSync(house.here(film))
}

describe.each([
  ['with a parked original', { COPY_TO_CACHE: 'true' }],
  ['that was moved', { COPY_TO_CACHE: 'false' }]
] as const)('a film %s', (_name, env) => {
  it('that Radarr moves to another folder is followed at once, is wanted as before, and comes home under its new name', async () => {
    const bytes = await withFilm(env)
    rename(house.here(film), house.here(newFilm))
    house.plex.library.replaceFile(house.key(film), { file: newFilm, sizeBytes: videoBytes })
    const first = await told(house)
    expect(verdictOn(first.report, 'Alpha')).toMatch(
      /^keep: Is followed: Plex lists .*1080p.mkv in place of .*Alpha.mkv/u
    )
    expect(first.report).toMatchObject({ outcome: 'done', done: { mended: { units: 1 }, evicted: { units: 0 } } })
    const second = await told(house)
    expect(verdictOn(second.report, 'Alpha')).toMatch(/^keep: On deck/u)
    expect(second.report.done).toMatchObject({ mended: { units: 0 }, promoted: { units: 0 } })
    seen(newFilm)
    expect((await house.run()).done.evicted.units).toBe(1)
    expect([lstatSync(house.here(newFilm)).isFile(), readFileSync(house.here(newFilm)).equals(bytes)]).toEqual([
      true,
      true
    ])
    expect([leftOnPool(), parkedAnywhere(), existsSync(house.here(film))]).toEqual([[], [], false])
  })

  it('whose folder is renamed and which Plex takes for a new title is followed, also after its old name was looked for', async () => {
    const bytes = await withFilm(env)
    const other = film.replace('/Alpha/', '/Alpha (2001)/')
    const subtitle = other.replace('.mkv', '.en.srt')
    renameSync(dirname(house.here(film)), dirname(house.here(other)))
    // Nobody wants it any more before Plex has heard of the new name.
    seen(film)
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^evict:/u)
    expect(readFileSync(house.here(other)).equals(bytes)).toBe(true)
    const key = house.key(film)
    house.plex.library.remove(key)
    house.plex.library.add({
      section: '1',
      title: 'Alpha',
      year: 2001,
      file: other,
      sizeBytes: videoBytes,
      durationMs: 5_400_000
    })
    expect(verdictOn((await told(house)).report, 'Alpha')).toMatch(/^keep: Is followed/u)
    expect(readFileSync(house.here(other)).equals(bytes)).toBe(true)
    expect(readFileSync(house.here(subtitle)).length).toBeGreaterThan(0)
    seen(other)
    await told(house)
    expect([lstatSync(house.here(other)).isFile(), readFileSync(house.here(other)).equals(bytes)]).toEqual([true, true])
    expect([leftOnPool(), parkedAnywhere()]).toEqual([[], []])
  })
})

it('a show whose folder is renamed is followed as a whole, although all that lies on the pool vanished from Plex at once', async () => {
  house = await aHouse({ env: { NUMBER_EPISODES: '5' } })
  house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
  await house.run()
  const there = leftOnPool()
  expect(there.length).toBe(8)
  const renamed = (file: string): string => file.replace('/The Show/', '/The Show (2015)/')
  renameSync(dirname(dirname(house.here(episodeFile(1)))), dirname(dirname(house.here(renamed(episodeFile(1))))))
  for (const n of [1, 2, 3, 4, 5]) {
    house.plex.library.replaceFile(house.key(episodeFile(n)), { file: renamed(episodeFile(n)), sizeBytes: videoBytes })
  }
  expect((await told(house)).report.done).toMatchObject({ mended: { units: 4 }, evicted: { units: 0 } })
  expect((await told(house)).report.done).toMatchObject({ mended: { units: 0 }, promoted: { units: 0 } })
  expect(leftOnPool()).toEqual(there)
  await told(house, { goal: 'restore-all' })
  expect([leftOnPool(), parkedAnywhere()]).toEqual([[], []])
  expect(lstatSync(house.here(renamed(episodeFile(2)))).isFile()).toBe(true)
})

it('a file of the same size that is not ours is looked at once, and nothing of the lost one goes', async () => {
  const bytes = await withFilm({ COPY_TO_CACHE: 'false' })
  const link = readlinkSync(house.here(film))
  rmSync(house.here(film))
  house.plex.library.remove(house.key(film))
  const first = await told(house)
  expect(verdictOn(first.report, 'Alpha')).toMatch(/^keep: Is followed: Plex lists .*Beta/u)
  const second = await told(house)
  expect(JSON.stringify(decisionOn(second.report, 'Alpha').because)).toContain(
    'of the same size is not our file under a new name'
  )
  expect(second.report.done).toMatchObject({ mended: { units: 0 }, stoodBack: { units: 0 } })
  expect(readFileSync(link).equals(bytes)).toBe(true)
})
