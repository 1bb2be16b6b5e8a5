/** What the engine keeps: runs with their decisions, remembered looks, a few facts, and the settings saved by people. */
import type {
  Decision,
  HistoryFilter,
  HistoryPage,
  PlanRecord,
  Run,
  RunOutcome,
  RunReport,
  Trigger,
  UnitEventKind
} from '@pcu/contract'
import type { Inspection, UnitId } from '#core/model/unit.ts'
import type { SentHome } from '#core/model/watch-timer.ts'
import type { LeaveOrder } from '#core/orders/leave-order.ts'
import type { Play } from '#core/watcher/play.ts'
import type { KeptTimer } from '#core/watcher/timers.ts'

/** Counts that a run ends with. */
export type RunCounts = Pick<Run, 'planned' | 'done' | 'requests'>

/** What one run decided about one unit. */
export interface PastDecision {
  readonly runId: number
  /** When that run began, epoch milliseconds. */
  readonly at: number
  readonly dryRun: boolean
  readonly decision: Decision
}

/** Runs and what they decided. Old ones are forgotten by number, not by age. */
export interface RunStore {
  /** `only`: the one title that it is for. */
  begin(start: {
    readonly trigger: Trigger
    readonly dryRun: boolean
    readonly at: number
    readonly only?: string | undefined
  }): Promise<Run>
  /** Stores what was decided. Equal decisions of consecutive runs are stored once. */
  recordDecisions(runId: number, decisions: readonly Decision[]): Promise<void>
  finish(
    runId: number,
    end: RunCounts & { readonly at: number; readonly outcome: RunOutcome; readonly sentence: string }
  ): Promise<Run>
  /** Newest first, from the `offset`-th on. */
  recent(limit: number, offset?: number): Promise<readonly Run[]>
  /** How many are remembered. */
  count(): Promise<number>
  report(runId: number): Promise<RunReport | undefined>
  /** The newest run that decided anything, of those that were for all titles. */
  latestReport(): Promise<RunReport | undefined>
  /** What the runs that are remembered decided about one unit, oldest first; runs that decided the same as the one before are left out. */
  decisionsOf(unit: string): Promise<readonly PastDecision[]>
  /** Runs that a dead process left running become failed. Called once at start. */
  closeAbandoned(at: number): Promise<void>
}

/** A plan as it was recorded; the digest names exactly this one. */
export interface KeptPlan {
  readonly digest: string
  readonly plan: PlanRecord
}

/** Plans of runs, file by file; only the newest. */
export interface PlanStore {
  record(runId: number, plan: PlanRecord): Promise<void>
  find(runId: number): Promise<KeptPlan | undefined>
}

/** Looks at files on the array, remembered so that a sleeping disk is not asked twice. */
export interface InspectionStore {
  all(): Promise<readonly Inspection[]>
  put(inspection: Inspection): Promise<void>
  forget(unit: UnitId): Promise<void>
  /** Drops looks whose answer is outlived (epoch milliseconds), and those from the future, made while the clock was wrong. */
  forgetOutlived(now: number): Promise<void>
}

/** Small facts by name, such as the identity of the server and of each root. */
export interface Memory {
  get(name: string): Promise<string | undefined>
  set(name: string, value: string): Promise<void>
}

/** Settings that a person saved over environment and default; only differences, by key path such as `plex.url`. */
export interface SavedSettingsStore {
  read(): Promise<Readonly<Record<string, unknown>>>
  write(saved: Readonly<Record<string, unknown>>): Promise<void>
}

/** A run as its holder tells others of it. */
export interface HeldRun extends Pick<Run, 'id' | 'trigger' | 'dryRun' | 'startedAt'> {
  /** What it is doing, such as `asking Plex and making the plan`. */
  readonly stage: string
}

/** Who has the data folder, as told beside it to whoever is refused. */
export interface Holding {
  readonly program: 'server' | 'command'
  /** Epoch milliseconds. */
  readonly since: number
  /** Undefined: none is under way. */
  readonly run: HeldRun | undefined
}

/** Where the holder tells. What is told there decides nothing: the database's lock does, which the system drops with the process. */
export interface HolderNote {
  write(holding: Holding): void
}

