/** What the program knows, in the shapes of the original one. Pure. */
import type {
  PlanReport,
  PlayRecord,
  Removal,
  RunReport,
  SeedActivity,
  SeedHistory,
  SeedMovie,
  SeedOperation,
  SeedResults,
  SeedStatus,
  SeedTraktStats,
  SeedWatcherStats,
  Status,
  TraktStatus,
  WatcherStatus
} from '@pcu/contract'

const secondsOf = (ms: number): number => ms / 1000
const secondsOrNull = (ms: number | null): number | null => (ms === null ? null : secondsOf(ms))
const newest = (moments: readonly (number | null)[]): number | null =>
  moments.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null)

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** "3.9KB"; nothing is "0B". */
export const seedSize = (bytes: number): string => {
  if (bytes === 0) return '0B'
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return `${(bytes / 1024 ** power).toFixed(1)}${units[power]}`
}

type Planned = PlanReport['operations'][number]['files'][number]

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

const detailOf = ({ source, destination, sizeBytes }: Planned): SeedOperation['file_details'][number] => ({
  source,
  destination,
  size_bytes: sizeBytes ?? 0,
  size_readable: seedSize(sizeBytes ?? 0),
  filename: source.slice(source.lastIndexOf('/') + 1),
  directory: folderOf(source)
})

const operationOf = (type: 'cache' | 'array', files: readonly Planned[]): SeedOperation => {
  const total = files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
  return {
    files: files.map(({ source }) => source),
    total_size: total,
    total_size_readable: seedSize(total),
    operation_type: type,
    file_count: files.length,
    file_details: files.map(detailOf)
  }
}

const inwards: ReadonlySet<string> = new Set(['copy', 'move', 'link'])

/** Empty before the first preview; a part is left out where nothing would move. */
export const seedResultsOf = (report: PlanReport | undefined): SeedResults => {
  const files = (isWanted: (operation: string) => boolean): readonly Planned[] =>
    (report?.operations ?? []).flatMap((one) => (isWanted(one.operation) ? one.files : []))
  const cached = files((operation) => inwards.has(operation))
  const returned = files((operation) => operation === 'return')
  return {
    ...(cached.length === 0 ? {} : { cache_operation: operationOf('cache', cached) }),
    ...(returned.length === 0 ? {} : { array_operation: operationOf('array', returned) })
  }
}

/** Counted since the program counts. */
export const seedStatsOf = ({ statistics, sessions, people, timers }: WatcherStatus): SeedWatcherStats => ({
  total_watches_detected: statistics.watches,
  total_cache_operations: statistics.cached,
  total_media_cached: statistics.cached,
  total_media_removed: statistics.returned,
  last_activity: secondsOrNull(newest(people.map(({ lastSeenAt }) => lastSeenAt))),
  current_active_sessions: sessions.length,
  scheduled_removals: timers.waiting + timers.postponed + timers.due
})

export const seedHistoryOf = (plays: readonly PlayRecord[]): SeedHistory =>
  plays.map(({ title, sentence, startedAt, finished }) => ({
    title,
    type: finished ? 'finished' : 'watched',
    reason: sentence,
    timestamp: secondsOf(startedAt)
  }))

/** Timers that are switched off are due at no time. */
export const seedRemovalsOf = (removals: readonly Removal[]): Record<string, number> =>
  Object.fromEntries(removals.flatMap(({ unit, dueAt }) => (dueAt === null ? [] : [[unit, secondsOf(dueAt)]])))

export const seedActivityOf = ({ people }: WatcherStatus): SeedActivity =>
  Object.fromEntries(
    people.map(({ name, lastSeenAt, daysSince, isActive }) => [
      name,
      { last_activity: secondsOrNull(lastSeenAt), days_since_activity: daysSince, is_active: isActive }
    ])
  )

/** What the state is put together from. */
interface Known {
  readonly status: Status
  readonly plan: RunReport | undefined
  readonly preview: PlanReport | undefined
  readonly watcher: WatcherStatus
  readonly configuration: SeedStatus['configuration']
}

const lastOf = ({ lastRun }: Status): SeedStatus['last_execution'] => {
  const { startedAt = null, finishedAt = null } = lastRun ?? {}
  const moved = [lastRun?.done.promoted, lastRun?.done.evicted]
  return {
    start_time: secondsOrNull(startedAt),
    end_time: secondsOrNull(finishedAt),
    execution_time: startedAt === null || finishedAt === null ? null : secondsOf(finishedAt - startedAt),
    files_moved_to_cache: moved[0]?.units ?? 0,
    files_moved_to_array: moved[1]?.units ?? 0,
    total_size_moved: moved.reduce((sum, one) => sum + (one?.bytes ?? 0), 0)
  }
}

export const seedStatusOf = ({ status, plan, preview, watcher, configuration }: Known): SeedStatus => ({
  status: status.currentRun === null ? 'idle' : 'running',
  last_execution: lastOf(status),
  pending_operations: {
    files_to_cache: plan?.planned.promote.units ?? 0,
    files_to_array: plan?.planned.evict.units ?? 0
  },
  real_time_watcher: { enabled: watcher.enabled, active: watcher.watching, stats: seedStatsOf(watcher) },
  configuration,
  ...(preview === undefined ? {} : { test_results: seedResultsOf(preview) })
})

/** Films of charts; what came when is not kept. */
export const seedMoviesOf = ({ lists }: TraktStatus): SeedMovie[] =>
  lists
    .filter(({ kind }) => kind === 'chart')
    .flatMap(({ titles, readAt }) =>
      titles
        .filter(({ type }) => type === 'movie')
        .map(({ title, year }) => ({
          trakt_id: null,
          title,
          year,
          slug: null,
          added_at: null,
          last_updated: secondsOrNull(readAt)
        }))
    )

export const seedTraktOf = (trakt: TraktStatus): SeedTraktStats => {
  const last = secondsOrNull(newest(trakt.lists.map(({ readAt }) => readAt)))
  return {
    total_checks: trakt.requests,
    movies_added: null,
    movies_removed: null,
    last_check: last,
    last_update: last,
    errors: trakt.lists.filter(({ trouble }) => trouble !== null).length,
    trending_movies_count: seedMoviesOf(trakt).length,
    is_watching: trakt.enabled
  }
}
