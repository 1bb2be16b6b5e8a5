/** The log over HTTP: filters and windows, live lines, the file; and that every problem says what to do and by which id the log knows it. */
import {
  eventsPath,
  type LogLine,
  type LogQuery,
  logFilePath,
  logQuerySchema,
  problemDetailsSchema
} from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { openLog } from '#adapters/log/index.ts'
import { chooseLines } from '#engine/tell/log-lines.ts'
import { createHttp } from '#http/server.ts'
import { openDoor, quickPasswords, realDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { quietBook } from '#test/builders/quiet-log.ts'

const aLine = (id: number, facts: Partial<LogLine> = {}): LogLine => ({
  id,
  at: id * 1000,
  level: 'INFO',
  component: 'program',
  runId: null,
  requestId: null,
  text: `line ${id}`,
  leftOut: 0,
  ...facts
})

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const serve = (facts: Parameters<typeof quietFace>[0] = {}, door = openDoor()) => {
  const bugs: { readonly thrown: unknown; readonly id: string; readonly what: string }[] = []
  const app = createHttp({
    ...door,
    face: quietFace(facts),
    version: '9',
    pageFolder: undefined,
    onBug: (thrown, request) => bugs.push({ thrown, ...request })
  })
  open.push(app)
  return { app, bugs }
}

describe('choosing lines', () => {
  const lines = [
    aLine(1, { level: 'DEBUG' }),
    aLine(2, { level: 'ERROR', component: 'request', requestId: 'abc' }),
    aLine(3, { component: 'move', runId: 7, text: 'Moving (a+)+$ away' }),
    aLine(4, { level: 'CRITICAL', runId: 8 })
  ]
  const ids = (query: Partial<LogQuery>) => chooseLines(lines, logQuerySchema.parse(query)).lines.map(({ id }) => id)

  it.each([
    [{}, [1, 2, 3, 4]],
    [{ level: 'WARNING' as const }, [2, 4]],
    [{ since: 3000 }, [3, 4]],
    [{ run: 7 }, [3]],
    [{ request: 'abc' }, [2]],
    [{ component: 'move' as const }, [3]],
    [{ text: 'MOVING (A+)+$' }, [3]],
    [{ text: '.*' }, []],
    [{ before: 3 }, [1, 2]],
    [{ level: 'ERROR' as const, run: 8, text: 'line' }, [4]]
  ])('by %j', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  it('says how many fit, whether older ones do, and where the log ends', () => {
    expect(chooseLines(lines, logQuerySchema.parse({ limit: '2', level: 'INFO' }))).toMatchObject({
      lines: [{ id: 3 }, { id: 4 }],
      total: 3,
      more: true,
      lastId: 4
    })
  })
})

describe('the log over HTTP', () => {
  it('answers windows, and refuses what is no filter', async () => {
    const { app } = serve({ log: quietBook(Array.from({ length: 600 }, (_, at) => aLine(at + 1))) })
    const { lines, more, level, file } = (await app.inject('/api/v1/log?limit=3&before=500')).json()
    expect([lines.map(({ id }: LogLine) => id), more, level, file]).toEqual([[497, 498, 499], true, 'INFO', null])
    for (const wrong of [
      'level=LOUD',
      'limit=501',
      'run=-1',
      'since=x',
      `text=${'x'.repeat(201)}`,
      'component=../../etc'
    ])
      expect((await app.inject(`/api/v1/log?${wrong}`)).statusCode).toBe(400)
  })

  it('gives the file away as text that no browser runs, and under no name of the client', async () => {
    const { app } = serve({ log: quietBook([aLine(1, { text: '<script>alert(1)</script>' })]) })
    const answer = await app.inject(`${logFilePath}?path=/etc/passwd`)
    expect(answer.body).toBe('<script>alert(1)</script>\n')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="plexcache_ultra.log"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store'
    })
    expect((await app.inject(`${logFilePath}/../../etc/passwd`)).statusCode).toBe(404)
  })

  it('is shut to whoever is not in, the file and the stream too', async () => {
    const { door, close } = await realDoor({}, { passwords: quickPasswords })
    const { app } = serve({}, door)
    open.push({ close })
    for (const url of ['/api/v1/log', logFilePath, `${eventsPath}?topics=log`])
      expect((await app.inject({ url, headers: { host: 'nas:5443' } })).statusCode).toBe(401)
  })

  it('comes live with the stream of events to those who ask for it, and does not count as an event', async () => {
    const clock = { now: () => 5, after: () => ({ cancel: () => undefined }) }
    const log = openLog({
      level: 'INFO',
      folder: undefined,
      maxFiles: 1,
      maxSizeMb: 1,
      secrets: ['planted-secret'],
      clock,
      console: undefined
    })
    const face = quietFace({ log: log.book })
    const { app } = serve(face)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    const port = address === null || typeof address === 'string' ? 0 : address.port
    const listenAt = async (query: string) => {
      const { body } = await fetch(`http://127.0.0.1:${port}${eventsPath}${query}`)
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
      let heard = ''
      const until = async (mark: string): Promise<string> => {
        while (!heard.includes(mark)) heard += (await reader?.read())?.value ?? ''
        return heard
      }
      return { until, end: () => reader?.cancel() }
    }
    const others = await listenAt('')
    const watching = await listenAt('?topics=log&after=0')
    log.write('INFO', 'first\nplanted-secret')
    log.write('INFO', 'second')
    face.bus.publish({ type: 'run.paused' })
    const frame = /event: log\ndata: (.*)\n\n/u.exec(await watching.until('second'))?.[1]
    expect(JSON.parse(frame ?? '[]')).toMatchObject([
      { id: 6, text: 'first\\n***' },
      { id: 7, text: 'second' }
    ])
    expect(await others.until('run.paused')).not.toContain('second')
    const back = await listenAt(`?topics=log&after=${face.bus.lastId() - 1}`)
    expect(await back.until('run.paused')).not.toContain('hello')
    await Promise.all([others.end(), watching.end(), back.end()])
  })
})

