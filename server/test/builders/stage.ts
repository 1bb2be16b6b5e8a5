/** The whole program over made-up walls: a real store in a temporary folder; Plex, disks and mover answer what a test tells them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { LiveEvent, Run } from '@pcu/contract'
import type { LibraryIndex } from '#core/model/library.ts'
import { type ArrayPath, arrayPath } from '#core/model/place.ts'
import { secret } from '#core/model/secret.ts'
import type { Inspection, Unit } from '#core/model/unit.ts'
import type { Instruments } from '#engine/doctor/deps.ts'
import type { RunRequest } from '#engine/run-deps.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import type { RootState, StorageHost } from '#ports/storage-host.ts'
import { type App, type AppDeps, createApp } from '#src/app.ts'
import { createSettingsSource, readEnvironment } from '#src/settings-source.ts'
import { createHistory } from '#store/history/history.ts'
import { createInsightStore } from '#store/insight/insight-store.ts'
import { createInspectionStore } from '#store/inspections.ts'
import { createJournal } from '#store/journal.ts'
import { createLedger } from '#store/ledger.ts'
import { createMemory } from '#store/memory.ts'
import { openStore, type Store } from '#store/open.ts'
import { createLeaveOrderStore } from '#store/orders/orders.ts'
import { createPinStore } from '#store/pins/pins.ts'
import { createPlanStore } from '#store/plans.ts'
import { createRunStore } from '#store/runs.ts'
import { createSavedSettingsStore } from '#store/saved-settings.ts'
import { createWatcherStore } from '#store/watcher/watcher-store.ts'
import { quietBook } from '#test/builders/quiet-log.ts'
import { aLibrary, GB, now } from './world.ts'

const online = (path: string): RootState => ({
  path,
  state: 'online',
  sentence: `${path} is there.`,
  fileSystem: 'xfs'
})

/** What a test may decide. */
export interface StageFacts {
  readonly env?: Readonly<Record<string, string>>
  readonly library?: LibraryIndex
  readonly server?: Partial<MediaServer>
  readonly host?: Partial<StorageHost>
  readonly mover?: Partial<Mover>
  readonly deps?: Partial<AppDeps>
}

/** The program on the stage. */
export interface Stage {
  readonly app: App
  readonly store: Store
  readonly events: readonly LiveEvent[]
  readonly lines: readonly string[]
  /** Titles of the units that were looked at on the array. */
  readonly looked: readonly string[]
  /** Sets the clock, epoch milliseconds. */
  setNow(at: number): void
  run(request?: Partial<RunRequest>): Promise<Run>
  leave(): Promise<void>
}

/** A server on which nothing happens. */
export const quietServer = (library: LibraryIndex): MediaServer => ({
  identify: async () => ({ machineIdentifier: 'ours', name: 'House', version: '1.0' }),
  readLibrary: async () => ({ index: library, silent: [] }),
  readOnDeck: async () => [],
  readHistory: async () => [],
  readVisibleSections: async () => [],
  readSessions: async () => [],
  readPicture: async () => undefined,
  requests: () => 0,
  listen: () => ({ close: async () => undefined }),
  close: async () => undefined
})

const goodLook = (unit: Unit, arrayRoot: ArrayPath): Inspection => ({
  unit: unit.id,
  lookedAt: now,
  files: unit.videos.map((video) => ({
    path: video.sharePath,
    arrayRoot,
    role: 'video',
    sizeBytes: video.sizeBytes ?? 0,
    allocatedBytes: video.sizeBytes ?? 0,
    links: 1,
    changedAt: 0
  }))
})

/** A host on which everything is there. */
export const soundHost = (): StorageHost => ({
  examine: async (paths) => ({
    share: online(paths.shareRoot),
    pool: online(paths.poolRoot),
    arrays: [online(paths.shareRoot)],
    situation: 'elsewhere',
    arrayRoots: [arrayPath(paths.shareRoot)],
    branches: [arrayPath(paths.shareRoot)],
    gates: new Map(),
    promoteBlock: undefined,
    evictBlock: undefined,
    warnings: []
  }),
  poolRoom: async () => ({ totalBytes: 900 * GB, freeBytes: 500 * GB }),
  grounds: async () => new Map(),
  lookAtCopies: async () => [],
  inspect: async ({ arrayRoots, shareRoot }, unit) => goodLook(unit, arrayRoots[0] ?? arrayPath(shareRoot)),
  roomOf: async () => ({ totalBytes: 900 * GB, freeBytes: 500 * GB }),
  proveUnion: async () => ({ proven: true }),
  probe: async (_layout, { files }) =>
    files.map(() => ({ pool: undefined, array: undefined, view: undefined, trouble: undefined })),
  answers: async () => ({ places: [], view: undefined }),
  confirmRoots: async () => undefined
})

