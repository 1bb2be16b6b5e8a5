import { lstatSync, readlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { openStore } from '#store/open.ts'
import { aHouse, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')

let house: House
afterEach(() => house.leave())

/** As if one file of the unit had not come along. */
const forgetOneFile = async (): Promise<void> => {
  const store = await openStore({ path: `${house.root}/data/plexcache_ultra.db` })
  await store.db
    .updateTable('owned_unit')
    .set((column) => ({ expected_files: column('expected_files', '+', 1) }))
    .execute()
  await store.close()
}

it.each([
  ['copy with links', { COPY_TO_CACHE: 'true' }],
  ['move with links', { COPY_TO_CACHE: 'false' }]
])('a unit that is on the pool only in part is completed: our own link is no stranger (%s)', async (_name, env) => {
  house = await aHouse({ env })
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
  expect(lstatSync(house.here(film)).isSymbolicLink()).toBe(true)
  await forgetOneFile()
  const late = house.here(film).replace(/\.mkv$/u, '.de.srt')
  writeFileSync(late, 'late subtitle')
  utimesSync(late, 1_700_000_000, 1_700_000_000)
  const run = await house.run()
  expect([run.outcome, run.done.promoted.units]).toEqual(['done', 1])
  expect(readlinkSync(late)).toBe(`${house.pool}/Films/Alpha/Alpha.de.srt`)
  expect((await house.run()).planned.promote.units).toBe(0)
})
