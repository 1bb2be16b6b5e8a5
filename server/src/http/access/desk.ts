/** The endpoints of entering: first set-up, log-in, sessions and keys. */
import { type AccessState, routes } from '@pcu/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Principal } from '#core/access/principal.ts'
import type { SetUp } from '#engine/access/shapes.ts'
import { Refused } from '#http/failures.ts'
import { type Exchange, mount } from '#http/mount.ts'
import type { Gate } from './gate.ts'

const throughProxy = 'Open this page through the proxy that logs you in: AUTH_MODE is proxy.'

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

const tooOften = ({ reply }: Exchange, waitMs: number): Refused => {
  reply.header('retry-after', String(seconds(waitMs)))
  return new Refused(429, `Too many tries. Try again in ${seconds(waitMs)} seconds.`)
}

const inAs = (gate: Gate, { name, scope, by }: Principal): AccessState => ({
  mode: gate.access.mode,
  step: 'in',
  sentence: null,
  name,
  scope,
  by
})

const outside = async (gate: Gate, request: FastifyRequest): Promise<AccessState> => {
  const { mode } = gate.access
  const out = { mode, name: null, scope: null, by: null } as const
  if (mode === 'proxy') return { ...out, step: 'shut', sentence: throughProxy }
  if (await gate.access.hasAdministrator()) return { ...out, step: 'log-in', sentence: null }
  const sentence = gate.setUpRefusal(request)
  return sentence === undefined ? { ...out, step: 'first-set-up', sentence: null } : { ...out, step: 'shut', sentence }
}

const passwordsOnly = (gate: Gate): void => {
  if (gate.access.mode !== 'password') throw new Refused(409, `Nobody logs in here: AUTH_MODE is ${gate.access.mode}.`)
}

/** A browser gets a new cookie each time; what it had before opens nothing any more. */
const enter = async (gate: Gate, outcome: SetUp, exchange: Exchange): Promise<AccessState> => {
  if (outcome.kind === 'slow') throw tooOften(exchange, outcome.waitMs)
  if (outcome.kind === 'wrong') throw new Refused(401, 'The name or the password is not right.')
  if (outcome.kind === 'late') throw new Refused(409, 'There is an administrator already. Log in instead.')
  if (outcome.kind === 'refused') throw new Refused(422, outcome.sentence)
  const old = gate.token(exchange.request)
  if (old !== undefined) await gate.access.logOut(old, gate.visitorOf(exchange.request))
  gate.give(exchange, outcome.token, outcome.keptMs)
  return inAs(gate, outcome.principal)
}

const mountEntering = (app: FastifyInstance, gate: Gate): void => {
  const { access } = gate
  mount(app, routes.access, async (_asked, { request }) => {
    const principal = await gate.identify(request)
    return principal === undefined ? outside(gate, request) : inAs(gate, principal)
  })
  mount(app, routes.firstSetUp, async ({ body }, exchange) => {
    passwordsOnly(gate)
    const refusal = gate.setUpRefusal(exchange.request)
    if (refusal !== undefined) throw new Refused(403, refusal)
    return enter(gate, await access.setUp(body, gate.visitorOf(exchange.request)), exchange)
  })
  mount(app, routes.logIn, async ({ body }, exchange) => {
    passwordsOnly(gate)
    return enter(gate, await access.logIn(body, gate.visitorOf(exchange.request)), exchange)
  })
  mount(app, routes.logOut, async (_asked, exchange) => {
    const token = gate.token(exchange.request)
    if (token !== undefined) await access.logOut(token, gate.visitorOf(exchange.request))
    gate.give(exchange, '', 0)
    return { accepted: true, sentence: 'This browser is logged out.' }
  })
}

const known = ({ principal }: FastifyRequest): Principal => {
  if (principal === undefined) throw new Refused(401, 'Log in first.')
  return principal
}

const mountSessions = (app: FastifyInstance, gate: Gate): void => {
  const { access, visitorOf } = gate
  mount(app, routes.changePassword, async ({ body }, exchange) => {
    passwordsOnly(gate)
    const who = { principal: known(exchange.request), visitor: visitorOf(exchange.request) }
    const answer = await access.changePassword(body, who)
    if ('kind' in answer) throw tooOften(exchange, answer.waitMs)
    if (!answer.accepted) throw new Refused(422, answer.sentence)
    return answer
  })
  mount(app, routes.sessions, async (_asked, { request }) => ({
    sessions: [...(await access.sessions(known(request)))]
  }))
  mount(app, routes.revokeSession, async ({ params }, { request }) => {
    if (!(await access.revokeSession(params.id, visitorOf(request))))
      throw new Refused(404, 'There is no such session any more.')
    return { accepted: true, sentence: 'That browser is logged out.' }
  })
  mount(app, routes.revokeOtherSessions, async (_asked, { request }) => {
    const ended = await access.revokeOthers(known(request), visitorOf(request))
    return { accepted: true, sentence: ended === 1 ? '1 browser is logged out.' : `${ended} browsers are logged out.` }
  })
}

const mountKeys = (app: FastifyInstance, { access, visitorOf }: Gate): void => {
  mount(app, routes.apiKeys, async () => ({ keys: [...(await access.keys())] }))
  mount(app, routes.makeApiKey, async ({ body }, { request }) => {
    const made = await access.makeKey(body, visitorOf(request))
    if (made === undefined) throw new Refused(409, 'There are as many keys as anybody keeps apart. Revoke one first.')
    return { ...made, sentence: 'Copy the key now: it is not shown again.' }
  })
  mount(app, routes.revokeApiKey, async ({ params }, { request }) => {
    if (!(await access.revokeKey(params.id, visitorOf(request))))
      throw new Refused(404, 'There is no such key any more.')
    return { accepted: true, sentence: 'The key is revoked; it opens nothing any more.' }
  })
}

/** Adds the endpoints. */
export const mountAccess = (app: FastifyInstance, gate: Gate): void => {
  mountEntering(app, gate)
  mountSessions(app, gate)
  mountKeys(app, gate)
  mount(app, routes.resetAccess, async (_asked, { request }) => {
    if (known(request).by !== 'command')
      throw new Refused(403, 'Only "pcu auth reset" on the machine of this program forgets the administrator.')
    return gate.access.reset()
  })
}
