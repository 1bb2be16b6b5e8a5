/** One HTTP request to the simulated server from arrival to delivery. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pageShiftOf } from '#test/fakes/kit/faults/injector.ts'
import { type Desk, meet, record, send } from '#test/fakes/kit/http/desk.ts'
import type { Rendered } from '#test/fakes/kit/http/rendered.ts'
import { eventsourcePath, openEventStream } from '#test/fakes/plex/push/eventsource.ts'
import type { World } from '#test/fakes/plex/world/world.ts'
import type { Answer } from './answer.ts'
import { filtersOf, type PlexRequest, readRequest } from './request.ts'

export interface Handling extends Desk {
  readonly world: World
  readonly answer: Answer
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
  const answered = handling.answer(request, pageShiftOf(faults))
  send(handling, { caller: request, faults, answered, began, response })
}
