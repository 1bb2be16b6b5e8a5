/** Made-up states of the server for looking at the page: from not set up to ten thousand titles. */
import type {
  AccessState,
  ApiKey,
  CachedUnit,
  Decision,
  DoctorReport,
  Happened,
  LibraryPage,
  LibraryRow,
  LogLine,
  Orphan,
  Owner,
  PathReport,
  PersonStatus,
  Pin,
  PlanReview,
  PlayRecord,
  Problem,
  Removal,
  Run,
  RunReport,
  Session,
  SignIn,
  Status,
  WatcherStatus,
  Why
} from '@pcu/contract'
import { worded } from '@pcu/contract'
import { aCachedUnit, aDecision, aMove, aRun, GB, HOUR, MEDIA, MINUTE, none, POOL } from './builders.ts'
import { somePaths } from './some-paths.ts'

/** Everything one server would answer. */
export interface World {
  readonly status: Status
  /** Left out: everybody is in. */
  readonly access?: AccessState
  /** Browsers that are logged in and keys of programs; none when left out. */
  readonly door?: { readonly sessions: readonly Session[]; readonly keys: readonly ApiKey[] }
  readonly cached: readonly CachedUnit[]
  readonly runs: readonly Run[]
  readonly plan: RunReport | null
  /** What applying it comes to; absent: it is refused. */
  readonly review?: PlanReview
  /** Absent: PLEX_TOKEN is used. */
  readonly owner?: Owner
  /** How far a sign-in has come; absent: there is none. */
  readonly signIn?: SignIn
  /** What it comes to by an order, by the path of the order. */
  readonly signInBy?: Readonly<Record<string, SignIn>>
  /** Lines of the log, oldest first; none when left out. */
  readonly log?: readonly LogLine[]
  /** Left out: nobody is known. */
  readonly people?: readonly PersonStatus[]
  readonly insight?: Partial<import('@pcu/contract').Insight>
  /** Where the library lies; nothing is known when left out. */
  readonly paths?: PathReport
  /** What the doctor found, and what a look at the array finds; all is fine when left out. */
  readonly doctor?: DoctorReport
  readonly audited?: DoctorReport
  readonly orphans?: readonly Orphan[]
  /** What happened, newest first; nothing when left out. */
  readonly history?: readonly Happened[]
  /** What the watcher tells; nobody watches when left out. */
  readonly watching?: {
    readonly status: WatcherStatus
    readonly plays: readonly PlayRecord[]
    readonly removals: readonly Removal[]
  }
  /** Every title; none when left out. */
  readonly library?: readonly LibraryRow[]
  /** What else is told of them. */
  readonly libraryFacts?: Partial<Pick<LibraryPage, 'readAt' | 'trouble' | 'unread'>>
  /** What is told of whatever is asked about; absent: of some film. */
  readonly why?: Why
  readonly pins?: readonly Pin[]
  /** Answers every question, or those at these paths, with a problem instead. */
  readonly failing?: boolean | readonly string[]
  /** Paths at which questions stay without an answer. */
  readonly unanswered?: readonly string[]
  /** Refuses orders with this status and sentence. */
  readonly refusing?: { readonly status: number; readonly title: string; readonly hint: string }
}

const aReport = (run: Run, decisions: readonly Decision[]): RunReport => ({ ...run, decisions: [...decisions] })

/** The decisions of an ordinary evening. */
const ordinaryDecisions = (): Decision[] => [
  ...Array.from({ length: 3 }, (_, at) => aDecision(at)),
  aDecision(4, {
    action: 'evict',
    because: [worded({ code: 'watched', viewedAt: Date.now() - 60 * HOUR, graceHours: 48 })],
    score: [],
    sizeBytes: 4 * GB
  }),
  ...Array.from({ length: 8 }, (_, at) => aDecision(at + 5, { action: 'keep', from: null, to: null })),
  aDecision(14, {
    action: 'leave',
    because: [
      worded({ code: 'pool-would-fall-below-floor', needBytes: 42 * GB, freeBytes: 131 * GB, floorBytes: 100 * GB })
    ],
    refusals: ['pool-would-fall-below-floor'],
    sizeBytes: 42 * GB,
    from: null,
    to: null
  }),
  aDecision(15, {
    action: 'leave',
    because: [
      worded({ code: 'file-missing', path: '/mnt/user/media/movies/Quiet Rivers (2025)/Quiet Rivers (2025).mkv' })
    ],
    refusals: ['file-missing'],
    sizeBytes: null,
    files: 0,
    from: null,
    to: null
  })
]

