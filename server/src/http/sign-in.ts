/**
 * Signing in over HTTP. Each sign-in belongs to the browser that began it, which is known by a cookie that no script and no other site can use,
 * besides the session of whoever may do this at all.
 */
import { createHash, randomBytes } from 'node:crypto'
import { paths, routes } from '@pcu/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Face } from '#engine/face.ts'
import { cookieIn } from './access/cookie.ts'
import type { Gate } from './access/gate.ts'
import { Refused } from './failures.ts'
import { type Exchange, mount } from './mount.ts'

const cookieName = 'pcu_sign_in'
/** As long as a sign-in may take at the most, seconds. */
const cookieSeconds = 45 * 60

const cookieOf = ({ basePath }: Gate, text: string, seconds: number): string =>
  `${cookieName}=${text}; Path=${basePath}${paths.signIn}; HttpOnly; SameSite=Strict; Max-Age=${seconds}`

const given = (request: FastifyRequest): string | undefined => cookieIn(request, cookieName)

/** The program holds only what the cookie comes to, so that nothing in it opens a sign-in. */
const browserOf = (cookie: string): string => createHash('sha256').update(cookie).digest('base64url')

/** Where Plex sends the browser afterwards: back to the very page that asked, which its own browser vouches for. */
const forwardFor = (gate: Gate, request: FastifyRequest): string | undefined => {
  const origin = gate.origins.ownOf(request)
  return origin === undefined ? undefined : `${origin}${gate.basePath}/`
}

const none = { step: 'none' } as const

const nothingBegun = 'This browser has begun no sign-in, or it has ended.'

const found = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Refused(404, nothingBegun)
  return value
}

/** Forgets what this browser had begun and gives it a new cookie: one that it brings along is never taken for a new sign-in. */
const renew = (face: Face, gate: Gate, { request, reply }: Exchange): string => {
  const old = given(request)
  if (old !== undefined) face.signIn.cancel(browserOf(old))
  const cookie = randomBytes(32).toString('base64url')
  reply.header('set-cookie', cookieOf(gate, cookie, cookieSeconds))
  return browserOf(cookie)
}

/** Adds the endpoints. */
export const mountSignIn = (app: FastifyInstance, face: Face, gate: Gate): void => {
  const { signIn } = face
  const mine = (request: FastifyRequest): string => {
    const cookie = given(request)
    return browserOf(found(cookie))
  }
  mount(app, routes.owner, async () => face.owner())
  mount(app, routes.signIn, async (_asked, { request }) => {
    const cookie = given(request)
    return cookie === undefined ? none : signIn.tell(browserOf(cookie))
  })
  mount(app, routes.beginSignIn, async (_asked, exchange) =>
    signIn.begin(renew(face, gate, exchange), forwardFor(gate, exchange.request))
  )
  mount(app, routes.pasteToken, async ({ body }, exchange) => signIn.paste(renew(face, gate, exchange), body.token))
  mount(app, routes.askSignIn, async (_asked, { request }) => found(await signIn.ask(mine(request))))
  mount(app, routes.typeCode, async (_asked, { request }) => found(await signIn.typeCode(mine(request))))
  mount(app, routes.chooseServer, async ({ body }, { request }) => found(await signIn.choose(mine(request), body)))
  mount(app, routes.cancelSignIn, async (_asked, { request, reply }) => {
    const cookie = given(request)
    if (cookie !== undefined) signIn.cancel(browserOf(cookie))
    reply.header('set-cookie', cookieOf(gate, '', 0))
    return none
  })
  mount(app, routes.signOut, async () => {
    const answer = await face.signOut()
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
}