/** Counted since `since` (epoch milliseconds). */
export interface WatcherCounts {
  readonly since: number
  readonly watches: number
  readonly cached: number
  readonly alreadyThere: number
  readonly returned: number
  readonly postponed: number
  readonly failures: number
  /** From the beginning of a play to each copy that was made for it, all together, milliseconds. */
  readonly toCachedMs: number
}

/** Everything that counts at the moment. */
export interface WatcherRecord {
  /** Those that were heard of lately, oldest first. */
  readonly plays: readonly Play[]
  readonly nextId: number
  readonly timers: ReadonlyMap<UnitId, KeptTimer>
  /** When a wish for an item was last met, epoch milliseconds. */
  readonly met: ReadonlyMap<string, number>
  readonly sentHome: ReadonlyMap<UnitId, SentHome>
  /** What was never counted is left out; undefined: nothing was counted yet. */
  readonly counts: (Pick<WatcherCounts, 'since'> & Partial<WatcherCounts>) | undefined
}

/** What is written together. Undefined as a value drops the entry. */
export interface WatcherChange {
  readonly plays?: readonly Play[]
  readonly timers?: ReadonlyMap<UnitId, KeptTimer | undefined>
  readonly met?: ReadonlyMap<string, number>
  readonly sentHome?: ReadonlyMap<UnitId, SentHome | undefined>
  readonly counts?: WatcherCounts
  /** For the history of the units. */
  readonly events?: readonly UnitEvent[]
}

/** The store of the watcher. Old plays are forgotten by number, not by age. */
export interface WatcherStore {
  /** Plays heard of since then (epoch milliseconds), and everything else. */
  read(heardSince: number): Promise<WatcherRecord>
  /** Newest first. */
  history(limit: number): Promise<readonly Play[]>
  /** Plays of this unit, and of these items as long as nobody knows which of their files it was; newest first. */
  playsOf(
    played: { readonly unit: UnitId; readonly ratingKeys: readonly string[] },
    limit: number
  ): Promise<readonly Play[]>
  write(change: WatcherChange): Promise<void>
}

/** One thing that happened to a unit. */
export interface UnitEvent {
  readonly unit: UnitId
  readonly title: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly what: UnitEventKind
  /** One sentence for people. */
  readonly sentence: string
  /** The run in which it happened; undefined outside of runs. */
  readonly runId: number | undefined
  readonly bytes: number
  /** Undefined where nothing was under way. */
  readonly tookMs: number | undefined
  /** Whose wishes were behind it, each once; absent where nobody's were. */
  readonly people?: readonly string[]
}

/** A thing that happened to a unit, as undoing sees it. */
export interface PastMove extends Pick<UnitEvent, 'unit' | 'title' | 'what' | 'at' | 'bytes'> {
  /** When it was moved again, epoch milliseconds; undefined when it was not. */
  readonly later: number | undefined
}

/** What of the history is wanted. */
export interface HistoryWindow extends HistoryFilter {
  readonly offset: number
  readonly limit: number
}

/** A window on it, newest first, with how many rows there are of each kind and person where every other filter is in force. */
export interface HistoryRows {
  readonly rows: readonly HistoryPage['rows'][number][]
  readonly total: number
  readonly facets: HistoryPage['facets']
}

/** The history. The oldest are forgotten by number, for each unit and altogether. */
export interface HistoryStore {
  note(event: UnitEvent): Promise<void>
  /** Newest first. */
  of(unit: UnitId, limit: number): Promise<readonly UnitEvent[]>
  /** Of all units together, with what people watched to the end. */
  page(query: HistoryWindow): Promise<HistoryRows>
  /** Undefined when nothing of this number is remembered. */
  move(id: number): Promise<PastMove | undefined>
}

/** Orders to leave titles on the array, one for each unit at the most. */
export interface LeaveOrderStore {
  all(): Promise<readonly LeaveOrder[]>
  /** Takes the place of an older one of the same unit. */
  put(order: LeaveOrder): Promise<void>
  /** The order that is gone, or undefined when there was none. */
  drop(unit: UnitId): Promise<LeaveOrder | undefined>
}
