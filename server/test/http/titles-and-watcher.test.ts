/** Why, pins and the watcher over HTTP: what is answered, and what comes of unknown numbers, wrong types, too much, and no JSON. */
import type { Pin, WatcherStatus } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import type { Face } from '#engine/face.ts'
import { createHttp } from '#http/server.ts'
import { Failure } from '#src/failure.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const aPin: Pin = {
  ...{ id: 4, kind: 'movie', ratingKey: '1', season: null, file: null, title: 'Heat (1995)', by: 'Ada', at: 1 },
  ...{ state: 'found', sentence: '1 title.', titles: 1, sizeBytes: 5, cached: 0 }
}

const status: WatcherStatus = {
  ...{ enabled: true, watching: false, sentence: 'The watcher is on.', line: null, askEveryMs: null, askedAt: null },
  ...{ answeredAt: null, silence: null, sessions: [], queue: [], maxConcurrent: 3, people: [] },
  statistics: {
    ...{ since: 1, watches: 0, cached: 0, alreadyThere: 0, returned: 0, postponed: 0, failures: 0 },
    averageToCachedMs: null
  },
  timers: { waiting: 0, postponed: 0, due: 0 }
}

/** The server, and the words of every call that came through to the program. */
const serve = (facts: Partial<Face> = {}) => {
  const calls: unknown[] = []
  const bugs: unknown[] = []
  const face = quietFace({
    why: async (text) => {
      calls.push(text)
      return { kind: 'none', sentence: `Nothing in the library is called "${text}".`, choices: [] }
    },
    pins: async () => [aPin],
    pin: async (order) => {
      calls.push(order)
      return { accepted: true, sentence: 'Heat (1995) is pinned.', warning: null, pin: aPin, choices: [] }
    },
    unpin: async (id) => {
      calls.push(id)
      return id === 4 ? { accepted: true, sentence: 'Taken away.' } : { accepted: false, sentence: `No pin ${id}.` }
    },
    watcher: {
      status: async () => status,
      history: async (limit) => {
        calls.push(limit)
        return []
      },
      schedule: async () => [],
      switchTo: async (on) => {
        calls.push(on)
        return on ? { accepted: true, sentence: 'On.' } : { accepted: false, sentence: 'The settings cannot be saved.' }
      }
    },
    ...facts
  })
  const app = createHttp({
    ...openDoor(),
    face,
    version: '9.9.9',
    pageFolder: undefined,
    onBug: (thrown) => bugs.push(thrown)
  })
  open.push(app)
  return { app, calls, bugs }
}

const order = (app: FastifyInstance, url: string, payload?: unknown) =>
  app.inject({
    ...{ method: payload === undefined ? 'DELETE' : 'POST', url },
    headers: { host: 'nas:5443', ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) })
  })

interface Answered {
  readonly statusCode: number
  readonly headers: Record<string, unknown>
  json(): unknown
}

const expectProblem = (answer: Answered, code: number, facts: object = {}): void => {
  expect(answer.statusCode).toBe(code)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({ type: 'about:blank', status: code, title: expect.any(String), ...facts })
}

const notTheForm = { title: 'The request does not have the expected form.', detail: expect.any(String) }

describe('asking why', () => {
  it('answers, also that nothing is called so, and is kept by nobody', async () => {
    const { app, calls } = serve()
    const answer = await app.inject('/api/v1/why?title=Am%C3%A9lie%20%26%20S02E03')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toMatchObject({ kind: 'none', choices: [] })
    expect(calls).toEqual(['Amélie & S02E03'])
  })

  it.each([
    ['without a title', ''],
    ['with an empty one', '?title='],
    ['with two', '?title=a&title=b'],
    ['with one that is too long', `?title=${'x'.repeat(2001)}`]
  ])('refuses a question %s', async (_what, query) => {
    const { app, calls } = serve()
    expectProblem(await app.inject(`/api/v1/why${query}`), 400, notTheForm)
    expect(calls).toEqual([])
  })

  it('tells of a silent Plex with what to do, and of a bug without details', async () => {
    const silent = new Failure('plex.timeout', { sentence: 'Plex did not answer.', hint: 'Wait.', retry: 'later' })
    expectProblem(await serve({ why: () => Promise.reject(silent) }).app.inject('/api/v1/why?title=a'), 503, {
      title: 'Plex did not answer.',
      hint: 'Wait.'
    })
    const broken = serve({ why: () => Promise.reject(new Error('secret detail')) })
    const answer = await broken.app.inject('/api/v1/why?title=a')
    expectProblem(answer, 500)
    expect(answer.body).not.toContain('secret')
    expect(broken.bugs).toHaveLength(1)
  })

  it('is a question only', async () => {
    expectProblem(await order(serve().app, '/api/v1/why', { title: 'a' }), 405)
  })
})

