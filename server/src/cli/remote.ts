/** The running server as seen from the command line: the same questions, over its own API on this machine. */
import {
  type AnswerOf,
  type BodyOf,
  type CachedUnit,
  type DoctorReport,
  everyRow,
  generalHints,
  healthPath,
  type Orphan,
  type PathReport,
  type PersonChoice,
  type PersonStatus,
  type Pin,
  type PinAnswer,
  type PinOrder,
  type PlanReport,
  paths,
  type Remedy,
  type Run,
  routes,
  type Status,
  type StorageStatus,
  type Why,
  type Window
} from '@pcu/contract'
import { z } from 'zod'
import type { Review } from '#engine/run/apply.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { TraktFace } from '#engine/trakt/room.ts'
import type { WatcherDesk } from '#engine/watcher/desk.ts'
import { Failure } from '#src/failure.ts'
import type { Instance } from './instance.ts'

/** What a running server says to an order. */
export interface Answer {
  readonly accepted: boolean
  readonly sentence: string
}

/** What can be asked of Trakt, in a running server or in the program opened here. */
export interface TraktClient extends Pick<TraktFace, 'tell' | 'refresh' | 'beginSignIn' | 'askSignIn' | 'signOut'> {
  cancelSignIn(id: string): Promise<void> | void
}

/** What a running server can be asked. */
export interface Remote {
  /** Whether it answers at all, soon. */
  answers(): Promise<boolean>
  status(): Promise<Status>
  storage(): Promise<StorageStatus>
  cached(): Promise<readonly CachedUnit[]>
  /** Starts a run; throws the server's own refusal. */
  start(order: Pick<RunRequest, 'goal' | 'dryRun' | 'allowReturns'>): Promise<void>
  /** Has a reviewed plan done; throws the server's own refusal. */
  apply(review: Review): Promise<void>
  pause(): Promise<Answer>
  resume(): Promise<Answer>
  stop(after: 'now' | 'file'): Promise<Answer>
  newestRun(): Promise<Run | undefined>
  /** The first run after this number that a command ordered; those of the page and those that follow on news are not it. */
  orderedRun(after: number): Promise<Run | undefined>
  report(id: number): Promise<PlanReport>
  orphans(): Promise<readonly Orphan[]>
  people(): Promise<readonly PersonStatus[]>
  choosePerson(order: { readonly id: string; readonly choice: PersonChoice }): Promise<Answer>
  readonly watcher: WatcherDesk
  why(text: string): Promise<Why>
  pins(): Promise<readonly Pin[]>
  pin(order: PinOrder): Promise<PinAnswer>
  unpin(id: number): Promise<Answer>
  paths(): Promise<PathReport>
  findPaths(): Promise<PathReport>
  acceptPaths(locations: readonly string[] | undefined): Promise<Answer>
  examine(examination: BodyOf<'auditDoctor'>): Promise<DoctorReport>
  /** The lists at Trakt, and signing in there. */
  readonly trakt: TraktClient
  resolveOrphan(request: { readonly id: number; readonly how: Remedy }): Promise<AnswerOf<'resolveOrphan'>>
}

/** The status of an order that something under way stands against. */
const conflict = 409

const failureOf = (title: string): Failure => new Failure('store.busy', { sentence: title, retry: 'later' })

const problem = z.object({ title: z.string(), hint: z.string().optional() })

/** What the server said no to, with its own words: a conflict is another run at work, everything else was asked in vain. */
const declined = ({ status, statusText }: Response, answer: unknown): Failure => {
  const said = problem.safeParse(answer).data
  const { hint } = said ?? {}
  return new Failure(status === conflict ? 'store.busy' : 'server.declined', {
    sentence: said?.title ?? `The running server answered ${status} ${statusText}.`,
    retry: 'later',
    // What helps whoever writes requests is of no use at a command line; the sentence says what there is to say.
    ...(hint === undefined || hint === generalHints[status] ? {} : { hint })
  })
}

