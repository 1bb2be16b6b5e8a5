/** One address of the simulated Trakt: what it demands of every request, its limits, its faults and its log. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createWindow, type Window } from '#test/fakes/cloud/world/window.ts'
import { takesControl } from '#test/fakes/kit/control/over-http.ts'
import { type FaultSource, pageShiftOf } from '#test/fakes/kit/faults/injector.ts'
import type { Fault } from '#test/fakes/kit/faults/rule.ts'
import { type Answered, type Caller, closeDesk, type Desk, meet, send } from '#test/fakes/kit/http/desk.ts'
import { type Listener, openListener } from '#test/fakes/kit/http/listener.ts'
import { parseQuery } from '#test/fakes/kit/http/query.ts'
import { createRouter } from '#test/fakes/kit/http/router.ts'
import type { RequestRecorder } from '#test/fakes/kit/request-log.ts'
import { type Ask, json, type Reply, type Route, rendered } from './reply.ts'
import { sessionOf, type World } from './world.ts'

export interface HostPlan {
  readonly app: 'trakt' | 'traktAuth'
  readonly world: World
  readonly routes: readonly Route[]
  readonly faults: FaultSource
  readonly log: RequestRecorder
  readonly random: () => number
  /** GET requests in five minutes, for the application or for each person. */
  readonly mostGets: number
  readonly control: (incoming: IncomingMessage, response: ServerResponse) => void
}

export interface Host extends Pick<Listener, 'refuse' | 'accept'> {
  readonly url: string
  close(): Promise<void>
}

const SPAN_MS = 300_000

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

/** What stands before every route. */
function objection({ headers, world }: Ask): Reply | undefined {
  if ((headers['user-agent'] ?? '') === '') return { status: 403, isPage: true }
  if (headers['trakt-api-version'] !== '2') return { status: 412 }
  return headers['trakt-api-key'] === world.clientId ? undefined : { status: 403 }
}

function tooMany(world: World, most: number): Reply {
  const until = new Date(world.clock.now() + SPAN_MS).toISOString()
  const about = { name: 'UNAUTHED_API_GET_LIMIT', period: 300, limit: most, remaining: 0, until }
  return { status: 429, headers: { 'Retry-After': String(SPAN_MS / 1000), 'X-Ratelimit': JSON.stringify(about) } }
}

const ownStatuses: ReadonlySet<number> = new Set([401, 403, 404, 409, 410, 412, 418, 420, 422, 423, 426, 429])

/** A status that Trakt itself would say is said without a page; what stands before it speaks in pages. */
function saidByTrakt(faults: readonly Fault[]): { readonly reply: Reply; readonly fault: Fault } | undefined {
  const fault = faults.find((one) => one.kind === 'status' && ownStatuses.has(one.status))
  if (fault?.kind !== 'status') return undefined
  const wait = fault.retryAfterSeconds
  const headers = wait === undefined ? {} : { 'Retry-After': String(wait) }
  return { reply: { status: fault.status, headers }, fault }
}

const lacksSession = ({ session, headers }: Ask, { isPersonal }: Route): boolean =>
  session === undefined && (isPersonal === true || headers.authorization !== undefined)

export async function openHost(plan: HostPlan): Promise<Host> {
  const { world } = plan
  const router = createRouter(plan.routes)
  const windows = new Map<string, Window>()
  const desk: Desk = { ...plan, clock: world.clock, latencyMs: 0, waiting: new Set() }

  const windowOf = (username: string | undefined): Window => {
    const key = username ?? ''
    const window = windows.get(key) ?? createWindow(world.clock, { most: plan.mostGets, spanMs: SPAN_MS })
    windows.set(key, window)
    return window
  }

  const isTooOften = ({ session }: Ask, method: string): boolean =>
    method === 'GET' && !windowOf(session?.username).enter()

  function replyOf(ask: Ask, route: Route, method: string): Reply {
    const refused = objection(ask)
    if (refused !== undefined) return refused
    if (method !== (route.method ?? 'GET')) return { status: 405 }
    if (isTooOften(ask, method)) return tooMany(world, plan.mostGets)
    return lacksSession(ask, route) ? json({ error: 'invalid_token' }, 401) : route.answer(ask)
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now()
    const [path = '/', rawQuery = ''] = (incoming.url ?? '/').split(/\?(.*)/s)
    const session = sessionOf(world, incoming.headers.authorization?.replace(/^Bearer /u, ''))
    const method = incoming.method ?? 'GET'
    const person = session === undefined ? undefined : { name: session.username }
    const caller: Caller = { method, path, safeQuery: rawQuery, person }
    const faults = meet(desk, caller)
    const match = router(path)
    const ask: Ask = {
      path: match?.path ?? {},
      query: parseQuery(rawQuery),
      headers: incoming.headers,
      body: await bodyOf(incoming),
      session,
      pageShift: pageShiftOf(faults),
      world
    }
    const said = saidByTrakt(faults)
    const reply = said?.reply ?? (match === undefined ? { status: 404 } : replyOf(ask, match.route, method))
    const answered: Answered = {
      route: match?.route.pattern ?? 'unknown',
      rendered: rendered(reply, incoming.headers['if-none-match'])
    }
    send(desk, { caller, faults: faults.filter((fault) => fault !== said?.fault), answered, began, response })
  }

  const listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    handle: (incoming, response) => {
      if (takesControl(incoming)) {
        plan.control(incoming, response)
        return
      }
      serve(incoming, response).catch((error: unknown) => {
        response.destroy()
        if (incoming.complete) throw error
      })
    }
  })
  return {
    url: `http://127.0.0.1:${listener.port}`,
    refuse: listener.refuse,
    accept: listener.accept,
    close: async () => {
      closeDesk(desk)
      await listener.close()
    }
  }
}
