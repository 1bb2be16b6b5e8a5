import { existsSync, lstatSync, readFileSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { openStore } from '#store/open.ts'
import { aHouse, filmFile, type House, readThrough } from '#test/builders/house.ts'
import { decisionOn, told } from '#test/builders/odd-house.ts'

const film = filmFile('Alpha')

let house: House
afterEach(() => house.leave())

const copy = (): string => `${house.pool}/Films/Alpha/Alpha.mkv`
const wanted = (): void =>
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })

/** A union without FUSE: the share is the array, and whoever asks for the mode is told that the pool is one of its branches. */
const asUnionKeep = async (): Promise<void> => {
  const store = await openStore({ path: `${house.root}/data/plexcache_ultra.db` })
  for (const table of ['owned_unit', 'owned_file'] as const) {
    await store.db.updateTable(table).set({ presentation: 'union', original: 'keep' }).execute()
  }
  await store.close()
}

const replaceCopy = (content: string): void => {
  writeFileSync(`${copy()}.new`, content)
  utimesSync(`${copy()}.new`, 1_710_000_000, 1_710_000_000)
  renameSync(`${copy()}.new`, copy())
}

describe('a copy that somebody upgrades on the pool, with the original kept on the array', () => {
  const cached = async (): Promise<void> => {
    // Without links: every file stays on the array, as a union would keep it.
    house = await aHouse({ env: { USE_SYMLINKS_FOR_CACHE: 'false' } })
    wanted()
    await house.run()
    expect(lstatSync(house.here(film)).isFile()).toBe(true)
    await asUnionKeep()
  }

  it('is written to the array in the next run and stays, with the reason', async () => {
    await cached()
    replaceCopy('a better release')
    const { report } = await told(house)
    expect(decisionOn(report, 'Alpha')).toMatchObject({
      action: 'keep',
      because: [{ reason: { code: 'copy-changed', path: copy() } }, { reason: { code: 'on-deck' } }]
    })
    expect(report).toMatchObject({ outcome: 'done', done: { mended: { units: 1 }, evicted: { units: 0 } } })
    expect(report.sentence).toMatch(/^1 put in order/u)
    expect([readFileSync(house.here(film), 'utf8'), existsSync(copy())]).toEqual(['a better release', true])
    expect((await told(house)).report.done.mended.units).toBe(0)
  })

  it('waits until it has rested', async () => {
    await cached()
    replaceCopy('a better release')
    const early = { env: { MINIMUM_FILE_AGE_MINUTES: '10' } }
    expect((await told(house, early)).report.done.mended.units).toBe(0)
    expect(readFileSync(house.here(film), 'utf8')).not.toBe('a better release')
  })

  it('goes on serving when the copy is deleted: the original is named, nothing is removed, a person is asked', async () => {
    await cached()
    rmSync(copy())
    const { report } = await told(house)
    expect(report.sentence).toMatch(/1 stood back .*somebody deleted the copy/u)
    expect(existsSync(house.here(film))).toBe(true)
    expect(decisionOn((await told(house)).report, 'Alpha')?.because[0]?.sentence).toMatch(/"pcu orphans"/u)
  })
})

describe('a link whose copy is gone', () => {
  it('is noticed at once while the program runs, without a timer', { timeout: 60_000 }, async () => {
    house = await aHouse({ env: { ENABLE_SCHEDULER: 'true', RUN_ON_START: 'false' } })
    wanted()
    await house.run()
    const program = await house.open()
    try {
      program.app.startByItself()
      // The watches are opened in the background.
      await new Promise((resolve) => setTimeout(resolve, 500))
      unlinkSync(copy())
      const newest = async () => (await program.app.face.runs(1))[0]
      await expect.poll(async () => (await newest())?.trigger, { timeout: 40_000 }).toBe('pool')
      await program.app.schedule.idle()
      expect((await newest())?.done.mended.units).toBe(1)
    } finally {
      await program.close()
    }
  })

  it('gives way to the parked original in the next run, although the film is wanted', async () => {
    house = await aHouse()
    const before = readThrough(house.here(film))
    wanted()
    await house.run()
    unlinkSync(copy())
    const { report } = await told(house)
    expect(report.done.mended.units).toBe(1)
    expect(lstatSync(house.here(film)).isFile()).toBe(true)
    expect(readThrough(house.here(film))).toBe(before)
    await house.run()
    expect(lstatSync(house.here(film)).isSymbolicLink()).toBe(true)
  })
})