describe('every problem', () => {
  const headers = { host: 'nas:5443' }
  const json = { ...headers, 'content-type': 'application/json' }

  it.each([
    [400, 'malformed JSON', { method: 'POST', url: '/api/v1/runs', headers: json, payload: '{"dryRun":' }],
    [400, 'a wrong form', { method: 'POST', url: '/api/v1/runs', headers: json, payload: '{"dryRun":7}' }],
    [400, 'a broken address', { url: '/%E0%A4%A', headers }],
    [403, 'another page', { method: 'POST', url: '/api/v1/runs', headers: { ...json, origin: 'http://evil.example' } }],
    [404, 'nothing', { url: '/api/v1/nothing', headers }],
    [405, 'a method', { method: 'DELETE', url: '/api/v1/status', headers }],
    [405, 'a question where orders are given', { url: '/api/v1/watcher/start', headers }],
    [409, 'a refusal', { method: 'POST', url: '/api/v1/plex/sign-out', headers: json, payload: '{}' }],
    [
      413,
      'too much',
      { method: 'POST', url: '/api/v1/runs', headers: json, payload: `{"x":"${'x'.repeat(300_000)}"}` }
    ],
    [415, 'a form', { method: 'POST', url: '/api/v1/runs', headers: { ...headers, 'content-type': 'text/plain' } }],
    [421, 'a foreign name', { url: '/', headers: { host: 'evil.example' } }],
    [500, 'a bug', { url: '/api/v1/storage', headers }]
  ] as const)('%i says what to do and has an id: %s', async (status, _what, request) => {
    const { app, bugs } = serve()
    const answer = await app.inject(request)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const { title, hint, requestId } = problemDetailsSchema.parse(answer.json())
    expect(title).toMatch(/^\S.{8,}/u)
    expect(hint).toMatch(/^\S.{8,}\.$/u)
    expect(requestId).toMatch(/^[\da-f]{8}$/u)
    expect(bugs.map(({ id, what }) => [id, what])).toEqual(status === 500 ? [[requestId, 'GET /api/v1/storage']] : [])
    if (status === 405) expect(answer.headers.allow).toMatch(/^(?:GET|POST)$/u)
  })

  it('401 and 429 as well', async () => {
    const { door, close } = await realDoor({}, { passwords: quickPasswords })
    open.push({ close })
    const { app } = serve({}, door)
    await door.access.setUp({ name: 'admin', password: 'three plain words' }, { address: '10.0.0.1', browser: '' })
    const logIn = () =>
      app.inject({ method: 'POST', url: '/api/v1/access/log-in', headers, payload: { password: 'x' } })
    const first = await logIn()
    for (let tries = 0; tries < 8; tries += 1) await logIn()
    const last = await logIn()
    expect([first.statusCode, last.statusCode]).toEqual([401, 429])
    for (const answer of [first, last]) expect(problemDetailsSchema.parse(answer.json()).hint).toMatch(/\.$/u)
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  })
})
