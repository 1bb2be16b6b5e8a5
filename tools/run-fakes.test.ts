/** The simulated server as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'

interface Banner {
  readonly url: string
  readonly pid: number
  readonly tokens: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, string>>
}

function start(options: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'run-fakes.ts'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return String(line)
}

describe('run-fakes', () => {
  let child: ChildProcess
  const small = ['--movies', '30', '--shows', '2', '--plain']
  afterEach(() => {
    child.kill('SIGKILL')
  })

  test('says where it listens, serves, is steered and ends when it is told to', async () => {
    child = start([...small, '--people', 'alex'])
    const banner: Banner = JSON.parse(await firstLine(child))
    expect(Object.keys(banner.tokens)).toEqual(['owner', 'alex'])
    expect(banner.settings).toBeUndefined()
    const headers = { Accept: 'application/json', 'X-Plex-Token': banner.tokens['alex'] ?? '' }
    const movies = await fetch(`${banner.url}/library/sections/1/all?X-Plex-Container-Size=1`, { headers })
    expect(await movies.json()).toMatchObject({ MediaContainer: { size: 1, totalSize: 30 } })
    const counters = await fetch(`${banner.url}/__fake/counters`)
    expect(await counters.json()).toMatchObject({ requests: 1 })
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })

  test('serves a whole household, and says with which settings the program finds it', async () => {
    child = start(['--movies', '200', '--shows', '60', '--plain', '--household', '5'])
    const { settings = {} }: Banner = JSON.parse(await firstLine(child))
    const names = ['PLEX_URL', 'PLEX_TOKEN', 'PLEXTV_URL', 'DISCOVER_URL', 'COMMUNITY_URL', 'RSS_URL']
    expect(Object.keys(settings)).toEqual(names)
    const headers = {
      Accept: 'application/json',
      'X-Plex-Token': settings['PLEX_TOKEN'] ?? '',
      'X-Plex-Client-Identifier': 'test'
    }
    const list = await fetch(`${settings['DISCOVER_URL']}/library/sections/watchlist/all`, { headers })
    expect(await list.json()).toMatchObject({ MediaContainer: { totalSize: 50 } })
    const home = await fetch(`${settings['PLEXTV_URL']}/api/v2/home/users`, { headers })
    expect(await home.json()).toMatchObject({ users: [{}, {}, {}] })
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })
})
