/** Why a title is where it is: what the last plan knew and decided about it, every rule's answer, what would change it, and what happened to it. */
import { z } from 'zod'
import { decisionSchema } from '../decision.ts'
import { becauseSchema, wantKindSchema } from '../reason.ts'
import { titleChoiceSchema } from './pin.ts'

/**
 * decided: a run decided otherwise than the one before; played: somebody watched it; timer: the watcher began to count the hours until it goes home;
 * postponed: they were over, and something held it; due: when they are over, which is still to come. The others are what was done.
 */
export const unitEventKindSchema = z.enum([
  'promoted',
  'returned',
  'mended',
  'resolved',
  'failed',
  'stood-back',
  'decided',
  'played',
  'timer',
  'postponed',
  'due'
])
export type UnitEventKind = z.infer<typeof unitEventKindSchema>

const at = z.number().int()
const bytes = z.number().int()

/**
 * One file and where it lies, as far as is known without asking a disk. pool: put there by us; pool-by-others: there, but not by us; array: on the array, as
 * nothing else is known; nowhere: Plex names a path that has no place here.
 */
export const whyFileSchema = z.object({
  path: z.string(),
  role: z.enum(['video', 'sidecar']),
  sizeBytes: bytes.nullable(),
  tier: z.enum(['pool', 'pool-by-others', 'array', 'nowhere']),
  /** On the pool its path there; on the array the disk, when somebody looked. */
  place: z.string().nullable(),
  /** When the array was last looked at for it. */
  lookedAt: at.nullable()
})
export type WhyFile = z.infer<typeof whyFileSchema>

/** Somebody's wish. */
export const whyWantSchema = z.object({
  kind: wantKindSchema,
  person: z.string(),
  source: z.string(),
  because: becauseSchema,
  /** Episodes ahead, 0 = next. */
  distance: z.number().int(),
  /** The viewing, or the order, behind it. */
  freshness: at
})
export type WhyWant = z.infer<typeof whyWantSchema>

/** One rule's answer. `about`: whether it may come to the pool, or may leave it. */
export const whyVerdictSchema = z.object({
  rule: z.string(),
  about: z.enum(['coming', 'leaving']),
  passes: z.boolean(),
  /** The reason of a no, or what a yes means. */
  sentence: z.string(),
  because: becauseSchema.nullable()
})
export type WhyVerdict = z.infer<typeof whyVerdictSchema>

/** Somebody who is close to it without wanting it yet. `ahead`: so many episodes after where they are; negative when they are past it. */
export const whyNearSchema = z.object({
  person: z.string(),
  at: z.string(),
  ahead: z.number().int(),
  /** How far their deck reaches was chosen for them, so NUMBER_EPISODES would not change it. */
  hasOwnReach: z.boolean(),
  sentence: z.string()
})
export type WhyNear = z.infer<typeof whyNearSchema>

/**
 * Something that would change it. setting: give `setting` the value `value`; pin, unpin: do so; watchlist: put it on one; wait: it changes by itself, at
 * `untilAt` where that is known; run: the next run does it; fix: a person has to put something right.
 */
export const whyChangeSchema = z.object({
  kind: z.enum(['setting', 'pin', 'unpin', 'watchlist', 'wait', 'run', 'fix']),
  setting: z.string().nullable(),
  value: z.string().nullable(),
  untilAt: at.nullable(),
  sentence: z.string()
})
export type WhyChange = z.infer<typeof whyChangeSchema>

/** Something that happened to it. */
export const whyEventSchema = z.object({
  at,
  what: unitEventKindSchema,
  sentence: z.string(),
  run: z.number().int().nullable(),
  bytes: bytes.nullable(),
  tookMs: z.number().int().nullable()
})
export type WhyEvent = z.infer<typeof whyEventSchema>

/** The room that it is measured against, bytes. */
export const whyLimitsSchema = z.object({
  needBytes: bytes.nullable(),
  freeBytes: bytes,
  floorBytes: bytes,
  ownedBytes: bytes,
  budgetBytes: bytes.nullable()
})
export type WhyLimits = z.infer<typeof whyLimitsSchema>

/** One version of a title. */
export const whyUnitSchema = z.object({
  /** Its first video as this program sees it, or Plex's path when it has no place here. */
  unit: z.string(),
  /** The version's first file as Plex calls it, by which this version alone is pinned; null when Plex does not list it. */
  plexFile: z.string().nullable(),
  title: z.string(),
  section: z.string(),
  state: z.enum(['cached', 'partly', 'orphan', 'not-cached', 'no-place']),
  cachedSince: at.nullable(),
  /** The whole answer in one sentence. */
  sentence: z.string(),
  files: z.array(whyFileSchema),
  /** What the last plan decided; null when it was not concerned, because nobody wants it and it is not on the pool. */
  decision: decisionSchema.nullable(),
  /** What the same plan would have decided had somebody pinned it; null when somebody wants it. */
  ifPinned: decisionSchema.nullable(),
  /** Titles that would go home for it then. */
  wouldDisplace: z.array(z.string()),
  wants: z.array(whyWantSchema),
  near: z.array(whyNearSchema),
  verdicts: z.array(whyVerdictSchema),
  limits: whyLimitsSchema,
  changes: z.array(whyChangeSchema),
  timeline: z.array(whyEventSchema)
})
export type WhyUnit = z.infer<typeof whyUnitSchema>

/** When this was so. `run`: the run that saw it; null when Plex was asked for this question alone. */
const seen = { asOf: at, run: z.number().int().nullable(), wanted: z.number().int(), notes: z.array(z.string()) }

/** One episode in the summary of a show. `ask`: words that mean it alone. */
export const whyEpisodeSchema = z.object({
  title: z.string(),
  season: z.number().int().nullable(),
  episode: z.number().int().nullable(),
  ask: z.string(),
  cached: z.boolean(),
  /** Who wants it. */
  people: z.array(z.string()),
  rank: z.number().int().nullable(),
  /** The most telling reason; null when the last plan was not concerned. */
  sentence: z.string().nullable()
})
export type WhyEpisode = z.infer<typeof whyEpisodeSchema>

/** What the answer is about, by Plex's keys: for its poster and its pins. `ratingKey` is null for a show or a season. */
export const whyTargetSchema = z.object({
  ratingKey: z.string().nullable(),
  showKey: z.string().nullable(),
  season: z.number().int().nullable(),
  posterKey: z.string()
})
export type WhyTarget = z.infer<typeof whyTargetSchema>

/** The answer: one title with every version of it, a show or season in summary, or titles to choose from. */
export const whySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('title'),
    title: z.string(),
    /** Null for what Plex does not list any more. */
    target: whyTargetSchema.nullable(),
    others: z.number().int(),
    units: z.array(whyUnitSchema),
    ...seen
  }),
  z.object({
    kind: z.literal('show'),
    title: z.string(),
    target: whyTargetSchema.nullable(),
    others: z.number().int(),
    seasons: z.array(
      z.object({
        season: z.number().int().nullable(),
        episodes: z.number().int(),
        cached: z.number().int(),
        wanted: z.number().int()
      })
    ),
    episodes: z.array(whyEpisodeSchema),
    ...seen
  }),
  z.object({ kind: z.literal('several'), sentence: z.string(), choices: z.array(titleChoiceSchema) }),
  z.object({ kind: z.literal('none'), sentence: z.string(), choices: z.array(titleChoiceSchema) })
])
export type Why = z.infer<typeof whySchema>
