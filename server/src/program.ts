/** The composition root: reads settings, opens the store, builds the adapters, puts the app together, closes all in order. */
import {
  bytesOfRoom,
  cacheDestinationOf,
  type Env,
  liveSettings,
  moverPoolPathOf,
  type ResolvedSettings,
  type Settings,
  secretTexts
} from '@pcu/contract'
import { systemClock, systemTimeZone } from '#adapters/clock.ts'
import { createHolderNote } from '#adapters/disk/holder/note.ts'
import { createManifest } from '#adapters/disk/manifest/manifest.ts'
import { createScout } from '#adapters/disk/manifest/scout.ts'
import { createMoverList } from '#adapters/disk/mover-list/register.ts'
import { createPathFinder } from '#adapters/disk/paths/finder.ts'
import { askDisk } from '#adapters/disk/patience/ask-disk.ts'
import { createPoolWatch } from '#adapters/disk/pool/watch.ts'
import { readSecretFile } from '#adapters/disk/read-secret-file.ts'
import { createLibraryScanner } from '#adapters/disk/scan/scanner.ts'
import { createStorageHost } from '#adapters/disk/storage-host.ts'
import { withUnraid } from '#adapters/disk/unraid/host.ts'
import { type LearningLog, openLog } from '#adapters/log/index.ts'
import { forgetTroubles } from '#engine/health/health.ts'
import { rootPaths, sourceRoots } from '#engine/layout.ts'
import { createMover } from '#engine/move/mover.ts'
import { asList } from '#engine/registers/as-list.ts'
import { findAgain } from '#engine/registers/find-again.ts'
import { createRescue, type Rescue } from '#engine/registers/rescue.ts'
import type { KeepNoteDeps } from '#engine/run/keep-note.ts'
import type { ScanRoom } from '#engine/scan/seek-files.ts'
import type { Clock } from '#ports/clock.ts'
import type { Step } from '#ports/file-system.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { Log } from '#ports/log.ts'
import type { Register } from '#ports/register.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type { Memory } from '#ports/store.ts'
import { createJournal } from '#store/journal.ts'
import { createLedger } from '#store/ledger.ts'
import { createMemory } from '#store/memory.ts'
import { openStore, type Store } from '#store/open.ts'
import { createPoolOwner, type PoolOwner } from '#store/pool-owner.ts'
import { createSavedSettingsStore } from '#store/saved-settings.ts'
import { createScanMemory } from '#store/scan/folders.ts'
import { createFoundFiles } from '#store/scan/found.ts'
import { type App, createApp } from './app.ts'
import { type Folders, foldersOf } from './folders.ts'
import { type OpenedAccess, openAccess } from './open-access.ts'
import { type Disk, openDisk } from './open-disk.ts'
import { openInsightWalls } from './open-insight.ts'
import { openPlex } from './open-plex.ts'
import { openPosters } from './open-posters.ts'
import { storesOf } from './open-stores.ts'
import { openTrakt } from './open-trakt.ts'
import { openTrials } from './open-trials.ts'
import {
  createSettingsSource,
  environmentSettings,
  readEnvironment,
  type SettingsSource,
  savedBy
} from './settings-source.ts'
import { version } from './version.ts'

/** How the program is opened. */
export interface ProgramOptions {
  readonly env: Env
  /** Nothing outside the data folder is changed, whatever is asked. */
  readonly dryRun: boolean
  /** Nothing is read from or written to the data folder but its settings of the environment: what is learned is lost at the end. */
  readonly inMemory?: boolean
  /** What others are told has the data folder. */
  readonly as?: 'server' | 'command'
  /** Where console lines of the log go; undefined: nowhere. */
  readonly console: ((line: string) => void) | undefined
  /** Whose time it is; left out: the system's. Patience with disks is always real. */
  readonly clock?: Clock
  /** Goes around every act that changes a disk, so that a simulation can let it fail or die there; left out: nothing. */
  readonly step?: Step
}

