/** What a server must bear before any route is asked: bodies, addresses and headers out of all measure, and readers that never read. Rows C2 and C4 of the list of attacks. */
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { eventsPath } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createBus } from '#engine/bus.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const bus = createBus({ clock: systemClock })
let app: FastifyInstance
let port = 0
beforeAll(async () => {
  app = createHttp({
    ...openDoor(),
    face: quietFace({ bus }),
    version: '9',
    pageFolder: undefined,
    onBug: (bug) => expect(bug).toBe('no bug')
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  port = isAddress(address) ? address.port : 0
})
afterAll(() => app.close())

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  address !== null && typeof address !== 'string'

const statusOfText = (text: string): string => text.split(' ')[1] ?? ''

/** The status that the bytes are answered with; none when the connection ends without a word. */
const statusOf = async (bytes: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => {
    text += String(chunk)
  })
  // The server closes while we still send what it does not want.
  socket.on('error', () => undefined)
  socket.write(bytes)
  await once(socket, 'close')
  return statusOfText(text)
}

const request = (line: string, headers: readonly string[] = [], body = ''): string =>
  [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', body].join('\r\n')

const json = 'Content-Type: application/json'
const order = 'POST /api/v1/runs'

describe('C2: out of all measure', () => {
  it('is a body of more than 256 KB, announced or not', async () => {
    const body = JSON.stringify({ by: 'x'.repeat(256 * 1024) })
    expect(await statusOf(request(order, [json, `Content-Length: ${body.length}`], body))).toBe('413')
    const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    expect(await statusOf(request(order, [json, 'Transfer-Encoding: chunked'], chunked))).toBe('413')
  })

  it('is an address of 20 KB, and so are a thousand headers', async () => {
    expect(await statusOf(request(`GET /api/v1/cached?x=${'x'.repeat(20_000)}`))).toMatch(/^4(?:14|31)$/u)
    const many = Array.from({ length: 1000 }, (_, n) => `X-Header-${n}: ${'y'.repeat(20)}`)
    expect(await statusOf(request('GET /health', many))).toBe('431')
  })

  it.each([
    ['two lengths', request(order, [json, 'Content-Length: 2', 'Content-Length: 3'], '{}')],
    ['a length and chunks', request(order, [json, 'Content-Length: 2', 'Transfer-Encoding: chunked'], '{}')],
    ['a negative length', request(order, [json, 'Content-Length: -1'])],
    ['a header of two lines', request('GET /health', ['X-A: 1\r\n X-B: 2'])],
    ['no request at all', '\u0016\u0003\u0001\u0002\r\n\r\n']
  ])('%s is refused before any route hears of it', async (_name, bytes) => {
    expect(await statusOf(bytes)).toBe('400')
  })

  it('an unknown method reaches no route', async () => {
    for (const method of ['TRACE', 'PATCH', 'PROPFIND', 'OPTIONS'])
      expect(await statusOf(request(`${method} /api/v1/runs`))).toMatch(/^40[045]$/u)
  })

  it('a body that never comes is not waited for without end', () => {
    expect([app.server.requestTimeout, app.server.headersTimeout]).toEqual([30_000, 60_000])
  })
})

describe('C4: readers of the stream', () => {
  const open = async (): Promise<{ readonly socket: Socket; readonly status: string }> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(`GET ${eventsPath} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    const [first] = await once(socket, 'data')
    return { socket, status: statusOfText(String(first)) }
  }
  const shut = async (all: readonly Socket[]): Promise<void> => {
    const closing = all.map((socket) => once(socket, 'close'))
    for (const socket of all) socket.destroy()
    await Promise.all(closing)
  }
  const connections = (): Promise<number> =>
    new Promise((resolve, reject) =>
      app.server.getConnections((thrown, count) => (thrown === null ? resolve(count) : reject(thrown)))
    )

  it('are fifty and no more; a storm of others finds the place free again that one of them left', async () => {
    const opened = await Promise.all(Array.from({ length: 200 }, open))
    expect(opened.filter(({ status }) => status === '200')).toHaveLength(50)
    expect(opened.filter(({ status }) => status === '503')).toHaveLength(150)
    await shut(opened.map(({ socket }) => socket))
    await expect.poll(connections).toBe(0)
    const again = await open()
    expect(again.status).toBe('200')
    await shut([again.socket])
  })

  it('that never read are cut off, and those that do read lose nothing by it', async () => {
    const [lazy, eager] = [await open(), await open()]
    lazy.socket.pause()
    let heard = ''
    eager.socket.on('data', (chunk) => {
      heard += String(chunk)
    })
    const sentence = 'x'.repeat(100_000)
    let sent = 0
    const tell = (): void => {
      bus.publish({ type: 'source.came-back', source: 'Plex', sentence: `${sent} ${sentence}` })
      sent += 1
    }
    await expect
      .poll(
        async () => {
          for (let n = 0; n < 5; n += 1) tell()
          return await connections()
        },
        { timeout: 20_000, interval: 5 }
      )
      .toBe(1)
    lazy.socket.destroy()
    await expect.poll(() => heard.match(/"sentence":"\d+ x/gu)?.length).toBe(sent)
    await shut([eager.socket])
  })
})