const obedientMover = (): Mover => ({
  promote: async () => ({ kind: 'done', bytes: GB }),
  evict: async () => ({ kind: 'done', bytes: GB }),
  mend: async () => ({ kind: 'done', bytes: GB }),
  resolve: async () => ({ kind: 'done', bytes: GB }),
  settle: async () => []
})

const nothingThere: Instruments['fileSystem'] = {
  look: async () => undefined,
  list: async () => undefined,
  digest: () => Promise.reject(new Error('nothing is there')),
  unlink: () => Promise.reject(new Error('nothing is there')),
  removeDirectory: async () => false,
  syncDirectory: async () => undefined
}

/** With both toggles off nobody asks the cloud. */
const never = async (): Promise<never> => {
  throw new Error('the cloud was asked')
}
const nobodyElse: Pick<AppDeps, 'cloud' | 'vault' | 'tokens' | 'trial' | 'door'> = {
  cloud: {
    account: never,
    home: never,
    friends: never,
    shared: never,
    become: never,
    servers: never,
    watchlist: never,
    friendWatchlist: never,
    friendsMark: never,
    externalIds: never,
    beginPin: never,
    pin: never,
    ping: never,
    requests: () => ({}),
    close: async () => undefined
  },
  vault: { read: async () => undefined, write: never, forget: async () => undefined },
  tokens: {
    current: () => ({ from: 'setting', accountToken: secret('token'), serverToken: secret('token'), isLost: false }),
    account: async () => undefined,
    keep: never,
    forget: never,
    reread: () => undefined,
    onChange: () => ({ cancel: () => undefined })
  },
  trial: { knock: never, view: never },
  door: { address: () => 'http://plex:32400', save: never, reopen: () => undefined }
}

const env = {
  PLEX_URL: 'http://plex:32400',
  PLEX_TOKEN: 'token',
  PLEX_SOURCE: '/media',
  REAL_SOURCE: '/mnt/user',
  CACHE_DIR: '/mnt/cache',
  USERS_TOGGLE: 'false',
  WATCHLIST_TOGGLE: 'false'
}

/** Sets the stage; leave it when done. */
export const aStage = async (facts: StageFacts = {}): Promise<Stage> => {
  const folder = mkdtempSync(`${tmpdir()}/stage-`)
  const store = await openStore({ path: `${folder}/stage.db` })
  let at = now
  const clock = { now: () => at, after: () => ({ cancel: () => undefined }) }
  const lines: string[] = []
  const looked: string[] = []
  const host = { ...soundHost(), ...facts.host }
  const environment = readEnvironment({ ...env, ...facts.env }, () => ({ error: 'there are none here' }))
  const room = await createSettingsSource(environment, createSavedSettingsStore(store.db))
  const app = createApp({
    ...nobodyElse,
    room,
    trials: { serverNames: never, folder: never, trendingMovie: never },
    version: '0.0.0',
    timeZone: 'UTC',
    clock,
    log: {
      write: (level, sentence) => void lines.push(`${level} ${sentence}`),
      close: async () => undefined,
      book: quietBook()
    },
    server: { ...quietServer(facts.library ?? aLibrary([])), ...facts.server },
    host: {
      ...host,
      inspect: (layout, unit) => {
        looked.push(unit.title)
        return host.inspect(layout, unit)
      }
    },
    mover: { ...obedientMover(), ...facts.mover },
    registers: [],
    findAgain: async () => ({
      adopted: [],
      home: [],
      homePaths: [],
      unclear: [],
      strangeLines: 0,
      newerLines: 0,
      registered: undefined
    }),
    ledger: createLedger(store.db),
    runs: createRunStore(store.db),
    plans: createPlanStore(store.db),
    inspections: createInspectionStore(store.db),
    memory: createMemory(store.db),
    pins: createPinStore(store.db),
    history: createHistory(store.db),
    leaveOrders: createLeaveOrderStore(store.db),
    watcherStore: createWatcherStore(store.db),
    insightStore: createInsightStore(store.db),
    saveWatcher: async () => undefined,
    instruments: { fileSystem: nothingThere, journal: createJournal(store.db, clock.now), lists: [] },
    finder: { mounts: async () => [], list: async () => undefined, lookAt: async () => ({ kind: 'nothing' }) },
    mappings: { inForce: () => [], save: async () => undefined },
    dryRunOnly: false,
    setAside: undefined,
    ...facts.deps
  })
  const events: LiveEvent[] = []
  app.face.bus.subscribe((event) => events.push(event))

  return {
    app,
    store,
    events,
    lines,
    looked,
    setNow: (time) => {
      at = time
    },
    run: async (request = {}) => {
      app.face.request({ trigger: 'command', dryRun: false, goal: 'follow-plex', ...request })
      await app.schedule.idle()
      const [run] = await app.face.runs(1)
      if (run === undefined) throw new Error('the run left no record')
      return run
    },
    leave: async () => {
      await app.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
