/** Undoes a move: judges at the time of asking whether its inverse is safe, and orders it through a run for that title alone. */
import { formatTime, type Undo, type UndoKind } from '@pcu/contract'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import type { Pin } from '#core/pins/pin.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { PinStore } from '#ports/pins.ts'
import type { LeaveOrderStore, PastMove } from '#ports/store.ts'
import { heldGeneral } from './held.ts'
import { type HomeDeps, heldAtHome } from './home.ts'
import { heldFromPool, type PoolDeps } from './pool.ts'

/** How long an order to leave a title, or a pin that came of an undo, counts against what everybody wants. */
export const orderForMs = 7 * 24 * 3_600_000

/** What undoing needs. */
export interface UndoDeps extends HomeDeps, PoolDeps {
  readonly history: { readonly move: (id: number) => Promise<PastMove | undefined> }
  readonly live: HomeDeps['live'] & PoolDeps['live']
  readonly leaveOrders: LeaveOrderStore
  readonly pins: { readonly store: PinStore; readonly desk: PoolDeps['pins']['desk'] & HomeDeps['pins']['desk'] }
  readonly schedule: { request(request: RunRequest): Acceptance; isRunning(): boolean }
  readonly underWay: () => string | undefined
  readonly settingsTrouble: () => string | undefined
  readonly dryRunOnly: boolean
}

/** Who orders. */
export interface Orderer {
  /** As reasons name them. */
  readonly person: string
  readonly trigger: 'button' | 'command'
}

/** What people may ask about undoing. */
export interface UndoDesk {
  /** Whether it can be undone now, and what would happen; undefined: nothing of this number is remembered. */
  ask(id: number): Promise<Undo | undefined>
  /** Judges anew, then orders it. A refusal is an answer. */
  order(id: number, by: Orderer): Promise<Acceptance | undefined>
}

const inverse: { readonly [what: string]: UndoKind | undefined } = { promoted: 'home', returned: 'pool' }

interface Judged {
  readonly move: PastMove
  readonly does: UndoKind | undefined
  readonly refusal: string | undefined
  /** Pins with an end that came of an undo, and end with this one. */
  readonly ending: readonly Pin[]
}

const promise = (title: string, does: UndoKind, until: string): string =>
  does === 'home'
    ? `${title} goes home. Until ${until} it is left on the array, whoever wants it, unless somebody pins it.`
    : `${title} comes to the pool again, and is pinned there until ${until}.`

const newer = ({ later }: PastMove, timeZone: string): string | undefined =>
  later === undefined
    ? undefined
    : `It was moved again ${formatTime(later, timeZone)}, so this is over; undo what happened then.`

/** Gives the orders, and takes them back when no run begins. */
const createOrders = ({ clock, leaveOrders, schedule, pins }: UndoDeps) => {
  const run = (move: PastMove, by: Orderer): Acceptance =>
    schedule.request({
      ...{ trigger: by.trigger, dryRun: false, goal: 'follow-plex' },
      only: { unit: move.unit, title: move.title }
    })

  const sendHome = async ({ move, ending }: Judged, by: Orderer): Promise<Acceptance> => {
    const at = clock.now()
    const order: LeaveOrder = { unit: move.unit, title: move.title, person: by.person, at, untilAt: at + orderForMs }
    await leaveOrders.put(order)
    for (const { id } of ending) await pins.store.remove(id)
    const answer = run(move, by)
    if (answer.accepted) return answer
    await leaveOrders.drop(move.unit)
    for (const { id: _id, ...pin } of ending) await pins.store.add(pin)
    return answer
  }

  const bringBack = async ({ move }: Judged, by: Orderer): Promise<Acceptance> => {
    const before = await leaveOrders.drop(move.unit)
    const kept = await pins.desk.hold(move.unit, { by: by.person, untilAt: clock.now() + orderForMs })
    const answer = kept.accepted ? run(move, by) : { accepted: false, sentence: kept.sentence }
    if (answer.accepted) return answer
    if (before !== undefined) await leaveOrders.put(before)
    if (kept.isNew && kept.pin !== null) await pins.store.remove(kept.pin.id)
    return answer
  }

  return { home: sendHome, pool: bringBack }
}

/** Opens the desk. Orders are taken one after the other. */
export const createUndoDesk = (deps: UndoDeps): UndoDesk => {
  const { clock, timeZone } = deps
  const orders = createOrders(deps)

  const judge = async (id: number): Promise<Judged | undefined> => {
    const move = await deps.history.move(id)
    if (move === undefined) return undefined
    const does = inverse[move.what]
    const nothing = { move, does, ending: [] }
    if (does === undefined) return { ...nothing, refusal: 'Nothing was moved then, so there is nothing to undo.' }
    const first = newer(move, timeZone) ?? heldGeneral(deps)
    if (first !== undefined) return { ...nothing, refusal: first }
    const { refusal, ending = [] } = await (does === 'home' ? heldAtHome(move, deps) : heldFromPool(move, deps))
    return { move, does, refusal, ending }
  }

  const obey = async (id: number, by: Orderer): Promise<Acceptance | undefined> => {
    const judged = await judge(id)
    if (judged === undefined) return undefined
    const { move, does, refusal } = judged
    if (does === undefined || refusal !== undefined) return { accepted: false, sentence: refusal ?? '' }
    const answer = await orders[does](judged, by)
    if (!answer.accepted) return answer
    return { accepted: true, sentence: promise(move.title, does, formatTime(clock.now() + orderForMs, timeZone)) }
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    ask: async (id) => {
      const judged = await judge(id)
      if (judged === undefined) return undefined
      const { move, does, refusal } = judged
      const until = formatTime(clock.now() + orderForMs, timeZone)
      return {
        does: does ?? null,
        sentence: does === undefined ? '' : promise(move.title, does, until),
        refusal: refusal ?? null
      }
    },
    order: (id, by) => {
      const answer = last.then(() => obey(id, by))
      last = answer.catch(() => undefined)
      return answer
    }
  }
}
