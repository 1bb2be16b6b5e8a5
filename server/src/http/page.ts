/** The built page: its files, and the one document that answers the address of every page. */
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const notBuilt =
  'The page has not been built yet. Start the program with "npm start", which builds it, or run "npm run build".'

const isHtmlWanted = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html')

const pathOf = ({ url }: FastifyRequest): string => url.replace(/[?#].*$/su, '')

/** A page's address has no ending and no second meaning: `/activity/plan`, never `/assets/x.js`, `/api/v1/x` or `//else`. */
const pageAddress = /^\/(?!api\/)[a-z0-9-]+(?:\/[a-z0-9-]+)*\/?$/u

/**
 * Where the document finds everything else, seen from its own address: nobody has to tell the program below which path a
 * proxy that strips it serves the page.
 */
const baseFor = (path: string): string => '../'.repeat(path.split('/').length - 2) || './'

/** Serves the files; answers with words when there are none. */
export const mountPage = (app: FastifyInstance, pageFolder: string | undefined): void => {
  if (pageFolder === undefined) {
    app.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(notBuilt))
    return
  }
  app.register(fastifyStatic, { root: pageFolder, index: false, cacheControl: true, immutable: false, maxAge: 0 })
  app.addHook('onSend', async (request, reply, payload) => {
    const isDocument = String(reply.getHeader('content-type')).startsWith('text/html')
    if (!isDocument || !(payload instanceof Readable)) return payload
    const base = `<base href="${baseFor(pathOf(request))}" />`
    const document = (await text(payload)).replace('<head>', `<head>\n    ${base}`)
    // What was said of the file is not true of the document any more.
    reply
      .removeHeader('content-length')
      .removeHeader('etag')
      .removeHeader('last-modified')
      .removeHeader('accept-ranges')
    return document
  })
  app.get('/', (_request, reply) => sendPage(reply))
}

const sendPage = (reply: FastifyReply): FastifyReply => reply.sendFile('index.html')

/** Answers with the page what asks for a page by an address that nothing else answers; undefined when it does not. */
export const pageInstead = (
  pageFolder: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply
): FastifyReply | undefined =>
  pageFolder !== undefined && isHtmlWanted(request) && pageAddress.test(pathOf(request)) ? sendPage(reply) : undefined
