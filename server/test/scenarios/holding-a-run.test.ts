/** A person holds the run of a server: pauses it, lets it go on, ends it after what is under way, or ends the whole program in the middle of a copy. */
import { readdirSync, writeFileSync } from 'node:fs'
import type { Run, Status } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort, pcu, type Running, startPcu } from '#test/builders/command-line.ts'
import { asCommand } from '#test/builders/door.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const block = 8 * 1024 * 1024
const filmBytes = 3 * block
const films = ['Alpha', 'Beta'].map(filmFile)
let house: House
let server: Running | undefined
let port = 0
afterEach(async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
  server = undefined
  await house.leave()
})

const env = () => ({
  ...house.env,
  PORT: String(port),
  WEB_HOST: '127.0.0.1',
  MAX_CONCURRENT_MOVES_CACHE: '1'
})
const ask = (...words: readonly string[]) => pcu(env(), words)
const key = () => asCommand(`${house.root}/data`)
const get = async <T>(path: string): Promise<T> =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { headers: key() })).json() as Promise<T>
const status = () => get<Status>('/api/v1/status')
const post = (path: string, body: object = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...key() },
    body: JSON.stringify(body)
  })

const until = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const parts = (): readonly string[] =>
  readdirSync(house.pool, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))
const bytesDone = async (): Promise<number> => (await status()).moves[0]?.bytesDone ?? 0

/** Eight seconds for each block: however late a command begins on a busy machine, it finds the copy under way. */
const slow = { COPY_RATE_LIMIT_MB: '1' }
/** Two seconds for each block: the copy is under way for whoever asks at once, and its end may be waited for. */
const brisk = { COPY_RATE_LIMIT_MB: '4' }

/** A server in the middle of a copy. */
const inTheMiddle = async (rate: typeof slow): Promise<void> => {
  house = await aHouse()
  for (const [n, film] of films.entries()) {
    writeFileSync(house.here(film), Buffer.alloc(filmBytes, film))
    house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 - n })
  }
  port = await freePort()
  server = startPcu({ ...env(), ...rate }, ['serve'])
  await server.until('is at http://localhost')
  await post('/api/v1/runs')
  await until(async () => ((await bytesDone()) > 0 && parts().length > 0 ? true : undefined))
}

describe('a run in the middle of a copy', () => {
  it('is paused and stands still, says since when, and is stopped by the end of the program with nothing left', async () => {
    await inTheMiddle(slow)
    const array = census(house.array)
    expect(await ask('pause')).toMatchObject({ code: 0, out: expect.stringContaining('Paused') })
    const { pausedSince, sentence } = await status()
    expect(pausedSince).toBeGreaterThan(0)
    expect(sentence).toMatch(/^The run is paused since /u)
    // The block that waited for its turn is still written; nothing after that.
    const blocks = new Set([await bytesDone(), await bytesDone(), await bytesDone()])
    expect(blocks.size).toBeLessThanOrEqual(2)
    expect(Math.max(...blocks)).toBeLessThan(filmBytes)
    expect(parts().length).toBeGreaterThan(0)
    server?.child.kill('SIGTERM')
    const ended = await server?.ended
    expect(ended?.code).toBe(0)
    expect(ended?.out).toContain('The run is paused')
    expect(ended?.out).toMatch(/Run 1 stopped/u)
    expect(parts()).toEqual([])
    expect(Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))).toEqual([])
    expect(census(house.array)).toEqual(array)
  }, 120_000)

  it('peer 10: is ended by SIGTERM within a chunk, takes back what is half copied, and exits with 0', async () => {
    await inTheMiddle(slow)
    server?.child.kill('SIGTERM')
    const ended = await server?.ended
    expect(ended?.code).toBe(0)
    expect(ended?.out).toMatch(/Run 1 stopped/u)
    expect(parts()).toEqual([])
    expect(Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))).toEqual([])
  }, 120_000)

  it('goes on when it is resumed, and ends after the file under way when that is asked for', async () => {
    await inTheMiddle(brisk)
    // Before any command: one begins when a busy machine lets it, and the copy would be over.
    await post('/api/v1/runs/pause')
    expect((await ask('pause', '--json')).out).toContain('"accepted": true')
    expect(await ask('stop', '--after-file')).toMatchObject({ code: 0, out: expect.stringContaining('Stopping when') })
    expect(await ask('resume')).toMatchObject({ code: 0, out: 'It goes on.\n' })
    const run = await until(async () => {
      const { runs } = await get<{ readonly runs: readonly Run[] }>('/api/v1/runs')
      return runs.find(({ finishedAt }) => finishedAt !== null)
    })
    expect(run).toMatchObject({ outcome: 'stopped', done: { promoted: { units: 1 }, stoodBack: { units: 1 } } })
    expect(Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))).toHaveLength(1)
    expect(await ask('resume')).toMatchObject({ code: 5, out: 'Nothing is running.\n' })
  }, 120_000)
})

it('peer 52: stopped in the middle of a copy, what is half copied goes, what is finished stays, and the run says that it was stopped', async () => {
  house = await aHouse()
  const [alpha, beta] = films
  if (alpha === undefined || beta === undefined) throw new Error('two films')
  writeFileSync(house.here(beta), Buffer.alloc(filmBytes, 'b'))
  house.plex.leftAt('owner', house.key(alpha), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
  house.plex.leftAt('owner', house.key(beta), { offsetMs: 2_000_000, at: Date.now() - 6_000_000 })
  const array = census(house.array)
  const program = await house.open({ env: { ...slow, MAX_CONCURRENT_MOVES_CACHE: '1' } })
  try {
    const { face } = program.app
    face.request({ trigger: 'button', dryRun: false, goal: 'follow-plex' })
    await until(async () => {
      const [move] = (await face.status()).moves
      return move?.title.startsWith('Beta') && move.bytesDone > 0 && parts().length > 0 ? true : undefined
    })
    expect(face.stop()).toMatchObject({ accepted: true, sentence: expect.stringContaining('taken back') })
    await program.app.schedule.idle()
    expect((await face.runs(1))[0]).toMatchObject({ outcome: 'stopped', done: { promoted: { units: 1 } } })
  } finally {
    await program.close()
  }
  expect(parts()).toEqual([])
  expect(Object.keys(census(house.pool)).filter((name) => name.endsWith('.mkv'))).toEqual(['Films/Alpha/Alpha.mkv'])
  expect(
    Object.entries(census(house.array)).filter(([name, what]) => name.includes('Beta') && array[name] !== what)
  ).toEqual([])
}, 60_000)

it('without a server there is nothing to hold', async () => {
  house = await aHouse()
  port = await freePort()
  expect(await ask('pause')).toMatchObject({ code: 5, out: expect.stringContaining('no server has the data folder') })
  expect(await ask('run', '--after-file')).toMatchObject({ code: 2, err: expect.stringContaining('--after-file') })
})
