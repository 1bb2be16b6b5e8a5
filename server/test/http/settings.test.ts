/** The settings over HTTP: looking, checking, saving, two who save at once, and everything that nobody should send. */
import { type AnswerOf, paths, SECRET_MASK } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { aStage, type Stage } from '#test/builders/stage.ts'

let stage: Stage
let app: FastifyInstance
const bugs: unknown[] = []

const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  stage = await aStage({ env })
  app = createHttp({
    ...openDoor(),
    face: stage.app.face,
    version: '9',
    pageFolder: undefined,
    onBug: (bug) => bugs.push(bug)
  })
}

const stop = async (): Promise<void> => {
  await app.close()
  await stage.leave()
}

beforeAll(() => start())
afterAll(stop)
afterEach(async () => {
  const saved = (await view()).settings.filter(({ origin }) => origin === 'saved')
  await save(Object.fromEntries(saved.map(({ key }) => [key, null])))
  expect(bugs).toEqual([])
})

type View = AnswerOf<'settings'>

const headers = { host: 'localhost' }
const view = async (): Promise<View> => (await app.inject({ url: paths.settings, headers })).json()
const post = (url: string, payload: unknown) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json' },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload)
  })
const save = async (changes: unknown, revision?: string) =>
  post(paths.saveSettings, { revision: revision ?? (await view()).revision, changes })
const shown = async (key: string) => (await view()).settings.find((setting) => setting.key === key)

describe('looking at settings', () => {
  it('tells what each is, what is in force, and who says so', async () => {
    expect(await shown('paths.realSource')).toMatchObject({
      env: 'REAL_SOURCE',
      label: 'Library files',
      kind: 'text',
      format: 'path',
      default: '/mnt/user',
      value: '/mnt/user',
      origin: 'environment',
      environment: { variable: 'REAL_SOURCE', file: null, value: '/mnt/user' },
      appliesOn: 'restart',
      waits: false
    })
    expect(await shown('pool.keepFreeGb')).toMatchObject({ origin: 'default', environment: null, value: 20, below: 20 })
    const { rooms, mappings, text } = await view()
    expect(rooms[0]).toEqual({ name: 'plex', title: 'Plex' })
    expect(mappings).toEqual([{ plexPath: '/media', realPath: '/mnt/user' }])
    expect(text).toContain('REAL_SOURCE=/mnt/user  # environment')
  })

  it('holds no secret, wherever it comes from', async () => {
    await save({ 'trakt.clientSecret': 'saved-hidden', 'notify.webhookHeaders': ['X-Key: hidden-too'] })
    const answer = (await app.inject({ url: paths.settings, headers })).body
    expect(answer).not.toMatch(/hidden/u)
    expect(await shown('plex.token')).toMatchObject({
      value: SECRET_MASK,
      isSet: true,
      environment: { value: SECRET_MASK }
    })
    expect(await shown('trakt.clientSecret')).toMatchObject({ value: SECRET_MASK, origin: 'saved' })
    expect(await shown('notify.webhookUrl')).toMatchObject({ value: '', isSet: false })
    expect((await view()).text).toContain(`TRAKT_CLIENT_SECRET=${SECRET_MASK}  # saved`)
  })

  it('tells what is wrong in the environment at its setting, without a secret', async () => {
    await stop()
    await start({ DAYS_TO_MONITOR: 'many', WEBHOOK_URL: 'my secret' })
    expect(await shown('onDeck.daysToMonitor')).toMatchObject({
      value: 99,
      complaints: [
        { code: 'unreadable-value', message: "DAYS_TO_MONITOR must be a whole number from 1 to 999, not 'many'." }
      ]
    })
    expect(JSON.stringify(await view())).not.toContain('my secret')
    await stop()
    await start()
  })
})

