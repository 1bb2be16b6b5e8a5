import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, type House } from '#test/builders/house.ts'

let house: House
afterEach(() => house.leave())

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
  it('tells exactly what the real run then does', async () => {
    house = await aHouse()
    house.plex.watched('owner', house.key(episodeFile(1)), Date.now() - 5_000_000)
    await house.run()
    house.plex.watched('owner', house.key(episodeFile(2)), Date.now() - 1000)
    const told = await house.run({ dryRun: true })
    const foretold = await steps(house)
    const done = await house.run()
    expect(await steps(house)).toEqual(foretold)
    expect(told.planned).toEqual(done.planned)
    expect(told.sentence).toMatch(/^Nothing was moved; 1 would be brought in \(\d+ KB\) and 1 would be brought home/u)
  })
})
