import { existsSync, unlinkSync } from 'node:fs'
import type { Orphan } from '@pcu/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPcu } from '#test/builders/command-line.ts'
import { aHouse, filmFile, type House, readThrough } from '#test/builders/house.ts'

const film = filmFile('Alpha')

let house: House
let content: string

const ask = async (words: readonly string[]) => await startPcu(house.env, words).ended
const listed = async (): Promise<readonly Orphan[]> => JSON.parse((await ask(['orphans', '--json'])).out).orphans

/** Somebody deletes the film's name while it is on the pool, and the next run finds that out. */
beforeEach(async () => {
  house = await aHouse()
  content = readThrough(house.here(film))
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  await house.run()
  unlinkSync(house.here(film))
  house.plex.watched('owner', house.key(film), Date.now() - 1000)
  await house.run()
})
afterEach(() => house.leave())

const copy = (): string => `${house.pool}/Films/Alpha/Alpha.mkv`

describe('pcu orphans', () => {
  it('tells what happened, since when, and what can be done; without --yes nothing is', async () => {
    const told = (await ask(['orphans'])).out
    expect(told).toMatch(/Alpha .*\n.*Alpha\.mkv: somebody deleted the original; it is not brought back \(since /u)
    expect(told).toMatch(/pcu orphans resolve \d+ --restore .*\n.*--finish-delete .*\n.*--forget /u)
    const [orphan] = await listed()
    const asked = await ask(['orphans', 'resolve', `${orphan?.id}`, '--finish-delete'])
    expect([asked.code, asked.out]).toEqual([3, expect.stringMatching(/^Finishes the deletion: .*--yes\.\n$/u)])
    expect(existsSync(copy())).toBe(true)
  })

  it('brings the film back', async () => {
    const [orphan] = await listed()
    const done = await ask(['orphans', 'resolve', `${orphan?.id}`, '--restore', '--yes'])
    expect([done.code, done.out]).toEqual([0, 'Alpha (2001) is in order.\n'])
    expect([readThrough(house.here(film)), existsSync(copy())]).toEqual([content, false])
    expect(await listed()).toEqual([])
  })

  it('finishes the deletion', async () => {
    const [orphan] = await listed()
    expect((await ask(['orphans', 'resolve', `${orphan?.id}`, '--finish-delete', '--yes'])).code).toBe(0)
    expect([copy(), house.here(film), `${house.here(film)}.plexcached`].filter(existsSync)).toEqual([])
  })

  it('refuses what does not go with it, and what is not understood', async () => {
    const [orphan] = await listed()
    const refused = await ask(['orphans', 'resolve', `${orphan?.id}`, '--remove-leftovers', '--yes'])
    expect([refused.code, refused.out]).toEqual([
      3,
      expect.stringMatching(/only this can be done: restore, finish-delete, forget\.\n$/u)
    ])
    const codes = await Promise.all([
      ask(['orphans', 'resolve', '--restore']),
      ask(['orphans', 'resolve', `${orphan?.id}`, '--restore', '--forget']),
      ask(['status', '--restore'])
    ])
    expect(codes.map(({ code }) => code)).toEqual([2, 2, 2])
    expect((await ask(['orphans', 'resolve', '999', '--forget', '--yes'])).code).toBe(3)
  })
})
