/** One HTTP request from arrival to log entry: faults, answer, delay, delivery. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { alter } from '#test/fakes/plex/faults/alter.ts'
import { deliver } from '#test/fakes/plex/faults/deliver.ts'
import { delayOf, type FaultSource, pageShiftOf } from '#test/fakes/plex/faults/injector.ts'
import type { Fault } from '#test/fakes/plex/faults/rule.ts'
import { eventsourcePath, openEventStream } from '#test/fakes/plex/push/eventsource.ts'
import type { RequestRecorder } from '#test/fakes/plex/request-log.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import type { Answer, Answered } from './answer.ts'
import type { Rendered } from './rendered.ts'
import { filtersOf, type PlexRequest, readRequest } from './request.ts'

export interface Handling {
  readonly world: World
  readonly answer: Answer
  readonly faults: FaultSource
  readonly log: RequestRecorder
  readonly random: () => number
  readonly latencyMs: number
  /** Answers that wait for their delay; cancelled when the server closes. */
  readonly waiting: Set<NodeJS.Timeout>
}

interface Outcome extends Answered {
  readonly ms: number
}

function record({ world, log }: Handling, request: PlexRequest, outcome: Outcome): void {
  const { rendered, route, ms } = outcome
  log.record({
    at: world.clock.now(),
    method: request.method,
    path: request.path,
    query: request.safeQuery,
    route,
    tokenOwner: request.person?.name,
    status: rendered.status,
    bytes: request.method === 'HEAD' ? 0 : rendered.body.length,
    ms,
    diskWake: rendered.diskWake
  })
}

/** The faults that meet a request at this moment. */
export function meet({ faults, world }: Handling, request: PlexRequest): readonly Fault[] {
  const { path, method, person } = request
  return faults.meet({ path, method, person: person?.name, at: world.clock.now() })
}

function later(handling: Handling, delayMs: number, act: () => void): void {
  if (delayMs <= 0) {
    act()
    return
  }
  const timer = setTimeout(() => {
    handling.waiting.delete(timer)
    act()
  }, delayMs)
  handling.waiting.add(timer)
}

function stream(handling: Handling, request: PlexRequest, response: ServerResponse): void {
  if (request.person === undefined) return
  record(handling, request, { route: eventsourcePath, rendered: opened, ms: 0 })
  openEventStream(handling.world.hub, response, { person: request.person, filters: filtersOf(request) })
}

const opened: Rendered = { status: 200, headers: {}, body: Buffer.alloc(0), diskWake: false }

export function handle(handling: Handling, incoming: IncomingMessage, response: ServerResponse): void {
  const began = performance.now()
  const request = readRequest(incoming, handling.world.people)
  incoming.resume()
  const faults = meet(handling, request)
  if (request.path === eventsourcePath && request.person !== undefined && faults.length === 0) {
    stream(handling, request, response)
    return
  }
  const { route, rendered } = handling.answer(request, pageShiftOf(faults))
  const spoilt = alter(rendered, faults, handling.world.clock.now())
  record(handling, request, { route, rendered: spoilt, ms: performance.now() - began })
  later(handling, handling.latencyMs + delayOf(faults, handling.random), () => deliver(response, spoilt, faults))
}
