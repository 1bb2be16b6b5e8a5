/** The built page: its one document, told where it lies, for every address of a page; files beside it as they are. */
import { readFile } from 'node:fs/promises'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from './failures.ts'
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

const nothingAt = (request: FastifyRequest): Refused => new Refused(404, `There is nothing at ${request.url}.`)

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
  mountOther(app, { method: 'GET', url: '/*', policy: 'open' }, async (request, reply) => {
    // Without the last slash the document would look for its files beside the base path.
    if (basePath !== '' && pathOf(request.originalUrl) === basePath) return reply.redirect(`${basePath}/`)
    const path = pathOf(request.url)
    if (isDocument(path, request)) {
      const html = await readFile(`${folder}/index.html`, 'utf8')
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(withBase(html, path))
    }
    if (namesFile(path)) return reply.sendFile(path)
    throw nothingAt(request)
  })
}
