/** What the outside may ask of the engine: the one face that pages, command line and tests use. */
import type {
  CachedUnit,
  DoctorReport,
  Insight,
  LibraryPage,
  LibraryQuery,
  Orphan,
  Owner,
  PathReport,
  PersonChoice,
  PersonStatus,
  Pin,
  PinAnswer,
  PinOrder,
  PlanReport,
  PlanReview,
  Run,
  RunReport,
  Status,
  StorageStatus,
  Why
} from '@pcu/contract'
import type { LogBook } from '#ports/log.ts'
import type { Bus } from './bus.ts'
import type { Examination } from './doctor/doctor.ts'
import type { HistoryFace } from './history/face.ts'
import type { Resolution } from './orphans/resolve.ts'
import type { HandOut } from './posters/posters.ts'
import type { Review } from './run/apply.ts'
import type { RunRequest } from './run-deps.ts'
import type { Acceptance, StopAfter } from './schedule.ts'
import type { SettingsDesk } from './settings/desk.ts'
import type { Desk } from './sign-in/desk.ts'
import type { TraktFace } from './trakt/room.ts'
import type { WatcherDesk } from './watcher/desk.ts'
import type { WelcomeDesk } from './welcome/welcome.ts'

/** What is asked of the library as a whole. */
export interface LibraryFace {
  /** Every title of the library, a window of it. Asks Plex only before the library was ever read. */
  library(query: LibraryQuery): Promise<LibraryPage>
  /** The poster of a title that the library holds. */
  readonly poster: HandOut
}

/** The engine from outside. Reads never act. */
export interface Face extends LibraryFace {
  /** What happened. */
  readonly history: HistoryFace
  readonly bus: Bus
  /** What was written into the log. */
  readonly log: LogBook
  status(): Promise<Status>
  storage(): Promise<StorageStatus>
  /** What the cache brought in the last days. Asks nobody. */
  insight(query: { readonly days: number }): Promise<Insight>
  cached(): Promise<readonly CachedUnit[]>
  /** Newest first, from the `offset`-th on. */
  runs(limit: number, offset?: number): Promise<readonly Run[]>
  run(id: number): Promise<RunReport | undefined>
  /** The same file by file, with totals. */
  planReport(id: number): Promise<PlanReport | undefined>
  /** The sum of it, and whether it can be applied now. */
  planReview(id: number): Promise<PlanReview | undefined>
  /** Does exactly the plan that was reviewed. A refusal is an answer; a plan that proves stale ends as a skipped run. */
  applyPlan(review: Review, trigger: RunRequest['trigger']): Promise<Acceptance>
  latestPlan(): Promise<RunReport | undefined>
  request(request: RunRequest): Acceptance
  stop(after?: StopAfter): Acceptance
  pause(): Acceptance
  resume(): Acceptance
  orphans(): Promise<readonly Orphan[]>
  /** Does one remedy now. A refusal is an answer. */
  resolveOrphan(resolution: Resolution): Promise<Acceptance>
  people(): Promise<readonly PersonStatus[]>
  /** Chooses for one person. A refusal is an answer. */
  choosePerson(order: { readonly id: string; readonly choice: PersonChoice }): Promise<Acceptance>
  /** Why a title is where it is. Touches no disk; asks Plex only before the first run. */
  why(text: string): Promise<Why>
  /** What was pinned, as far as it is known; asks nobody. */
  pins(): Promise<readonly Pin[]>
  /** Pins a title. A refusal is an answer. */
  pin(order: PinOrder): Promise<PinAnswer>
  unpin(id: number): Promise<Acceptance>
  /** Whose Plex token counts. */
  owner(): Owner
  /** Where the real-time watcher is asked for and switched. */
  readonly watcher: WatcherDesk
  /** Where somebody signs in. */
  readonly signIn: Omit<Desk, 'close'>
  signOut(): Promise<Acceptance>
  /** The lists at Trakt, and where somebody signs in there. */
  readonly trakt: TraktFace
  /** Where settings are looked at, tried out and saved. */
  readonly settings: SettingsDesk
  /** Where the folders of the library lie here, as far as it is known. */
  paths(): Promise<PathReport>
  /** How far the set-up of a fresh installation is. */
  readonly welcome: WelcomeDesk
  /** Looks at one file of each of them; may wake the disks that hold these. */
  lookAtPaths(): Promise<PathReport>
  /** Looks for them; wakes disks. */
  findPaths(): Promise<PathReport>
  /** Saves what was proposed, for these locations or for all. A refusal is an answer. */
  acceptPaths(locations: readonly string[] | undefined): Promise<Acceptance>
  /** Compares ledger, journal and disks. Repairs only when asked to. */
  examine(examination: Omit<Examination, 'signal'>): Promise<DoctorReport>
}
