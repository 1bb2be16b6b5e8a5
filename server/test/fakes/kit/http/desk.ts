/** One HTTP request of any simulated service: the faults it meets, its delay, its delivery and its entry in the log. */
import type { ServerResponse } from 'node:http'
import type { VirtualClock } from '#test/fakes/kit/clock.ts'
import { alter } from '#test/fakes/kit/faults/alter.ts'
import { deliver } from '#test/fakes/kit/faults/deliver.ts'
import { delayOf, type FaultSource } from '#test/fakes/kit/faults/injector.ts'
import type { Fault } from '#test/fakes/kit/faults/rule.ts'
import type { RequestRecorder } from '#test/fakes/kit/request-log.ts'
import type { Rendered } from './rendered.ts'

/** What a service has on its counter, whatever it answers. */
export interface Desk {
  /** Name of the service, in fault rules and in the log. */
  readonly app: string
  readonly clock: VirtualClock
  readonly faults: FaultSource
  readonly log: Pick<RequestRecorder, 'record'>
  readonly random: () => number
  readonly latencyMs: number
  /** Answers that wait for their delay; cancelled when the service closes. */
  readonly waiting: Set<NodeJS.Timeout>
}

/** Who asks for what. */
export interface Caller {
  readonly method: string
  readonly path: string
  /** The raw query as it may be logged. */
  readonly safeQuery: string
  /** Whose token came along. */
  readonly person: { readonly name: string } | undefined
}

export interface Answered {
  /** The route's pattern, or `unknown`. */
  readonly route: string
  readonly rendered: Rendered
}

/** The faults that meet a request at this moment. */
export function meet({ app, clock, faults }: Desk, { path, method, person }: Caller): readonly Fault[] {
  return faults.meet({ app, path, method, person: person?.name, at: clock.now() })
}

export function record(desk: Desk, caller: Caller, answered: Answered & { readonly ms: number }): void {
  const { rendered, route, ms } = answered
  desk.log.record({
    at: desk.clock.now(),
    app: desk.app,
    method: caller.method,
    path: caller.path,
    query: caller.safeQuery,
    route,
    tokenOwner: caller.person?.name,
    status: rendered.status,
    bytes: caller.method === 'HEAD' ? 0 : rendered.body.length,
    ms,
    diskWake: rendered.diskWake
  })
}

function later({ waiting }: Desk, delayMs: number, act: () => void): void {
  if (delayMs <= 0) {
    act()
    return
  }
  const timer = setTimeout(() => {
    waiting.delete(timer)
    act()
  }, delayMs)
  waiting.add(timer)
}

export interface Delivery {
  readonly caller: Caller
  readonly faults: readonly Fault[]
  readonly answered: Answered
  /** `performance.now()` at arrival. */
  readonly began: number
  readonly response: ServerResponse
}

/** Spoils, records and sends an answer. */
export function send(desk: Desk, { caller, faults, answered, began, response }: Delivery): void {
  const rendered = alter(answered.rendered, faults, desk.clock.now())
  record(desk, caller, { route: answered.route, rendered, ms: performance.now() - began })
  later(desk, desk.latencyMs + delayOf(faults, desk.random), () => deliver(response, rendered, faults))
}

/** Cancels every answer that has not left yet. */
export function closeDesk({ waiting }: Desk): void {
  for (const timer of waiting) clearTimeout(timer)
  waiting.clear()
}