/** The opened program. */
export interface Program {
  readonly app: App
  /** Who may enter the page. */
  readonly door: OpenedAccess
  readonly settings: SettingsSource
  readonly resolved: ResolvedSettings
  readonly folders: Folders
  readonly memory: Memory
  readonly log: Log
  /** A person says that the disks are right as they are now. */
  confirmStorage(): Promise<void>
  readonly rescue: Rescue
  close(): Promise<void>
}

const logOf = (settings: Settings, folders: Folders, options: ProgramOptions): LearningLog =>
  openLog({
    level: settings.log.debug ? 'DEBUG' : settings.log.level,
    folder: folders.logs,
    maxFiles: settings.log.maxFiles,
    maxSizeMb: settings.log.maxSizeMb,
    secrets: secretTexts(settings),
    clock: options.clock ?? systemClock,
    console: options.console
  })

interface Plan {
  readonly folders: Folders
  /** Always those of the moment. */
  readonly settings: Settings
  readonly saved: SettingsSource
  /** Nothing at all is kept, unlike in a test mode, in which somebody may sign in. */
  readonly readOnly: boolean
  readonly dryRun: boolean
  readonly clock: Clock
  readonly step: Step | undefined
  readonly holder: KeepNoteDeps['holder']
}

interface HostParts extends Pick<Disk, 'identified' | 'turnstile'> {
  readonly memory: Memory
  readonly ledger: Ledger
  readonly owner: PoolOwner
}

/** The machine's storage, with what Unraid says of it where that is to be seen. */
const openHost = (
  { memory, ledger, identified, turnstile, owner }: HostParts,
  { settings, dryRun, clock }: Plan
): StorageHost => {
  const { pool, transfer, paths } = settings
  const host = createStorageHost({
    identified,
    ask: askDisk(turnstile),
    now: clock.now,
    memory,
    homeOf: ledger.homeOf,
    rules: () => ({
      dryRun,
      allowSameFileSystem: pool.allowSameFilesystem,
      allowVolatilePool: pool.allowVolatilePool,
      minimumFileAgeMinutes: transfer.minimumFileAgeMinutes
    })
  })
  const hostPoolRoot = moverPoolPathOf(settings)
  const seen = withUnraid(host, { folder: paths.unraidStateDir, moverPidFile: paths.moverPidFile, hostPoolRoot })
  return { ...seen, claimPool: owner.claim }
}

interface Built {
  readonly app: App
  readonly host: StorageHost
  readonly disk: Disk
  readonly rescue: Rescue
  readonly owner: PoolOwner
}

const moverListOf = ({ settings, dryRun }: Plan, memory: Memory): Register =>
  createMoverList({
    file: settings.paths.moverIgnoreFile,
    poolRoot: cacheDestinationOf(settings),
    hostPoolRoot: moverPoolPathOf(settings),
    dryRun,
    memory
  })

const openScan = (db: Store['db'], { turnstile }: Disk, { now }: Clock): ScanRoom => {
  const folders = createScanMemory(db)
  const scanner = createLibraryScanner({ memory: folders, ask: askDisk(turnstile), now })
  return { scanner, folders, found: createFoundFiles(db) }
}

