/** Several pairs of folders: libraries that Plex knows by other paths, with files of one name in two of them, go to the pool and come home. */
import { existsSync, renameSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { census, type House, readThrough, videoBytes } from '#test/builders/house.ts'
import { aFilm, anOddHouse, told, verdictOn, writeOld } from '#test/builders/odd-house.ts'

let house: House
afterEach(() => house.leave())

const same = 'Alpha/Alpha.mkv'

it('peer 32: PATH_MAPPINGS: two folders of one library, with one name in both, keep a place each on the pool, and both come home', async () => {
  house = await anOddHouse(
    [aFilm('Big.mkv', { file: 'U:\\Films\\Alpha\\Alpha.mkv' }), aFilm(`/kids/${same}`, { title: 'Kids' })],
    { env: { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'true' } }
  )
  const { array, pool } = house
  renameSync(`${array}/Films`, `${array}/old`)
  const env = { PATH_MAPPINGS: `u:\\films => ${array}/big, /kids => ${array}/small` }
  const files = [`big/${same}`, `small/${same}`] as const
  for (const file of files) writeOld(`${array}/${file}`)
  const before = census(array)
  const contents = files.map((file) => readThrough(`${array}/${file}`))
  expect(contents[0]).not.toBe(contents[1])

  const { report } = await told(house, { env })
  expect(report.outcome).toBe('done')
  for (const [at, file] of files.entries()) {
    expect(readThrough(`${pool}/${file}`)).toBe(contents[at])
    expect(readThrough(`${array}/${file}`)).toBe(contents[at])
  }
  expect(Object.keys(census(pool)).filter((name) => name.endsWith('.mkv'))).toEqual([...files])

  await house.run({ env, goal: 'restore-all' })
  expect(census(array)).toEqual(before)
  expect(existsSync(`${pool}/${files[0]}`)).toBe(false)
})

it('a file that no pair fits is left alone, and the sentence says where to go', async () => {
  house = await anOddHouse([aFilm('/other/Alpha.mkv', { sizeBytes: videoBytes })])
  const { report } = await told(house, { env: { PATH_MAPPINGS: `/kids => ${house.array}/small` } })
  expect(verdictOn(report, 'Alpha.mkv')).toMatch(
    /^leave: .*\/other\/Alpha\.mkv, which does not begin with \/media or \/kids, .*pcu paths/u
  )
})

it('a pair that leads out of REAL_SOURCE stops every run with one sentence', async () => {
  house = await anOddHouse([aFilm('Alpha.mkv')])
  const { report } = await told(house, { env: { PATH_MAPPINGS: '/kids => /elsewhere/small' } })
  expect(report).toMatchObject({ outcome: 'failed', sentence: expect.stringMatching(/outside of .*REAL_SOURCE/u) })
})
