/** The HTTP server: endpoints of the contract, the event stream, health, and the built page. */
import { randomBytes } from 'node:crypto'
import { eventsPath, healthPath, routes } from '@pcu/contract'
import Fastify, { type FastifyInstance } from 'fastify'
import type { RunRequest } from '#engine/run-deps.ts'
import { pageOfCached, pageOfDecisions } from '#engine/tell/pages.ts'
import { createGate, type GateDeps } from './access/gate.ts'
import { installHeaders, securityHeaders } from './access/headers.ts'
import { installAccess } from './access/install.ts'
import { Refused, sendProblem } from './failures.ts'
import { createLiveStream } from './live.ts'
import { mount, mountOther } from './mount.ts'
import { mountPage } from './page.ts'
import { installProblems, type OnBug } from './problems.ts'
import { mountRooms, type RoomOptions } from './rooms.ts'

/** What the server needs. */
export interface HttpOptions extends GateDeps, RoomOptions {
  /** Folder of the built page; undefined when it has not been built. */
  readonly pageFolder: string | undefined
  readonly onBug: OnBug
}

/** Clients give up an answer after five minutes. */
const longestAnswerMs = 4 * 60_000

const noSuchRun = (id: number): string => `There is no run number ${id}; old runs are forgotten.`

const mountReads = (app: FastifyInstance, { face }: HttpOptions): void => {
  mount(app, routes.status, () => face.status())
  mount(app, routes.storage, () => face.storage())
  mount(app, routes.cached, async ({ query }) => pageOfCached(await face.cached(), query))
  mount(app, routes.library, ({ query }) => face.library(query))
  mount(app, routes.run, async ({ params, query }) => {
    const report = await face.run(params.id)
    if (report === undefined) throw new Refused(404, noSuchRun(params.id))
    return pageOfDecisions(report, query)
  })
  mount(app, routes.runReport, async ({ params }) => {
    const report = await face.planReport(params.id)
    if (report === undefined) throw new Refused(404, noSuchRun(params.id))
    return report
  })
  mount(app, routes.planReview, async ({ params }) => {
    const review = await face.planReview(params.run)
    if (review === undefined) throw new Refused(404, noSuchRun(params.run))
    return review
  })
  mount(app, routes.orphans, async () => ({ orphans: [...(await face.orphans())] }))
  mount(app, routes.people, async () => ({ people: [...(await face.people())] }))
  mount(app, routes.why, ({ query }) => face.why(query.title))
  mount(app, routes.pins, async () => ({ pins: [...(await face.pins())] }))
  mount(app, routes.libraryPaths, () => face.paths())
  mount(app, routes.doctor, () => face.examine({ audit: false, hash: false, repair: false }))
  mount(app, routes.latestPlan, async ({ query }) => {
    const report = await face.latestPlan()
    return report === undefined ? null : pageOfDecisions(report, query)
  })
}

const mountOrders = (app: FastifyInstance, { face }: HttpOptions): void => {
  const order = (request: RunRequest) => {
    const answer = face.request(request)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  }
  mount(app, routes.startRun, async ({ body: { by, dryRun, allowReturns } }) =>
    order({ trigger: by, goal: 'follow-plex', dryRun, allowReturns })
  )
  mount(app, routes.restoreAll, async ({ body: { by, dryRun } }) => order({ trigger: by, goal: 'restore-all', dryRun }))
  mount(app, routes.applyPlan, async ({ params, body }) => {
    const answer = await face.applyPlan({ runId: params.run, digest: body.digest }, body.by)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mount(app, routes.resolveOrphan, async ({ params, body }) => {
    const answer = await face.resolveOrphan({ id: params.id, how: body.how })
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mount(app, routes.choosePerson, async ({ params, body }) => {
    const answer = await face.choosePerson({ id: params.id, choice: body })
    if (!answer.accepted) throw new Refused(404, answer.sentence)
    return answer
  })
  mount(app, routes.pin, ({ body }) => face.pin(body))
  mount(app, routes.unpin, async ({ params }) => {
    const answer = await face.unpin(params.id)
    if (!answer.accepted) throw new Refused(404, answer.sentence)
    return answer
  })
  mount(app, routes.findPaths, () => face.findPaths())
  mount(app, routes.acceptPaths, async ({ body }) => {
    const answer = await face.acceptPaths(body.locations)
    if (!answer.accepted) throw new Refused(409, answer.sentence)
    return answer
  })
  mount(app, routes.auditDoctor, async ({ body }) => face.examine({ ...body, limitMs: longestAnswerMs }))
  mount(app, routes.stopRun, async ({ body }) => face.stop(body.after))
  mount(app, routes.pauseRun, async () => face.pause())
  mount(app, routes.resumeRun, async () => face.resume())
}

/** A proxy may leave the base path on or cut it off; both lead to the same place. */
const withoutBase = (url: string, basePath: string): string => {
  if (basePath === '' || !url.startsWith(basePath)) return url
  const rest = url.slice(basePath.length)
  if (rest === '' || rest.startsWith('?')) return `/${rest}`
  return rest.startsWith('/') ? rest : url
}

/** Makes the server; it listens when it is told to. */
export const createHttp = (options: HttpOptions): FastifyInstance => {
  const gate = createGate(options)
  const headers = securityHeaders(options.web.frameAncestors)
  const app = Fastify({
    logger: false,
    genReqId: () => randomBytes(4).toString('hex'),
    rewriteUrl: ({ url = '/' }) => withoutBase(url, gate.basePath),
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply.headers(headers))
  })
  const live = createLiveStream(options.face, {
    headers,
    mayStay: async (request) => (await gate.identify(request)) !== undefined
  })
  app.removeContentTypeParser('text/plain')
  installHeaders(app, headers)
  installProblems(app, options.onBug)
  app.addHook('preClose', async () => live.close())
  installAccess(app, gate)
  mountReads(app, options)
  mountOrders(app, options)
  mountRooms(app, options, gate)
  mountOther(app, { method: 'GET', url: eventsPath, policy: 'read', exposeHeadRoute: false }, (request, reply) =>
    live.serve(request, reply)
  )
  mountOther(app, { method: 'GET', url: healthPath, policy: 'open' }, () => ({
    status: 'healthy',
    version: options.version
  }))
  mountPage(app, { folder: options.pageFolder, basePath: gate.basePath })
  return app
}