const build = async (store: Store, log: LearningLog, plan: Plan): Promise<Built> => {
  const { db } = store
  const { settings, clock } = plan
  const { pool, transfer } = settings
  const memory = createMemory(db)
  const ledger = createLedger(db)
  const journal = createJournal(db, clock.now)
  const disk = openDisk({ log, memory, settings, dryRun: plan.dryRun })
  const manifest = createManifest({ dryRun: plan.dryRun, turnstile: disk.turnstile })
  const registers: readonly Register[] = [manifest, moverListOf(plan, memory)]
  const mover = createMover({
    registers,
    fileSystem: disk.fileSystem,
    journal,
    ...(plan.step === undefined ? {} : { step: plan.step }),
    now: clock.now,
    minimumAgeMinutes: () => transfer.minimumFileAgeMinutes,
    skipsFilesInUse: () => transfer.skipFilesInUse,
    keepFreeBytes: (totalBytes) => bytesOfRoom(pool.keepFreeGb, totalBytes) ?? 0,
    wait: (ms) => new Promise((resolve) => void clock.after(ms, resolve)),
    verify: () => transfer.verifyCopies
  })
  const owner = createPoolOwner(memory, clock.now)
  const host = openHost({ memory, ledger, identified: disk.identified, turnstile: disk.turnstile, owner }, plan)
  const walls = await openPlex({
    db,
    memory,
    log,
    settings,
    clock,
    keyFile: `${plan.folders.data}/vault.key`,
    saved: plan.saved,
    readOnly: plan.readOnly
  })
  const app = createApp({
    ...walls,
    trakt: openTrakt(settings, log),
    room: plan.saved,
    trials: openTrials({ ...walls.trial, settings, ask: askDisk(disk.turnstile) }),
    version,
    timeZone: systemTimeZone(),
    clock,
    log,
    host,
    mover,
    scan: openScan(db, disk, clock),
    registers,
    findAgain: (where) => findAgain({ manifest, ledger, journal, fileSystem: disk.fileSystem }, where),
    ...storesOf(db),
    ...openPosters(plan),
    ...openInsightWalls(plan),
    ledger,
    memory,
    poolWatch: createPoolWatch(),
    instruments: { fileSystem: disk.fileSystem, journal, lists: [asList(manifest, settings, ledger)] },
    finder: createPathFinder(disk.turnstile),
    ...savedBy(plan.saved),
    dryRunOnly: plan.dryRun,
    holder: plan.holder,
    setAside: store.setAside
  })
  const { fileSystem } = disk
  const rescue = createRescue({ manifest, ledger, journal, fileSystem, host, settings, scout: createScout() })
  return { app, host, disk, rescue, owner }
}

/** A command that changes nothing sets nothing aside either. In memory there is nothing to read, and no folder to make. */
const openDatabase = (folders: Folders, { dryRun, inMemory, clock = systemClock }: ProgramOptions): Promise<Store> => {
  const path = `${folders.data}/plexcache_ultra.db`
  if (inMemory === true) return openStore({ path: '/dev/null', readOnly: true })
  return openStore(dryRun ? { path } : { path, setDamagedAsideAt: clock.now() })
}

/** Opens everything. Throws Failure `store.busy` when another process has the data folder. */
export const openProgram = async (options: ProgramOptions): Promise<Program> => {
  const { clock = systemClock } = options
  const environment = readEnvironment(options.env, readSecretFile)
  const folders = foldersOf(environmentSettings(environment).settings.system)
  const store = await openDatabase(folders, options)
  const settings = await createSettingsSource(environment, createSavedSettingsStore(store.db))
  const resolved = settings.current()
  const log = logOf(resolved.settings, folders, options)
  settings.onChange(() => secretTexts(settings.current().settings).forEach(log.learn))
  const dryRun = options.dryRun || resolved.settings.testMode.enabled
  const note = options.inMemory === true ? undefined : createHolderNote(folders.data)
  const { app, host, disk, rescue, owner } = await build(store, log, {
    folders,
    settings: liveSettings(settings.running),
    holder: note === undefined ? undefined : { note, program: options.as ?? 'command' },
    saved: settings,
    readOnly: options.dryRun,
    dryRun,
    clock,
    step: options.step
  })
  const memory = createMemory(store.db)
  return {
    app,
    door: openAccess({ db: store.db, settings: resolved.settings, clock, bus: app.face.bus }),
    settings,
    resolved,
    folders,
    memory,
    log,
    rescue,
    confirmStorage: async () => {
      await forgetTroubles({ memory, clock })
      const paths = rootPaths(resolved.settings)
      await owner.confirm(paths.poolRoot)
      await host.confirmRoots(paths)
      for (const { roots } of sourceRoots(resolved.settings)) await host.confirmRoots(roots)
    },
    close: async () => {
      await app.close()
      await disk.close()
      owner.close()
      // Before the lock goes: afterwards it may be another one's.
      note?.remove()
      await store.close()
      await log.close()
    }
  }
}
