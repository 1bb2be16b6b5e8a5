/** One service of the cloud on an address of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App } from '#test/fakes/cloud/options.ts'
import type { Window } from '#test/fakes/cloud/world/window.ts'
import type { CloudWorld } from '#test/fakes/cloud/world/world.ts'
import { pageShiftOf } from '#test/fakes/kit/faults/injector.ts'
import type { Fault } from '#test/fakes/kit/faults/rule.ts'
import { type Answered, closeDesk, type Desk, meet, send } from '#test/fakes/kit/http/desk.ts'
import { openListener } from '#test/fakes/kit/http/listener.ts'
import { createRouter, type Match } from '#test/fakes/kit/http/router.ts'
import type { RequestLog } from '#test/fakes/kit/request-log.ts'
import { type Reply, refuse, rendered, type Voice } from './reply.ts'
import { type CloudRequest, readCloudRequest } from './request.ts'
import type { Route } from './route.ts'

/** A service as a test sees it. */
export interface CloudHost {
  readonly app: App
  /** `http://127.0.0.1:port`, no slash at the end. */
  readonly url: string
  readonly port: number
  /** What this service alone was asked. */
  readonly requests: RequestLog
  /** Closes the listener and every connection, as a service that is down; `accept` opens the same port again. */
  refuse(): Promise<void>
  accept(): Promise<void>
}

export interface OpenHost extends CloudHost {
  close(): Promise<void>
}

export interface HostPlan {
  readonly app: App
  readonly desk: Desk
  readonly requests: RequestLog
  readonly world: CloudWorld
  readonly routes: readonly Route[]
  /** How this service words what it does not know. */
  readonly voice: Voice
  readonly limit: { readonly window: Window; readonly retryAfterSeconds: number | undefined } | undefined
  /** Takes the requests of another process that steers; true when it did. */
  control(incoming: IncomingMessage, response: ServerResponse): boolean
}

const reading = ['GET', 'HEAD']
const missingClient = { status: 400, code: 1000, message: 'X-Plex-Client-Identifier is missing' }
const unauthenticated = { status: 401, code: 1001, message: 'User could not be authenticated' }
const expired = { status: 498, code: 1098, message: 'Token has expired' }
const unknown = { status: 404, code: 1002, message: 'The requested resource or endpoint could not be found' }
const tooMany = { status: 429, code: 1003, message: 'API rate limit exceeded' }
const wrongMethod = { status: 405, code: 1004, message: 'Method not allowed' }

const statusRefusals = [unauthenticated, expired, unknown, tooMany, { status: 403, code: 1005, message: 'Forbidden' }]
const ownWords: ReadonlySet<number> = new Set([400, 401, 403, 404, 422, 429, 498])

function isExpired({ token, ask }: CloudRequest): boolean {
  return token?.expiresAt !== undefined && token.expiresAt <= ask.world.clock.now()
}

function signedIn(request: CloudRequest, { route, path }: Match<Route>, pageShift: number): Reply {
  const { ask, person, token } = request
  const full = { ...ask, path, pageShift }
  if (route.access === 'anybody') return route.answer(full)
  if (person === undefined || token === undefined) return refuse(route.voice, ask, unauthenticated)
  if (isExpired(request)) return refuse(route.voice, ask, expired)
  return route.answer({ ...full, account: person, token })
}

function replyOf(request: CloudRequest, match: Match<Route>, pageShift: number): Reply {
  const { route } = match
  if (!(route.methods ?? reading).includes(request.method)) return refuse(route.voice, request.ask, wrongMethod)
  if (route.needsClient === true && request.ask.client === '') return refuse(route.voice, request.ask, missingClient)
  return signedIn(request, match, pageShift)
}

export async function openHost(plan: HostPlan): Promise<OpenHost> {
  const { app, desk, world } = plan
  const router = createRouter(plan.routes)

  function answer(request: CloudRequest, pageShift: number): Answered {
    const match = router(request.path)
    const route = match?.route.pattern ?? 'unknown'
    const voice = match?.route.voice ?? plan.voice
    if (plan.limit?.window.enter() === false) {
      const wait = plan.limit.retryAfterSeconds
      const headers = wait === undefined ? {} : { 'Retry-After': String(wait) }
      return { route, rendered: rendered({ ...refuse(voice, request.ask, tooMany), headers }) }
    }
    const reply = match === undefined ? refuse(voice, request.ask, unknown) : replyOf(request, match, pageShift)
    return { route, rendered: rendered(reply) }
  }

  /** A status that the service itself would say is said in its words; what stands before it speaks in pages. */
  function answered(request: CloudRequest, faults: readonly Fault[]): { answered: Answered; faults: readonly Fault[] } {
    const said = faults.find((fault) => fault.kind === 'status' && ownWords.has(fault.status))
    const usual = answer(request, pageShiftOf(faults))
    if (said?.kind !== 'status') return { answered: usual, faults }
    const voice = router(request.path)?.route.voice ?? plan.voice
    const wait = said.retryAfterSeconds
    const headers = wait === undefined ? {} : { 'Retry-After': String(wait) }
    const refusal = statusRefusals.find(({ status }) => status === said.status) ?? { ...unknown, status: said.status }
    const spoken = rendered({ ...refuse(voice, request.ask, refusal), headers })
    return { answered: { route: usual.route, rendered: spoken }, faults: faults.filter((fault) => fault !== said) }
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now()
    const request = await readCloudRequest(incoming, world)
    send(desk, { caller: request, ...answered(request, meet(desk, request)), began, response })
  }

  function handle(incoming: IncomingMessage, response: ServerResponse): void {
    if (plan.control(incoming, response)) return
    serve(incoming, response).catch((error: unknown) => {
      response.destroy()
      if (incoming.complete) throw error
    })
  }

  const listener = await openListener({ host: '127.0.0.1', port: 0, handle })
  let closed = false

  async function close(): Promise<void> {
    closed = true
    closeDesk(desk)
    await listener.close()
  }

  return {
    app,
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    requests: plan.requests,
    refuse: listener.refuse,
    accept: () => (closed ? Promise.resolve() : listener.accept()),
    close
  }
}
