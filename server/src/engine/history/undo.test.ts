/** When a move may be undone, and what is left as it was when the order is refused. */
import type { Reason } from '@pcu/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { plexPath } from '#core/model/place.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import type { Pin } from '#core/pins/pin.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { Acceptance } from '#engine/schedule.ts'
import type { PastMove } from '#ports/store.ts'
import { Failure } from '#src/failure.ts'
import { aLibrary, aMovie, anOwned, GB, hour, now } from '#test/builders/world.ts'
import { createUndoDesk, orderForMs, type UndoDeps } from './undo.ts'

const owned = anOwned({ name: 'film' })
const film = aMovie({
  ratingKey: 'film',
  title: 'Film',
  versions: [{ optimized: false, parts: [{ file: plexPath(owned.id), sizeBytes: GB }] }]
})
const aPin = (facts: Partial<Pin> = {}): Pin => ({
  ...{ id: 3, kind: 'movie', ratingKey: 'film', sectionId: '1', guids: [], title: 'Film', by: 'Ben', at: now },
  ...facts
})
const away: Reason = { code: 'root-not-ready', root: '/mnt/disk1', detail: 'it is away' }

interface State {
  move: PastMove
  owned: readonly OwnedUnit[]
  pins: Pin[]
  orders: LeaveOrder[]
  sessions: readonly Session[] | 'silent'
  isRunning: boolean
  dryRunOnly: boolean
  trouble: string | undefined
  listed: boolean
  freeBytes: number
  budgetBytes: number | null
  blocks: { promoteBlock?: Reason; evictBlock?: Reason }
  exitIfActive: boolean
  accepts: Acceptance
}
let state: State
let requests: RunRequest[]
beforeEach(() => {
  requests = []
  state = {
    move: { unit: owned.id, title: 'Film', what: 'promoted', at: now - hour, bytes: GB, later: undefined },
    ...{ owned: [owned], pins: [], orders: [], sessions: [], isRunning: false, dryRunOnly: false, trouble: undefined },
    ...{ listed: true, freeBytes: 100 * GB, budgetBytes: null, blocks: {}, exitIfActive: false },
    accepts: { accepted: true, sentence: 'Started.' }
  }
})

const depsOf = (): UndoDeps => ({
  history: { move: async (id) => (id === 7 ? state.move : undefined) },
  leaveOrders: {
    all: async () => state.orders,
    put: async (order) => void state.orders.push(order),
    drop: async (unit) => {
      const found = state.orders.find((order) => order.unit === unit)
      state.orders = state.orders.filter((order) => order !== found)
      return found
    }
  },
  pins: {
    store: {
      all: async () => state.pins,
      add: async (pin) => {
        state.pins.push({ ...pin, id: 9 })
        return { pin: { ...pin, id: 9 }, isNew: true }
      },
      remove: async (id) => {
        const found = state.pins.find((pin) => pin.id === id)
        state.pins = state.pins.filter((pin) => pin !== found)
        return found
      },
      follow: async () => undefined
    },
    desk: {
      holding: async () => state.pins,
      hold: async (_path, { by, untilAt }) => {
        state.pins.push(aPin({ id: 8, by, untilAt }))
        const shown = { id: 8, kind: 'movie', ratingKey: 'film', season: null, file: null, title: 'Film', by } as const
        const more = { at: now, state: 'found', sentence: '', titles: 1, sizeBytes: GB, cached: 0 } as const
        return { isNew: true, accepted: true, sentence: '', warning: null, choices: [], pin: { ...shown, ...more } }
      }
    }
  },
  schedule: {
    isRunning: () => state.isRunning,
    request: (request) => {
      requests.push(request)
      return state.accepts
    }
  },
  underWay: () => 'run 41 is under way',
  settingsTrouble: () => state.trouble,
  dryRunOnly: state.dryRunOnly,
  ledger: { owned: async () => state.owned },
  live: {
    roots: () => ({ gates: new Map(), promoteBlock: undefined, evictBlock: undefined, ...state.blocks }),
    pool: () => ({
      ...{ path: '/p', state: 'online', totalBytes: 900 * GB, freeBytes: state.freeBytes, ownedBytes: 5 * GB },
      ...{ floorBytes: 10 * GB, budgetBytes: state.budgetBytes }
    })
  },
  library: {
    last: () => undefined,
    read: async () => ({ index: aLibrary(state.listed ? [film] : []), unread: [], at: now })
  },
  roads: () => ({ shareRoot: '/mnt/user', poolRoot: '/p', pathMap: { plexOf: (path) => [plexPath(path)] } }),
  settings: { schedule: { exitIfActiveSession: state.exitIfActive } },
  server: {
    readSessions: async () => {
      if (state.sessions === 'silent') throw new Failure('plex.timeout', { sentence: 'timeout', retry: 'later' })
      return state.sessions
    }
  },
  clock: { now: () => now },
  timeZone: 'UTC'
})

const by = { person: 'Ada', trigger: 'button' } as const
const untilAt = now + orderForMs
const refusal = async (changed: Partial<State> = {}): Promise<string | null | undefined> => {
  Object.assign(state, changed)
  const before = structuredClone({ pins: state.pins, orders: state.orders })
  const desk = createUndoDesk(depsOf())
  const asked = await desk.ask(7)
  const ordered = await desk.order(7, by)
  expect([ordered?.accepted, ordered?.sentence]).toEqual([false, asked?.refusal])
  expect([requests, { pins: state.pins, orders: state.orders }]).toEqual([[], before])
  return asked?.refusal
}
const gone: Partial<State> = { owned: [] }
const returned = (): Partial<State> => ({ ...gone, move: { ...state.move, what: 'returned' } })
const plays = (ratingKey: string): readonly Session[] => [{ ratingKey, person: 'Cleo', state: 'playing' }]

