/** The real program as the demo starts it: its own process, set up by environment variables alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FakeCloud } from '#test/fakes/cloud/index.ts'
import type { FakePlex } from '#test/fakes/plex/index.ts'
import type { FakeTrakt } from '#test/fakes/trakt/index.ts'
import type { DemoFolders } from './folder.ts'
import { plexRoot } from './library.ts'

const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

const portIsFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)))
  })

const mostPorts = 65_535

const thePort = async (wanted: string): Promise<number> => {
  const port = Number(wanted)
  if (Number.isInteger(port) && port > 0 && port <= mostPorts && (await portIsFree(port))) return port
  throw new Error(`PORT=${wanted} cannot be used: it is taken, or no number from 1 to ${mostPorts}.`)
}

/** That of the environment; else the original program's, or the next free one. */
export const choosePort = async (wanted = process.env['PORT'] ?? ''): Promise<number> => {
  if (wanted !== '') return await thePort(wanted)
  for (let port = 5443; port < 5463; port += 1) {
    if (await portIsFree(port)) return port
  }
  throw new Error('No free port between 5443 and 5462.')
}

/** The simulated services of the demo. */
export interface DemoServices {
  readonly plex: FakePlex
  readonly cloud: FakeCloud
  readonly trakt: FakeTrakt
}

/** Settings of the demo: copies with links, nothing waits, and slow enough to be watched. */
const settingsOf = (
  { plex, cloud, trakt }: DemoServices,
  folders: DemoFolders,
  port: number
): Readonly<Record<string, string>> => ({
  PLEX_URL: plex.url,
  PLEX_TOKEN: cloud.control.accountToken('owner'),
  PLEXTV_URL: cloud.urls.plexTv,
  DISCOVER_URL: cloud.urls.discover,
  COMMUNITY_URL: cloud.urls.community,
  RSS_URL: cloud.urls.rss,
  TRAKT_ENABLED: 'true',
  TRAKT_CLIENT_ID: trakt.clientId,
  TRAKT_CLIENT_SECRET: trakt.clientSecret,
  TRAKT_URL: trakt.urls.api,
  TRAKT_AUTH_URL: trakt.urls.auth,
  TRAKT_CHECK_INTERVAL: '60',
  PLEX_SOURCE: plexRoot,
  REAL_SOURCE: folders.array,
  CACHE_DIR: folders.pool,
  COPY_TO_CACHE: 'true',
  USE_SYMLINKS_FOR_CACHE: 'true',
  NUMBER_EPISODES: '2',
  WATCHED_CACHE_EXPIRY: '0',
  MINIMUM_FILE_AGE_MINUTES: '0',
  POOL_KEEP_FREE_GB: '0.5',
  MAX_CONCURRENT_MOVES_CACHE: '2',
  COPY_RATE_LIMIT_MB: '9',
  ALLOW_SAME_FILESYSTEM: 'true',
  ALLOW_VOLATILE_POOL: 'true',
  REAL_TIME_WATCH_ENABLED: 'true',
  ENABLE_SCHEDULER: 'true',
  RUN_INTERVAL_MINUTES: '1',
  PORT: String(port),
  WEB_HOST: '127.0.0.1',
  DATA_DIR: folders.data,
  LOG_DIR: folders.logs
})

const inherited = (): Readonly<Record<string, string | undefined>> => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TZ: process.env['TZ'],
  LANG: process.env['LANG']
})

/** Starts it. Its lines go to this terminal. */
export const startProgram = (services: DemoServices, folders: DemoFolders, port: number): ChildProcess =>
  spawn(process.execPath, [entry, 'serve'], {
    env: { ...inherited(), ...settingsOf(services, folders, port) },
    stdio: ['ignore', 'inherit', 'inherit']
  })

/** Asks it to stop and waits until it has. */
export const stopProgram = (program: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (program.exitCode !== null || program.signalCode !== null) {
      resolve()
      return
    }
    program.once('exit', () => resolve())
    program.kill('SIGTERM')
  })