describe('pins', () => {
  it('are listed, made by title or by key, and taken away by number', async () => {
    const { app, calls } = serve()
    expect((await app.inject('/api/v1/pins')).json()).toEqual({ pins: [aPin] })
    expect((await order(app, '/api/v1/pins', { title: 'heat', by: ' Ada ' })).json()).toMatchObject({ pin: { id: 4 } })
    expect((await order(app, '/api/v1/pins', { ratingKey: '99', season: 0 })).statusCode).toBe(200)
    expect((await order(app, '/api/v1/pins/4')).json()).toEqual({
      accepted: true,
      sentence: 'Taken away.'
    })
    expect(calls).toEqual([{ title: 'heat', by: 'Ada' }, { ratingKey: '99', season: 0 }, 4])
  })

  it('are not made where it is unclear which title is meant: that is an answer with the choices', async () => {
    const choices = [{ title: 'Heat (1995)', section: 'Films', ask: 'key:1' }]
    const unclear = { accepted: false, sentence: '1 title fits.', warning: null, pin: null, choices }
    const answer = await order(serve({ pin: async () => unclear }).app, '/api/v1/pins', { title: 'heat' })
    expect([answer.statusCode, answer.json()]).toEqual([200, unclear])
  })

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['both a title and a key', { title: 'a', ratingKey: '1' }],
    ['an empty title', { title: '' }],
    ['a title that is no text', { title: 7 }],
    ['a title that is too long', { title: 'x'.repeat(2001) }],
    ['a key that is too long', { ratingKey: '1'.repeat(101) }],
    ['a season that is no number', { ratingKey: '1', season: 'two' }],
    ['a season below 0', { ratingKey: '1', season: -1 }],
    ['half a season', { ratingKey: '1', season: 1.5 }],
    ['a name of spaces', { title: 'a', by: '   ' }],
    ['a name that is too long', { title: 'a', by: 'x'.repeat(101) }],
    ['a path that is too long', { title: 'a', file: `/${'x'.repeat(4096)}` }],
    ['a list', ['heat']],
    ['null', 'null'],
    ['no JSON', '{"title": '],
    ['a bare word', 'heat']
  ])('are not made from %s', async (_what, payload) => {
    const { app, calls } = serve()
    expectProblem(await order(app, '/api/v1/pins', payload), 400)
    expect(calls).toEqual([])
  })

  it('are made from JSON alone, of a bearable length', async () => {
    const { app, calls } = serve()
    const headers = { host: 'nas:5443', 'content-type': 'application/x-www-form-urlencoded' }
    expectProblem(await app.inject({ method: 'POST', url: '/api/v1/pins', headers, payload: 'title=heat' }), 415)
    expectProblem(await order(app, '/api/v1/pins', { title: 'x'.repeat(300_000) }), 413)
    expect(calls).toEqual([])
  })

  it.each([
    ['/api/v1/pins/5', 404],
    ['/api/v1/pins/-1', 400],
    ['/api/v1/pins/4.5', 400],
    ['/api/v1/pins/heat', 400],
    ['/api/v1/pins/99999999999999999999', 400],
    ['/api/v1/pins/', 400],
    ['/api/v1/pins', 405]
  ])('DELETE %s is answered with %i', async (url, code) => {
    expectProblem(await order(serve().app, url), code)
  })
})

describe('the watcher', () => {
  it('is told of, with so many plays as are asked for, and switched', async () => {
    const { app, calls } = serve()
    expect((await app.inject('/api/v1/watcher')).json()).toEqual(status)
    expect((await app.inject('/api/v1/watcher/schedule')).json()).toEqual({ removals: [] })
    expect((await app.inject('/api/v1/watcher/history')).json()).toEqual({ plays: [] })
    expect((await app.inject('/api/v1/watcher/history?limit=1000')).statusCode).toBe(200)
    expect((await order(app, '/api/v1/watcher/start', {})).json()).toEqual({ accepted: true, sentence: 'On.' })
    expect(calls).toEqual([50, 1000, true])
  })

  it('says why it was not switched', async () => {
    const { app } = serve()
    expectProblem(await order(app, '/api/v1/watcher/stop', {}), 409, { title: 'The settings cannot be saved.' })
  })

  it.each(['limit=0', 'limit=-1', 'limit=1001', 'limit=ten', 'limit=1.5', 'limit='])(
    'refuses a history with %s',
    async (query) => {
      const { app, calls } = serve()
      expectProblem(await app.inject(`/api/v1/watcher/history?${query}`), 400, notTheForm)
      expect(calls).toEqual([])
    }
  )

  it.each<[string, unknown]>([
    ['a list', []],
    ['no JSON', '{'],
    ['a number', '7']
  ])('is not switched by %s', async (_what, payload) => {
    const { app, calls } = serve()
    expectProblem(await order(app, '/api/v1/watcher/start', payload), 400)
    expect(calls).toEqual([])
  })

  it('is not switched by another web page, nor by asking', async () => {
    const { app, calls } = serve()
    const headers = { host: 'nas:5443', origin: 'http://evil.example', 'content-type': 'application/json' }
    expectProblem(await app.inject({ method: 'POST', url: '/api/v1/watcher/stop', headers, payload: '{}' }), 403)
    expectProblem(await app.inject('/api/v1/watcher/stop'), 405)
    expect(calls).toEqual([])
  })
})
