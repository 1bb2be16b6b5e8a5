import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, type House } from '#test/builders/house.ts'

let house: House
afterEach(() => house.leave())

/** All but the program's own log and its database, where a dry run writes down what it would do. */
const everything = () => {
  const own = /^(logs|data$|data\/plexcache_ultra\.db|array|pool)/u
  const beside = Object.entries(census(house.root)).filter(([name]) => !own.test(name))
  return [census(house.array), census(house.pool), Object.fromEntries(beside)]
}

const filesForetold = async (runId: number) => {
  const program = await house.open({ dryRun: true })
  const report = await program.app.face.planReport(runId)
  await program.close()
  return (report?.operations ?? []).flatMap(({ operation, files }) => files.map((file) => ({ operation, ...file })))
}

const steps = async (house: House) => {
  const program = await house.open({ dryRun: true })
  const report = await program.app.face.latestPlan()
  await program.close()
  return (report?.decisions ?? [])
    .filter((decision) => decision.from !== null)
    .map(({ action, unit, to, sizeBytes, because }) => ({ action, unit, to, sizeBytes, because }))
}

describe.each([
  ['--dry-run', { dryRun: true }],
  ['TEST_MODE', { env: { TEST_MODE: 'true' } }],
  ['TEST_MODE with TEST_DRY_RUN=false', { env: { TEST_MODE: 'true', TEST_DRY_RUN: 'false' } }]
] as const)('with %s', (_name, facts) => {
  it('nothing outside the data folder changes, neither on a fresh house nor on a used one', async () => {
    house = await aHouse()
    house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
    const fresh = [census(house.array), census(house.pool)]
    const run = await house.run(facts)
    expect(run).toMatchObject({ dryRun: true, planned: { promote: { units: 3 } }, done: { promoted: { units: 0 } } })
    expect([census(house.array), census(house.pool)]).toEqual(fresh)

    await house.run()
    house.plex.watched('owner', house.key(episodeFile(2)), Date.now() - 1000)
    const used = [census(house.array), census(house.pool)]
    await house.run(facts)
    expect([census(house.array), census(house.pool)]).toEqual(used)
  })
})

describe('a dry run', () => {
  it('peer 50: leaves every file of the house as it was, in a new house and in a used one, and tells exactly what the real run then does', async () => {
    house = await aHouse()
    const fresh = everything()
    await house.run({ dryRun: true })
    expect(everything()).toEqual(fresh)
    house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
    await house.run()
    house.plex.watched('owner', house.key(episodeFile(2)), Date.now() - 1000)
    const used = everything()
    const told = await house.run({ dryRun: true })
    expect(everything()).toEqual(used)
    const foretold = await steps(house)
    const files = await filesForetold(told.id)
    const done = await house.run()
    expect(await steps(house)).toEqual(foretold)
    expect(told.planned).toEqual(done.planned)
    expect(files.map(({ operation }) => operation).toSorted()).toEqual(['link', 'link', 'return', 'return'])
    for (const { operation, source, destination, sizeBytes } of files) {
      const isThere = lstatSync(destination)
      expect([isThere.isFile(), isThere.size]).toEqual([true, sizeBytes])
      if (operation === 'link') expect(readlinkSync(source)).toBe(destination)
      else expect(existsSync(source)).toBe(false)
    }
    expect(told.sentence).toMatch(/^Nothing was moved; 1 would be brought in \(\d+ KB\) and 1 would be brought home/u)
  })
})
