import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { RunReport, Status } from '@pcu/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, freePort, pcu, type Running, startPcu } from '#test/builders/command-line.ts'
import { asCommand } from '#test/builders/door.ts'
import { aHouse, census, filmFile, type House } from '#test/builders/house.ts'

const film = filmFile('Alpha')
let house: House
let server: Running | undefined

const key = () => asCommand(`${house.root}/data`)
const instance = () => `${house.root}/data/instance.json`
const env = (port: number) => ({ ...house.env, PORT: String(port), WEB_HOST: '127.0.0.1' })

const wantFilm = async () => {
  house = await aHouse()
  house.plex.leftAt('owner', house.key(film), { offsetMs: 2_000_000, at: Date.now() - 5_000_000 })
}

const serve = async (more: Readonly<Record<string, string>> = {}): Promise<number> => {
  const port = await freePort()
  server = startPcu({ ...env(port), ...more }, ['serve'])
  await server.until(`is at http://localhost:${port}`)
  return port
}

/** Ends what a failed test left running, and the house. */
const leave = async () => {
  server?.child.kill('SIGKILL')
  await server?.ended
  server = undefined
  await house.leave()
}

const stop = async (): Promise<Ended> => {
  server?.child.kill('SIGTERM')
  const ended = await server?.ended
  if (ended === undefined) throw new Error('no server runs')
  return ended
}

describe('pcu serve', () => {
  afterEach(leave)

  it('answers, notes where it is, and ends with 0 when it is told to', async () => {
    await wantFilm()
    const port = await serve()
    const health = await fetch(`http://127.0.0.1:${port}/health`)
    expect(await health.json()).toMatchObject({ status: 'healthy' })
    const status = await fetch(`http://127.0.0.1:${port}/api/v1/status`, { headers: key() })
    expect(await status.json()).toMatchObject({ sentence: 'Nothing has run yet.', problems: [] })
    expect(JSON.parse(readFileSync(instance(), 'utf8'))).toEqual({
      address: `http://127.0.0.1:${port}`,
      key: expect.stringMatching(/^[\w-]{43}$/u)
    })
    expect(statSync(instance()).mode & 0o777).toBe(0o600)
    const { code, out } = await stop()
    expect(code).toBe(0)
    expect(out).toContain('Stopping (SIGTERM)')
    expect(existsSync(instance())).toBe(false)
  })

  it('ends in the middle of a question that Plex never answers', async () => {
    await wantFilm()
    house.plex.faults.add({ path: '^/identity$', fault: { kind: 'neverAnswer' } })
    await serve({ ENABLE_SCHEDULER: 'true', PLEX_TIMEOUT_SECONDS: '300' })
    await server?.until('Run 1 started (start)')
    const { code, out } = await stop()
    expect(code).toBe(0)
    expect(out).toContain('Run 1 stopped: Stopped before anything was moved.')
    expect(existsSync(instance())).toBe(false)
  }, 20_000)

  it('says in one sentence that its port is taken, and ends', async () => {
    await wantFilm()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, err } = await pcu(env(port), ['serve'])
    other.close()
    expect(code).toBe(3)
    expect(err).toBe(`Port ${port} (PORT) is taken by another program. Set PORT to a free port.\n`)
    expect(existsSync(instance())).toBe(false)
  })

  it('says which address it cannot listen on', async () => {
    await wantFilm()
    const { code, err } = await pcu({ ...env(await freePort()), WEB_HOST: '203.0.113.1' }, ['serve'])
    expect(code).toBe(3)
    expect(err).toMatch(
      /^The page cannot be served at 203\.0\.113\.1, port \d+ \(WEB_HOST, PORT\): EADDRNOTAVAIL\. Set WEB_HOST .*\n$/u
    )
  })

  it('starts and says what is missing when nothing is set', async () => {
    await wantFilm()
    await serve({ PLEX_URL: '', PLEX_TOKEN: '' })
    const { out } = await stop()
    expect(out).toMatch(/ERROR +Set PLEX_URL to the address of your Plex server/u)
    expect(out).toMatch(/ERROR +Set PLEX_TOKEN/u)
  })
})

