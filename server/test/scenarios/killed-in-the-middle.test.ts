import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { aHouse, census, filmFile, type House, readThrough } from '#test/builders/house.ts'

const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const film = filmFile('Alpha')

let house: House
afterEach(() => house.leave())

const runProgram = (env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, [entry, 'run'], {
    env: { ...house.env, ...env, PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe']
  })

/** Kills the program as soon as it has told, in its log, of a move that began. */
const killDuringMove = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const program = runProgram(env)
  for await (const text of program.stderr ?? []) {
    if (String(text).includes('Moving ')) break
  }
  await new Promise((resolve) => setImmediate(resolve))
  program.kill('SIGKILL')
  await once(program, 'exit')
}

const leftovers = (): readonly string[] =>
  [house.array, house.pool].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.mc-(?!root)/u.test(name))
  )

const modes = [
  ['copy with links', { COPY_TO_CACHE: 'true' }],
  ['move with links', { COPY_TO_CACHE: 'false' }],
  ['the hybrid', { COPY_TO_CACHE: 'false', MOVE_WITH_SYMLINKS: 'true' }]
] as const

/** So slow that the kill falls into the copy. */
const slowly = { COPY_RATE_LIMIT_MB: '0.2' }

describe.each(modes)('kill -9 in %s', (_name, mode) => {
  it('peer 01: on the way in leaves the file complete and reachable, and the next start settles it', async () => {
    house = await aHouse({ env: mode })
    const content = readThrough(house.here(film))
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    await killDuringMove(slowly)
    expect(readThrough(house.here(film))).toBe(content)
    expect((await house.run()).outcome).toBe('done')
    expect(readThrough(house.here(film))).toBe(content)
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(true)
    expect(leftovers()).toEqual([])
  })

  it('on the way home leaves the file complete and reachable, and the next start settles it', async () => {
    house = await aHouse({ env: mode })
    const before = census(house.array)
    const content = readThrough(house.here(film))
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    await house.run()
    house.plex.watched('owner', house.key(film), Date.now() - 1000)
    await killDuringMove(slowly)
    expect(readThrough(house.here(film))).toBe(content)
    await house.run()
    expect(census(house.array)).toEqual(before)
    expect(leftovers()).toEqual([])
  })
})

describe('a program that is asked to stop', () => {
  it('peer 10: takes back what is half copied, and ends by itself', async () => {
    house = await aHouse()
    const before = census(house.array)
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
    const program = runProgram(slowly)
    for await (const text of program.stderr ?? []) {
      if (String(text).includes('Moving ')) break
    }
    program.stderr?.resume()
    program.kill('SIGTERM')
    const [code] = await once(program, 'exit')
    expect(code).toBe(3)
    expect(census(house.array)).toEqual(before)
    expect(leftovers()).toEqual([])
  })
})
