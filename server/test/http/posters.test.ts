/** Posters over HTTP: by key and name of a size alone. Row E1 of the list of attacks. */
import { afterEach, expect, it } from 'vitest'
import type { Poster } from '#engine/posters/posters.ts'
import { createHttp } from '#http/server.ts'
import { openDoor, quickPasswords, realDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { tinyPng } from '#test/fakes/kit/tiny-png.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

const png = tinyPng(1)
const aPicture: Poster = { kind: 'picture', picture: { type: 'image/png', bytes: png } }

const serve = (poster: Poster = aPicture) => {
  const asked: string[] = []
  const face = quietFace({
    poster: async (ratingKey, size) => {
      asked.push(`${ratingKey} ${size}`)
      return poster
    }
  })
  const app = createHttp({ ...openDoor(), face, version: '9', pageFolder: undefined, onBug: () => undefined })
  open.push(app)
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ method: 'GET', url: `/api/v1/posters/${path}`, headers: { host: 'nas:5443', ...headers } })
  return { get, asked }
}

it('sends a picture for this browser alone to keep, and not twice', async () => {
  const { get } = serve()
  const first = await get('12/small')
  expect([first.statusCode, first.rawPayload]).toEqual([200, png])
  expect(first.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=86400',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'")
  })
  const again = await get('12/small', { 'if-none-match': String(first.headers.etag) })
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
})

it.each([
  ['none', 'private, max-age=300'],
  ['silent', 'no-store']
] as const)('sends nothing to be seen when there is %s', async (kind, kept) => {
  const { statusCode, headers } = await serve({ kind }).get('12/small')
  expect([statusCode, headers['content-type'], headers['cache-control'], headers['x-poster']]).toEqual([
    ...[200, 'image/png', kept, 'none']
  ])
})

it('knows nothing of a key that the library does not hold', async () => {
  const { statusCode, headers } = await serve({ kind: 'unknown' }).get('12/small')
  expect([statusCode, headers['content-type']]).toEqual([404, expect.stringContaining('application/problem+json')])
})

it.each([
  '..%2f..%2fetc%2fpasswd/small',
  '%2e%2e/small',
  '12%2f..%2f13/small',
  'http:%2f%2f169.254.169.254/small',
  '%2f%2fevil/small',
  'a@evil/small',
  '12%0d%0aX-Plex-Token:%20x/small',
  '12%00/small',
  '-1/small',
  '1e3/small',
  '0x10/small',
  `${'9'.repeat(19)}/small`,
  '12/huge',
  '12/300x450',
  '12/..%2fsmall',
  '12/constructor'
])('refuses %s before anybody is asked', async (path) => {
  const { get, asked } = serve()
  expect([400, 404]).toContain((await get(path)).statusCode)
  expect(asked).toEqual([])
})

it('takes no address from anywhere else', async () => {
  const { get, asked } = serve()
  await get('12/small?url=http://169.254.169.254&ratingKey=99&size=medium')
  expect(asked).toEqual(['12 small'])
})

it('is for those who are in', async () => {
  const { door, close } = await realDoor({}, { passwords: quickPasswords })
  const app = createHttp({
    ...door,
    face: quietFace({ poster: async () => aPicture }),
    version: '9',
    pageFolder: undefined,
    onBug: () => undefined
  })
  open.push(app, { close })
  const url = '/api/v1/posters/12/small'
  expect((await app.inject({ method: 'GET', url, headers: { host: 'nas:5443' } })).statusCode).toBe(401)
})
