/** Scripts that were written for the original program: the same addresses, keys and units, told from what this one knows. */
import type { PlanReport, Run, Status, TraktStatus, WatcherStatus } from '@pcu/contract'
import { afterEach, expect, it } from 'vitest'
import type { RunRequest } from '#engine/run-deps.ts'
import type { SaveAnswer } from '#engine/settings/desk.ts'
import { seedSize } from '#http/seed/shapes.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { quietBook } from '#test/builders/quiet-log.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const none = { units: 0, bytes: 0 }
const aRun = (id: number, dryRun: boolean): Run => ({
  id,
  trigger: 'button',
  dryRun,
  startedAt: 100_000,
  finishedAt: 112_500,
  outcome: 'done',
  sentence: 'Done.',
  planned: { promote: { units: 3, bytes: 9 }, evict: { units: 1, bytes: 2 }, keep: none, leave: none },
  done: {
    promoted: { units: 2, bytes: 5 },
    evicted: { units: 1, bytes: 2 },
    failed: none,
    stoodBack: none,
    mended: none
  },
  requests: 4
})

const file = (source: string, sizeBytes: number | null) =>
  ({ source, destination: `/pool${source}`, disk: '/mnt/disk1', role: 'video', sizeBytes }) as const

const preview: PlanReport = {
  ...aRun(8, true),
  decisions: [],
  operations: [
    {
      operation: 'move',
      unit: '/a',
      title: 'A',
      because: [],
      sizeBytes: 4000,
      fileCount: 2,
      files: [file('/films/A/A.mkv', 4000), file('/films/A/A.srt', null)]
    },
    { operation: 'keep', unit: '/k', title: 'K', because: [], sizeBytes: 1, fileCount: 1, files: [file('/k', 1)] }
  ],
  totals: null,
  review: null
}

const switchedOff: WatcherStatus = {
  enabled: false,
  watching: false,
  sentence: 'The watcher is off.',
  line: null,
  askEveryMs: null,
  askedAt: null,
  answeredAt: null,
  silence: null,
  sessions: [],
  queue: [],
  maxConcurrent: 3,
  statistics: {
    since: 0,
    watches: 5,
    cached: 4,
    alreadyThere: 1,
    returned: 2,
    postponed: 0,
    failures: 0,
    averageToCachedMs: null
  },
  timers: { waiting: 1, postponed: 1, due: 0 },
  people: [{ id: '1', name: 'Mia', lastSeenAt: 90_000, daysSince: 2, isActive: true }]
}

const trakt: TraktStatus = {
  enabled: true,
  sentence: '',
  noSignIn: null,
  people: [],
  requests: 7,
  lists: [
    {
      name: 'Trending films',
      kind: 'chart',
      count: 1,
      inLibrary: 1,
      readAt: 60_000,
      nextAt: null,
      trouble: 'Trakt does not answer',
      titles: [
        { position: 1, type: 'movie', title: 'A Quiet Disk', year: 2019, match: 'id' },
        { position: 2, type: 'show', title: 'A Show', year: null, match: 'none' }
      ]
    }
  ]
}

const removal = { unit: '/s', title: 'S', since: 'finished', begunAt: 1, remainingMs: 1, state: 'waiting' } as const

const serve = (facts: Parameters<typeof quietFace>[0] = {}) => {
  const asked: RunRequest[] = []
  const saved: unknown[] = []
  const quiet = quietFace()
  const face = quietFace({
    status: async () => ({ currentRun: null, lastRun: aRun(7, false) }) as unknown as Status,
    latestPlan: async () => ({ ...aRun(8, true), decisions: [] }),
    runs: async () => [aRun(9, false), aRun(8, true)],
    planReport: async (id) => (id === 8 ? preview : undefined),
    request: (request) => {
      asked.push(request)
      return { accepted: !request.dryRun, sentence: 'Started.' }
    },
    watcher: {
      status: async () => switchedOff,
      history: async () => [],
      schedule: async () => [
        { ...removal, dueAt: 200_500, because: [], nextCheckAt: null },
        { ...removal, unit: '/off', dueAt: null, because: [], nextCheckAt: null }
      ],
      switchTo: async (on) => ({ accepted: on, sentence: on ? 'On.' : 'The environment says so.' })
    },
    trakt: { ...quiet.trakt, tell: async () => trakt },
    settings: {
      ...quiet.settings,
      view: () => ({ revision: 1, settings: [] }) as never,
      save: async ({ changes }) => {
        saved.push(changes)
        return { kind: 'saved' } as SaveAnswer
      }
    },
    log: quietBook(
      Array.from({ length: 150 }, (_, at) => ({
        id: at,
        at: at * 1000,
        level: 'INFO' as const,
        component: 'program' as const,
        runId: null,
        requestId: null,
        text: `line ${at}`,
        leftOut: 0
      }))
    ),
    ...facts
  })
  const app = createHttp({ ...openDoor(), face, version: '9', pageFolder: undefined, onBug: () => undefined })
  open.push(app)
  const headers = { host: 'nas:5443' }
  const ask = async (url: string) => (await app.inject({ url, headers })).json()
  const order = async (url: string, payload: object = {}) => {
    const answer = await app.inject({ method: 'POST', url, headers, payload })
    return { code: answer.statusCode, said: answer.json() }
  }
  return { ask, order, asked, saved }
}

