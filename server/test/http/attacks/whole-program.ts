/** The whole program behind the real door, with secrets of every kind in it, for attacks that walk over every route. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { createHttp } from '#http/server.ts'
import { openProgram } from '#src/program.ts'
import { quickPasswords, realDoor } from '#test/builders/door.ts'
import { libraryOfSize, startHousehold } from '#test/fakes/household/index.ts'

/** The name by which the page is asked. */
export const host = 'nas:5443'

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9'

/** What must never be seen again, by the setting that holds it. */
export const plantedSecrets = {
  TRAKT_CLIENT_SECRET: 'trakt-planted/secret+1',
  WEBHOOK_URL: 'http://127.0.0.1:9/hook/planted-secret-2',
  WEBHOOK_HEADERS: '{"Authorization":"Bearer planted-secret-3"}'
} as const

/** Opens it. `key`: an API key that may do everything. */
export const openWholeProgram = async () => {
  const root = mkdtempSync(`${tmpdir()}/attacked-`)
  for (const folder of ['array', 'pool']) mkdirSync(`${root}/${folder}`)
  const house = await startHousehold({
    people: 5,
    library: libraryOfSize(40, 1),
    seed: 1,
    onDeck: 2,
    watchlist: 2,
    startAt: Date.now() - 60_000
  })
  const env = {
    PLEX_URL: house.plex.url,
    PLEX_TOKEN: house.cloud.control.accountToken('owner'),
    PLEX_SOURCE: '/data',
    PLEXTV_URL: house.cloud.urls.plexTv,
    DISCOVER_URL: house.cloud.urls.discover,
    COMMUNITY_URL: house.cloud.urls.community,
    RSS_URL: house.cloud.urls.rss,
    TRAKT_CLIENT_ID: 'a-client',
    TRAKT_URL: nowhere,
    TRAKT_AUTH_URL: nowhere,
    REAL_SOURCE: `${root}/array`,
    CACHE_DIR: `${root}/pool`,
    DATA_DIR: `${root}/data`,
    LOG_DIR: `${root}/logs`,
    DEBUG: 'true',
    TEST_MODE: 'true',
    ALLOW_SAME_FILESYSTEM: 'true',
    ALLOW_VOLATILE_POOL: 'true',
    ...plantedSecrets
  }
  const program = await openProgram({ env, dryRun: false, console: undefined })
  await program.app.settle()
  const opened = await realDoor({}, { passwords: quickPasswords })
  const here = { address: '192.168.1.9', browser: 'a test' }
  await opened.door.access.setUp({ name: 'admin', password: 'three plain words' }, here)
  const key = (await opened.door.access.makeKey({ name: 'all', scope: 'admin' }, here))?.key ?? ''
  const bugs: unknown[] = []
  const app: FastifyInstance = createHttp({
    ...opened.door,
    face: program.app.face,
    version: '9',
    pageFolder: undefined,
    onBug: (bug) => void bugs.push(bug)
  })
  await app.ready()
  const close = async (): Promise<void> => {
    await app.close()
    await opened.close()
    await program.close()
    await house.close()
    rmSync(root, { recursive: true, force: true })
  }
  /** All that stands in files. */
  const files = (): string =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'latin1'))
      .join('\n')
  return { app, program, house, key, bugs, files, close }
}

export type WholeProgram = Awaited<ReturnType<typeof openWholeProgram>>
