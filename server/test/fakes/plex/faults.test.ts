/** The ways in which the simulated server misbehaves when it is told to. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Answer } from '#test/fakes/kit/ask.ts'
import { ask, container, keys } from './ask.ts'
import { type FakePlex, type Fault, startFakePlex } from './index.ts'
import { household, smallHouse } from './small-house.ts'

describe('faults', () => {
  let plex: FakePlex
  beforeEach(async () => {
    plex = await startFakePlex({ library: smallHouse(), people: household, seed: 7 })
  })
  afterEach(() => plex.close())

  const sections = (person = 'owner'): Promise<Answer> => ask(plex, '/library/sections', { person })

  test.each([401, 403, 404, 408, 420, 498, 500, 502, 503, 504])('status %i comes with an HTML page', async (status) => {
    plex.faults.add({ fault: { kind: 'status', status } })
    const answer = await sections()
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'text/html' } })
    expect(answer.headers).not.toHaveProperty('retry-after')
  })

  test('429 may say how long to wait', async () => {
    plex.faults.add({ fault: { kind: 'status', status: 429, retryAfterSeconds: 17 } })
    expect(await sections()).toMatchObject({ status: 429, headers: { 'retry-after': '17' } })
  })

  test.each<[string, Fault, RegExp]>([
    ['malformed JSON ends wrongly', { kind: 'malformedJson' }, /^\{"MediaContainer":.*,\]$/],
    ['a login page comes with status 200', { kind: 'htmlWith200' }, /^<!doctype html>/],
    ['a huge body ends in blanks', { kind: 'hugeBody', bytes: 100_000 }, /\}\s{90000,}$/]
  ])('%s', async (_what, fault, text) => {
    plex.faults.add({ fault })
    const answer = await sections()
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(text)
  })

  test('a wrong content type', async () => {
    plex.faults.add({ fault: { kind: 'wrongContentType' } })
    expect((await sections()).headers['content-type']).toBe('text/plain')
  })

  test('a body that claims to be compressed', async () => {
    plex.faults.add({ fault: { kind: 'gzipCorrupt' } })
    expect((await sections()).headers['content-encoding']).toBe('gzip')
  })

  test('a server whose clock is off', async () => {
    plex.faults.add({ fault: { kind: 'clockSkew', ms: 3_600_000 } })
    expect(Date.parse(String((await sections()).headers.date))).toBe(plex.clock.now() + 3_600_000)
  })

  test.each<[string, Fault]>([
    ['a reset', { kind: 'connectionReset' }],
    ['a body cut in the middle', { kind: 'truncate', atByte: 100 }]
  ])('%s ends the request in an error', async (_what, fault) => {
    plex.faults.add({ fault })
    await expect(sections()).rejects.toThrow(/ECONNRESET|aborted|hang up/)
  })

  test.each<[string, Fault]>([
    ['a request without an answer', { kind: 'neverAnswer' }],
    ['an answer that stalls behind its headers', { kind: 'headersThenStall' }]
  ])('%s is open until the server closes', async (_what, fault) => {
    plex.faults.add({ path: '/library/sections$', fault })
    const ended = expect(sections()).rejects.toThrow(/ECONNRESET|aborted|hang up/)
    await container(plex, '/library/sections/1/all')
    await plex.close()
    await ended
  })

  test('a dripping answer arrives whole in the end', async () => {
    plex.faults.add({ fault: { kind: 'drip', bytesPerSecond: 20_000 } })
    expect(JSON.parse((await sections()).text)).toHaveProperty('MediaContainer')
  })

  test('delays add up and leave the answer alone', async () => {
    plex.faults.add({ fault: { kind: 'latency', fixedMs: 5 } })
    plex.faults.add({ fault: { kind: 'latency', uniformMs: [1, 5] } })
    plex.faults.add({ fault: { kind: 'latency', lognormal: { medianMs: 2, sigma: 0.5 } } })
    expect((await sections()).status).toBe(200)
  })

  test('a rule may be for a path, a method and a person only', async () => {
    plex.faults.add({ path: '^/library', method: 'GET', person: 'alex', fault: { kind: 'status', status: 500 } })
    expect((await sections('alex')).status).toBe(500)
    expect((await sections('owner')).status).toBe(200)
    expect((await ask(plex, '/', { person: 'alex' })).status).toBe(200)
    expect((await ask(plex, '/library/sections', { person: 'alex', method: 'HEAD' })).status).toBe(200)
  })

  test('a rule may strike the n-th request, or the first few, or until a moment', async () => {
    const statuses = async (): Promise<number[]> => [
      (await sections()).status,
      (await sections()).status,
      (await sections()).status
    ]
    plex.faults.add({ nth: 2, fault: { kind: 'status', status: 500 } })
    expect(await statuses()).toEqual([200, 500, 200])
    plex.faults.clear()
    plex.faults.add({ times: 2, fault: { kind: 'status', status: 503 } })
    expect(await statuses()).toEqual([503, 503, 200])
    plex.faults.clear()
    plex.faults.add({ until: plex.clock.now() + 1000, fault: { kind: 'status', status: 502 } })
    expect((await sections()).status).toBe(502)
    plex.clock.advance(1000)
    expect((await sections()).status).toBe(200)
  })

  test('chance is the same for the same seed', async () => {
    const run = async (seed: number): Promise<number[]> => {
      const other = await startFakePlex({ library: smallHouse(), seed })
      other.faults.add({ probability: 0.5, fault: { kind: 'status', status: 500 } })
      const out: number[] = []
      for (let asked = 0; asked < 20; asked += 1) out.push((await ask(other, '/identity')).status)
      await other.close()
      return out
    }
    expect(await run(3)).toEqual(await run(3))
    expect(new Set(await run(3))).toEqual(new Set([200, 500]))
  })

  test('a rule can be taken away again', async () => {
    const undo = plex.faults.add({ fault: { kind: 'status', status: 500 } })
    undo()
    expect((await sections()).status).toBe(200)
  })

  const paged = async (): Promise<string[]> => {
    const out: string[] = []
    for (const start of [0, 3, 6]) {
      const page = `X-Plex-Container-Start=${start}&X-Plex-Container-Size=3`
      out.push(...(await keys(plex, `/library/sections/2/all?type=4&${page}`)))
    }
    return out
  }

  test('items may come twice while paging', async () => {
    plex.faults.add({ fault: { kind: 'duplicateItems' } })
    expect(await paged()).toEqual(['111', '112', '121', '121', '122', '123', '131', '132'])
  })

  test('items may be missed while paging', async () => {
    plex.faults.add({ fault: { kind: 'missingItems' } })
    expect(await paged()).toEqual(['111', '112', '121', '123', '131', '132'])
  })

  test('a server that is down refuses connections, and comes back on the same port', async () => {
    await plex.refuse()
    await expect(sections()).rejects.toThrow('ECONNREFUSED')
    await plex.accept()
    expect((await sections()).status).toBe(200)
  })
})
