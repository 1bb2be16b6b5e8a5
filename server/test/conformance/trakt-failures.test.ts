/** Trakt's client against a Trakt that is unwell: one failure and one sentence for every way in which it can go wrong, and how little it is asked then. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { secret } from '#core/model/secret.ts'
import type { TraktList } from '#ports/trakt/trakt.ts'
import type { Fault } from '#test/fakes/kit/faults/rule.ts'
import { failureOf } from './plex-fixture.ts'
import { films, openTraktStage, type TraktStage } from './trakt-fixture.ts'

let stage: TraktStage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})
const open = async (...facts: Parameters<typeof openTraktStage>): Promise<TraktStage> => {
  stage = await openTraktStage(...facts)
  return stage
}

const trending = (count: number): TraktList => ({ kind: 'chart', chart: 'trending', type: 'movie', count })
const winter: TraktList = { kind: 'list', user: 'mia', slug: 'winter' }
const read = ({ client, signal }: TraktStage, list: TraktList, known?: string) => client.read(list, known, signal)
const titlesOf = async (asked: TraktStage, list: TraktList): Promise<readonly string[]> => {
  const answer = await read(asked, list)
  return answer.kind === 'list' ? answer.titles.map(({ title }) => title) : []
}
const names = (count: number, from = 1) => films(count, from).map(({ title }) => title)
const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

interface Wrong {
  readonly fault: Fault
  readonly code: string
  readonly says: RegExp
  readonly requests: number
}

const status = (of: number, retryAfterSeconds?: number): Fault => ({
  kind: 'status',
  status: of,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds })
})

const wrongs: readonly Wrong[] = [
  { fault: status(401), code: 'trakt.key-refused', says: /TRAKT_CLIENT_ID, .* \(401\)/u, requests: 1 },
  { fault: status(403), code: 'trakt.key-refused', says: /TRAKT_CLIENT_ID, .* \(403\)/u, requests: 1 },
  { fault: status(400), code: 'trakt.garbled', says: /did not understand the question \(400\)/u, requests: 1 },
  { fault: status(405), code: 'trakt.garbled', says: /did not understand the question \(405\)/u, requests: 1 },
  { fault: status(410), code: 'trakt.garbled', says: /does not know this question \(410\)/u, requests: 1 },
  { fault: status(412), code: 'trakt.garbled', says: /did not understand the question \(412\)/u, requests: 1 },
  { fault: status(420), code: 'trakt.not-allowed', says: /a limit of the account is reached \(420\)/u, requests: 1 },
  { fault: status(423), code: 'trakt.not-allowed', says: /the account is locked \(423\)/u, requests: 1 },
  { fault: status(426), code: 'trakt.not-allowed', says: /VIP members alone \(426\)/u, requests: 1 },
  { fault: status(429), code: 'trakt.resting', says: /left alone for 3\d seconds/u, requests: 1 },
  { fault: status(429, 1800), code: 'trakt.resting', says: /left alone for 30 minutes/u, requests: 1 },
  { fault: status(500), code: 'trakt.unreachable', says: /trouble of its own \(500\)/u, requests: 1 },
  { fault: status(502), code: 'trakt.unreachable', says: /trouble of its own \(502\)/u, requests: 3 },
  { fault: status(503), code: 'trakt.unreachable', says: /trouble of its own \(503\)/u, requests: 3 },
  { fault: status(521), code: 'trakt.unreachable', says: /trouble of its own \(521\)/u, requests: 3 },
  { fault: { kind: 'htmlWith200' }, code: 'trakt.garbled', says: /it is a web page/u, requests: 1 },
  { fault: { kind: 'malformedJson' }, code: 'trakt.garbled', says: /not valid JSON/u, requests: 1 },
  { fault: { kind: 'wrongContentType' }, code: 'trakt.garbled', says: /it is no JSON/u, requests: 1 },
  { fault: { kind: 'gzipCorrupt' }, code: 'trakt.garbled', says: /cannot be unpacked/u, requests: 1 },
  { fault: { kind: 'hugeBody', bytes: 3_000_000 }, code: 'trakt.garbled', says: /larger than 2 MB/u, requests: 1 },
  { fault: { kind: 'truncate', atByte: 9 }, code: 'trakt.garbled', says: /broke off half-way/u, requests: 3 },
  {
    fault: { kind: 'connectionReset' },
    code: 'trakt.unreachable',
    says: /\(UND_ERR_SOCKET|ECONNRESET\)/u,
    requests: 3
  },
  { fault: { kind: 'neverAnswer' }, code: 'trakt.unreachable', says: /did not answer within 30 s/u, requests: 1 },
  { fault: { kind: 'headersThenStall' }, code: 'trakt.unreachable', says: /did not answer within 30 s/u, requests: 1 }
]

describe('when it goes wrong', () => {
  it.each(wrongs)('$fault is $code', async ({ fault, code, says, requests }) => {
    const isSilent = fault.kind === 'neverAnswer' || fault.kind === 'headersThenStall'
    const trakt = await open({ faults: [{ app: 'trakt', fault }] }, isSilent ? { impatientMs: 100 } : {})
    trakt.fake.control.chart('trending', films(50))
    const failure = await failureOf(read(trakt, trending(10)))
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(says)
    expect(failure.message).toContain(code === 'trakt.resting' ? 'Trakt asked for fewer' : 'the trending movies')
    expect(failure.hint).toMatch(/\.$/u)
    expect(trakt.client.requests()).toBe(requests)
  })

  it('a page of something on the way is no word of Trakt about the client id, a sign-in or a list', async () => {
    const trakt = await open()
    let said = 403
    const wall = createServer((_, response) => {
      response.writeHead(said, { 'Content-Type': 'text/html' }).end('<html>Attention required</html>')
    }).listen(0, '127.0.0.1')
    await once(wall, 'listening')
    const client = trakt.another({ url: `http://127.0.0.1:${portOf(wall)}` })
    try {
      for (said of [401, 403, 404]) {
        expect((await failureOf(client.read(winter, undefined, trakt.signal))).code).toBe('trakt.garbled')
        expect((await failureOf(client.accountName(secret('good'), trakt.signal))).code).toBe('trakt.garbled')
      }
    } finally {
      await client.close()
      wall.close()
    }
  })

  it('a passing trouble is gone with the second try', async () => {
    const trakt = await open({ faults: [{ nth: 1, fault: { kind: 'status', status: 503 } }] })
    trakt.fake.control.chart('trending', films(2))
    expect(await titlesOf(trakt, trending(2))).toEqual(names(2))
  })

  it('a name that nobody knows, and a port where nobody listens, are said', async () => {
    const trakt = await open()
    const lost = trakt.another({ url: 'http://trakt.invalid' })
    expect((await failureOf(lost.read(winter, undefined, trakt.signal))).told).toMatch(
      /its name was not found \(E\w+\)\. .*DNS.*TRAKT_URL/u
    )
    await trakt.fake.refuse()
    expect((await failureOf(read(trakt, winter))).told).toMatch(/ECONNREFUSED/u)
    await trakt.fake.accept()
  })

  it('is left alone exactly as long as it asks, and the sign-in service is not', async () => {
    const trakt = await open({ faults: [{ app: 'trakt', nth: 1, fault: status(429, 77) }] })
    trakt.fake.control.chart('trending', films(1))
    await failureOf(read(trakt, trending(1)))
    trakt.fake.clock.advance(76_999)
    expect((await failureOf(read(trakt, trending(1)))).code).toBe('trakt.resting')
    expect(await trakt.client.beginCode(trakt.signal)).toMatchObject({ intervalMs: 5000 })
    expect(trakt.client.requests()).toBe(2)
    trakt.fake.clock.advance(1)
    expect(await titlesOf(trakt, trending(1))).toEqual(names(1))
  })

  it('a limit that is reached is a rest of as long as Trakt says', async () => {
    const trakt = await open({ mostGets: 3 })
    trakt.fake.control.chart('trending', films(1))
    for (const _ of [1, 2, 3]) await read(trakt, trending(1))
    expect((await failureOf(read(trakt, trending(1)))).told).toMatch(/left alone for 5 minutes/u)
    trakt.fake.clock.advance(300_000)
    expect(await titlesOf(trakt, trending(1))).toEqual(names(1))
  })

  it('is asked eight times at once, and then once a second', async () => {
    const trakt = await open()
    trakt.fake.control.chart('trending', films(1))
    const begun = trakt.fake.clock.now()
    for (let n = 0; n < 18; n += 1) await read(trakt, trending(1))
    expect(trakt.fake.clock.now() - begun).toBe(10_000)
  })

  it('an abort is passed on at once, and is no failure', async () => {
    const trakt = await open({ faults: [{ fault: { kind: 'neverAnswer' } }] })
    const stop = new AbortController()
    const asked = trakt.client.read(winter, undefined, stop.signal)
    stop.abort(new Error('no longer wanted'))
    await expect(asked).rejects.toThrow('no longer wanted')
  })
})
