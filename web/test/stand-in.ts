/** Stands in for the server: serves the built page and scripted answers, each held against the contract before it is sent. */
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import {
  type AccessState,
  eventsPath,
  type Happening,
  happeningSchema,
  type LiveEvent,
  type LogLine,
  type Owner,
  paths,
  problemDetailsSchema,
  type RunReport,
  routes,
  type Window
} from '@pcu/contract'
import { doorAnswerOf, doorOrderOf } from './access-worlds.ts'
import { pastAnswerOf } from './history-worlds.ts'
import { insightAnswerOf } from './insight-worlds.ts'
import { libraryAnswerOf, pinOrderOf } from './library-worlds.ts'
import { logAnswerOf } from './log-worlds.ts'
import { allFine, nobodyWatches } from './watching-worlds.ts'
import type { World } from './worlds.ts'

const DIST = join(import.meta.dirname, '..', 'dist')

/** As strict as the real server may be: nothing inline but styles, nothing from elsewhere. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml'
}

/** A running stand-in. */
export interface StandIn {
  /** Where the page is; below a path, as behind a reverse proxy. */
  readonly url: string
  /** Bodies of the orders that came in, as `path body`. */
  readonly orders: readonly string[]
  /** Tells all open pages; the number follows the last one. */
  readonly tell: (happening: Happening) => LiveEvent
  /** Sends an event as it is, also one that is too old. */
  readonly replay: (event: LiveEvent) => void
  /** Writes lines into the log, and tells those pages that listen to it. */
  readonly write: (lines: readonly LogLine[]) => void
  readonly resync: () => void
  readonly change: (change: (world: World) => World) => void
  /** Ends all event streams and refuses new ones until `letListen`. */
  readonly hangUp: () => void
  readonly letListen: () => void
  /** Settles as soon as a page listens to events. */
  readonly listened: () => Promise<void>
  readonly close: () => Promise<void>
}

const PREFIX = '/pcu'
const POSTERS = '/api/v1/posters/'
const POSTER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"><path fill="#667" d="M0 0h2v3H0z"/></svg>'
const busy = { status: 503, title: 'The database is busy.', hint: 'It is tried again soon.' }

const notIn = { status: 401, title: 'Log in first, or send an API key as the header X-Api-Key.', hint: '' }

/** Whether this browser is not in. */
const isShut = ({ access }: World): boolean => access !== undefined && access.step !== 'in'

const isFailing = ({ failing = false }: World, path: string): boolean =>
  typeof failing === 'boolean' ? failing : failing.includes(path)

const problemAt = (world: World, path: string) => {
  if (isFailing(world, path)) return busy
  return isShut(world) && path !== paths.access ? notIn : undefined
}

