/** Wires engine, bus and HTTP over given adapters: the whole program without its walls. Tests call this with fakes. */
import { liveSettings, type Settings } from '@pcu/contract'
import { type Bus, createBus } from '#engine/bus.ts'
import { type OpenLibrary, withLibrary } from '#engine/catalogue/open.ts'
import { auditByTheWay } from '#engine/doctor/by-the-way.ts'
import type { DoctorDeps, Instruments } from '#engine/doctor/deps.ts'
import type { Face } from '#engine/face.ts'
import { claimPool } from '#engine/health/find-roots.ts'
import { createHealth } from '#engine/health/health.ts'
import { type OpenHistory, withHistory } from '#engine/history/open.ts'
import { type InsightDeps, openInsight } from '#engine/insight/open.ts'
import { knowLibrary } from '#engine/library/known.ts'
import { createWatching } from '#engine/live/watching.ts'
import { createLibraryPaths, type LibraryPaths, type MappingStore } from '#engine/paths/library-paths.ts'
import { withNames } from '#engine/people/names.ts'
import { createPeople, type People } from '#engine/people/people.ts'
import { openPins } from '#engine/pins/open.ts'
import { examineAll } from '#engine/places/sources.ts'
import { createReconciler } from '#engine/pool/reconcile.ts'
import { type KeepNoteDeps, keepNote } from '#engine/run/keep-note.ts'
import { tellUnderWay } from '#engine/run/under-way.ts'
import { runOnce } from '#engine/run.ts'
import type { RunDeps } from '#engine/run-deps.ts'
import { type ScanRoom, seekFiles } from '#engine/scan/seek-files.ts'
import { createSchedule, type Schedule } from '#engine/schedule.ts'
import { knownServer } from '#engine/server-identity.ts'
import { createSettingsDesk } from '#engine/settings/desk.ts'
import { intervalOf, tellStore, troubleOf } from '#engine/settings/tell.ts'
import { settleLeftovers } from '#engine/settle-leftovers.ts'
import { createGuests } from '#engine/sign-in/guests.ts'
import { createSignIn, type SignInRoom } from '#engine/sign-in/sign-in.ts'
import { createLiveState } from '#engine/tell/live-state.ts'
import { createProblems } from '#engine/tell/problems.ts'
import { createSilenceWatch } from '#engine/tell/silence.ts'
import { createTraktRoom } from '#engine/trakt/trakt.ts'
import { createWatcher } from '#engine/watcher/watcher.ts'
import { createStillness } from '#engine/welcome/stillness.ts'
import { createLastSight } from '#engine/why/seen.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { KeepingLog, Log } from '#ports/log.ts'
import type { MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import type { PathFinder } from '#ports/path-finder.ts'
import type { PictureShelf } from '#ports/pictures/pictures.ts'
import type { PinStore } from '#ports/pins.ts'
import type { PlexCloud } from '#ports/plex-cloud.ts'
import type { PoolWatch } from '#ports/pool-watch.ts'
import type { Register } from '#ports/register.ts'
import type { ServerDoor, ServerTrial } from '#ports/server-door.ts'
import type { SettingsRoom } from '#ports/settings/room.ts'
import type { SettingsTrials } from '#ports/settings/trials.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type {
  HistoryStore,
  InspectionStore,
  LeaveOrderStore,
  Memory,
  PlanStore,
  RunStore,
  WatcherStore
} from '#ports/store.ts'
import type { TokenProvider } from '#ports/token-provider.ts'
import type { Trakt } from '#ports/trakt/trakt.ts'
import type { Vault } from '#ports/vault.ts'
import { createDecisionNarrator, narrate } from './narrate.ts'
import { type FaceDeps, faceOf } from './open-face.ts'