describe('saving', () => {
  it('is told at once, survives, and wins over the environment', async () => {
    const answer = await save({ 'paths.realSource': '/mnt//films/', 'pool.keepFreeGb': '10%' })
    expect(answer.statusCode).toBe(200)
    expect(await shown('paths.realSource')).toMatchObject({
      value: '/mnt/films',
      origin: 'saved',
      below: '/mnt/user',
      waits: true
    })
    expect(await shown('pool.keepFreeGb')).toMatchObject({ value: '10%', origin: 'saved', waits: false })
    const rows = await stage.store.db.selectFrom('saved_setting').selectAll().execute()
    expect(rows.map(({ key }) => key).toSorted()).toEqual(['paths.realSource', 'pool.keepFreeGb'])
  })

  it('of what lies below anyway keeps nothing', async () => {
    await save({ 'pool.keepFreeGb': 20, 'paths.realSource': '/mnt/user' })
    expect(await stage.store.db.selectFrom('saved_setting').selectAll().execute()).toEqual([])
  })

  it('leaves a secret alone that comes back masked or empty, changes it, and drops it', async () => {
    const kept = async () => {
      const rows = await stage.store.db.selectFrom('saved_setting').selectAll().execute()
      return rows.map(({ value }) => value)
    }
    await save({ 'trakt.clientSecret': 'first' })
    await save({ 'trakt.clientSecret': SECRET_MASK, 'plex.token': SECRET_MASK })
    await save({ 'trakt.clientSecret': '' })
    expect(await kept()).toEqual(['"first"'])
    await save({ 'trakt.clientSecret': 'second' })
    expect(await kept()).toEqual(['"second"'])
    await save({ 'trakt.clientSecret': null })
    expect(await kept()).toEqual([])
  })

  it('resets one, some and all of them', async () => {
    await save({ 'pool.keepFreeGb': 31, 'pool.holdHours': 3, 'onDeck.numberEpisodes': 9 })
    await save({ 'pool.keepFreeGb': null })
    expect([await shown('pool.keepFreeGb'), await shown('pool.holdHours')]).toMatchObject([{ value: 20 }, { value: 3 }])
    const saved = (await view()).settings.filter(({ origin }) => origin === 'saved')
    await save(Object.fromEntries(saved.map(({ key }) => [key, null])))
    expect((await view()).settings.filter(({ origin }) => origin === 'saved')).toEqual([])
  })

  it('takes nothing at all when one of it is wrong', async () => {
    const answer = await save({ 'pool.keepFreeGb': 31, 'onDeck.numberEpisodes': 101 })
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      status: 422,
      refusals: [{ key: 'onDeck.numberEpisodes', message: expect.stringContaining('a whole number from 0 to 100') }]
    })
    expect(await shown('pool.keepFreeGb')).toMatchObject({ origin: 'default' })
  })

  it('refuses what contradicts itself as a whole', async () => {
    const answer = await save({ 'paths.cacheDir': '/mnt/user/cache' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().refusals).toMatchObject([{ code: 'paths-overlap' }])
  })

  it('tells the log which settings, and never what', async () => {
    await save({ 'trakt.clientSecret': 'not-for-the-log' })
    expect(stage.lines.join('\n')).toContain('Settings were changed: TRAKT_CLIENT_SECRET.')
    expect(stage.lines.join('\n')).not.toContain('not-for-the-log')
  })
})

describe('two who save', () => {
  it('do not overwrite each other: the second is shown what changed', async () => {
    const { revision } = await view()
    expect((await save({ 'pool.keepFreeGb': 50, 'onDeck.numberEpisodes': 7 }, revision)).statusCode).toBe(200)
    const second = await save({ 'pool.keepFreeGb': 60, 'pool.holdHours': 1 }, revision)
    expect(second.statusCode).toBe(409)
    const { conflicts, revision: newest } = second.json()
    expect(conflicts).toEqual([
      {
        key: 'onDeck.numberEpisodes',
        env: 'NUMBER_EPISODES',
        label: 'Episodes ahead',
        was: 5,
        theirs: 7,
        yours: null,
        isTheirs: true
      },
      {
        key: 'pool.keepFreeGb',
        env: 'POOL_KEEP_FREE_GB',
        label: 'Keep free on the pool',
        was: 20,
        theirs: 50,
        yours: 60,
        isTheirs: true
      },
      {
        key: 'pool.holdHours',
        env: 'POOL_HOLD_HOURS',
        label: 'Keep what came for at least',
        was: 12,
        theirs: 12,
        yours: 1,
        isTheirs: false
      }
    ])
    expect(await shown('pool.keepFreeGb')).toMatchObject({ value: 50 })
    expect((await save({ 'pool.keepFreeGb': 60 }, newest)).statusCode).toBe(200)
    expect(await shown('pool.keepFreeGb')).toMatchObject({ value: 60 })
  })

  it('at the very same moment: one of them is first', async () => {
    const { revision } = await view()
    const answers = await Promise.all([1, 2, 3].map((hours) => save({ 'pool.holdHours': hours }, revision)))
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409, 409])
  })

  it('are shown that a secret changed, and never what it is', async () => {
    const { revision } = await view()
    await save({ 'plex.token': 'theirs-hidden' }, revision)
    const second = await save({ 'plex.token': 'yours-hidden' }, revision)
    expect(second.json().conflicts).toMatchObject([
      { key: 'plex.token', was: SECRET_MASK, theirs: SECRET_MASK, yours: SECRET_MASK, isTheirs: true }
    ])
    expect(second.body).not.toContain('hidden')
  })

  it('of another life of the program are told that what was is not known', async () => {
    const answer = await save({ 'pool.holdHours': 1 }, 'from-before-1')
    expect(answer.statusCode).toBe(409)
    expect(answer.json().conflicts).toMatchObject([{ key: 'pool.holdHours', was: null, theirs: 12, yours: 1 }])
  })
})