it('tells the state also while the watcher is off', async () => {
  expect(await serve().ask('/api/status')).toEqual({
    status: 'idle',
    last_execution: {
      start_time: 100,
      end_time: 112.5,
      execution_time: 12.5,
      files_moved_to_cache: 2,
      files_moved_to_array: 1,
      total_size_moved: 7
    },
    pending_operations: { files_to_cache: 3, files_to_array: 1 },
    real_time_watcher: {
      enabled: false,
      active: false,
      stats: {
        total_watches_detected: 5,
        total_cache_operations: 4,
        total_media_cached: 4,
        total_media_removed: 2,
        last_activity: 90,
        current_active_sessions: 0,
        scheduled_removals: 2
      }
    },
    configuration: {},
    test_results: { cache_operation: expect.objectContaining({ file_count: 2 }) }
  })
})

it('tells the state before the first run', async () => {
  const { ask } = serve({
    status: async () => ({ currentRun: null, lastRun: null }) as unknown as Status,
    latestPlan: async () => undefined,
    runs: async () => []
  })
  const state = await ask('/api/status')
  expect(state.last_execution).toMatchObject({ start_time: null, execution_time: null, total_size_moved: 0 })
  expect(state).not.toHaveProperty('test_results')
  expect(await ask('/api/test-results')).toEqual({})
})

it('tells what the newest preview would move, file by file', async () => {
  expect(await serve().ask('/api/test-results')).toEqual({
    cache_operation: {
      files: ['/films/A/A.mkv', '/films/A/A.srt'],
      total_size: 4000,
      total_size_readable: '3.9KB',
      operation_type: 'cache',
      file_count: 2,
      file_details: [
        {
          source: '/films/A/A.mkv',
          destination: '/pool/films/A/A.mkv',
          size_bytes: 4000,
          size_readable: '3.9KB',
          filename: 'A.mkv',
          directory: '/films/A'
        },
        expect.objectContaining({ size_bytes: 0, size_readable: '0B' })
      ]
    }
  })
  expect([0, 1, 1023, 1024, 5 * 1024 ** 3, 2 ** 60].map(seedSize)).toEqual([
    '0B',
    '1.0B',
    '1023.0B',
    '1.0KB',
    '5.0GB',
    '1048576.0TB'
  ])
})

it('starts runs and previews, and refuses what is no order', async () => {
  const { order, asked } = serve()
  expect(await order('/api/run')).toEqual({ code: 200, said: { success: true, message: 'Started.', test_mode: false } })
  expect((await order('/api/run', { test_mode: true })).said).toMatchObject({ success: false, test_mode: true })
  expect((await order('/api/run', { test_mode: 'yes' })).code).toBe(400)
  expect(asked.map(({ dryRun }) => dryRun)).toEqual([false, true])
})

it('tells of the watcher, its timers and people, and switches it', async () => {
  const { ask, order } = serve()
  const activity = { Mia: { last_activity: 90, days_since_activity: 2, is_active: true } }
  expect(await ask('/api/watcher/status')).toMatchObject({
    is_watching: false,
    watch_history: [],
    cache_removal_schedule: { '/s': 200.5 },
    user_activity_status: activity
  })
  expect(await ask('/api/watcher/cache-removal-schedule')).toEqual({ '/s': 200.5 })
  expect(await ask('/api/watcher/user-activity')).toEqual({ success: true, user_activity: activity })
  expect((await order('/api/watcher/start')).said).toEqual({ success: true, message: 'On.' })
  expect((await order('/api/watcher/stop')).said).toEqual({ success: false, error: 'The environment says so.' })
})

it('saves the switches of scheduler and Trakt', async () => {
  const { order, saved } = serve()
  expect((await order('/api/scheduler/start')).said).toEqual({ message: expect.stringMatching(/^Runs start/u) })
  await order('/api/scheduler/stop')
  expect((await order('/api/trakt/stop')).said).toEqual({
    success: true,
    message: expect.stringContaining('next start')
  })
  expect(saved).toEqual([{ 'schedule.enabled': true }, { 'schedule.enabled': false }, { 'trakt.enabled': false }])
})

it('tells what of Trakt is followed, and what is not kept', async () => {
  const { ask } = serve()
  const films = [{ trakt_id: null, title: 'A Quiet Disk', year: 2019, slug: null, added_at: null, last_updated: 60 }]
  expect(await ask('/api/trakt/trending-movies')).toEqual({ success: true, trending_movies: films })
  expect(await ask('/api/trakt/status')).toEqual({
    success: true,
    stats: {
      total_checks: 7,
      movies_added: null,
      movies_removed: null,
      last_check: 60,
      last_update: 60,
      errors: 1,
      trending_movies_count: 1,
      is_watching: true
    },
    trending_movies: films
  })
})

it('says that a history is kept instead of pretending to clear it', async () => {
  const { order } = serve()
  for (const url of ['/api/watcher/clear-history', '/api/trakt/clear-history'])
    expect(await order(url)).toMatchObject({
      code: 409,
      said: { title: expect.stringContaining('Nothing was cleared.') }
    })
})

it('tells the last hundred lines of the log', async () => {
  const { logs } = await serve().ask('/api/logs')
  expect(logs).toHaveLength(100)
  expect(logs[99]).toEqual({ level: 'INFO', message: 'line 149', timestamp: 149 })
})
