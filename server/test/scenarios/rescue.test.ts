/** A data folder that is lost, damaged or held: what the real program does then, and that a rescue leaves nothing of ours behind. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { RescueReport } from '#cli/rescue-text.ts'
import { type Ended, pcu } from '#test/builders/command-line.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')
let house: House
afterEach(() => house.leave())

const withLinks = { COPY_TO_CACHE: 'true', USE_SYMLINKS_FOR_CACHE: 'true' }
const moved = { COPY_TO_CACHE: 'false', USE_SYMLINKS_FOR_CACHE: 'true' }

/** A house whose film with its subtitle is on the pool; what the array held before. */
const cached = async (env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> => {
  house = await aHouse({ env })
  const before = census(house.array)
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  expect((await house.run()).outcome).toBe('done')
  expect(lstatSync(house.here(film)).isSymbolicLink()).toBe(true)
  return before
}

const database = (): string => `${house.root}/data/plexcache_ultra.db`
const rescue = (...words: readonly string[]): Promise<Ended> => pcu(house.env, ['rescue', ...words])

/** Everything on the pool but the mark by which it is known. */
const onPool = (): readonly string[] => readdirSync(house.pool).filter((name) => !name.startsWith('.mc-root-'))

describe.each([
  ['a copy with links', withLinks, 'The parked original takes its name back'],
  ['a move with links', moved, 'it is copied home, read again']
] as const)('the data folder is lost after %s', (_name, env, way) => {
  it('pcu rescue tells what it would do, does it, and nothing of ours is left', async () => {
    const before = await cached(env)
    rmSync(`${house.root}/data`, { recursive: true })
    const [array, pool] = [census(house.array), readdirSync(house.pool, { recursive: true }).toSorted()]
    const dry = await rescue('--dry-run')
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Would be brought home: 2') })
    expect(dry.out).toContain(house.here(film))
    expect(dry.out).toContain(way)
    expect([census(house.array), readdirSync(house.pool, { recursive: true }).toSorted()]).toEqual([array, pool])
    const real = await rescue()
    expect(real).toMatchObject({ code: 0, out: expect.stringContaining('Nothing of ours is left on the pool.') })
    expect(census(house.array)).toEqual(before)
    expect(onPool()).toEqual([])
    expect((await rescue('--json')).code).toBe(0)
  })

  it('peer 55: the next start knows again what is on the pool, touches no file, and says so', async () => {
    await cached(env)
    const [array, pool] = [census(house.array), census(house.pool)]
    rmSync(`${house.root}/data`, { recursive: true })
    const program = await house.open()
    await program.app.settle()
    const status = await program.app.face.status()
    expect(status.problems.find(({ id }) => id.startsWith('found-again.adopted'))?.sentence).toContain(
      'no file was touched'
    )
    const [unit] = await program.app.face.cached()
    expect(unit).toMatchObject({ title: 'Alpha (2001)', state: 'complete', files: [{}, {}] })
    expect(unit?.because[0]?.sentence).toContain('found on the pool again')
    expect([census(house.array), census(house.pool)]).toEqual([array, pool])
    await program.close()
    expect((await house.run({ goal: 'restore-all' })).outcome).toBe('done')
    expect(onPool()).toEqual([])
  })

  it('names alone are enough when the manifest is lost too', async () => {
    const before = await cached(env)
    rmSync(`${house.root}/data`, { recursive: true })
    rmSync(`${house.pool}/.mc`, { recursive: true })
    const blind = await rescue('--json')
    const told: RescueReport = JSON.parse(blind.out)
    expect(told.files).toEqual([])
    const real = await rescue('--from-names', '--json')
    const report: RescueReport = JSON.parse(real.out)
    expect([real.code, report.files.length, report.left]).toEqual([0, 2, []])
    expect(census(house.array)).toEqual(before)
    expect(onPool()).toEqual([])
  })
})

it('peer 55: a damaged database is set aside, told loudly, and what is on the pool is known again', async () => {
  const before = await cached(withLinks)
  const bytes = readFileSync(database())
  bytes.fill(0x5a, 4096)
  writeFileSync(database(), bytes)
  const listed = await pcu(house.env, ['status'])
  expect(listed).toMatchObject({ code: 3, err: expect.stringContaining('is damaged') })
  const program = await house.open()
  await program.app.settle()
  const { problems } = await program.app.face.status()
  expect(problems.find(({ id }) => id === 'store.set-aside')).toMatchObject({ severity: 'error' })
  expect(await program.app.face.cached()).toMatchObject([{ state: 'complete' }])
  await program.close()
  const aside = readdirSync(`${house.root}/data`).filter((name) => name.includes('.corrupt-'))
  expect(aside.map((name) => readFileSync(`${house.root}/data/${name}`).equals(bytes))).toContain(true)
  expect((await rescue()).code).toBe(0)
  expect(census(house.array)).toEqual(before)
})

it('while a server holds the data folder a rescue is refused', async () => {
  await cached(withLinks)
  const program = await house.open()
  const before = census(house.array)
  expect(await rescue()).toMatchObject({ code: 5, err: expect.stringContaining('a command has had the data folder') })
  expect(census(house.array)).toEqual(before)
  await program.close()
})

it('a parked original that we do not know is not touched without being asked to', async () => {
  await cached(withLinks)
  const stranger = `${house.array}/Films/Beta/Old.mkv`
  renameSync(house.here(filmFile('Beta')), `${stranger}.plexcached`)
  rmSync(`${house.root}/data`, { recursive: true })
  expect((await rescue()).code).toBe(0)
  expect(lstatSync(`${stranger}.plexcached`).isFile()).toBe(true)
  const named = await rescue('--from-names')
  expect(named).toMatchObject({ code: 4, out: expect.stringContaining('there is neither a link nor a copy') })
  expect(lstatSync(`${stranger}.plexcached`).isFile()).toBe(true)
})

it('a manifest that leads out of the pool leads nowhere', async () => {
  await cached(withLinks)
  const manifest = `${house.pool}/.mc/manifest.jsonl`
  const outside = `${house.root}/outside`
  mkdirSync(outside)
  writeFileSync(`${outside}/Alpha.mkv`, 'not ours')
  const [line = ''] = readFileSync(manifest, 'utf8').split('\n')
  const { path } = JSON.parse(line)
  writeFileSync(
    manifest,
    `${line.replaceAll(JSON.stringify(path).slice(1, -1), '../../outside/Alpha.mkv')}\n${line.replace(`"array":"${house.array}"`, `"array":"${outside}"`)}\n`
  )
  rmSync(`${house.root}/data`, { recursive: true })
  const { code, out } = await rescue()
  expect(code).toBe(4)
  expect(out).toContain('is not among the disks of the array')
  expect(out).toContain('1 lines that are not understood')
  expect(readFileSync(`${outside}/Alpha.mkv`, 'utf8')).toBe('not ours')
})
