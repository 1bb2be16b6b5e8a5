import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House, readThrough } from '#test/builders/house.ts'

const canMount = process.getuid?.() === 0 && existsSync('/usr/bin/mergerfs')
const film = filmFile('Alpha')

let folder = ''
let house: House

describe.skipIf(!canMount)(
  'a pool that is a branch of the union Plex reads (mergerfs; needs root and mergerfs)',
  () => {
    beforeEach(() => {
      folder = realpathSync(mkdtempSync(`${tmpdir()}/union-`))
      for (const name of ['fast', 'slow', 'union']) mkdirSync(`${folder}/${name}`)
      execFileSync('mergerfs', [
        '-o',
        'allow_other,cache.files=off,category.create=ff,minfreespace=1M',
        `${folder}/fast:${folder}/slow`,
        `${folder}/union`
      ])
    })
    afterEach(async () => {
      await house.leave()
      execFileSync('umount', [`${folder}/union`])
      rmSync(folder, { recursive: true, force: true })
    })

    const start = async (env: Readonly<Record<string, string>>) => {
      const roots = { shareRoot: `${folder}/union`, arrayRoot: `${folder}/slow`, poolRoot: `${folder}/fast` }
      house = await aHouse({ ...roots, env: { ARRAY_SOURCES: `${folder}/slow`, ...env } })
      house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    }
    const slow = () => `${folder}/slow/Films/Alpha/Alpha.mkv`
    const fast = () => `${folder}/fast/Films/Alpha/Alpha.mkv`
    const read = () => readThrough(house.here(film))

    it.each([
      ['copy keeps the original untouched', { COPY_TO_CACHE: 'true' }, true],
      ['move takes the original to the pool', { COPY_TO_CACHE: 'false' }, false]
    ] as const)('%s, and Plex reads the same bytes at the same path throughout', async (_name, env, originalStays) => {
      await start(env)
      const before = census(`${folder}/slow`)
      const content = read()
      const inode = statSync(slow()).ino
      expect((await house.run()).outcome).toBe('done')
      expect([existsSync(slow()), existsSync(fast())]).toEqual([originalStays, true])
      expect(
        readdirSync(`${folder}/slow/Films/Alpha`).filter(
          (name) => name.includes('plexcached') || name.startsWith('.mc-')
        )
      ).toEqual([])
      expect(read()).toBe(content)
      house.plex.watched('owner', house.key(film), Date.now() - 1000)
      expect((await house.run()).done.evicted.units).toBe(1)
      expect(census(`${folder}/slow`)).toEqual(before)
      expect(existsSync(fast())).toBe(false)
      expect(read()).toBe(content)
      // Both branches lie on one file system here, so that even a move brings the very same file home.
      expect(statSync(slow()).ino).toBe(inode)
    })

    it('finds the branches by itself when ARRAY_SOURCES is empty', async () => {
      await start({ COPY_TO_CACHE: 'true', ARRAY_SOURCES: '' })
      expect((await house.run()).done.promoted.units).toBe(1)
      expect([existsSync(slow()), existsSync(fast())]).toEqual([true, true])
    })
  }
)
