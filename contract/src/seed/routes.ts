/** Status, runs, watcher, Trakt and log under the addresses and in the shapes of the original program, for scripts that were written for it. Times are epoch seconds; sizes bytes. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { route } from '../route.ts'

const seconds = z.number()
const nothing = z.object({})

const watcherStats = z.object({
  total_watches_detected: z.number(),
  total_cache_operations: z.number(),
  total_media_cached: z.number(),
  total_media_removed: z.number(),
  last_activity: seconds.nullable(),
  current_active_sessions: z.number(),
  scheduled_removals: z.number()
})
export type SeedWatcherStats = z.infer<typeof watcherStats>

const operation = z.object({
  files: z.array(z.string()),
  total_size: z.number(),
  total_size_readable: z.string(),
  operation_type: z.enum(['cache', 'array']),
  file_count: z.number(),
  file_details: z.array(
    z.object({
      source: z.string(),
      destination: z.string(),
      size_bytes: z.number(),
      size_readable: z.string(),
      filename: z.string(),
      directory: z.string()
    })
  )
})
export type SeedOperation = z.infer<typeof operation>

const results = z.object({ cache_operation: operation.optional(), array_operation: operation.optional() })
export type SeedResults = z.infer<typeof results>

/** Runs count titles, which may be several files each. */
const statusSchema = z.object({
  status: z.enum(['running', 'idle']),
  last_execution: z.object({
    start_time: seconds.nullable(),
    end_time: seconds.nullable(),
    execution_time: z.number().nullable(),
    files_moved_to_cache: z.number(),
    files_moved_to_array: z.number(),
    total_size_moved: z.number()
  }),
  pending_operations: z.object({ files_to_cache: z.number(), files_to_array: z.number() }),
  real_time_watcher: z.object({ enabled: z.boolean(), active: z.boolean(), stats: watcherStats }),
  configuration: z.record(z.string(), z.unknown()),
  test_results: results.optional()
})
export type SeedStatus = z.infer<typeof statusSchema>

const activity = z.record(
  z.string(),
  z.object({ last_activity: seconds.nullable(), days_since_activity: z.number().nullable(), is_active: z.boolean() })
)
export type SeedActivity = z.infer<typeof activity>

const removals = z.record(z.string(), seconds)
const history = z.array(z.object({ title: z.string(), type: z.string(), reason: z.string(), timestamp: seconds }))
export type SeedHistory = z.infer<typeof history>

/** What nobody keeps here is null. */
const movie = z.object({
  trakt_id: z.number().nullable(),
  title: z.string(),
  year: z.number().nullable(),
  slug: z.string().nullable(),
  added_at: seconds.nullable(),
  last_updated: seconds.nullable()
})
export type SeedMovie = z.infer<typeof movie>

const traktStats = z.object({
  total_checks: z.number(),
  movies_added: z.number().nullable(),
  movies_removed: z.number().nullable(),
  last_check: seconds.nullable(),
  last_update: seconds.nullable(),
  errors: z.number(),
  trending_movies_count: z.number(),
  is_watching: z.boolean()
})
export type SeedTraktStats = z.infer<typeof traktStats>

const told = z.object({ message: z.string() })
const done = z.object({ success: z.boolean(), message: z.string() })
const switched = z.object({ success: z.boolean(), message: z.string().optional(), error: z.string().optional() })

const order = (path: string, policy: 'operate' | 'admin', summary: string) =>
  route({ method: 'POST', path, policy, summary: `${summary} As the original program.`, body: nothing, answer: done })

export const seedRoutes = {
  seedStatus: route({
    method: 'GET',
    path: paths.seedStatus,
    policy: 'read',
    summary: 'The state in the shape of the original program; runs count titles.',
    answer: statusSchema
  }),
  seedRun: route({
    method: 'POST',
    path: paths.seedRun,
    policy: 'operate',
    summary: 'Starts a run, or with test_mode a preview, and does not wait for its end.',
    body: z.object({ test_mode: z.boolean().default(false) }),
    answer: done.extend({ test_mode: z.boolean() })
  }),
  seedResults: route({
    method: 'GET',
    path: paths.seedResults,
    policy: 'read',
    summary: 'What the newest preview would move; empty before the first one.',
    answer: results
  }),
  seedStartScheduler: route({
    method: 'POST',
    path: paths.seedStartScheduler,
    policy: 'admin',
    summary: 'Saves that the timer starts runs.',
    body: nothing,
    answer: told
  }),
  seedStopScheduler: route({
    method: 'POST',
    path: paths.seedStopScheduler,
    policy: 'admin',
    summary: 'Saves that no timer starts runs.',
    body: nothing,
    answer: told
  }),
  seedWatcher: route({
    method: 'GET',
    path: paths.seedWatcher,
    policy: 'read',
    summary: 'The watcher in the shape of the original program, also while it is off.',
    answer: z.object({
      is_watching: z.boolean(),
      stats: watcherStats,
      watch_history: history,
      cache_removal_schedule: removals,
      user_activity_status: activity
    })
  }),
  seedStartWatcher: route({
    method: 'POST',
    path: paths.seedStartWatcher,
    policy: 'operate',
    summary: 'Switches the watcher on.',
    body: nothing,
    answer: switched
  }),
  seedStopWatcher: route({
    method: 'POST',
    path: paths.seedStopWatcher,
    policy: 'operate',
    summary: 'Switches the watcher off.',
    body: nothing,
    answer: switched
  }),
  seedRemovals: route({
    method: 'GET',
    path: paths.seedRemovals,
    policy: 'read',
    summary: 'When each title is due to leave, by its key.',
    answer: removals
  }),
  seedActivity: route({
    method: 'GET',
    path: paths.seedActivity,
    policy: 'read',
    summary: 'When each person was last active.',
    answer: z.object({ success: z.boolean(), user_activity: activity })
  }),
  seedClearWatcher: order(paths.seedClearWatcher, 'operate', 'Refused: what was watched is kept.'),
  seedTrakt: route({
    method: 'GET',
    path: paths.seedTrakt,
    policy: 'read',
    summary: 'What is followed at Trakt, in the shape of the original program.',
    answer: z.object({ success: z.boolean(), stats: traktStats, trending_movies: z.array(movie) })
  }),
  seedTrending: route({
    method: 'GET',
    path: paths.seedTrending,
    policy: 'read',
    summary: 'The films of the charts that are followed.',
    answer: z.object({ success: z.boolean(), trending_movies: z.array(movie) })
  }),
  seedStartTrakt: order(paths.seedStartTrakt, 'admin', 'Saves that Trakt is followed from the next start on.'),
  seedStopTrakt: order(paths.seedStopTrakt, 'admin', 'Saves that Trakt is not followed from the next start on.'),
  seedClearTrakt: order(paths.seedClearTrakt, 'operate', 'Refused: there is no history to clear.'),
  seedLogs: route({
    method: 'GET',
    path: paths.seedLogs,
    policy: 'read',
    summary: 'The last hundred lines of the log, secrets blanked.',
    answer: z.object({ logs: z.array(z.object({ level: z.string(), message: z.string(), timestamp: seconds })) })
  })
} as const
