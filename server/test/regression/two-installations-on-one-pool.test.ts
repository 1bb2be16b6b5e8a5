/** Two installations with data folders of their own on one pool: the second is refused while the first lives, and a lost data folder is none. */
import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import type { Program } from '#src/program.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')
const leaving: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const leave of leaving.splice(0).toReversed()) await leave()
})

const aWantedFilm = async (): Promise<House> => {
  const house = await aHouse()
  leaving.push(house.leave)
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  return house
}

const other = (house: House) => ({ env: { DATA_DIR: `${house.root}/other-data` } })

const living = async (house: House): Promise<Program> => {
  const program = await house.open()
  leaving.push(program.close)
  await program.app.settle()
  return program
}

test('while the first lives, the second moves nothing and says why', async () => {
  const house = await aWantedFilm()
  const first = await living(house)
  const before = census(house.root)
  const run = await house.run(other(house))
  expect(run.outcome).toBe('skipped')
  expect(run.sentence).toMatch(/another installation of this program .* at work on it.*CACHE_DESTINATION/u)
  const moved = Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))
  expect(moved).toEqual([])
  const changed = Object.entries(census(house.share)).filter(([name, what]) => before[`array/${name}`] !== what)
  expect(changed).toEqual([])
  await expect(
    (async () => {
      const second = await house.open(other(house))
      try {
        return await second.rescue.find({ fromNames: false })
      } finally {
        await second.close()
      }
    })()
  ).rejects.toMatchObject({ code: 'store.busy' })
  await first.close()
  leaving.pop()
  expect((await house.run(other(house))).outcome).toBe('done')
})

test('who comes back after another one took the pool over is refused until a person says so', async () => {
  const house = await aWantedFilm()
  expect((await house.run()).done.promoted.units).toBe(1)
  await house.run(other(house))
  const back = await house.run()
  expect(back.outcome).toBe('skipped')
  expect(back.sentence).toMatch(/took it over on \d{4}-\d\d-\d\d; .*pcu settings --confirm-storage/u)
  const program = await house.open()
  await program.confirmStorage()
  await program.close()
  expect((await house.run()).outcome).toBe('done')
  expect((await house.run(other(house))).outcome).toBe('skipped')
})

test('a lost data folder takes its pool over without a question', async () => {
  const house = await aWantedFilm()
  expect((await house.run()).done.promoted.units).toBe(1)
  rmSync(`${house.root}/data`, { recursive: true })
  expect((await house.run()).outcome).toBe('done')
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  expect((await house.run()).done.evicted.units).toBe(1)
})
