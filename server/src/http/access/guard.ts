/** Stands before every handler: the name that was asked for, who sends it, and the policy that is bound to the matched route. A route without one stops the start. */
import { allows, type Policy } from '@pcu/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Principal } from '#core/access/principal.ts'
import { Refused } from '#http/failures.ts'
import type { Gate } from './gate.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
  }
  interface FastifyRequest {
    /** Who asks; undefined on open routes, and where nobody is in. */
    principal: Principal | undefined
  }
}

const reads = new Set(['GET', 'HEAD'])

const notIn = 'Log in first, or send an API key as the header X-Api-Key.'

const shownName = (request: FastifyRequest): string =>
  (request.headers.host ?? '').replaceAll(/[^\w.:[\]-]/gu, '').slice(0, 100)

const checkHost = ({ hosts }: Gate, request: FastifyRequest): void => {
  if (hosts.nameOf(request) !== undefined) return
  throw new Refused(
    421,
    `This page was asked for by the name "${shownName(request)}", which is none of its own. Open it by its address, or add the name to ALLOWED_HOSTS and restart.`
  )
}

/** Only JSON gives orders: what a form or a plain text carries, any page can send without being asked. */
const checkForm = ({ headers, method }: FastifyRequest): void => {
  if (method === 'POST' && !/^application\/json(?:\s*;|$)/iu.test(headers['content-type'] ?? ''))
    throw new Refused(415, 'Orders are sent as application/json.')
}

const checkPolicy = async (gate: Gate, request: FastifyRequest, policy: Policy): Promise<void> => {
  const principal = await gate.identify(request)
  request.principal = principal
  if (principal === undefined) throw new Refused(401, notIn)
  if (allows(policy, principal.scope)) return
  gate.access.note('refused', gate.visitorOf(request), principal.name)
  throw new Refused(403, `${principal.name} may not do this: it needs the scope "${policy}", not "${principal.scope}".`)
}

/** Installs the guard. Call it before any route is added. */
export const installGuard = (app: FastifyInstance, gate: Gate): void => {
  app.decorateRequest('principal')
  app.addHook('onRoute', ({ config, method, url }) => {
    if (config?.policy === undefined) throw new Error(`the route ${String(method)} ${url} has no policy`)
  })
  app.addHook('onRequest', async (request) => {
    checkHost(gate, request)
    if (request.is404) return
    const { policy } = request.routeOptions.config
    if (policy === undefined) throw new Refused(403, 'Nobody may use this.')
    if (!reads.has(request.method)) {
      gate.origins.check(request)
      checkForm(request)
    }
    if (policy === 'open') return
    gate.origins.check(request)
    await checkPolicy(gate, request, policy)
  })
}
