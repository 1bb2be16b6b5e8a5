/** What the cache brought, as the page tells it: plays by where they came from, misses by reason, the use of the pool over time, and what is known of disks. */
import { z } from 'zod'

/**
 * Where a file lay when its play began. pool: on the pool; array: in a library here and not on the pool, as far as we know; elsewhere: in no library here;
 * unknown: nobody could say.
 */
export const startTierSchema = z.enum(['pool', 'array', 'elsewhere', 'unknown'])
/** Where a file lay when its play began. */
export type StartTier = z.infer<typeof startTierSchema>

/**
 * Why a play did not come from the pool, first match wins. too-late: it was to be brought and had not come; no-room: wanted, and nothing fitted; held-back:
 * wanted, and a rule, an error or the test mode kept it; evicted: it had been there and went home in the last 30 days; person-excluded: nothing is brought for
 * whoever played it; unknown: nothing had been planned before; never-predicted: nobody was expected to play it.
 */
export const missReasonSchema = z.enum([
  'never-predicted',
  'evicted',
  'too-late',
  'no-room',
  'person-excluded',
  'held-back',
  'unknown'
])
/** Why a play did not come from the pool. */
export type MissReason = z.infer<typeof missReasonSchema>

/**
 * What a disk does. flash: it has no platter that could stand still; quiet: nothing was read or written for a while, and whether it stands still cannot be
 * known on this host; unknown: this host says nothing of it.
 */
export const diskStateSchema = z.enum(['awake', 'asleep', 'quiet', 'flash', 'unknown'])
/** What a disk does. */
export type DiskState = z.infer<typeof diskStateSchema>

/** A hit rate of fewer plays says nothing, and is not told. */
export const leastPlaysForRate = 10
/** Points of one line at most. */
export const mostPoints = 400

const count = z.number().int()
const bytes = z.number()
/** Epoch milliseconds. */
const at = z.number().int()
/** Plays from the pool of those from pool and array, percent; null of fewer than `leastPlaysForRate`. */
const hitPercent = z.number().nullable()

/** Plays of a stretch of time. */
export const playTallySchema = z.object({
  plays: count,
  pool: count,
  array: count,
  elsewhere: count,
  unknown: count,
  hitPercent,
  /** Of the plays from the pool, as far as Plex says how large they are. */
  poolBytes: bytes,
  /** Plays from the array whose disk was known to be asleep. */
  woke: count,
  /** Plays from the pool whose home disk was known to be asleep. */
  spared: count,
  /** The most frequent first; none that did not occur. */
  misses: z.array(z.object({ reason: missReasonSchema, plays: count }))
})
/** Plays of a stretch of time. */
export type PlayTally = z.infer<typeof playTallySchema>

/** One day of the machine's own time zone. */
const insightDaySchema = z.object({
  /** Its beginning. */
  at,
  pool: count,
  array: count,
  other: count,
  /** Of the seven days that end with this one. */
  weekHitPercent: hitPercent
})

/** The pool at one moment. */
const cachePointSchema = z.object({
  at,
  bytes,
  units: count,
  limitBytes: bytes.nullable(),
  freeBytes: bytes.nullable(),
  totalBytes: bytes.nullable()
})

/** How much of a library section lies on the pool because of us. */
const sectionTierSchema = z.object({
  sectionId: z.string(),
  title: z.string(),
  poolBytes: bytes,
  /** Everything of it, as Plex last said. */
  totalBytes: bytes
})

const diskSchema = z.object({
  /** The array root on it. */
  path: z.string(),
  state: diskStateSchema,
  /** Since when, as far as it was seen. */
  since: at.nullable(),
  /** What it did in the last 24 hours, oldest first; the first may be older. */
  course: z.array(z.object({ at, state: diskStateSchema }))
})

const missedPlaySchema = z.object({
  at,
  ratingKey: z.string(),
  title: z.string(),
  person: z.string(),
  reason: missReasonSchema,
  /** What its disk did just before. */
  disk: diskStateSchema
})

/** How many days back, today included. */
export const insightQuerySchema = z.object({ days: z.coerce.number().int().min(1).max(366).default(30) })

/** What the cache brought. */
export const insightSchema = z.object({
  now: at,
  timeZone: z.string(),
  days: count,
  /** The beginning of the first day. */
  since: at,
  /** The first play and the first sample that are kept; null: none yet. */
  playsSince: at.nullable(),
  samplesSince: at.nullable(),
  /** Of the days that were asked for. */
  plays: playTallySchema,
  /** Of the last seven days, and of the seven before them. */
  week: playTallySchema,
  weekBefore: playTallySchema,
  byDay: z.array(insightDaySchema),
  cache: z.array(cachePointSchema),
  /** Null: the library was not read since the program began. */
  sections: z.array(sectionTierSchema).nullable(),
  disks: z.array(diskSchema),
  /** The newest misses, newest first. */
  missed: z.array(missedPlaySchema)
})
/** What the cache brought. */
export type Insight = z.infer<typeof insightSchema>
