/** What is due to go home while somebody plays it, or begins to: it stays with its line for Unraid's mover, and goes home on a later run. And a file that is nowhere. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'
import { decisionOn, told, verdictOn } from '#test/builders/odd-house.ts'

let house: House
afterEach(() => house.leave())

const film = filmFile('Alpha')
const list = (): string => `${house.root}/ignore.txt`
const lines = (): string => (existsSync(list()) ? readFileSync(list(), 'utf8') : '')
const isCached = (): boolean => Object.keys(census(house.pool)).includes('Films/Alpha/Alpha.mkv')

/** Cached, named to the mover, and watched to the end since: due. */
const due = async (): Promise<void> => {
  house = await aHouse({ env: { REAL_TIME_WATCH_CACHE_ON_COMPLETE: 'false' } })
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 9_000_000 })
  await house.run(env())
  house.plex.watched('owner', house.key(film), Date.now() - 60_000)
  expect([isCached(), lines().includes('/Films/Alpha/Alpha.mkv')]).toEqual([true, true])
}

const env = () => ({ env: { MOVER_IGNORE_FILE: list() } })

it('peer 17: what is being played stays where it is with its line, and goes home on a later run', async () => {
  await due()
  const session = house.plex.play('owner', house.key(film))
  const { report } = await told(house, env())
  expect(report.done.evicted.units).toBe(0)
  expect(verdictOn(report, 'Alpha')).toMatch(/play/u)
  expect([isCached(), lines().includes('/Films/Alpha/Alpha.mkv')]).toEqual([true, true])
  house.plex.stop(session)
  house.plex.watched('owner', house.key(film), Date.now() - 30_000)
  expect((await told(house, env())).report.done.evicted.units).toBe(1)
  expect([isCached(), lines().includes('Alpha.mkv')]).toEqual([false, false])
})

it('peer 18: a session that begins after the plan was made is seen before the file is touched', async () => {
  await due()
  const program = await house.open(env())
  await program.app.settle()
  const planned: string[] = []
  program.app.face.bus.subscribe((event) => {
    if (event.type !== 'plan.made') return
    planned.push(`${event.run.planned.evict.units} to go home`)
    house.plex.play('owner', house.key(film))
  })
  program.app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
  await program.app.schedule.idle()
  const [run] = await program.app.face.runs(1)
  expect(planned).toEqual(['1 to go home'])
  expect(run).toMatchObject({ done: { evicted: { units: 0 }, stoodBack: { units: 1 } } })
  expect([isCached(), lines().includes('/Films/Alpha/Alpha.mkv')]).toEqual([true, true])
  await program.close()
})

it('peer 53: a file that is neither on the array nor on the pool counts as missing, with its path and what to do, and not as cached', async () => {
  house = await aHouse()
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 9_000_000 })
  rmSync(house.here(film))
  const { report, status } = await told(house)
  expect(report).toMatchObject({
    planned: { promote: { units: 0 }, leave: { units: 1 } },
    done: { promoted: { units: 0 }, failed: { units: 0 } }
  })
  expect(decisionOn(report, 'Alpha').because[0]).toMatchObject({
    reason: { code: 'file-missing', path: house.here(film) },
    sentence: expect.stringMatching(/was not found; check PLEX_SOURCE and REAL_SOURCE, or scan the library in Plex\.$/u)
  })
  expect(status.pool.ownedBytes).toBe(0)
  expect(isCached()).toBe(false)
})