const send = async <Schema extends z.ZodType>(
  { address, key }: Line,
  path: string,
  { schema, ...order }: RequestInit & { readonly schema: Schema }
): Promise<z.output<Schema>> => {
  const url = `${address}${path}`
  const headers = { ...(order.body === undefined ? {} : { 'content-type': 'application/json' }), 'x-api-key': key }
  const response = await fetch(url, { ...order, headers }).catch((cause: unknown) => {
    throw new Failure('store.busy', {
      sentence: `Another PlexCacheUltra holds the data folder, but it does not answer at ${url}.`,
      hint: 'Wait until it has started, or stop it.',
      retry: 'later',
      cause
    })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  const read = response.ok ? schema.safeParse(answer) : undefined
  if (read?.success) return read.data
  if (read !== undefined)
    throw failureOf(`What answers at ${url} is not this version of PlexCacheUltra; stop it first.`)
  throw declined(response, answer)
}

/** A running server and the key that it knows this command by. */
export type Line = Instance

/** Asks; with a body it is an order. Throws Failure with the server's own words. */
export const call = <Schema extends z.ZodType>(
  line: Line,
  path: string,
  ...[schema, body]: readonly [schema: Schema, body?: object | 'delete']
): Promise<z.output<Schema>> => {
  if (body === 'delete') return send(line, path, { schema, method: 'DELETE' })
  return send(line, path, body === undefined ? { schema } : { schema, method: 'POST', body: JSON.stringify(body) })
}

const remoteTrakt = (line: Line): TraktClient => ({
  tell: () => call(line, paths.trakt, routes.trakt.answer),
  refresh: () => call(line, paths.refreshTrakt, routes.refreshTrakt.answer, {}),
  beginSignIn: (personId) => call(line, paths.beginTraktSignIn, routes.beginTraktSignIn.answer, { personId }),
  askSignIn: (id) => call(line, paths.askTraktSignIn, routes.askTraktSignIn.answer, { id }),
  cancelSignIn: async (id) => {
    await call(line, paths.cancelTraktSignIn, routes.cancelTraktSignIn.answer, { id })
  },
  signOut: (personId) => call(line, paths.traktSignOut, routes.traktSignOut.answer, { personId })
})

const createRemoteWatcher = (line: Line): WatcherDesk => ({
  status: () => call(line, paths.watcher, routes.watcher.answer),
  history: async (limit) =>
    (await call(line, `${paths.watcherHistory}?limit=${limit}`, routes.watcherHistory.answer)).plays,
  schedule: async () => (await call(line, paths.watcherSchedule, routes.watcherSchedule.answer)).removals,
  switchTo: (on) => call(line, `${on ? paths.startWatcher : paths.stopWatcher}`, routes.startWatcher.answer, {})
})

const everyCached = async (line: Line): Promise<readonly CachedUnit[]> => {
  const read = async ({ offset, limit }: Window) => {
    const path = `${paths.cached}?offset=${offset}&limit=${limit}`
    const { units, total } = await call(line, path, routes.cached.answer)
    return { rows: units, total }
  }
  return (await everyRow(read, ({ id }) => id)).rows
}

/** As whom the server knows us. */
const by = 'command'

/** More runs than can follow each other between two questions. */
const manyRuns = 50

/** A program that is alive says so at once; one that hangs would keep a command waiting for ever. */
const soonMs = 3000

/** A client of a running server. */
export const createRemote = (line: Line): Remote => ({
  answers: () =>
    fetch(`${line.address}${healthPath}`, { signal: AbortSignal.timeout(soonMs) }).then(
      ({ ok }) => ok,
      () => false
    ),
  status: () => call(line, paths.status, routes.status.answer),
  storage: () => call(line, paths.storage, routes.storage.answer),
  cached: () => everyCached(line),
  start: async ({ goal, dryRun, allowReturns = false }) => {
    if (goal === 'restore-all') await call(line, paths.restoreAll, routes.restoreAll.answer, { dryRun, by })
    else await call(line, paths.startRun, routes.startRun.answer, { dryRun, allowReturns, by })
  },
  apply: async ({ runId, digest }) => {
    await call(line, `${paths.applyPlan.replace(':run', String(runId))}`, routes.applyPlan.answer, { digest, by })
  },
  pause: () => call(line, paths.pauseRun, routes.pauseRun.answer, {}),
  resume: () => call(line, paths.resumeRun, routes.resumeRun.answer, {}),
  stop: (after) => call(line, paths.stopRun, routes.stopRun.answer, { after }),
  newestRun: async () => (await call(line, `${paths.runs}?limit=1`, routes.runs.answer)).runs[0],
  orderedRun: async (after) => {
    const { runs } = await call(line, `${paths.runs}?limit=${manyRuns}`, routes.runs.answer)
    return runs.findLast((run) => run.id > after && run.trigger === by)
  },
  report: (id) => call(line, `${paths.runReport.replace(':id', String(id))}`, routes.runReport.answer),
  people: async () => (await call(line, paths.people, routes.people.answer)).people,
  choosePerson: ({ id, choice }) =>
    call(line, `${paths.choosePerson.replace(':id', encodeURIComponent(id))}`, routes.choosePerson.answer, choice),
  watcher: createRemoteWatcher(line),
  why: (text) => call(line, `${paths.why}?${new URLSearchParams({ title: text })}`, routes.why.answer),
  pins: async () => (await call(line, paths.pins, routes.pins.answer)).pins,
  pin: (order) => call(line, paths.pin, routes.pin.answer, order),
  unpin: (id) =>
    send(line, `${paths.unpin.replace(':id', String(id))}`, { schema: routes.unpin.answer, method: 'DELETE' }),
  paths: () => call(line, paths.libraryPaths, routes.libraryPaths.answer),
  findPaths: () => call(line, paths.findPaths, routes.findPaths.answer, {}),
  acceptPaths: (locations) =>
    call(line, paths.acceptPaths, routes.acceptPaths.answer, locations === undefined ? {} : { locations }),
  examine: (examination) => call(line, paths.auditDoctor, routes.auditDoctor.answer, examination),
  trakt: remoteTrakt(line),
  orphans: async () => (await call(line, paths.orphans, routes.orphans.answer)).orphans,
  resolveOrphan: ({ id, how }) =>
    call(line, `${paths.resolveOrphan.replace(':id', String(id))}`, routes.resolveOrphan.answer, { how })
})