/** Starts on a free port of the loopback interface. */
export async function startStandIn(first: World): Promise<StandIn> {
  let world = first
  let lastId = first.status.lastEventId
  let deaf = false
  const orders: string[] = []
  const open = new Set<ServerResponse>()
  const ofLog = new Set<ServerResponse>()
  const awaiting = new Set<() => void>()

  const listen = (response: ServerResponse, wantsLog: boolean) => {
    if (deaf) return void response.writeHead(502).end()
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' })
    response.write(': hello\n\n')
    open.add(response)
    if (wantsLog) ofLog.add(response)
    for (const resolve of awaiting) resolve()
    awaiting.clear()
    response.on('close', () => {
      open.delete(response)
      ofLog.delete(response)
    })
  }

  /** What becomes of an order that the world takes. */
  const obey = (path: string, body: string, response: ServerResponse) => {
    const obeyed = doorOrderOf(world, path, body) ?? pinOrderOf(world, path, body)
    if (obeyed !== undefined) {
      world = obeyed.world
      return sendJson(response, 200, obeyed.answer)
    }
    if (path.startsWith(paths.signIn)) {
      world = { ...world, signIn: world.signInBy?.[path] ?? world.signIn ?? { step: 'none' } }
      return sendJson(response, 200, routes.signIn.answer.parse(world.signIn))
    }
    const report = reportBy(world, path)
    if (report !== undefined) return sendJson(response, 200, report)
    sendJson(response, 202, routes.startRun.answer.parse({ accepted: true, sentence: 'A run was asked for.' }))
  }

  const order = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    orders.push(request.method === 'POST' ? `${path} ${body}` : `${request.method} ${path}`)
    if (world.refusing) return sendProblem(response, world.refusing)
    if (isShut(world) && path !== paths.logIn) return sendProblem(response, notIn)
    obey(path, body, response)
  }

  const question = ({ path, window, query }: Question, response: ServerResponse) => {
    if (world.unanswered?.includes(path)) return
    if (path.startsWith(POSTERS)) return void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(POSTER)
    const problem = problemAt(world, path)
    if (problem !== undefined) return sendProblem(response, problem)
    const answer = answerOf({ ...world, status: { ...world.status, lastEventId: lastId } }, { path, window, query })
    if (answer === undefined) return sendProblem(response, { status: 404, title: 'There is no such thing.', hint: '' })
    sendJson(response, 200, answer)
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : ''
    if (path === eventsPath) return listen(response, searchParams.get('topics') === 'log')
    if (request.method !== 'GET') return void order(path, request, response)
    if (path.startsWith('/api/'))
      return question({ path, window: windowIn(searchParams), query: searchParams }, response)
    sendFile(response, path)
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const everybody = (text: string) => {
    for (const response of open) response.write(text)
  }
  const replay = (event: LiveEvent) => everybody(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`)

  return {
    url: `http://127.0.0.1:${port}${PREFIX}/`,
    orders,
    tell: (happening) => {
      lastId += 1
      const event: LiveEvent = { id: lastId, at: Date.now(), ...happeningSchema.parse(happening) }
      replay(event)
      return event
    },
    replay,
    write: (lines) => {
      world = { ...world, log: [...(world.log ?? []), ...lines] }
      for (const response of ofLog) response.write(`event: log\ndata: ${JSON.stringify(lines)}\n\n`)
    },
    resync: () => everybody('event: resync\ndata: {}\n\n'),
    change: (change) => {
      world = change(world)
    },
    hangUp: () => {
      deaf = true
      for (const response of open) response.destroy()
    },
    letListen: () => {
      deaf = false
    },
    listened: () => (open.size > 0 ? Promise.resolve() : new Promise((resolve) => awaiting.add(resolve))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

const byToken: Owner = {
  from: 'setting',
  sentence: 'The token in PLEX_TOKEN is used; nobody has signed in.',
  account: null,
  server: null,
  address: 'http://tower:32400',
  since: null
}

const everybodyIsIn: AccessState = {
  mode: 'none',
  step: 'in',
  sentence: null,
  name: 'everybody',
  scope: 'admin',
  by: 'nothing'
}

const notReviewed = { totals: null, review: null, refusal: 'Refused: the plan was made longer than a day ago.' }

const nothingKnown = {
  sentence: 'The folders of the library are known after the first run or the first search.',
  lookedAt: null,
  locations: [],
  notes: []
}

interface Question {
  readonly path: string
  readonly query: URLSearchParams
  readonly window: Window
}

const windowIn = (query: URLSearchParams): Window =>
  routes.latestPlan.query.parse(Object.fromEntries([...query].filter(([name]) => ['offset', 'limit'].includes(name))))

const within = <Row>(rows: readonly Row[], { offset, limit }: Window): Row[] => rows.slice(offset, offset + limit)

const noFacets = { state: {}, because: {}, action: {} }

const decidedOf = (report: RunReport, window: Window) => ({
  ...report,
  decisions: within(report.decisions, window),
  total: report.decisions.length,
  facets: noFacets
})

/** The answer to a question, refused here when the contract would refuse it. */
function answerOf(world: World, { path, window, query }: Question): unknown {
  switch (path) {
    case paths.access:
      return routes.access.answer.parse(world.access ?? everybodyIsIn)
    case paths.status:
      return routes.status.answer.parse({ ...world.status, now: Date.now() })
    case paths.cached:
      return routes.cached.answer.parse({
        units: within(world.cached, window),
        total: world.cached.length,
        bytes: world.cached.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        facets: noFacets
      })
    case paths.runs:
      return routes.runs.answer.parse({ runs: world.runs, total: world.runs.length })
    case paths.people:
      return routes.people.answer.parse({ people: world.people ?? [] })
    case paths.libraryPaths:
      return routes.libraryPaths.answer.parse(world.paths ?? nothingKnown)
    case paths.latestPlan:
      return routes.latestPlan.answer.parse(world.plan && decidedOf(world.plan, window))
    case paths.owner:
      return routes.owner.answer.parse(world.owner ?? byToken)
    case paths.signIn:
      return routes.signIn.answer.parse(world.signIn ?? { step: 'none' })
    case paths.doctor:
      return routes.doctor.answer.parse(world.doctor ?? allFine)
    case paths.orphans:
      return routes.orphans.answer.parse({ orphans: world.orphans ?? [] })
    default:
      return (
        doorAnswerOf(world, path) ??
        insightAnswerOf(world, path, query) ??
        logAnswerOf(world, path, query) ??
        pastAnswerOf(world, path, query) ??
        libraryAnswerOf(world, path, query) ??
        watcherAnswerOf(world, path) ??
        reportOf(world, { path, window })
      )
  }
}

/** What an order that looks for something is answered with; undefined for the others. */
function reportBy(world: World, path: string): unknown {
  if (path === paths.auditDoctor) return routes.doctor.answer.parse(world.audited ?? allFine)
  return path === paths.findPaths ? routes.findPaths.answer.parse(world.paths) : undefined
}

/** What the watcher tells; undefined for what is none of its questions. */
function watcherAnswerOf(world: World, path: string): unknown {
  const { status, plays, removals } = world.watching ?? nobodyWatches()
  if (path === paths.watcher) return routes.watcher.answer.parse(status)
  if (path === paths.watcherHistory) return routes.watcherHistory.answer.parse({ plays })
  return path === paths.watcherSchedule ? routes.watcherSchedule.answer.parse({ removals }) : undefined
}

function reportOf(world: World, { path, window }: Omit<Question, 'query'>): unknown {
  const previewed = world.runs.find(({ id }) => path === paths.planReview.replace(':run', String(id)))
  if (previewed) return routes.planReview.answer.parse(world.review ?? notReviewed)
  const run = world.runs.find(({ id }) => path === paths.run.replace(':id', String(id)))
  return run && routes.run.answer.parse(decidedOf({ ...run, decisions: world.plan?.decisions ?? [] }, window))
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendProblem(response: ServerResponse, said: { status: number; title: string; hint: string }): void {
  const body = problemDetailsSchema.parse({ type: 'about:blank', ...said, requestId: 'req-7' })
  response.writeHead(said.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

/** A page's address has no ending: it is answered with the page, which is told where it is served from. */
function sendFile(response: ServerResponse, path: string): void {
  const isPage = extname(path) === ''
  const file = join(DIST, normalize(isPage ? '/index.html' : path))
  if (!existsSync(file)) return void response.writeHead(404).end()
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff'
  })
  if (isPage) return void response.end(readFileSync(file, 'utf8').replace('<head>', `<head><base href="${PREFIX}/">`))
  createReadStream(file).pipe(response)
}
