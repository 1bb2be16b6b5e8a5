/** Posters from Plex: asked for by a path of our own with the token in a header, and nothing but a picture comes back, whatever the server does. */
import type { IncomingMessage, RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { MediaServer } from '#ports/media-server.ts'
import { sections } from '#test/builders/house.ts'
import { tinyPng } from '#test/fakes/kit/tiny-png.ts'
import { libraryOf } from '#test/fakes/plex/index.ts'
import { createPlexStage, noAbort, type PlexStage } from './plex-fixture.ts'

let stage: PlexStage = createPlexStage()
afterEach(async () => {
  await stage.dispose()
  stage = createPlexStage()
})

const small = (ratingKey: string) => ({ ratingKey, width: 120, height: 180 })
const token = 'secret-token-of-the-owner'

const against = async (listener: RequestListener): Promise<MediaServer> =>
  stage.plex({ url: await stage.serve(listener), token, timeoutMs: 150 })

const failure = async (plex: MediaServer): Promise<string> => {
  const thrown = await plex.readPicture(small('1'), noAbort).catch((error: unknown) => error)
  expect(String(thrown)).not.toContain(token)
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : `nothing was thrown: ${String(thrown)}`
}

it('are those of films and shows; what is not there has none', async () => {
  const { fake, plex } = await stage.pair({ library: libraryOf({ sections }) })
  const { ratingKey } = fake.library.item('1', 'movie', 0)
  const picture = await plex.readPicture(small(ratingKey), noAbort)
  expect(picture?.type).toBe('image/png')
  expect(Buffer.from(picture?.bytes ?? [])).toEqual(tinyPng(Number(ratingKey)))
  expect(await plex.readPicture(small('987654'), noAbort)).toBeUndefined()
})

it('are asked for with the token in a header alone', async () => {
  const seen: IncomingMessage[] = []
  const plex = await against((request, response) => {
    seen.push(request)
    response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng(1))
  })
  await plex.readPicture(small('1/../../2?x=&y'), noAbort)
  expect(seen[0]?.headers['x-plex-token']).toBe(token)
  expect(seen[0]?.url).not.toContain(token)
  const asked = new URL(seen[0]?.url ?? '', 'http://plex')
  expect(asked.pathname).toBe('/photo/:/transcode')
  expect(asked.searchParams.get('url')).toBe('/library/metadata/1%2F..%2F..%2F2%3Fx%3D%26y/thumb')
})

const page = '<html><script>alert(1)</script></html>'

describe('what is no picture is refused:', () => {
  it.each<[string, string, RequestListener]>([
    [
      'a page',
      'plex.garbled',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    ],
    [
      'a page called a picture',
      'plex.garbled',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(page)
    ],
    [
      'a picture called a page',
      'plex.garbled',
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(tinyPng(1))
    ],
    [
      'an SVG',
      'plex.garbled',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')
    ],
    ['nothing', 'plex.garbled', (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end()],
    [
      'what says it is huge',
      'plex.garbled',
      (_, response) =>
        void response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(6 * 2 ** 20) }).write('x')
    ],
    [
      'what is huge without saying so',
      'plex.garbled',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(6 * 2 ** 20))
    ],
    ['what never comes', 'plex.timeout', () => undefined],
    [
      'what begins and never ends',
      'plex.timeout',
      (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).write(tinyPng(1))
    ],
    ['what breaks off', 'plex.unreachable', (request) => request.socket.destroy()],
    ['a token that is refused', 'plex.token-refused', (_, response) => void response.writeHead(401).end()],
    ['an error of its own', 'plex.server-error', (_, response) => void response.writeHead(500).end(page)]
  ])('%s', async (_name, code, listener) => {
    expect(await failure(await against(listener))).toBe(code)
  })

  it('the way to another host, which is not gone', async () => {
    let visited = 0
    const elsewhere = await stage.serve((_, response) => {
      visited += 1
      response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng(1))
    })
    const plex = await against((_, response) => void response.writeHead(302, { location: elsewhere }).end())
    expect(await failure(plex)).toBe('plex.bad-url')
    expect(visited).toBe(0)
  })
})