/** Everything the program touches, as ports. */
export interface AppDeps {
  readonly room: SettingsRoom
  readonly trials: SettingsTrials
  readonly version: string
  readonly timeZone: string
  readonly clock: Clock
  readonly log: KeepingLog
  readonly server: MediaServer
  readonly host: StorageHost
  readonly mover: Mover
  /** What must know our files besides the database. */
  readonly registers: readonly Register[]
  readonly findAgain: RunDeps['findAgain']
  readonly ledger: Ledger
  readonly runs: RunStore
  readonly pins: PinStore
  readonly plans: PlanStore
  readonly history: HistoryStore
  readonly leaveOrders: LeaveOrderStore
  readonly inspections: InspectionStore
  readonly memory: Memory
  readonly watcherStore: WatcherStore
  readonly insightStore: InsightDeps['insightStore']
  /** Absent: what disks do cannot be known. */
  readonly diskLooks?: InsightDeps['diskLooks']
  /** Saves REAL_TIME_WATCH_ENABLED; gives back why not. */
  readonly saveWatcher: (enabled: boolean) => Promise<string | undefined>
  readonly cloud: PlexCloud
  /** Absent: Trakt is off, and never asked. */
  readonly trakt?: Trakt | undefined
  readonly vault: Vault
  readonly tokens: TokenProvider
  readonly trial: ServerTrial
  readonly door: ServerDoor
  readonly instruments: Instruments
  readonly finder: PathFinder
  readonly mappings: MappingStore
  /** Absent: files of libraries without a path in Plex are not looked for. */
  readonly scan?: ScanRoom
  /** Absent: posters are not kept. */
  readonly pictures?: PictureShelf | undefined
  /** Absent: changes on the pool are found by the runs alone. */
  readonly poolWatch?: PoolWatch | undefined
  /** A damaged database that an empty one took the place of. */
  readonly setAside: { readonly path: string; readonly why: string } | undefined
  readonly holder?: KeepNoteDeps['holder']
  /** No run of this program may move anything (TEST_MODE, --dry-run). */
  readonly dryRunOnly: boolean
}

/** The program. */
export interface App {
  readonly face: Face
  readonly schedule: Schedule
  /** Settles what a dead process left half done, before anything else. */
  settle(): Promise<void>
  /** Runs at start, by timer and on Plex's news, as the settings say. */
  startByItself(): void
  close(): Promise<void>
}

const sentenceOfBug = (thrown: unknown): string =>
  thrown instanceof Error
    ? `Unexpected error: ${thrown.stack ?? thrown.message}`
    : `Unexpected error: ${String(thrown)}`

/** The log reads the bus like everybody else; decisions are too many for events and come to it directly. */
const wireLog = (bus: Bus, log: Log): RunDeps['tellDecisions'] => {
  const narrateDecisions = createDecisionNarrator()
  bus.subscribe((event) => {
    const line = narrate(event)
    if (line !== undefined) log.write(line.level, line.sentence, line.about)
  })
  return (run, decisions) => {
    for (const { level, sentence, about } of narrateDecisions(run, decisions)) log.write(level, sentence, about)
  }
}

/** Where the settings cannot be read no root is looked at; what is open in the journal names its own. */
const settleAtStart = async (deps: RunDeps & Pick<AppDeps, 'dryRunOnly'>): Promise<void> => {
  await deps.runs.closeAbandoned(deps.clock.now())
  if (deps.dryRunOnly) return
  const roots = deps.settingsTrouble() === undefined ? await examineAll(deps.host, deps.settings) : undefined
  if (roots !== undefined && (await claimPool(deps, roots)) !== undefined) return
  await settleLeftovers(deps, roots)
}

const peopleOf = (deps: AppDeps & { readonly settings: Settings }): People =>
  createPeople({
    ...deps,
    ownerToken: deps.tokens.account,
    machineIdentifier: () => knownServer(deps.memory),
    ourServer: () => knownServer(deps.memory)
  })

interface SignInParts {
  readonly people: People
  readonly schedule: Schedule
  readonly moved: () => void
  readonly bug: (thrown: unknown) => void
}

const openSignIn = (deps: AppDeps, runDeps: DoctorDeps, { people, schedule, moved, bug }: SignInParts): SignInRoom =>
  createSignIn({
    ...runDeps,
    ...deps,
    guests: createGuests(people),
    forgetPositions: people.traces.forget,
    isRunning: schedule.isRunning,
    onBug: bug,
    moved
  })

/** One run sees one set of settings: those of its beginning. */
const pathsOf = (deps: AppDeps, problems: RunDeps['problems']): LibraryPaths =>
  createLibraryPaths({
    ...deps,
    problems,
    get settings() {
      return deps.room.running()
    }
  })