describe('commands beside a running server', () => {
  let port = 0
  const ask = (...words: readonly string[]) => pcu(env(port), words)
  const json = async (...words: readonly string[]) => {
    const answer = await ask(...words, '--json')
    return { code: answer.code, value: JSON.parse(answer.out) }
  }
  let before: unknown

  beforeAll(async () => {
    await wantFilm()
    before = census(house.array)
    port = await serve({ PLEX_TIMEOUT_SECONDS: '60' })
  })
  afterAll(leave)

  it('plan is made there, and moves nothing', async () => {
    const { code, out } = await ask('plan')
    expect(code).toBe(0)
    expect(out).toMatch(/^Run 1, dry run: done\. Nothing was moved; 1 would be brought in \(307 KB\)\./u)
    expect(out).toContain(
      'Would come to the pool: 1, 307 KB\n  Alpha (2001) (307 KB, 2 files)\n      On deck for the owner'
    )
    expect(census(house.array)).toEqual(before)
  })

  it('test reports leave out what this command is told to leave out', async () => {
    const { out } = await pcu({ ...env(port), TEST_SHOW_TOTAL_SIZE: 'false' }, ['plan'])
    expect(out).toContain('Would come to the pool: 1\n  Alpha (2001) (307 KB, 2 files)\n')
  })

  it('run happens there, and is waited for', async () => {
    const { code, value } = await json('run')
    expect(code).toBe(0)
    expect(value satisfies RunReport).toMatchObject({ outcome: 'done', sentence: '1 brought in (307 KB).' })
    expect(existsSync(`${house.pool}/Films/Alpha/Alpha.mkv`)).toBe(true)
  })

  it('status is what the server says', async () => {
    const { value } = await json('status')
    const here = await (await fetch(`http://127.0.0.1:${port}/api/v1/status`, { headers: key() })).json()
    const stable = ({ sentence, cached, lastRun, problems, startedAt, plex }: Status) => ({
      sentence,
      cached,
      lastRun,
      problems,
      startedAt,
      plex
    })
    expect(stable(value)).toEqual(stable(here as Status))
    const { code, out } = await ask('status')
    expect(code).toBe(0)
    expect(out).toContain(`${value.sentence}\n${value.plex.sentence}\n`)
    expect(out).toContain('On the pool: 1\n  Alpha (2001) (307 KB)\n      On deck for the owner')
  })

  it('settings are told, saved and reset there', async () => {
    const lineOf = async (...words: readonly string[]) => {
      const { code, out } = await ask('settings', ...words)
      return [
        code,
        out
          .split('\n')
          .find((line) => line.startsWith('ORPHAN_KEEP_DAYS'))
          ?.replaceAll(/ +/gu, ' ')
      ]
    }
    const before = await lineOf()
    expect(before).toEqual([0, expect.stringMatching(/^ORPHAN_KEEP_DAYS \d+ \[default\]$/u)])
    expect(await lineOf('set', 'ORPHAN_KEEP_DAYS=77')).toEqual([0, 'ORPHAN_KEEP_DAYS 77 [saved]'])
    expect(await lineOf('reset', 'ORPHAN_KEEP_DAYS')).toEqual(before)
    const wrong = await ask('settings', 'set', 'CACHE_DIR=/', 'AUTH_MODE=none')
    expect([wrong.code, wrong.err]).not.toEqual([0, ''])
    expect((await ask('settings', '--forget-server')).err).toMatch(
      /^A server is running with this data folder; stop it/u
    )
  })

  it('a second run is refused while one is under way', async () => {
    house.plex.faults.add({ path: '^/identity$', times: 1, fault: { kind: 'neverAnswer' } })
    const started = await fetch(`http://127.0.0.1:${port}/api/v1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key() },
      body: '{}'
    })
    expect(started.ok).toBe(true)
    const { code, err } = await ask('run')
    expect(code).toBe(5)
    expect(err).toMatch(
      /^Refused: run 4, started \S+ by somebody on the page, is under way \(asking Plex and making the plan\)\. Stop it first or wait until it is done\.\n$/u
    )
  })

  it('restore-all happens there', async () => {
    await fetch(`http://127.0.0.1:${port}/api/v1/runs/stop`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key() },
      body: '{}'
    })
    await server?.until('Run 4 stopped')
    const { code, out } = await ask('restore-all')
    expect(code).toBe(0)
    expect(out).toContain(
      'Home: 1, 307 KB\n  Alpha (2001) (307 KB, 2 files)\n      Goes home: everything was asked back.'
    )
    expect(census(house.array)).toEqual(before)
  })

  it('the server ends with 0, and never told the token', async () => {
    const { code, out, err } = await stop()
    expect(code).toBe(0)
    expect(`${out}${err}${readFileSync(`${house.root}/logs/plexcache_ultra.log`, 'utf8')}`).not.toContain(
      house.plex.token('owner')
    )
  })
})
