/** Puts the whole state of one moment together, and the one sentence that says whether everything is fine. */
import { formatBytes, formatTime, type PoolStatus, type Run, type Settings, type Status } from '@pcu/contract'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Bus } from '#engine/bus.ts'
import type { Health } from '#engine/health/health.ts'
import { limitsOf } from '#engine/survey.ts'
import type { Clock } from '#ports/clock.ts'
import type { Ledger } from '#ports/ledger.ts'
import type { RunStore } from '#ports/store.ts'
import type { LiveState } from './live-state.ts'
import type { Problems } from './problems.ts'

/** What the status is made of. */
export interface StatusDeps {
  readonly settings: Settings
  readonly version: string
  readonly startedAt: number
  readonly timeZone: string
  readonly clock: Clock
  readonly bus: Bus
  readonly live: LiveState
  readonly problems: Problems
  readonly health: Health
  readonly ledger: Ledger
  readonly runs: RunStore
  readonly nextRunAt: () => number | undefined
}

const plural = (count: number, noun: string): string => (count === 1 ? `1 ${noun}` : `${count} ${noun}s`)

const unmeasured = (settings: Settings): PoolStatus => ({
  path: settings.paths.cacheDestination || settings.paths.cacheDir,
  state: 'unknown',
  totalBytes: null,
  freeBytes: null,
  ownedBytes: 0,
  floorBytes: limitsOf(settings, undefined).keepFreeBytes,
  budgetBytes: limitsOf(settings, undefined).budgetBytes
})

const runSentence = (run: Run, { live, timeZone }: StatusDeps): string => {
  const since = live.pausedSince()
  if (since !== undefined)
    return `The run is paused since ${formatTime(since, timeZone)}; it can be resumed or stopped.`
  return run.dryRun ? 'A dry run is under way; nothing is moved.' : 'A run is under way.'
}

const poolSentence = (pool: PoolStatus | undefined): string =>
  pool?.state === 'full' ? 'The pool is full: nothing more comes in until something goes home.' : 'All is well.'

const lastRunSentence = (run: Run, pool: PoolStatus | undefined): string => {
  switch (run.outcome) {
    case 'failed':
      return `The last run failed. ${run.sentence}`
    case 'partial':
      return `The last run could not do everything. ${run.sentence}`
    case 'stopped':
      return `The last run was stopped. ${run.sentence}`
    case 'skipped':
      return run.sentence
    default:
      return poolSentence(pool)
  }
}

const troubles = (deps: StatusDeps): number =>
  deps.problems.all().filter((problem) => problem.severity !== 'info').length

const sentenceFor = (deps: StatusDeps, cached: Status['cached'], lastRun: Run | undefined): string => {
  const run = deps.live.currentRun()
  const onPool = `${plural(cached.units, 'title')} on the pool (${formatBytes(cached.bytes)}).`
  const trouble = troubles(deps)
  if (trouble > 0) return `${plural(trouble, 'problem')} ${trouble === 1 ? 'needs' : 'need'} you. ${onPool}`
  if (run !== undefined) return `${runSentence(run, deps)} ${onPool}`
  const next = deps.nextRunAt()
  const nextSentence = next === undefined ? '' : ` The next run is at ${formatTime(next, deps.timeZone)}.`
  if (lastRun === undefined) return `Nothing has run yet.${nextSentence}`
  return `${lastRunSentence(lastRun, deps.live.pool())} ${onPool}${nextSentence}`
}

const bytesOf = (owned: readonly OwnedUnit[]): number => owned.reduce((sum, unit) => sum + unit.sizeBytes, 0)

/** The state now. Asks nobody outside: Plex and the pool are shown as last seen. */
export const composeStatus = async (deps: StatusDeps): Promise<Status> => {
  const { live, settings, clock } = deps
  const [owned, recent] = await Promise.all([deps.ledger.owned(), deps.runs.recent(5)])
  const lastRun = recent.find((run) => run.outcome !== 'running')
  const cached = { units: owned.length, bytes: bytesOf(owned) }
  const pool = live.pool() ?? unmeasured(settings)
  return {
    version: deps.version,
    startedAt: deps.startedAt,
    now: clock.now(),
    timeZone: deps.timeZone,
    testMode: settings.testMode.enabled,
    sentence: sentenceFor(deps, cached, lastRun),
    plex: live.plex(),
    mode: live.mode() ?? null,
    pool: { ...pool, ownedBytes: cached.bytes },
    roots: [...(await deps.health.statuses())],
    cached,
    currentRun: live.currentRun() ?? null,
    pausedSince: live.pausedSince() ?? null,
    moves: [...live.moves()],
    lastRun: lastRun ?? null,
    nextRunAt: deps.nextRunAt() ?? null,
    problems: [...deps.problems.all()],
    lastEventId: deps.bus.lastId()
  }
}
