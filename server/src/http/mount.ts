/** Mounts a declared endpoint: its schemas validate what comes in and what goes out. */
import type { Policy, Route } from '@pcu/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ZodError, type z } from 'zod'

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What a handler is given, typed by the route. */
export interface Asked<R extends Route> {
  readonly params: Parsed<R['params']>
  readonly query: Parsed<R['query']>
  readonly body: Parsed<R['body']>
}

/** The raw exchange, for the few endpoints that know a browser by its cookie. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Answers a route. The answer is checked against the route's own schema before it leaves. */
export type Handler<R extends Route> = (asked: Asked<R>, exchange: Exchange) => Promise<z.input<R['answer']>>

/** What came in, validated; the one place where a validated request gets its route's type. */
const asking = <R extends Route>(route: R, request: FastifyRequest): Asked<R> => {
  const asked = {
    params: route.params?.parse(request.params),
    query: route.query?.parse(request.query),
    body: route.body?.parse(request.body ?? {})
  }
  // biome-ignore lint/plugin: each part was parsed by the very schema its type is made of, which generics cannot follow
  return asked as Asked<R>
}

/** What broke its schema inside (a row of the database) is our bug, not the caller's: it must not look like a bad request. */
const ownFault = (route: Route, thrown: unknown): unknown =>
  thrown instanceof ZodError ? new Error(`what ${route.path} answers breaks its schema: ${thrown.message}`) : thrown

/** An answer that breaks its own promise is our bug as well. */
const answered = (route: Route, answer: unknown): unknown => {
  const checked = route.answer.safeParse(answer)
  if (!checked.success) throw new Error(`the answer of ${route.path} breaks its schema: ${checked.error.message}`)
  return checked.data
}

/** Adds the endpoint. */
export const mount = <R extends Route>(app: FastifyInstance, route: R, handler: Handler<R>): void => {
  app.route({
    method: route.method,
    url: route.path,
    config: { policy: route.policy },
    handler: async (request, reply) => {
      const asked = asking(route, request)
      const answer = await handler(asked, { request, reply }).catch((thrown: unknown) => {
        throw ownFault(route, thrown)
      })
      reply.header('cache-control', 'no-store')
      return answered(route, answer)
    }
  })
}

/** What is no endpoint of the contract: the event stream, health, the page. */
export interface OtherRoute {
  readonly method: 'GET'
  readonly url: string
  readonly policy: Policy
  readonly exposeHeadRoute?: boolean
}

/** Adds one of them; without a policy there is no way in here either. */
export const mountOther = (
  app: FastifyInstance,
  { policy, ...route }: OtherRoute,
  handler: (request: FastifyRequest, reply: FastifyReply) => unknown
): void => {
  app.route({ ...route, config: { policy }, handler: async (request, reply) => handler(request, reply) })
}
