/** One run at a time, whoever asks: page, command line, timer and a second program; the lock is the system's own and goes with its process alone. */
import { existsSync, readFileSync } from 'node:fs'
import type { Run } from '@pcu/contract'
import { afterEach, expect, it } from 'vitest'
import { readHolderNote } from '#adapters/disk/holder/note.ts'
import { freePort, pcu, type Running, startPcu } from '#test/builders/command-line.ts'
import { asCommand } from '#test/builders/door.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')
let house: House
let server: Running | undefined
afterEach(async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
  server = undefined
  await house.leave()
})

const aHouseWithFilm = async (): Promise<void> => {
  house = await aHouse()
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
}

const held = String.raw`Refused: run 1, started (\d{4}-\d\d-\d\d )?\d\d:\d\d at the start of the program, is under way \(asking Plex and making the plan\)`

it('peer 51: page, command line and a second program are refused with the name of the run that is under way, and the lock goes only with its process', async () => {
  await aHouseWithFilm()
  house.plex.faults.add({ path: '^/identity$', times: 1, fault: { kind: 'neverAnswer' } })
  const port = await freePort()
  const served = { ...house.env, PORT: String(port), WEB_HOST: '127.0.0.1', PLEX_TIMEOUT_SECONDS: '300' }
  server = startPcu({ ...served, ENABLE_SCHEDULER: 'true' }, ['serve'])
  await server.until('Run 1 started (start)')
  const before = census(house.array)
  const key = asCommand(`${house.root}/data`)
  const order = (path: string) =>
    fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: '{}'
    })
  const runs = async (): Promise<readonly Run[]> => {
    const answer = await (await fetch(`http://127.0.0.1:${port}/api/v1/runs`, { headers: key })).json()
    return (answer as { readonly runs: readonly Run[] }).runs
  }

  // The page and the command line, all at once.
  const [run, restore, command] = await Promise.all([order('runs'), order('restore-all'), pcu(served, ['run'])])
  expect([run.status, restore.status, command.code]).toEqual([409, 409, 5])
  const told = new RegExp(`^${held}\\. Stop it first or wait until it is done\\.$`, 'u')
  for (const answer of [run, restore]) expect(((await answer.json()) as { readonly title: string }).title).toMatch(told)
  expect(command.err.trim()).toMatch(told)

  // Asking who holds it takes nothing from him: the next one is refused as before.
  expect(readHolderNote(`${house.root}/data`)?.run).toMatchObject({ id: 1, trigger: 'start' })
  expect((await order('runs')).status).toBe(409)
  expect((await runs()).map(({ id }) => id)).toEqual([1])

  // A server that does not answer holds it all the same, and is named by what it noted.
  server.child.kill('SIGSTOP')
  const beside = await Promise.all([pcu(served, ['run']), pcu(served, ['plan'])])
  for (const { code, err } of beside) {
    expect(code).toBe(5)
    expect(err).toMatch(new RegExp(`^${held}; a server has had the data folder ${house.root}/data since `, 'u'))
  }
  expect(census(house.array)).toEqual(before)

  // Killed the hard way it holds nothing any more, and what it noted misleads nobody.
  server.child.kill('SIGKILL')
  await server.ended
  expect(existsSync(`${house.root}/data/holder.json`)).toBe(true)
  const next = await pcu(house.env, ['run'])
  expect(next).toMatchObject({ code: 0, out: expect.stringContaining('Run 2: done. 1 brought in') })
  expect(existsSync(`${house.root}/data/holder.json`)).toBe(false)
}, 60_000)

it('of several programs started at the same moment exactly one runs', async () => {
  await aHouseWithFilm()
  house.plex.faults.add({ path: '^/identity$', fault: { kind: 'latency', fixedMs: 3000 } })
  const both = await Promise.all([1, 2].map(() => pcu(house.env, ['run'])))
  expect(both.map(({ code }) => code).toSorted()).toEqual([0, 5])
  expect(both.find(({ code }) => code === 5)?.err).toMatch(
    /^(Refused: .*\/data since|Another PlexCacheUltra is running)/u
  )
  expect(readFileSync(`${house.root}/logs/plexcache_ultra.log`, 'utf8').match(/Run \d+ started/gu)).toEqual([
    'Run 1 started'
  ])
}, 60_000)
