/** The whole program over made-up walls with somebody who plays: a driven clock, sessions that a test begins and ends, and a pool that remembers what came. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Run } from '@pcu/contract'
import type { LibraryItem } from '#core/model/library.ts'
import type { OwnedUnit, UnitId } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { HistoryRow, MediaAlert, OnDeckEntry } from '#ports/media-server.ts'
import type { MoveOutcome } from '#ports/mover.ts'
import type { WatcherStore } from '#ports/store.ts'
import { createHistory } from '#store/history/history.ts'
import { createInsightStore } from '#store/insight/insight-store.ts'
import { openStore, type Store } from '#store/open.ts'
import { createPlanStore } from '#store/plans.ts'
import { createRunStore } from '#store/runs.ts'
import { createWatcherStore } from '#store/watcher/watcher-store.ts'
import { createVirtualClock } from '#test/fakes/kit/clock.ts'
import { aStage, type Stage } from './stage.ts'
import { aLibrary, aMovie, anEpisode, anOwned, GB, now } from './world.ts'

export const minute = 60_000

/** A show of eight episodes and two films. */
const items: readonly LibraryItem[] = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => anEpisode({ ratingKey: `e${n}`, episode: n, durationMs: 50 * minute })),
  aMovie({ ratingKey: 'film', durationMs: 100 * minute }),
  aMovie({ ratingKey: 'other', durationMs: 100 * minute })
]

/** What a test may decide. */
export interface WatchedFacts {
  readonly env?: Readonly<Record<string, string>>
}

interface Wall {
  /** The owner's on deck of series, and of films. */
  readonly deck: OnDeckEntry[]
  readonly films: OnDeckEntry[]
  readonly history: HistoryRow[]
  sessions: readonly (Session & { readonly sessionKey: string })[]
  items: readonly LibraryItem[]
}

/** A pool that holds what the mover brought. */
const createPool = (clock: { now(): number }) => {
  const owned = new Map<UnitId, OwnedUnit>()
  const moved: string[] = []
  const gates: (() => void)[] = []
  let isHeld = false
  const passed = (): Promise<void> => {
    if (!isHeld) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    gates.push(resolve)
    return promise
  }
  const ledger: Pick<Ledger, 'owned' | 'noteWanted'> = {
    owned: async () => [...owned.values()],
    noteWanted: async (units, at) => {
      for (const { id } of units) {
        const known = owned.get(id)
        if (known !== undefined) owned.set(id, { ...known, lastWantedAt: at })
      }
    }
  }
  const done: MoveOutcome = { kind: 'done', bytes: GB }
  return {
    owned,
    moved,
    ledger,
    underWay: () => gates.length,
    hold: () => {
      isHeld = true
    },
    /** Lets one move end, the oldest first. */
    letOne: () => gates.shift()?.(),
    letAll: () => {
      isHeld = false
      for (const gate of gates.splice(0)) gate()
    },
    promote: async ({
      id,
      ratingKeys,
      title,
      sectionId
    }: Pick<OwnedUnit, 'id' | 'ratingKeys' | 'title' | 'sectionId'>) => {
      moved.push(`in ${ratingKeys.join()}`)
      await passed()
      const at = clock.now()
      const base = anOwned({ name: id.slice(id.lastIndexOf('/') + 1, -4) })
      const files = base.files.map((file) => ({ ...file, sharePath: id }))
      owned.set(id, { ...base, id, title, ratingKeys, sectionId, files, promotedAt: at, lastWantedAt: at })
      return done
    },
    evict: async ({ id, ratingKeys }: Pick<OwnedUnit, 'id' | 'ratingKeys'>) => {
      moved.push(`out ${ratingKeys.join()}`)
      await passed()
      owned.delete(id)
      return done
    }
  }
}

