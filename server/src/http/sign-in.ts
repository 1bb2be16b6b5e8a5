/**
 * Signing in over HTTP. Each sign-in belongs to the browser that began it, which is known by a cookie that no script and no other site can use;
 * and it is open only to pages that were opened by an address of the own network, so that a name on the internet that leads here gets nothing.
 */
import { createHash, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { paths, routes } from '@pcu/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Face } from '#engine/face.ts'
import { Refused } from './failures.ts'
import { mount } from './mount.ts'

const cookieName = 'pcu_sign_in'
/** As long as a sign-in may take at the most, seconds. */
const cookieSeconds = 45 * 60

const cookieOf = (text: string, seconds: number): string =>
  `${cookieName}=${text}; Path=${paths.signIn}; HttpOnly; SameSite=Strict; Max-Age=${seconds}`

const given = ({ headers }: FastifyRequest): string | undefined => {
  const found = headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookieName}=`))
    .map((part) => part.slice(cookieName.length + 1))
  // Two of them: somebody else has put one there.
  return found?.length === 1 ? found[0] : undefined
}

/** The program holds only what the cookie comes to, so that nothing in it opens a sign-in. */
const browserOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64url')

const ownEndings = /(?:^|\.)(?:localhost|local|lan|home|internal|intranet|home\.arpa|localdomain|fritz\.box|ts\.net)$/u

/** Addresses, names without a dot, and names that the internet does not hand out. */
const isOwnName = (host: string): boolean => {
  const name = host.toLowerCase().replace(/\.$/u, '')
  return isIP(name.replace(/^\[|\]$/gu, '')) > 0 || !name.includes('.') || ownEndings.test(name)
}

/** Where tokens are had. */
const signInAreas = ['/api/v1/plex/', '/api/v1/trakt/sign-']

const hostOf = ({ raw, headers }: FastifyRequest): URL | undefined => {
  const named = raw.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host')
  return named.length === 1 ? (URL.parse(`http://${headers.host ?? ''}`) ?? undefined) : undefined
}

const checkHost = (request: FastifyRequest): void => {
  const host = hostOf(request)
  if (host !== undefined && host.host === request.headers.host?.toLowerCase() && isOwnName(host.hostname)) return
  throw new Refused(
    421,
    'For signing in, open this page by the address or the name of its machine in your own network, or use "pcu sign-in" on the command line.'
  )
}

/** Where Plex sends the browser afterwards: back to the very page that asked, which its own browser vouches for. */
const forwardFor = ({ headers }: FastifyRequest): string | undefined => {
  const origin = headers.origin === undefined ? undefined : URL.parse(headers.origin)
  if (origin === null || origin === undefined || !/^https?:$/u.test(origin.protocol)) return undefined
  return origin.host === headers.host?.toLowerCase() ? `${origin.origin}/` : undefined
}

const none = { step: 'none' } as const

const nothingBegun = 'This browser has begun no sign-in, or it has ended.'

const found = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Refused(404, nothingBegun)
  return value
}

/** Forgets what this browser had begun and gives it a new cookie: one that it brings along is never taken for a new sign-in. */
const renew = (face: Face, request: FastifyRequest, reply: FastifyReply): string => {
  const old = given(request)
  if (old !== undefined) face.signIn.cancel(browserOf(old))
  const cookie = randomBytes(32).toString('base64url')
  reply.header('set-cookie', cookieOf(cookie, cookieSeconds))
  return browserOf(cookie)
}

/** Adds the endpoints. */
export const mountSignIn = (app: FastifyInstance, face: Face): void => {
  const { signIn } = face
  const mine = (request: FastifyRequest): string => {
    const cookie = given(request)
    return browserOf(found(cookie))
  }
  app.addHook('onRequest', async (request) => {
    if (signInAreas.some((area) => request.url.startsWith(area))) checkHost(request)
  })
  mount(app, routes.owner, async () => face.owner())
  mount(app, routes.signIn, async (_asked, { request }) => {
    const cookie = given(request)
    return cookie === undefined ? none : signIn.tell(browserOf(cookie))
  })
  mount(app, routes.beginSignIn, async (_asked, { request, reply }) =>
    signIn.begin(renew(face, request, reply), forwardFor(request))
  )
  mount(app, routes.pasteToken, async ({ body }, { request, reply }) =>
    signIn.paste(renew(face, request, reply), body.token)
  )
  mount(app, routes.askSignIn, async (_asked, { request }) => found(await signIn.ask(mine(request))))
  mount(app, routes.typeCode, async (_asked, { request }) => found(await signIn.typeCode(mine(request))))
  mount(app, routes.chooseServer, async ({ body }, { request }) => found(await signIn.choose(mine(request), body)))
  mount(app, routes.cancelSignIn, async (_asked, { request, reply }) => {
    const cookie = given(request)
    if (cookie !== undefined) signIn.cancel(browserOf(cookie))
    reply.header('set-cookie', cookieOf('', 0))
    return none
  })
  mount(app, routes.signOut, async () => {
    const answer = await face.signOut()
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
}
