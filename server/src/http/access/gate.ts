/** Knows who asks: by the key of the command line, an API key, a trusted proxy, or the session of a browser. */
import { timingSafeEqual } from 'node:crypto'
import type { Settings } from '@pcu/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from '#core/access/principal.ts'
import type { Access, Visitor } from '#engine/access/shapes.ts'
import { Refused } from '#http/failures.ts'
import { cookieIn, setCookie } from './cookie.ts'
import { createHosts, type Hosts, isOwnName, valuesOf } from './hosts.ts'
import { createOrigins, type Origins } from './origins.ts'
import { createVisitors, isPrivate, type Seen } from './visitor.ts'

/** What the gate needs. */
export interface GateDeps {
  readonly access: Access
  readonly web: Settings['web']
  /** The key of the command line beside this server; it works on this machine alone. */
  readonly localKey: string
  /** Tells the cookies of several programs on one machine apart. */
  readonly instance: string
}

/** The gate of one server. */
export interface Gate extends Pick<GateDeps, 'access'> {
  readonly hosts: Hosts
  readonly origins: Origins
  /** Path below which browsers see the page, without a slash at its end. */
  readonly basePath: string
  /** Undefined: somebody who is not in. Throws for a key that opens nothing, and for an order that no page of ours sends with its cookie. */
  identify(request: FastifyRequest): Promise<Principal | undefined>
  visitorOf(request: FastifyRequest): Visitor
  /** Why the administrator cannot be made from there; undefined: they can. */
  setUpRefusal(request: FastifyRequest): string | undefined
  token(request: FastifyRequest): string | undefined
  give(
    exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    token: string,
    keptMs?: number
  ): void
}

const longestKey = 200

const wrongKey = (): Refused => new Refused(401, 'The key in X-Api-Key is none of this program, or it was revoked.')

const isEqual = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const everybody: Principal = { by: 'nothing', scope: 'admin', name: 'everybody', id: undefined }

const reads = new Set(['GET', 'HEAD'])

const readKey = async (
  { access, localKey }: GateDeps,
  { keys, seen }: { readonly keys: readonly string[]; readonly seen: Seen }
): Promise<Principal> => {
  const [key = ''] = keys
  if (keys.length !== 1 || key.length > longestKey) throw wrongKey()
  if (isEqual(key, localKey)) {
    if (!seen.isLocal) throw wrongKey()
    return { by: 'command', scope: 'admin', name: 'command line', id: undefined }
  }
  const principal = await access.byKey(key)
  if (principal === undefined) throw wrongKey()
  return principal
}

const proxied = ({ web }: GateDeps, request: FastifyRequest, seen: Seen): Principal | undefined => {
  const [name = '', ...others] = seen.isProxied ? valuesOf(request, web.proxyUserHeader.toLowerCase()) : []
  if (name === '' || others.length > 0) return undefined
  if (web.proxyUsers.length > 0 && !web.proxyUsers.includes(name)) return undefined
  return { by: 'proxy', scope: 'admin', name, id: undefined }
}

/** Why nobody is made administrator from there. */
const refusalOfSetUp = (name: string | undefined, { address, isDirect }: Seen): string | undefined => {
  const way =
    'Open the page by its address in your own network, or give PCU_ADMIN_PASSWORD and restart, then log in from anywhere.'
  if (!isDirect) return `The first set-up does not go through a proxy that is not listed in TRUSTED_PROXIES. ${way}`
  const isOwn =
    name !== undefined && isOwnName(name) && (!/^[\d[]/u.test(name) || isPrivate(name.replaceAll(/[[\]]/gu, '')))
  return isOwn && isPrivate(address) ? undefined : `The first set-up is only done from the own network. ${way}`
}

/** Builds the gate. Throws Failure `settings.wrong` for TRUSTED_PROXIES that are none. */
export const createGate = (deps: GateDeps): Gate => {
  const { access, web } = deps
  const shownAt = web.publicUrl === '' ? null : URL.parse(web.publicUrl)
  const hosts = createHosts([...web.allowedHosts, ...(shownAt === null ? [] : [shownAt.hostname])])
  const origins = createOrigins(shownAt?.origin)
  const see = createVisitors(web.trustedProxies)

  const facts = (request: FastifyRequest) => {
    const origin = origins.ownOf(request)
    const isSecure =
      see(request).isSecure || (shownAt?.protocol === 'https:' && origin !== undefined && origin === shownAt.origin)
    return isSecure
  }
  const names = { plain: `pcu_${deps.instance}`, secure: `__Host-pcu_${deps.instance}` }
  const token = (request: FastifyRequest): string | undefined =>
    cookieIn(request, names.secure) ?? (facts(request) ? undefined : cookieIn(request, names.plain))

  /** What a browser sends along by itself counts for an order only when it says that our own page sends it. */
  const unlessForged = (request: FastifyRequest, principal: Principal | undefined): Principal | undefined => {
    if (principal !== undefined && !reads.has(request.method) && !origins.isOwn(request))
      throw new Refused(403, 'Refused: an order without Origin needs an API key.')
    return principal
  }

  const byBrowser = async (request: FastifyRequest, seen: Seen): Promise<Principal | undefined> => {
    if (access.mode === 'proxy') return unlessForged(request, proxied(deps, request, seen))
    const given = token(request)
    return given === undefined ? undefined : unlessForged(request, await access.bySession(given))
  }

  return {
    access,
    hosts,
    origins,
    basePath: web.basePath === '' ? (shownAt?.pathname.replace(/\/+$/u, '') ?? '') : web.basePath,
    identify: async (request) => {
      const seen = see(request)
      const keys = valuesOf(request, 'x-api-key')
      if (keys.length > 0) return readKey(deps, { keys, seen })
      return access.mode === 'none' ? everybody : byBrowser(request, seen)
    },
    visitorOf: (request) => ({ address: see(request).address, browser: request.headers['user-agent'] ?? '' }),
    setUpRefusal: (request) => refusalOfSetUp(hosts.nameOf(request), see(request)),
    token,
    give: ({ request, reply }, text, keptMs) => {
      const isSecure = facts(request)
      setCookie(reply, text, { name: isSecure ? names.secure : names.plain, isSecure, keptMs })
    }
  }
}
