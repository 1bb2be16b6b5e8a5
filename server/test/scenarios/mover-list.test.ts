/** Unraid's mover leaves alone what we cached: the list says so before a file appears on the pool and until it is gone, and is its owner's otherwise. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'
import { told, verdictOn } from '#test/builders/odd-house.ts'

let house: House
let list: string
beforeEach(async () => {
  house = await aHouse()
  list = `${house.pool}/appdata/ignore.txt`
  mkdirSync(dirname(list))
  for (const film of ['Alpha', 'Beta']) {
    house.plex.leftAt('owner', house.key(filmFile(film)), { offsetMs: 2_000_000, at: Date.now() - 9 * 3_600_000 })
  }
})
afterEach(() => house.leave())

const env = (more: Readonly<Record<string, string>> = {}) => ({
  env: { MOVER_IGNORE_FILE: list, MOVER_IGNORE_POOL_PATH: '/mnt/nvme', ...more }
})
const text = (): string => readFileSync(list, 'utf8')
const entries = (): readonly string[] =>
  text()
    .split('\n')
    .filter((line) => line.startsWith('/mnt/nvme/'))
const cached = [
  '/mnt/nvme/Films/*/.mc-*',
  '/mnt/nvme/Films/.mc*',
  '/mnt/nvme/Films/Alpha/Alpha.en.srt',
  '/mnt/nvme/Films/Alpha/Alpha.mkv',
  '/mnt/nvme/Films/Beta/Beta.en.srt',
  '/mnt/nvme/Films/Beta/Beta.mkv'
]
const videosOnPool = (): number => Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv')).length

describe('the list of Unraid’s mover', () => {
  it('peer 47: names what is cached, as the host calls it, below the lines of its owner', async () => {
    writeFileSync(list, '/mnt/nvme/mine\n')
    await house.run(env())
    expect(text().startsWith('/mnt/nvme/mine\n#')).toBe(true)
    expect(entries()).toEqual(['/mnt/nvme/mine', ...cached])
  })

  it('loses what went home and gets back what somebody took out', async () => {
    await house.run(env())
    writeFileSync(list, '')
    house.plex.watched('owner', house.key(filmFile('Beta')), Date.now() - 3_600_000)
    await house.run(env())
    expect(entries()).toEqual(cached.filter((line) => !line.includes('Beta')))
  })

  it('peer 57: has no line of ours after everything went home; every file is what it was, and no name of ours is left', async () => {
    const before = census(house.array)
    await house.run(env())
    expect(Object.keys(census(house.array)).filter((name) => name.endsWith('.plexcached'))).toHaveLength(4)
    expect([videosOnPool(), existsSync(list)]).toEqual([2, true])
    await house.run({ goal: 'restore-all', ...env() })
    expect([videosOnPool(), existsSync(list)]).toEqual([0, false])
    expect(census(house.array)).toEqual(before)
    expect(Object.keys(census(house.pool))).toEqual(['appdata'])
    writeFileSync(list, 'mine, without an end')
    await house.run(env())
    expect(entries()).toEqual(cached)
    await house.run({ goal: 'restore-all', ...env() })
    expect(text()).toBe('mine, without an end')
  })

  it('moves with its setting, and our lines do not stay behind', async () => {
    writeFileSync(list, '/mnt/nvme/mine\n')
    await house.run(env())
    const other = `${house.pool}/appdata/other.txt`
    await house.run(env({ MOVER_IGNORE_FILE: other }))
    expect([text(), existsSync(other)]).toEqual(['/mnt/nvme/mine\n', true])
    await house.run()
    expect(existsSync(other)).toBe(false)
  })

  it('loses lines that a crash left although nothing is cached', async () => {
    writeFileSync(list, '/mnt/nvme/mine\n')
    await house.run(env())
    const left = text()
    await house.run({ goal: 'restore-all', ...env() })
    writeFileSync(list, left)
    await house.run({ goal: 'restore-all', ...env() })
    expect(text()).toBe('/mnt/nvme/mine\n')
  })

  it('peer 49: keeps the line of a file whose return failed, and holds none that was never lifted by us', async () => {
    const alpha = dirname(house.here(filmFile('Alpha')))
    await house.run(env())
    const download = `${house.pool}/Films/Download/Download.mkv`
    mkdirSync(dirname(download))
    writeFileSync(download, 'it came to the pool by itself')
    writeFileSync(list, text().replace('/mnt/nvme/Films/Beta/Beta.mkv', '$&\n/mnt/nvme/Films/Download/Download.mkv'))
    house.plex.watched('owner', house.key(filmFile('Alpha')), Date.now() - 3_600_000)
    renameSync(alpha, `${house.root}/elsewhere`)
    symlinkSync(`${house.root}/elsewhere`, alpha)
    expect((await house.run(env())).done.failed.units).toBe(1)
    expect(entries()).toEqual(cached)
    unlinkSync(alpha)
    renameSync(`${house.root}/elsewhere`, alpha)
    await house.run({ goal: 'restore-all', ...env() })
    expect([existsSync(list), existsSync(download), videosOnPool()]).toEqual([false, true, 1])
  })

  it('that cannot be written keeps files where they are, with the reason on every one of them', async () => {
    rmdirSync(dirname(list))
    const { report, problems } = await told(house, env())
    expect(videosOnPool()).toBe(0)
    expect(verdictOn(report, 'Alpha')).toMatch(
      /^leave: Left on the array: what is put on the pool must be noted first, and that failed \(The folder .*appdata of the mover list is not there\)\.$/u
    )
    expect(problems.map(({ id, sentence }) => `${id}: ${sentence}`)).toEqual([
      expect.stringMatching(/^registers\.mover-list: Nothing is cached for now: .*MOVER_IGNORE_FILE\.$/u)
    ])
    mkdirSync(dirname(list))
    await told(house, env())
    expect([videosOnPool(), entries()]).toEqual([2, cached])
  })

  it('that cannot be written lets files go home', async () => {
    await house.run(env())
    const gone = env({ MOVER_IGNORE_FILE: `${house.pool}/nowhere/ignore.txt` })
    const { problems } = await told(house, { goal: 'restore-all', ...gone })
    expect(videosOnPool()).toBe(0)
    expect(problems.map(({ id }) => id).toSorted()).toEqual(['engine.rest', 'registers.mover-list'])
  })

  it('is not touched by a dry run, nor in test mode', async () => {
    writeFileSync(list, 'mine')
    const before = census(house.pool)
    await house.run({ dryRun: true, ...env() })
    await house.run(env({ TEST_MODE: 'true' }))
    expect([text(), census(house.pool)]).toEqual(['mine', before])
  })
})
