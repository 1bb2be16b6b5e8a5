import { type CachedUnit, type Run, worded } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createRemote } from '#cli/remote.ts'
import { createBus } from '#engine/bus.ts'
import type { Face } from '#engine/face.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import { createHttp } from '#http/server.ts'
import { Failure } from '#src/failure.ts'
import { localKey, openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const none = { units: 0, bytes: 0 }
const aRun: Run = {
  id: 7,
  trigger: 'button',
  dryRun: false,
  startedAt: 1,
  finishedAt: 2,
  outcome: 'done',
  sentence: 'Nothing had to move.',
  planned: { promote: none, evict: none, keep: none, leave: none },
  done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
  requests: 4
}

const aCachedUnit = (id: number): CachedUnit => ({
  id,
  unit: `/share/${id}.mkv`,
  title: `Title ${id}`,
  state: 'complete',
  original: 'keep',
  presentation: 'union',
  because: [worded({ code: 'playing', person: 'Ada' })],
  promotedAt: id,
  sizeBytes: 1,
  files: []
})

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const serve = (facts: Partial<Face> = {}) => {
  const requests: RunRequest[] = []
  const bugs: unknown[] = []
  const bus = createBus({ clock: systemClock, ringSize: 3 })
  const face = quietFace({
    bus,
    status: () =>
      Promise.reject(
        new Failure('store.broken', { sentence: 'The database is damaged.', hint: 'Restore it.', retry: 'never' })
      ),
    runs: async () => [aRun],
    run: async (id) => (id === 7 ? { ...aRun, decisions: [] } : undefined),
    request: (request) => {
      requests.push(request)
      return { accepted: true, sentence: 'Started.' }
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
  return { app, bus, requests, bugs }
}

const post = { method: 'POST', headers: { host: 'nas:5443' }, payload: {} } as const

describe('the API', () => {
  it('says that it lives, with its version', async () => {
    const answer = await serve().app.inject('/health')
    expect(answer.json()).toEqual({ status: 'healthy', version: '9.9.9' })
  })

  it('starts a run, and a dry run when asked for one', async () => {
    const { app, requests } = serve()
    await app.inject({ ...post, url: '/api/v1/runs' })
    await app.inject({ ...post, url: '/api/v1/runs', payload: { dryRun: true } })
    await app.inject({ ...post, url: '/api/v1/restore-all' })
    expect(requests.map(({ goal, dryRun }) => [goal, dryRun])).toEqual([
      ['follow-plex', false],
      ['follow-plex', true],
      ['restore-all', false]
    ])
  })

  it('orders a run that may bring home as much as its plan says only when that is asked for', async () => {
    const { app, requests } = serve()
    for (const payload of [{}, { allowReturns: true, by: 'command' }])
      await app.inject({ ...post, url: '/api/v1/runs', payload })
    expect(requests.map(({ allowReturns, trigger }) => [allowReturns, trigger])).toEqual([
      [false, 'button'],
      [true, 'command']
    ])
  })

  it('applies a plan by its number and digest, and nothing without them', async () => {
    const reviews: unknown[] = []
    const { app } = serve({
      applyPlan: async (review, trigger) => {
        reviews.push({ ...review, trigger })
        return { accepted: review.digest === 'good', sentence: 'Refused: look at it again.' }
      }
    })
    const apply = (run: string, payload: object) => app.inject({ ...post, url: `/api/v1/plans/${run}/apply`, payload })
    const answers = [await apply('41', { digest: 'good' }), await apply('41', { digest: 'bad' })]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 409])
    expect(answers[1]?.json()).toMatchObject({ title: 'Refused: look at it again.' })
    for (const wrong of [
      await apply('41', {}),
      await apply('x', { digest: 'good' }),
      await apply('41', { digest: '' })
    ])
      expect(wrong.statusCode).toBe(400)
    expect(reviews).toEqual([
      { runId: 41, digest: 'good', trigger: 'button' },
      { runId: 41, digest: 'bad', trigger: 'button' }
    ])
  })

  it('reports a plan file by file, and says when there is none', async () => {
    const report = { ...aRun, decisions: [], operations: [], totals: null, review: { digest: 'd', untilAt: 5 } }
    const { app } = serve({ planReport: async (id) => (id === 7 ? report : undefined) })
    expect((await app.inject('/api/v1/runs/7/report')).json()).toEqual(report)
    expect((await app.inject('/api/v1/runs/8/report')).statusCode).toBe(404)
    expect((await app.inject('/api/v1/plans/8/review')).statusCode).toBe(404)
  })

  it('answers long lists in windows, of which the command line reads every one', async () => {
    const units = Array.from({ length: 2100 }, (_, n) => aCachedUnit(n + 1))
    const { app } = serve({ cached: async () => units })
    const window = (await app.inject('/api/v1/cached?offset=2090&limit=30')).json()
    expect([window.units.length, window.total]).toEqual([10, 2100])
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    expect(await createRemote({ address, key: localKey }).cached()).toEqual(units.toReversed())
  })

  it('answers no plan with null, and a run that decided much in windows', async () => {
    const report = { ...aRun, decisions: [] }
    const { app } = serve()
    expect((await app.inject('/api/v1/plan')).json()).toBeNull()
    const seen = await serve({ latestPlan: async () => report }).app.inject('/api/v1/plan?limit=1')
    expect(seen.json()).toEqual({ ...report, total: 0, facets: { action: {} } })
  })

  it('passes on a refusal as 409 with its sentence', async () => {
    const { app } = serve({ request: () => ({ accepted: false, sentence: 'Refused: a run is under way.' }) })
    const answer = await app.inject({ ...post, url: '/api/v1/runs' })
    expect(answer.statusCode).toBe(409)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ title: 'Refused: a run is under way.', status: 409 })
  })

  it('answers 404 for a run that is forgotten and for a path that is none', async () => {
    const { app } = serve()
    expect((await app.inject('/api/v1/runs/8')).statusCode).toBe(404)
    expect((await app.inject('/api/v1/nothing')).json()).toMatchObject({ status: 404 })
    expect((await app.inject('/api/v1/runs/7')).statusCode).toBe(200)
  })

  it.each([
    ['/api/v1/runs/abc', undefined],
    ['/api/v1/runs?limit=0', undefined],
    ['/api/v1/runs?limit=x', undefined],
    ['/api/v1/cached?limit=1001', undefined],
    ['/api/v1/plan?offset=-1', undefined],
    ['/api/v1/cached?order=oldest', undefined],
    ['/api/v1/runs', { dryRun: 'yes' }]
  ])('answers 400 to %s with %j', async (url, payload) => {
    const { app, requests } = serve()
    const answer = await app.inject(payload === undefined ? { url } : { ...post, url, payload })
    expect(answer.statusCode).toBe(400)
    expect(requests).toEqual([])
  })

  it('tells a failure with what to do, and logs it', async () => {
    const { app } = serve()
    const answer = await app.inject('/api/v1/status')
    expect(answer.json()).toMatchObject({ title: 'The database is damaged.', hint: 'Restore it.' })
  })

  it('calls its own broken promise an error of its own, without details for the caller', async () => {
    const { app, bugs } = serve({ runs: async () => [{ ...aRun, id: 'seven' as never }] })
    const answer = await app.inject('/api/v1/runs')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('seven')
    expect(bugs).toHaveLength(1)
  })
})

