/** Refuses what another web page may send in a person's name, and adds the headers that keep the page to itself. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from './failures.ts'

const contentPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'"
].join('; ')

const isOwnOrigin = (request: FastifyRequest): boolean => {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return URL.parse(origin)?.host === host
}

/** Browsers say where a request comes from; scripts and the command line send neither header. */
const isFromElsewhere = (request: FastifyRequest): boolean => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return !isOwnOrigin(request)
}

/** Installs the guard on every route. */
export const installGuard = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads && isFromElsewhere(request)) throw new Refused(403, 'Refused: the request comes from another web page.')
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', contentPolicy)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
  })
}
