/** Holds which addresses are answered with the page, and that the page finds its files from each of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const folder = mkdtempSync(`${tmpdir()}/page-`)
mkdirSync(`${folder}/assets`)
writeFileSync(`${folder}/index.html`, '<html><head></head><body>page</body></html>')
writeFileSync(`${folder}/assets/a.js`, 'export {}')
const app = createHttp({ ...openDoor(), face: quietFace({}), version: '9', pageFolder: folder, onBug: () => undefined })
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (url: string, accept = 'text/html,*/*') => app.inject({ url, headers: { accept } })
const baseIn = (body: string): string => /<base href="([^"]*)"/u.exec(body)?.[1] ?? 'none'

describe('the address of a page', () => {
  it.each(['/', '/library', '/activity/plan', '/settings/plex/', '/no-such-page', '/library?text=a.b&order=title'])(
    'is answered with the page, whose base is where it is served from: %s',
    async (url) => {
      const answer = await ask(url)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.headers['content-security-policy']).toContain("base-uri 'self'")
      // Also below a path that a proxy strips.
      expect(new URL(baseIn(answer.body), `https://proxy.example/media/pcu${url}`).pathname).toBe('/media/pcu/')
    }
  )

  it.each(['/assets/gone.js', '/api/v1/nothing', '/api/', '/favicon.ico', '/a/b.map', '//evil', '/a//b', '/A'])(
    'is not what leads to a file or to the API: %s',
    async (url) => {
      const answer = await ask(url)
      expect([403, 404]).toContain(answer.statusCode)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
  )

  it('is no page for whoever wants something else', async () => {
    expect((await ask('/library', 'application/json')).statusCode).toBe(404)
    expect((await app.inject({ method: 'POST', url: '/library', headers: { accept: 'text/html' } })).statusCode).toBe(
      404
    )
  })

  it('leaves the files as they are', async () => {
    expect((await ask('/assets/a.js')).body).toBe('export {}')
  })
})