describe('what another page sends', () => {
  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ])('is refused and has no effect: %j', async (headers) => {
    const { app, requests } = serve()
    const answer = await app.inject({ ...post, url: '/api/v1/runs', headers: { ...post.headers, ...headers } })
    expect(answer.statusCode).toBe(403)
    expect(requests).toEqual([])
  })

  it('is told apart from our own page and from scripts', async () => {
    const { app, requests } = serve()
    const own = { origin: 'http://nas:5443', 'sec-fetch-site': 'same-origin' }
    await app.inject({ ...post, url: '/api/v1/runs', headers: { ...post.headers, ...own } })
    await app.inject({ ...post, url: '/api/v1/runs' })
    expect(requests).toHaveLength(2)
  })

  it('cannot be a form', async () => {
    const { app, requests } = serve()
    const headers = { ...post.headers, 'content-type': 'application/x-www-form-urlencoded' }
    expect((await app.inject({ ...post, url: '/api/v1/runs', headers, payload: 'dryRun=true' })).statusCode).toBe(415)
    expect(
      (
        await app.inject({
          ...post,
          url: '/api/v1/runs',
          headers: { ...headers, 'content-type': 'text/plain' },
          payload: '{}'
        })
      ).statusCode
    ).toBe(415)
    expect(requests).toEqual([])
  })

  it.each(['/', '/health', '/api/v1/runs', '/api/v1/nothing'])(
    'cannot frame %s or read it as another type',
    async (url) => {
      const { headers } = await serve().app.inject(url)
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  )
})

describe('the event stream', () => {
  const read = async (address: string, until: string, headers: Record<string, string> = {}): Promise<string> => {
    const response = await fetch(`${address}/api/v1/events`, { headers })
    const reader = response.body?.getReader()
    let text = ''
    while (reader !== undefined && !text.includes(until)) {
      const { value, done } = await reader.read()
      if (done) break
      text += new TextDecoder().decode(value)
    }
    await reader?.cancel()
    return text
  }
  const settled = (sentence: string) => ({ type: 'move.settled', sentence }) as const

  it('replays what a page missed, in order', async () => {
    const { app, bus } = serve()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    for (const sentence of ['a', 'b', 'c']) bus.publish(settled(sentence))
    const text = await read(address, 'id: 3', { 'last-event-id': '1' })
    expect(text.match(/^id: \d+$/gmu)).toEqual(['id: 2', 'id: 3'])
  })

  it('tells to fetch everything anew when the gap is too large or from another life', async () => {
    const { app, bus } = serve()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    for (const sentence of ['a', 'b', 'c', 'd', 'e']) bus.publish(settled(sentence))
    expect(await read(address, 'resync', { 'last-event-id': '1' })).toContain('event: resync')
    expect(await read(address, 'resync', { 'last-event-id': '99' })).toContain('event: resync')
  })

  it('ends with the server', async () => {
    const { app } = serve()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(`${address}/api/v1/events`)
    const ended = response.text()
    await app.close()
    expect(await ended).toContain('retry:')
  })
})
