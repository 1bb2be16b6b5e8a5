import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { runSchema } from '@pcu/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createBus } from '#engine/bus.ts'
import type { Face } from '#engine/face.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { aStage } from '#test/builders/stage.ts'
import { hour, now } from '#test/builders/world.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const serve = (facts: Partial<Face> = {}, pageFolder: string | undefined = undefined) => {
  const bugs: unknown[] = []
  const app = createHttp({
    ...openDoor(),
    face: quietFace(facts),
    version: '9',
    pageFolder,
    onBug: (thrown) => bugs.push(thrown)
  })
  cleanups.push(() => app.close())
  return { app, bugs }
}

describe('odd requests', () => {
  it('get no stream that never ends from HEAD', { timeout: 5000 }, async () => {
    const { app } = serve()
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const status = await new Promise((resolve, reject) => {
      httpRequest(`${address}/api/v1/events`, { method: 'HEAD' }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode))
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  })

  it.each([
    '/api/v1/runs/99999999999999999999999',
    '/api/v1/runs/1e400',
    '/api/v1/runs/-1',
    '/api/v1/runs/0',
    '/api/v1/runs/1.5',
    '/api/v1/runs/NaN',
    '/api/v1/runs?limit=',
    '/api/v1/runs?limit=1&limit=2',
    '/%E0%A4%A'
  ])('are told as such: %s', async (url) => {
    const { app, bugs } = serve()
    const answer = await app.inject(url)
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(bugs).toEqual([])
  })

  it('get JSON whatever they accept', async () => {
    const { app } = serve()
    const answer = await app.inject({ url: '/api/v1/runs', headers: { accept: 'image/webp' } })
    expect(answer.json()).toEqual({ runs: [], total: 0 })
  })

  it.each([
    '/../secret',
    '/%2e%2e/secret',
    '/..%2fsecret',
    '/assets/..%5c..%5csecret',
    '//etc/passwd',
    '/index.html%00.png'
  ])('get nothing from outside the page: %s', async (url) => {
    const folder = mkdtempSync(`${tmpdir()}/page-`)
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(`${folder}/index.html`, '<p>page</p>')
    const { app } = serve({}, folder)
    const answer = await app.inject(url)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  })
})

describe('a stored row that breaks its own schema', () => {
  it('is our error, not a bad request', async () => {
    const { app, bugs } = serve({ runs: async () => [runSchema.parse({ id: 'seven' })] })
    const answer = await app.inject('/api/v1/runs')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('expected')
    expect(bugs).toHaveLength(1)
  })
})

describe('a page that slept through a restart', () => {
  it('is told to fetch everything anew, although the new life has more events by now', () => {
    const event = { type: 'move.settled', sentence: 'a' } as const
    const lifeFrom = (at: number) => {
      const bus = createBus({ clock: systemClock, startAt: at })
      for (let n = 0; n < 5; n += 1) bus.publish(event)
      return bus
    }
    const seen = lifeFrom(now).lastId() - 3
    expect(lifeFrom(now + hour).since(seen)).toBeUndefined()
  })
})

describe('the program', () => {
  it('numbers its events from the time of its start', async () => {
    const stage = await aStage()
    await stage.run()
    const { lastEventId, startedAt } = await stage.app.face.status()
    await stage.leave()
    expect(lastEventId).toBeGreaterThan(startedAt)
    expect(stage.app.face.bus.since(7)).toBeUndefined()
  })
})
