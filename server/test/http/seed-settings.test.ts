/** The settings at the addresses of the original program: its shapes, and never a secret. */
import { paths } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import type { FolderLook } from '#ports/settings/trials.ts'
import { openDoor } from '#test/builders/door.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'

let stage: Stage
let app: FastifyInstance
const headers = { host: 'localhost' }

const aFolder: FolderLook = {
  kind: 'folder',
  isReadable: true,
  isWritable: false,
  uid: 99,
  gid: 100,
  mode: 0o755,
  us: { uid: 99, gid: 100 },
  mount: undefined,
  totalBytes: 2e12,
  freeBytes: 1e12
}

beforeAll(async () => {
  stage = await aStage({
    env: { PLEX_TOKEN: 'hidden-token' },
    deps: {
      trial: { knock: async () => ({ kind: 'refused', detail: 'ECONNREFUSED' }), view: async () => 'silent' },
      trials: {
        serverNames: async () => undefined,
        folder: async (path) => (path === '/mnt/user' ? aFolder : { why: 'not there' }),
        trendingMovie: async () => undefined
      }
    }
  })
  app = createHttp({ ...openDoor(), face: stage.app.face, version: '9', pageFolder: undefined, onBug: () => undefined })
})
afterEach(() => post(paths.seedResetSettings, {}))
afterAll(async () => {
  await app.close()
  await stage.leave()
})

const post = async (url: string, payload: unknown) => {
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(payload)
  })
  return { status: answer.statusCode, body: answer.body, json: answer.json() }
}
const get = async () => (await app.inject({ url: '/api/settings', headers })).json()
const kept = async () =>
  (await stage.store.db.selectFrom('saved_setting').selectAll().execute()).map(({ key, value }) => `${key} ${value}`)

describe('the settings of the original program', () => {
  it('are told by room and name, tokens as ***', async () => {
    expect(await get()).toMatchObject({
      plex: { url: 'http://plex:32400', token: '***' },
      paths: { realSource: '/mnt/user' },
      notify: { webhookUrl: '' }
    })
  })

  it('are saved by section and key, by room and name, and by variable; which is told, not what', async () => {
    const answer = await post('/api/settings', {
      number: { episodes: '7' },
      pool: { holdHours: 3 },
      COPY_TO_CACHE: 'on',
      trakt: { client_secret: 'hidden-secret' }
    })
    expect(answer).toMatchObject({
      status: 200,
      json: {
        success: true,
        message: expect.any(String),
        updated_vars: ['NUMBER_EPISODES', 'POOL_HOLD_HOURS', 'COPY_TO_CACHE', 'TRAKT_CLIENT_SECRET']
      }
    })
    expect(answer.body).not.toContain('hidden')
    expect((await get()).onDeck.numberEpisodes).toBe(7)
    expect((await get()).mode.copyToCache).toBe(true)
  })

  it('leave a secret alone that comes back as they told it', async () => {
    await post('/api/settings', { trakt: { clientSecret: 'hidden-secret' } })
    const all = await get()
    expect(all.trakt.clientSecret).toBe('***')
    expect((await post('/api/settings', { plex: { token: '***' }, trakt: { clientSecret: '***' } })).status).toBe(200)
    expect(await kept()).toEqual(['trakt.clientSecret "hidden-secret"'])
  })

  it.each([
    [{ cache: { nothing: '1' } }, 'There is no setting called cache_nothing.'],
    [{ number: { episodes: 'many' } }, "NUMBER_EPISODES must be a whole number from 0 to 100, not 'many'."],
    [{ pool: { holdHours: [1] } }, 'must be a whole number'],
    [{ auth: { mode: 'none' } }, 'AUTH_MODE is needed before saved settings are read'],
    [{ cache: { dir: '/mnt/user/x' } }, 'The cache folder']
  ])('are refused as a whole: %j', async (body, sentence) => {
    const answer = await post('/api/settings', { ...body, watched: { move: 'false' } })
    expect(answer.status).toBe(400)
    expect(answer.json.title).toContain(sentence)
    expect(await kept()).toEqual([])
  })

  it('are checked with their folders and Plex, and nothing is saved', async () => {
    const answer = await post('/api/settings/validate', { cache: { dir: '/mnt/gone' }, number: { episodes: '101' } })
    expect(answer.json).toEqual({
      valid: false,
      errors: [
        expect.stringContaining('NUMBER_EPISODES must be a whole number from 0 to 100'),
        '/mnt/gone cannot be looked at.'
      ],
      warnings: [],
      path_checks: {
        CACHE_DIR: { path: '/mnt/gone', exists: false, readable: false, writable: false },
        REAL_SOURCE: { path: '/mnt/user', exists: true, readable: true, writable: false }
      },
      plex_connection: { status: 'failed', url: 'http://plex:32400', error: expect.stringContaining('ECONNREFUSED') }
    })
    expect(answer.body).not.toContain('hidden')
    expect(await kept()).toEqual([])
  })

  it('are reset, and what counts then is told', async () => {
    await post('/api/settings', { pool: { holdHours: 3 } })
    const { json } = await post('/api/settings/reset', {})
    expect(json).toMatchObject({ success: true, defaults: { pool: { holdHours: 12 }, plex: { token: '***' } } })
    expect(await kept()).toEqual([])
  })
})