const calmStatus = (cached: readonly CachedUnit[], now: number): Status => {
  const bytes = cached.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return {
    version: '0.1.0',
    startedAt: now - 3 * HOUR,
    now,
    timeZone: 'Europe/Berlin',
    testMode: false,
    sentence: `All is well. ${cached.length} titles are on the pool.`,
    plex: { state: 'answering', name: 'Tower', sentence: 'Tower answers.', since: now - 3 * HOUR },
    mode: {
      presentation: 'union',
      original: 'remove',
      sentence: 'Files move to the pool and back; Plex sees them at the same path.',
      warnings: []
    },
    pool: {
      path: '/mnt/cache',
      state: 'online',
      totalBytes: 1000 * GB,
      freeBytes: 420 * GB,
      ownedBytes: bytes,
      floorBytes: 100 * GB,
      budgetBytes: 500 * GB
    },
    roots: [
      { role: 'share', path: '/mnt/user', state: 'online', sentence: '/mnt/user: fuse.shfs.', since: now - 3 * HOUR },
      { role: 'pool', path: '/mnt/cache', state: 'online', sentence: '/mnt/cache: xfs.', since: now - 3 * HOUR },
      { role: 'array', path: '/mnt/disk1', state: 'online', sentence: '/mnt/disk1: xfs.', since: now - 3 * HOUR }
    ],
    cached: { units: cached.length, bytes },
    currentRun: null,
    pausedSince: null,
    moves: [],
    lastRun: aRun(41, { startedAt: now - 48 * MINUTE }),
    nextRunAt: now + 12 * MINUTE,
    problems: [],
    lastEventId: 100
  }
}

const someRuns = (): Run[] => [
  aRun(41, { startedAt: Date.now() - 48 * MINUTE }),
  aRun(40, {
    trigger: 'plex',
    outcome: 'partial',
    sentence: 'Brought in 2 of 3 titles; 1 stood back because it changed meanwhile.',
    done: {
      promoted: { units: 2, bytes: 9 * GB },
      evicted: none,
      failed: none,
      stoodBack: { units: 1, bytes: 5 * GB },
      mended: none
    },
    startedAt: Date.now() - 3 * HOUR
  }),
  aRun(39, {
    trigger: 'button',
    dryRun: true,
    sentence: 'Would bring in 3 titles (14 GB) and send 1 home (4 GB).',
    done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
    startedAt: Date.now() - 5 * HOUR
  }),
  aRun(38, {
    outcome: 'skipped',
    trigger: 'start',
    sentence: 'Plex did not answer, so nothing was tried.',
    planned: { promote: none, evict: none, keep: none, leave: none },
    done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none },
    startedAt: Date.now() - 9 * HOUR
  }),
  ...Array.from({ length: 9 }, (_, at) => aRun(37 - at, { startedAt: Date.now() - (12 + 6 * at) * HOUR }))
]

const plexSilent: Problem = {
  id: 'plex.unreachable',
  severity: 'warning',
  sentence: 'Plex at http://tower:32400 does not answer (connection refused). Check PLEX_URL, and that Plex runs.',
  setting: 'PLEX_URL'
}

/** Twelve titles cached, nothing to do. */
export function idleWorld(): World {
  const odd: Readonly<Record<number, CachedUnit['state']>> = { 5: 'partial', 9: 'orphan' }
  const cached = Array.from({ length: 12 }, (_, at) => aCachedUnit(at + 1, { state: odd[at + 1] ?? 'complete' }))
  const run = aRun(41, { startedAt: Date.now() - 48 * MINUTE })
  return { status: calmStatus(cached, Date.now()), cached, runs: someRuns(), plan: aReport(run, ordinaryDecisions()) }
}

const nobody: Owner = {
  from: 'none',
  sentence: 'Nobody is signed in, and PLEX_TOKEN is not set.',
  account: null,
  server: null,
  address: null,
  since: null
}

/** Just installed: nothing is set. */
export function freshWorld(): World {
  const calm = calmStatus([], Date.now())
  return {
    status: {
      ...calm,
      sentence: 'Plex is not set up yet.',
      plex: { state: 'not-set', name: null, sentence: 'Not set up.', since: null },
      mode: null,
      pool: { ...calm.pool, state: 'unknown', totalBytes: null, freeBytes: null, budgetBytes: null },
      lastRun: null,
      nextRunAt: null,
      problems: [
        {
          id: 'plex.not-set',
          severity: 'error',
          sentence: 'Set PLEX_URL and PLEX_TOKEN so that Plex can be asked what people are about to watch.',
          setting: 'PLEX_URL'
        }
      ]
    },
    cached: [],
    runs: [],
    plan: null,
    owner: nobody
  }
}

/** A run with three moves under way. */
export function busyWorld(): World {
  const idle = idleWorld()
  const currentRun = aRun(42, {
    startedAt: Date.now() - 2 * MINUTE,
    finishedAt: null,
    outcome: 'running',
    sentence: 'Bringing in 3 titles (20 GB), sending 1 home (4 GB).',
    planned: { promote: { units: 3, bytes: 20 * GB }, evict: { units: 1, bytes: 4 * GB }, keep: none, leave: none },
    done: { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none }
  })
  const moves = [
    aMove('4'),
    aMove('5', {
      bytesPerSecond: null,
      bytesDone: 0,
      files: [{ name: 'Harbour Lights - S02E05.mkv', bytesDone: 0, bytesTotal: 8 * GB }]
    }),
    aMove('6', {
      title: 'Quiet Rivers (2014)',
      direction: 'out',
      phase: 'verifying',
      bytesTotal: 4 * GB,
      bytesDone: 3 * GB,
      because: [worded({ code: 'watched', viewedAt: Date.now() - 60 * HOUR, graceHours: 48 })]
    })
  ]
  return {
    ...idle,
    status: { ...idle.status, sentence: '3 titles are being moved.', currentRun, moves },
    runs: [currentRun, ...idle.runs],
    plan: aReport(currentRun, ordinaryDecisions())
  }
}

