/** The real-time watcher as the page and the command line show it: how it listens, what it wants and waits for, what it keeps, and what was played. Times are epoch milliseconds. */
import { z } from 'zod'

const at = z.number().int()

/** A play that goes on. */
const sessionSchema = z.object({
  person: z.string(),
  title: z.string(),
  startedAt: at,
  /** Null when Plex does not say how long it is. */
  percent: z.number().nullable(),
  /** Where the file was when it began: on the pool because of us, or not. */
  tier: z.enum(['pool', 'array']),
  /** Whether the watcher acts for this person (REAL_TIME_WATCH_RESPECT_EXISTING_RULES). */
  isCounted: z.boolean()
})

/** A unit that the watcher wants and that is not on the pool. */
const queuedSchema = z.object({
  unit: z.string(),
  title: z.string(),
  people: z.array(z.string()),
  /** moving: on its way; waiting: for its turn; left: a rule keeps it on the array for now. */
  state: z.enum(['moving', 'waiting', 'left']),
  /** Why it is left, one sentence; null otherwise. */
  because: z.string().nullable()
})

/** Counted since `since`. */
const statisticsSchema = z.object({
  since: at,
  watches: z.number().int(),
  /** Units that were brought to the pool for a play. */
  cached: z.number().int(),
  /** Plays that began on the pool. */
  alreadyThere: z.number().int(),
  /** Units with a timer that went home. */
  returned: z.number().int(),
  /** Timers that ran out while something held their unit. */
  postponed: z.number().int(),
  failures: z.number().int(),
  /** From the beginning of a play to a copy made for it; null before the first one. */
  averageToCachedMs: z.number().nullable()
})

/** When somebody last watched anything. */
const activitySchema = z.object({
  id: z.string(),
  name: z.string(),
  lastSeenAt: at.nullable(),
  daysSince: z.number().nullable(),
  /** False for whoever is left out by REAL_TIME_WATCH_EXCLUDE_INACTIVE_USERS_DAYS; with 0 nobody is. */
  isActive: z.boolean()
})

export const watcherStatusSchema = z.object({
  /** As it was switched last. */
  enabled: z.boolean(),
  /** Whether Plex is listened to at this moment. */
  watching: z.boolean(),
  /** How it stands, one sentence; when nothing is heard: what to look at. */
  sentence: z.string(),
  /** Whether Plex pushes its news, and how often it is asked besides. */
  line: z.enum(['unknown', 'up', 'down']).nullable(),
  askEveryMs: z.number().nullable(),
  /** When Plex was last asked who plays what, when it last answered, and why not. */
  askedAt: at.nullable(),
  answeredAt: at.nullable(),
  silence: z.string().nullable(),
  sessions: z.array(sessionSchema),
  queue: z.array(queuedSchema),
  /** REAL_TIME_WATCH_MAX_CONCURRENT_WATCHES. */
  maxConcurrent: z.number().int(),
  statistics: statisticsSchema,
  timers: z.object({ waiting: z.number().int(), postponed: z.number().int(), due: z.number().int() }),
  people: z.array(activitySchema)
})
export type WatcherStatus = z.infer<typeof watcherStatusSchema>

/** One play, with what became of it. */
export const playSchema = z.object({
  id: z.number().int(),
  person: z.string(),
  title: z.string(),
  ratingKey: z.string(),
  /** The unit that was played; null until a run has placed it. */
  unit: z.string().nullable(),
  startedAt: at,
  /** Null while it goes on. */
  endedAt: at.nullable(),
  finished: z.boolean(),
  percent: z.number().nullable(),
  /** How long it really played. */
  watchedMs: z.number(),
  tier: z.enum(['pool', 'array']),
  did: z.enum(['waiting', 'cached', 'already-there', 'switched-off', 'not-counted', 'not-in-library']),
  cachedUnits: z.number().int(),
  /** What the watcher did, one sentence. */
  sentence: z.string()
})
export type PlayRecord = z.infer<typeof playSchema>

/** A removal timer. */
export const removalSchema = z.object({
  unit: z.string(),
  title: z.string(),
  since: z.enum(['caching', 'finished']),
  begunAt: at,
  /** Null while the timers are switched off (0 hours). */
  dueAt: at.nullable(),
  remainingMs: z.number().nullable(),
  /** waiting: it runs; postponed: it ran out and something holds the unit; due: it goes home at the next run; off: the timers are switched off. */
  state: z.enum(['waiting', 'postponed', 'due', 'off']),
  /** What holds the unit, as the newest plan says, most telling first. */
  because: z.array(z.string()),
  /** When one that is postponed is looked at again at the latest; null when only runs do. */
  nextCheckAt: at.nullable()
})
export type Removal = z.infer<typeof removalSchema>