const emptyLedger: Ledger = {
  owned: async () => [],
  copies: async () => [],
  inFlightBytes: async () => 0,
  homeOf: async () => undefined,
  registered: async () => [],
  noteWanted: async () => undefined,
  noteListed: async () => undefined,
  noteCompared: async () => undefined
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The house. */
export const aWatchedHouse = async ({ env = {} }: WatchedFacts = {}) => {
  const virtual = createVirtualClock(now)
  let back = 0
  const clock = { ...virtual, now: () => virtual.now() - back }
  const folder = mkdtempSync(`${tmpdir()}/watched-`)
  const store: Store = await openStore({ path: `${folder}/watched.db` })
  const watcherStore: WatcherStore = createWatcherStore(store.db)
  const insight = createInsightStore(store.db)
  const pool = createPool(clock)
  const wall: Wall = { deck: [], films: [], history: [], sessions: [], items }
  const listeners = new Set<(alert: MediaAlert) => void>()
  const saved: boolean[] = []
  let stage: Stage | undefined

  const open = async (more: Readonly<Record<string, string>> = {}): Promise<Stage> => {
    const opened = await aStage({
      env: {
        REAL_TIME_WATCH_ENABLED: 'true',
        ENABLE_SCHEDULER: 'false',
        NUMBER_EPISODES: '3',
        WATCHED_CACHE_EXPIRY: '0',
        POOL_HOLD_HOURS: '0',
        ...env,
        ...more
      },
      server: {
        readLibrary: async () => ({ index: aLibrary(wall.items), silent: [] }),
        readOnDeck: async (section) => (section === '2' ? [...wall.deck] : [...wall.films]),
        readHistory: async () => [...wall.history],
        readSessions: async () => [...wall.sessions],
        listen: (heard) => {
          listeners.add(heard)
          heard({ kind: 'connected' })
          return { close: async () => void listeners.delete(heard) }
        }
      },
      mover: { promote: (order) => pool.promote(order.unit), evict: (order) => pool.evict(order.unit) },
      deps: {
        clock: { now: clock.now, after: (ms, call) => ({ cancel: clock.after(ms, call) }) },
        watcherStore,
        insightStore: insight,
        runs: createRunStore(store.db),
        plans: createPlanStore(store.db),
        history: createHistory(store.db),
        ledger: { ...emptyLedger, ...pool.ledger },
        saveWatcher: async (on) => {
          saved.push(on)
          return undefined
        }
      }
    })
    return opened
  }

  /** Lets everything happen that follows at once. */
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 40; n += 1) {
      await turn()
      clock.advance(1)
    }
    await turn()
  }

  const start = async (more?: Readonly<Record<string, string>>): Promise<void> => {
    stage = await open(more)
    await stage.app.settle()
    stage.app.startByItself()
    await settle()
  }

  const theStage = (): Stage => {
    if (stage === undefined) throw new Error('the house is closed')
    return stage
  }

  const tell = async (session: Session & { readonly sessionKey: string }, state: Session['state'] | 'stopped') => {
    const { sessionKey, ratingKey, player, viewOffsetMs } = session
    for (const heard of listeners) heard({ kind: 'playback', sessionKey, ratingKey, player, state, viewOffsetMs })
    await settle()
    // What does not press play may come in a burst, and is answered a moment later.
    virtual.advance(2500)
    await settle()
  }

  return {
    clock,
    pool,
    wall,
    saved,
    store: watcherStore,
    insight,
    settle,
    start,
    /** Somebody sets the clock of the machine back. */
    setBack: (ms: number): void => {
      back += ms
    },
    app: () => theStage().app,
    lines: () => theStage().lines,
    desk: () => theStage().app.face.watcher,
    /** Leaves and comes back, with the pool and what the watcher kept as they were. */
    restart: async (more?: Readonly<Record<string, string>>): Promise<void> => {
      await theStage().leave()
      stage = undefined
      await start(more)
    },
    /** Presses play. */
    play: async (ratingKey: string, facts: Partial<Session> & { readonly sessionKey?: string } = {}) => {
      const item = wall.items.find((one) => one.ratingKey === ratingKey)
      const session = {
        sessionKey: `s${wall.sessions.length + 1}`,
        ratingKey,
        person: 'Owner',
        personId: '1',
        player: 'tv',
        state: 'playing' as const,
        viewOffsetMs: 0,
        durationMs: item?.durationMs,
        title: item?.title ?? ratingKey,
        ...facts
      }
      wall.sessions = [...wall.sessions, session]
      await tell(session, 'playing')
      return session
    },
    /** Goes on to a share of the length, or stops there. */
    go: async (sessionKey: string, percent: number, state: Session['state'] | 'stopped' = 'playing') => {
      const session = wall.sessions.find((one) => one.sessionKey === sessionKey)
      if (session === undefined) throw new Error(`nobody plays as ${sessionKey}`)
      const now = { ...session, viewOffsetMs: ((session.durationMs ?? 0) * percent) / 100 }
      wall.sessions = wall.sessions.flatMap((one) => {
        if (one.sessionKey !== sessionKey) return [one]
        return state === 'stopped' ? [] : [now]
      })
      await tell(now, state)
    },
    run: async (): Promise<Run> => {
      const { app } = theStage()
      app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex' })
      await settle()
      const [run] = await app.face.runs(1)
      if (run === undefined) throw new Error('no run')
      return run
    },
    /** Time goes by, in pieces, so that what rings in between is answered. */
    pass: async (ms: number): Promise<void> => {
      const pieces = 8
      for (let n = 0; n < pieces; n += 1) {
        clock.advance(ms / pieces)
        await settle()
      }
    },
    onPool: (): readonly string[] => [...pool.owned.values()].flatMap(({ ratingKeys }) => ratingKeys).toSorted(),
    leave: async (): Promise<void> => {
      pool.letAll()
      await stage?.leave()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** The house as a test holds it. */
export type WatchedHouse = Awaited<ReturnType<typeof aWatchedHouse>>
