/** The built page: its one document, told where it lies, for every address of a page; files beside it as they are. */
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { missing } from './missing.ts'
import { mountOther } from './mount.ts'

const notBuilt =
  'The page has not been built yet. Start the program with "npm start", which builds it, or run "npm run build".'

const pathOf = (url: string): string => url.replace(/[?#].*$/su, '')

/** A page's address has no ending and no second meaning: `/activity/plan`, never `/assets/x.js`, `/api/v1/x` or `//else`. */
const pageAddress = /^\/(?:(?!api\/)[a-z0-9-]+(?:\/[a-z0-9-]+)*\/?)?$/u

/** Where the document finds everything else, seen from its own address: so nobody has to tell below which path a proxy shows the page. */
const baseFor = (path: string): string => '../'.repeat(path.split('/').length - 2) || './'

const withBase = (html: string, path: string): string =>
  html.replace('<head>', `<head>\n    <base href="${baseFor(path)}" />`)

const isDocument = (path: string, { headers }: FastifyRequest): boolean =>
  path === '/' || path === '/index.html' || (pageAddress.test(path) && headers.accept?.includes('text/html') === true)

const namesFile = (path: string): boolean => path.split('/').at(-1)?.includes('.') === true

/** Adds it. */
export const mountPage = (
  app: FastifyInstance,
  where: { readonly folder: string | undefined; readonly basePath: string }
): void => {
  const { folder, basePath } = where
  if (folder === undefined) {
    mountOther(app, { method: 'GET', url: '/', policy: 'open' }, (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(notBuilt)
    )
    return
  }
  app.register(fastifyStatic, { root: folder, serve: false, cacheControl: true, immutable: false, maxAge: 0 })
  app.addHook('onSend', async (request, reply, payload) => {
    const isHtml = String(reply.getHeader('content-type')).startsWith('text/html')
    if (!isHtml || !(payload instanceof Readable)) return payload
    const document = withBase(await text(payload), pathOf(request.url))
    // What was said of the file is not true of the document any more.
    for (const name of ['content-length', 'etag', 'last-modified', 'accept-ranges']) reply.removeHeader(name)
    return document
  })
  mountOther(app, { method: 'GET', url: '/*', policy: 'open' }, async (request, reply) => {
    // Without the last slash the document would look for its files beside the base path.
    if (basePath !== '' && pathOf(request.originalUrl) === basePath) return reply.redirect(`${basePath}/`)
    const path = pathOf(request.url)
    if (isDocument(path, request)) return reply.sendFile('index.html')
    if (namesFile(path)) return reply.sendFile(path)
    throw missing(request)
  })
}