describe('what came to the pool', () => {
  it('goes home by an order with an end and a run for it alone', async () => {
    expect(await createUndoDesk(depsOf()).ask(7)).toMatchObject({ does: 'home', refusal: null })
    expect([state.orders, requests]).toEqual([[], []])
    expect(await createUndoDesk(depsOf()).order(7, by)).toMatchObject({ accepted: true })
    expect(state.orders).toEqual([{ unit: owned.id, title: 'Film', person: 'Ada', at: now, untilAt }])
    expect(requests).toEqual([
      { trigger: 'button', dryRun: false, goal: 'follow-plex', only: { unit: owned.id, title: 'Film' } }
    ])
  })

  it('ends the pin that an undo left, and has it again when no run begins', async () => {
    state.pins = [aPin({ untilAt: now + hour })]
    state.accepts = { accepted: false, sentence: 'Refused: run 42 was quicker.' }
    expect(await createUndoDesk(depsOf()).order(7, by)).toEqual(state.accepts)
    expect([state.orders, state.pins.map(({ untilAt: end }) => end)]).toEqual([[], [now + hour]])
    state.accepts = { accepted: true, sentence: '' }
    await createUndoDesk(depsOf()).order(7, by)
    expect(state.pins).toEqual([])
  })

  it.each<readonly [string, () => Partial<State>, RegExp]>([
    ['is away', () => gone, /not on the pool any more/u],
    ['was moved again', () => ({ move: { ...state.move, later: now } }), /moved again 2026-/u],
    ['is pinned for good', () => ({ pins: [aPin()] }), /^Ben pinned Film; take that pin away first/u],
    ['is played', () => ({ sessions: plays('film') }), /Cleo is playing it/u],
    ['may be played', () => ({ sessions: 'silent' }), /did not say/u],
    ['is one of several and somebody watches', () => ({ sessions: plays('x'), exitIfActive: true }), /EXIT_IF_ACTIVE/u],
    ['has a disk in trouble', () => ({ blocks: { evictBlock: away } }), /it is away/u],
    ['was deleted behind our back', () => ({ owned: [{ ...owned, state: 'orphan', files: orphaned() }] }), /deleted/u],
    ['meets a run under way', () => ({ isRunning: true }), /run 41 is under way/u],
    ['meets test mode', () => ({ dryRunOnly: true }), /TEST_MODE/u],
    ['meets settings that cannot be read', () => ({ trouble: 'REAL_SOURCE is wrong.' }), /REAL_SOURCE is wrong/u],
    ['only failed', () => ({ move: { ...state.move, what: 'failed' } }), /nothing to undo/u]
  ])('stays where it is when it %s, and nothing is ordered', async (_what, changed, why) => {
    expect(await refusal(changed())).toMatch(why)
  })
})

describe('what went home', () => {
  it('comes again by a pin with an end, which takes the place of the order to leave it', async () => {
    Object.assign(state, returned())
    state.orders = [{ unit: owned.id, title: 'Film', person: 'Ben', at: now, untilAt }]
    expect(await createUndoDesk(depsOf()).order(7, by)).toMatchObject({ accepted: true })
    expect([state.orders, state.pins]).toMatchObject([[], [{ by: 'Ada', untilAt }]])
    expect(requests).toMatchObject([{ only: { unit: owned.id } }])
  })

  it('leaves order and pins as they were when no run begins', async () => {
    Object.assign(state, returned())
    const order = { unit: owned.id, title: 'Film', person: 'Ben', at: now, untilAt }
    state.orders = [order]
    state.accepts = { accepted: false, sentence: 'Refused.' }
    expect(await createUndoDesk(depsOf()).order(7, by)).toEqual(state.accepts)
    expect([state.orders, state.pins]).toEqual([[order], []])
  })

  it.each<readonly [string, () => Partial<State>, RegExp]>([
    ['is there', () => ({ owned: [owned] }), /on the pool already/u],
    ['is not listed', () => ({ listed: false }), /does not list/u],
    ['has no room', () => ({ freeBytes: 10.5 * GB }), /only 10\.5 GB|floor/u],
    ['is over the budget', () => ({ budgetBytes: 5.5 * GB }), /CACHE_MAX_SIZE_GB/u],
    ['finds the pool away', () => ({ blocks: { promoteBlock: away } }), /it is away/u],
    ['is played', () => ({ sessions: plays('film') }), /Cleo is playing it/u],
    ['meets a run under way', () => ({ isRunning: true }), /run 41/u]
  ])('stays at home when it %s, and nothing is ordered', async (_what, changed, why) => {
    expect(await refusal({ ...returned(), ...changed() })).toMatch(why)
  })
})

it('takes two orders at once one after the other, and knows nothing of other numbers', async () => {
  const desk = createUndoDesk(depsOf())
  const starting = { accepted: true, sentence: '' }
  const both = Promise.all([desk.order(7, by), desk.order(7, by)])
  Object.defineProperty(state, 'accepts', {
    get: () => {
      state.isRunning = true
      return starting
    }
  })
  expect((await both).map((answer) => answer?.accepted)).toEqual([true, false])
  expect([requests.length, state.orders.length]).toEqual([1, 1])
  expect([await desk.ask(8), await desk.order(8, by)]).toEqual([undefined, undefined])
})

function orphaned(): OwnedUnit['files'] {
  const orphan = { cause: 'original-deleted', why: 'it was deleted', since: now } as const
  return owned.files.map((file) => ({ ...file, orphan }))
}