/** Plex has stopped answering; everything stays. */
export function silentWorld(): World {
  const idle = idleWorld()
  return {
    ...idle,
    status: {
      ...idle.status,
      sentence: 'Plex does not answer. Everything stays as it is.',
      plex: {
        state: 'silent',
        name: 'Tower',
        sentence: 'Tower has not answered since 2026-11-22 14:02.',
        since: Date.now() - HOUR
      },
      mode: {
        ...(idle.status.mode ?? { presentation: 'union', original: 'remove', sentence: '' }),
        warnings: ['MOVE_WITH_SYMLINKS has no effect here, because the pool is part of the union.']
      },
      problems: [plexSilent]
    }
  }
}

/** A preview in test mode. */
export function testModeWorld(): World {
  const idle = idleWorld()
  const run = aRun(42, {
    startedAt: Date.now() - 6 * MINUTE,
    dryRun: true,
    trigger: 'button',
    sentence: 'Would bring in 3 titles (18 GB) and send 1 home (4 GB).'
  })
  return {
    ...idle,
    status: { ...idle.status, testMode: true, lastRun: run },
    runs: [run, ...idle.runs],
    plan: aReport(run, ordinaryDecisions())
  }
}

/** Markup, right-to-left letters and marks, line breaks and endless words where titles and paths are expected. */
export const hostileTitles: readonly string[] = [
  '<img src=x onerror="document.body.dataset.broken=1"><script>document.body.dataset.broken=1</script>',
  '</title><b>bold</b> & "quotes" \'single\' {{braces}} %{percent}',
  'مدينة الرياح S01E02 مرحبا',
  '\u202Egnp.eivom\u202C reversed by a mark',
  'line\nbreak\tand tab',
  'x'.repeat(10_000),
  'Ünïcödé e\u0301 👩‍👩‍👧‍👦 🏴‍☠️ ﷽',
  ' '
]

/** The titles above everywhere where titles, names and sentences are shown. */
export function hostileWorld(): World {
  const busy = busyWorld()
  const cached = hostileTitles.map((title, at) =>
    aCachedUnit(at + 1, {
      title,
      unit: `${MEDIA}/${title}.mkv`,
      because: [worded({ code: 'on-deck', person: title })],
      files: [{ path: `${MEDIA}/${title}.mkv`, poolPath: `${POOL}/${title}.mkv`, sizeBytes: GB }]
    })
  )
  const moves = hostileTitles.slice(0, 3).map((title, at) =>
    aMove(String(at), {
      title,
      files: [
        { name: title, bytesDone: 1, bytesTotal: 9 },
        { name: `${title}.srt`, bytesDone: 1, bytesTotal: 9 }
      ]
    })
  )
  const decisions = hostileTitles.map((title, at) =>
    aDecision(at, {
      title,
      unit: `${at}${title}`,
      from: title,
      to: title,
      refusals: [title],
      because: [worded({ code: 'needs-a-person', detail: title })]
    })
  )
  const run = aRun(42, { sentence: hostileTitles[0] ?? '' })
  return {
    ...busy,
    status: {
      ...busy.status,
      sentence: hostileTitles[0] ?? '',
      moves,
      cached: { units: cached.length, bytes: cached.length * GB },
      problems: [{ id: 'odd', severity: 'info', sentence: hostileTitles[1] ?? '', setting: null }]
    },
    cached,
    runs: [run],
    plan: aReport(run, decisions)
  }
}

/** Ten thousand titles on the pool and as many decisions. */
export function crowdedWorld(): World {
  const idle = idleWorld()
  const cached = Array.from({ length: 10_000 }, (_, at) => aCachedUnit(at + 1, { title: `Title ${at + 1}` }))
  const run = aRun(41)
  const decisions = Array.from({ length: 10_000 }, (_, at) =>
    aDecision(at, { unit: `/mnt/user/media/${at}.mkv`, title: `Title ${at}`, action: at < 40 ? 'promote' : 'leave' })
  )
  return { ...idle, status: calmStatus(cached, Date.now()), cached, plan: aReport(run, decisions) }
}

/** A server whose every answer is a problem. */
export const failingWorld = (): World => ({ ...idleWorld(), failing: true })

/** A library of which only a part has a place here. */
export const pathsWorld = (): World => ({ ...idleWorld(), paths: somePaths() })

/** A server that refuses every order. */
export const refusingWorld = (): World => ({
  ...idleWorld(),
  refusing: { status: 409, title: 'A run is under way already.', hint: 'Wait until it ends, or stop it.' }
})