/** The walls with a memory of the library and of what the last plan saw; where nothing may move, nobody listens to the pool. */
const remembering = (given: AppDeps) => ({
  ...given,
  ...knowLibrary(given),
  settings: liveSettings(given.room.running),
  sight: createLastSight(),
  startedAt: given.clock.now(),
  poolWatch: given.dryRunOnly ? undefined : given.poolWatch
})

const startByItself = (
  settings: Settings,
  schedule: Schedule,
  others: readonly { readonly start: () => void }[]
): void => {
  const { enabled, runOnStart } = settings.schedule
  if (enabled && runOnStart) schedule.request({ trigger: 'start', dryRun: false, goal: 'follow-plex' })
  schedule.startTimer()
  for (const one of others) one.start()
}

const wholeFace = (rooms: FaceDeps & OpenLibrary & OpenHistory): Face =>
  withHistory(withLibrary(faceOf(rooms), rooms), rooms)

/** Puts the program together; nothing happens before it is asked. */
export const createApp = (given: AppDeps): App => {
  const deps = remembering(given)
  const { clock, log, settings } = deps
  const bug = (thrown: unknown): void => log.write('CRITICAL', sentenceOfBug(thrown))
  const bus = createBus({ clock, startAt: deps.startedAt, onBroken: bug })
  const problems = createProblems(bus)
  const live = createLiveState(bus)
  keepNote({ ...deps, bus, live })
  const people = peopleOf(deps)
  const server = withNames(deps.server, people.household)
  const insight = openInsight({ ...deps, bus, live, bug })
  const watcher = createWatcher({ ...deps, store: deps.watcherStore, bus, people, began: insight.began, onBug: bug })
  const reconciler = createReconciler(deps)
  const paths = pathsOf(deps, problems)
  const pins = openPins({ ...deps, settings, live, problems })
  const news = (): void => void schedule.request({ trigger: 'trakt', dryRun: false, goal: 'follow-plex' })
  const trakt = createTraktRoom({ ...deps, trakt: deps.trakt, settings, people, bus, problems, bug, news })
  const runDeps: DoctorDeps = {
    ...deps,
    server,
    reconciler,
    lookOver: (results, signal) => auditByTheWay(runDeps, results, signal),
    settings,
    settingsTrouble: () => troubleOf(deps.room),
    bus,
    problems,
    live,
    health: createHealth(deps),
    learnLocations: paths.learn,
    seek: (order) => seekFiles({ ...deps, settings, problems }, order),
    silence: createSilenceWatch(bus),
    sources: [...people.sources, pins.source, watcher.source, ...trakt.sources],
    watcher,
    tellDecisions: wireLog(bus, log)
  }
  const still = createStillness({ ...deps, problems })
  const schedule = createSchedule({
    ...deps,
    bus,
    run: (request, control) =>
      still.entering(request).then(() => runOnce({ ...runDeps, settings: paths.settings() }, request, control)),
    objection: still.objection,
    underWay: () => tellUnderWay(live, { now: clock.now(), timeZone: deps.timeZone }),
    onBug: bug,
    intervalMs: intervalOf(settings)
  })
  tellStore(problems, deps.setAside)
  const watching = createWatching({ ...runDeps, ...deps, server, reconciler, schedule, bug, people })
  const signIn = openSignIn(deps, runDeps, { people, schedule, moved: watching.moved, bug })
  const desk = createSettingsDesk({ ...deps, bus, problems, schedule, watching, signIn })
  const rooms = { ...deps, ...runDeps, ...still, paths, people, pins, signIn, trakt, insight, watching, schedule, desk }
  return {
    schedule,
    face: wholeFace(rooms),
    settle: async () => {
      await Promise.all([still.load(), people.traces.load(), watcher.load()])
      await settleAtStart(runDeps)
    },
    startByItself: () => startByItself(settings, schedule, [watching, trakt, insight]),
    close: async () => {
      signIn.close()
      for (const room of [watching, schedule, trakt, people, insight]) await room.close()
      await Promise.all([deps.server.close(), deps.cloud.close(), watcher.idle()])
    }
  }
}