const long = 'x'.repeat(5000)

describe('what nobody should send', () => {
  it.each([
    ['an unknown name', { 'pool.nothing': 1 }, 422],
    ['a reset of an unknown name', { 'pool.nothing': null }, 422],
    ['a name of objects', { constructor: 1 }, 422],
    ['a setting of the environment alone', { 'web.authMode': 'none' }, 422],
    ['a text for a number', { 'pool.holdHours': '12' }, 422],
    ['a number for a text', { 'plex.token': 12 }, 422],
    ['a list for a text', { 'plex.token': ['a'] }, 422],
    ['a text for a list', { 'paths.mappings': '/a => /b' }, 422],
    ['an object', { 'pool.holdHours': { valueOf: 1 } }, 422],
    ['a fraction', { 'pool.holdHours': 1.5 }, 422],
    ['a number beyond all numbers', { 'pool.holdHours': 9_007_199_254_740_992 }, 422],
    ['a very long text', { 'plex.token': long }, 422],
    ['a very long list', { 'web.allowedHosts': Array.from({ length: 201 }, (_, n) => `host-${n}`) }, 422],
    ['a broken line', { 'plex.token': 'one\ntwo' }, 422],
    ['a control character', { 'trakt.clientId': 'a\u0000b' }, 422],
    ['half a character', { 'trakt.clientId': 'a\ud800' }, 422],
    ['a broken line in an address', { 'notify.webhookUrl': 'https://example.org/\nX: y' }, 422],
    ['a path that leads up', { 'paths.realSource': '/mnt/../etc' }, 422],
    ['no path', { 'paths.realSource': 'mnt/user' }, 422],
    ['an address with a login', { 'plex.url': 'http://a:b@plex:32400' }, 422],
    ['another protocol', { 'plex.url': 'file:///etc/passwd' }, 422],
    ['a very long name', { ['n'.repeat(101)]: 1 }, 400],
    ['a list in the place of changes', [], 400],
    ['nothing', null, 400]
  ])('is refused: %s', async (_name, changes, status) => {
    const before = (await view()).revision
    const answer = await save(changes)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      expect.stringContaining('application/problem+json')
    ])
    expect((await view()).revision).toBe(before)
    if (status === 422) expect((await post(paths.checkSettings, { changes })).json()).toMatchObject({ ok: false })
  })

  it.each([
    '{"revision":"a","changes":{"__proto__":{"polluted":1}}}',
    '{"revision":"a","changes":{"constructor":{"prototype":{"polluted":1}}}}',
    '{"revision":"a","changes":{"pool.holdHours":1e999}}',
    '{"revision":"a"',
    '{"changes":{}}'
  ])('is refused as it stands: %s', async (body) => {
    expect((await post(paths.saveSettings, body)).statusCode).toBeOneOf([400, 409])
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})

describe('checking', () => {
  it('tells what would come of it, and saves nothing', async () => {
    const answer = await post(paths.checkSettings, {
      changes: { 'mode.copyToCache': true, 'trakt.enabled': true, 'web.port': 80 }
    })
    expect(answer.json()).toMatchObject({
      ok: true,
      refusals: [],
      warnings: [{ key: 'trakt.clientId', code: 'required-with' }],
      restart: ['trakt.enabled', 'web.port']
    })
    expect(await shown('web.port')).toMatchObject({ origin: 'default' })
  })

  it('names both sides of a contradiction', async () => {
    const answer = await post(paths.checkSettings, {
      changes: { 'mode.copyToCache': true, 'mode.moveWithSymlinks': true }
    })
    expect(answer.json()).toMatchObject({ ok: false, refusals: [{ code: 'both-modes' }] })
  })
})
