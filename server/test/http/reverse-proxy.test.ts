/** The page behind a reverse proxy that shows it below a path, which it cuts off or leaves on: documents, files, log-in, orders, events and redirects, as a browser follows them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { eventsPath, routes } from '@pcu/contract'
import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp } from '#http/server.ts'
import { quickPasswords, realDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'

const cleanups: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

const portOf = (server: Server): number => {
  const address = server.address()
  return address === null || typeof address === 'string' ? 0 : address.port
}

/** Sends everything below `/pcu` on, and knows nothing else. `cuts`: without the `/pcu`. */
const startProxy = async (target: number, cuts: boolean): Promise<string> => {
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const url = incoming.url ?? '/'
    if (!/^\/pcu(?:[/?]|$)/u.test(url)) return void outgoing.writeHead(404).end('the proxy knows no such page')
    const path = cuts ? url.slice(4) || '/' : url
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': '192.168.1.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'pcu.example.org'
    }
    const passed = request({ port: target, host: '127.0.0.1', method: incoming.method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }
  const proxy = createServer(forward)
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => {
    proxy.closeAllConnections()
    return new Promise((resolve) => proxy.close(resolve))
  })
  return `http://127.0.0.1:${portOf(proxy)}`
}

const pageFolder = (): string => {
  const folder = mkdtempSync(`${tmpdir()}/proxied-`)
  mkdirSync(`${folder}/assets`)
  writeFileSync(`${folder}/index.html`, '<html><head><script src="./assets/a.js"></script></head></html>')
  writeFileSync(`${folder}/assets/a.js`, 'the script')
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Behind {
  readonly site: string
  readonly app: FastifyInstance
}

const serve = async (cuts: boolean, web: Parameters<typeof realDoor>[0]): Promise<Behind> => {
  const opened = await realDoor(web, { passwords: quickPasswords })
  const app = createHttp({
    ...opened.door,
    face: quietFace(),
    version: '9',
    pageFolder: pageFolder(),
    onBug: (bug) => expect(bug).toBe('no bug')
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  cleanups.push(opened.close, () => app.close())
  return { site: await startProxy(portOf(app.server), cuts), app }
}

const asHtml = { accept: 'text/html,*/*' }
const publicUrl = 'https://pcu.example.org/pcu'

/** What a browser does with the address of a page: the document, where it says its files are, and the first of them. */
const visit = async (site: string, path: string) => {
  const answer = await fetch(`${site}${path}`, { headers: asHtml, redirect: 'manual' })
  const html = await answer.text()
  const base = /<base href="([^"]*)"/u.exec(html)?.[1] ?? 'none'
  const script = /<script src="([^"]*)"/u.exec(html)?.[1] ?? 'none'
  const address = new URL(script, new URL(base, `${site}${path}`))
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    script: await (await fetch(address)).text()
  }
}

const shown = [
  ['cut off', true, {}],
  ['cut off, and BASE_PATH says so', true, { basePath: '/pcu' }],
  ['left on', false, { basePath: '/pcu' }],
  ['left on, and PUBLIC_URL says so', false, { publicUrl }]
] as const

describe.each(shown)('below a path that is %s', (_name, cuts, web) => {
  it('every page opens by its own address and finds its files', async () => {
    const { site } = await serve(cuts, web)
    for (const path of ['/pcu/', '/pcu/library', '/pcu/activity/plan', '/pcu/settings/plex', '/pcu/library?text=a.b'])
      expect([path, await visit(site, path)]).toMatchObject([path, { status: 200, script: 'the script' }])
  })

  it('without the last slash it leads to the page, or is it', async () => {
    const { site } = await serve(cuts, web)
    const { status, location } = await visit(site, '/pcu')
    // A proxy that cuts the path off says nothing of it; it redirects by itself, as all do by default.
    if (!cuts) expect([status, location]).toEqual([302, '/pcu/'])
    expect((await visit(site, '/pcu/')).status).toBe(200)
  })

  it('somebody sets up, logs in, orders and listens', async () => {
    const all = { ...web, publicUrl, trustedProxies: ['127.0.0.1'] }
    const { site } = await serve(cuts, all)
    const own = {
      origin: 'https://pcu.example.org',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json'
    }
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${site}/pcu${path}`, { method: 'POST', headers: { ...own, cookie }, body: JSON.stringify(body) })
    const made = await post(routes.firstSetUp.path, { password: 'three plain words' })
    expect(made.status).toBe(200)
    const [cookie = ''] = (made.headers.get('set-cookie') ?? '').split(';')
    // The browser speaks https with the proxy, whatever the proxy speaks with us.
    expect(made.headers.get('set-cookie')).toMatch(/^__Host-.*Path=\/;.*Secure/u)
    expect((await post(routes.startRun.path, {}, cookie)).status).toBe(200)
    expect((await post(routes.startRun.path, {})).status).toBe(401)
    const stream = await fetch(`${site}/pcu${eventsPath}`, { headers: { cookie } })
    const first = await stream.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toContain('retry: 2000')
    const foreign = await fetch(`${site}/pcu${routes.startRun.path}`, {
      method: 'POST',
      headers: { ...own, origin: 'https://evil.example', cookie },
      body: '{}'
    })
    expect(foreign.status).toBe(403)
  })
})

it('what lies beside the path is not ours, and is no page', async () => {
  const { app } = await serve(false, { basePath: '/pcu' })
  const ask = async (url: string) => (await app.inject({ url, headers: { ...asHtml, host: 'nas' } })).statusCode
  expect([await ask('/pcu/library'), await ask('/pcux/a.js')]).toEqual([200, 404])
})
