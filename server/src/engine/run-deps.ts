/** What a run needs and what may be asked of it. */
import type { Decision, PlanRecord, Run, Settings, Trigger } from '@pcu/contract'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { LibraryReading, MediaServer } from '#ports/media-server.ts'
import type { Mover } from '#ports/mover.ts'
import type { StorageHost } from '#ports/storage-host.ts'
import type {
  HistoryStore,
  InspectionStore,
  LeaveOrderStore,
  Memory,
  PlanStore,
  RunStore,
  UnitEvent
} from '#ports/store.ts'
import type { WantSource } from '#ports/want-source.ts'
import type { Bus } from './bus.ts'
import type { Health } from './health/health.ts'
import type { Vigilance } from './pool/reconcile.ts'
import type { WithRegisters } from './registers/tell-found.ts'
import type { Seek } from './scan/seek-files.ts'
import type { Voices } from './tell/voices.ts'
import type { Watcher } from './watcher/watcher.ts'

/** Everything a run needs. */
export interface RunDeps extends Vigilance, WithRegisters, Voices {
  readonly settings: Settings
  /** Why no run may start (a setting about paths or modes that cannot be read), or undefined. */
  settingsTrouble(): string | undefined
  readonly timeZone: string
  readonly clock: Clock
  readonly bus: Bus
  readonly health: Health
  readonly server: MediaServer
  readonly sources: readonly WantSource[]
  readonly watcher: Watcher
  readonly host: StorageHost
  readonly mover: Mover
  readonly ledger: Ledger
  readonly runs: RunStore
  readonly plans: PlanStore
  readonly history: HistoryStore
  readonly leaveOrders: LeaveOrderStore
  readonly inspections: InspectionStore
  readonly memory: Memory
  /** Finds what is wanted in libraries of which nobody said what Plex calls them. */
  readonly seek: Seek
  /** Hears which folders the library has, as Plex calls them. */
  readonly learnLocations: (sections: LibraryReading['index']['sections']) => Promise<void>
  /** Hears every decision of a plan once it is recorded, also those that move nothing. */
  readonly tellDecisions: (run: Run, decisions: readonly Decision[]) => void
}

/** What is asked for: follow Plex, or bring everything home. */
export interface RunRequest {
  readonly trigger: Trigger
  readonly dryRun: boolean
  readonly goal: 'follow-plex' | 'restore-all'
  /** A person says that as much may go home as the plan brings. */
  readonly allowReturns?: boolean
  /** This title alone; what such a run decides is no plan for all. */
  readonly only?: Pick<UnitEvent, 'unit' | 'title'>
  /** Exactly this plan, which a person looked at, or nothing. */
  readonly reviewed?: { readonly runId: number; readonly plan: PlanRecord }
}
