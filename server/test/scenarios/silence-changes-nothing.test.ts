import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aHouse, census, episodeFile, filmFile, type House } from '#test/builders/house.ts'

let house: House
let cached: readonly [unknown, unknown]

/** The owner has seen two episodes and the film, which are on the pool and ought to go home now. */
beforeEach(async () => {
  house = await aHouse({ env: { WATCHED_CACHE_EXPIRY: '1' } })
  const hours = (n: number) => Date.now() - n * 3_600_000
  house.plex.watched('owner', house.key(episodeFile(1)), hours(9))
  house.plex.leftAt('owner', house.key(filmFile('Alpha')), { offsetMs: 2_000_000, at: hours(9) })
  await house.run()
  cached = [census(house.array), census(house.pool)]
  for (const n of [2, 3, 4]) house.plex.watched('owner', house.key(episodeFile(n)), hours(3))
  house.plex.watched('owner', house.key(filmFile('Alpha')), hours(3))
})
afterEach(() => house.leave())

const unchanged = () => expect([census(house.array), census(house.pool)]).toEqual(cached)

describe('a Plex that does not answer', () => {
  it.each([
    ['401', { status: 401 }, /PLEX_TOKEN/u],
    ['500', { status: 500 }, /Plex/u],
    ['503', { status: 503 }, /Plex/u]
  ] as const)(
    'with %s everywhere fails the run in one sentence and changes nothing',
    async (_name, { status }, words) => {
      house.plex.faults.add({ fault: { kind: 'status', status } })
      const run = await house.run()
      expect(run.outcome).toBe('failed')
      expect(run.sentence).toMatch(words)
      unchanged()
    }
  )

  it.each([
    ['truncate', { kind: 'truncate', atByte: 200 }],
    ['malformed', { kind: 'malformedJson' }],
    ['html', { kind: 'htmlWith200' }],
    ['reset', { kind: 'connectionReset' }]
  ] as const)('and sends %s for the library changes nothing', async (_name, fault) => {
    house.plex.faults.add({ path: '/library/sections/.*/(all|onDeck)', fault })
    await house.run()
    unchanged()
  })

  it('peer 27: that refuses connections fails the run, names PLEX_URL, and changes nothing', async () => {
    await house.plex.refuse()
    const run = await house.run()
    expect(run).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('PLEX_URL') })
    unchanged()
  })

  it('on one section keeps that section, and still serves the others', async () => {
    house.plex.faults.add({ path: '/library/sections/2/onDeck', fault: { kind: 'status', status: 500 } })
    const run = await house.run()
    expect(run.done.evicted.units).toBe(1)
    const program = await house.open()
    const plan = await program.app.face.latestPlan()
    await program.close()
    const kept = plan?.decisions.filter((decision) => decision.action === 'keep') ?? []
    expect(kept).toHaveLength(3)
    expect(kept[0]?.because[0]?.sentence).toMatch(/did not answer.*silence returns nothing/u)
  })

  it('about sessions keeps everything', async () => {
    house.plex.faults.add({ path: '/status/sessions', fault: { kind: 'status', status: 500 } })
    expect((await house.run()).done.evicted.units).toBe(0)
    unchanged()
  })

  it('and another server at the same address change nothing', async () => {
    const other = await aHouse({ plex: { machineIdentifier: 'another-server' } })
    const run = await house.run({ env: { PLEX_URL: other.plex.url, PLEX_TOKEN: other.plex.token('owner') } })
    await other.leave()
    expect(run).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('another Plex server') })
    unchanged()
  })

  it('once it answers again, everything goes on', async () => {
    await house.plex.refuse()
    await house.run()
    await house.plex.accept()
    expect((await house.run()).done.evicted.units).toBe(4)
  })
})
