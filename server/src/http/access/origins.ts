/** Whether a request comes from our own page: browsers say so themselves; scripts and the command line send neither header. */
import type { FastifyRequest } from 'fastify'
import { Refused } from '#http/failures.ts'
import { valuesOf } from './hosts.ts'

const isOwnSite = (site: unknown): boolean => site === 'same-origin' || site === 'none'

/** What a browser vouches for. */
export interface Origins {
  /** Throws for a request that another page sends. */
  check(request: FastifyRequest): void
  /** The origin of our own page as its browser knows it; undefined: no browser says so. */
  ownOf(request: FastifyRequest): string | undefined
  /** Whether a browser says that our own page sends this. */
  isOwn(request: FastifyRequest): boolean
}

const refusal = 'Refused: the request comes from another web page.'

/** `publicOrigin`: of PUBLIC_URL, for proxies that change the name on the way. */
export const createOrigins = (publicOrigin: string | undefined): Origins => {
  const ownOf = (request: FastifyRequest): string | undefined => {
    const [origin, ...others] = valuesOf(request, 'origin')
    if (origin === undefined || others.length > 0) return undefined
    const url = URL.parse(origin)
    if (url === null || !/^https?:$/u.test(url.protocol) || url.origin !== origin.toLowerCase()) return undefined
    const host = URL.parse(`${url.protocol}//${request.headers.host ?? ''}`)?.host
    return url.host === host || url.origin === publicOrigin ? url.origin : undefined
  }
  return {
    ownOf,
    isOwn: (request) => ownOf(request) !== undefined || request.headers['sec-fetch-site'] === 'same-origin',
    check: (request) => {
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && !isOwnSite(site)) throw new Refused(403, refusal)
      if (request.headers.origin !== undefined && ownOf(request) === undefined) throw new Refused(403, refusal)
    }
  }
}
