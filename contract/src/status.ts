/** The whole state at one moment: what a page or a person asks for first. Events after `lastEventId` bring it up to date. */
import { z } from 'zod'
import { moveSchema } from './move.ts'
import { problemSchema } from './problem.ts'
import { rootStateSchema, rootStatusSchema } from './root.ts'
import { runSchema } from './run.ts'

export const poolStatusSchema = z.object({
  path: z.string(),
  state: z.enum([...rootStateSchema.options, 'unknown']),
  /** Null while it cannot be measured. */
  totalBytes: z.number().int().nullable(),
  freeBytes: z.number().int().nullable(),
  ownedBytes: z.number().int(),
  floorBytes: z.number().int(),
  /** Null when there is no limit. */
  budgetBytes: z.number().int().nullable()
})
export type PoolStatus = z.infer<typeof poolStatusSchema>

export const plexStatusSchema = z.object({
  state: z.enum(['not-set', 'unknown', 'answering', 'silent']),
  name: z.string().nullable(),
  /** One sentence for people, also when all is well. */
  sentence: z.string(),
  since: z.number().int().nullable()
})
export type PlexStatus = z.infer<typeof plexStatusSchema>

export const modeStatusSchema = z.object({
  presentation: z.enum(['union', 'symlink', 'bare']),
  original: z.enum(['keep', 'backup', 'remove']),
  sentence: z.string(),
  warnings: z.array(z.string())
})
export type ModeStatus = z.infer<typeof modeStatusSchema>

export const statusSchema = z.object({
  version: z.string(),
  startedAt: z.number().int(),
  now: z.number().int(),
  timeZone: z.string(),
  testMode: z.boolean(),
  /** The one sentence that says whether everything is fine. */
  sentence: z.string(),
  plex: plexStatusSchema,
  mode: modeStatusSchema.nullable(),
  pool: poolStatusSchema,
  /** Share, pool and every disk of the array, as last seen; empty before the first look. */
  roots: z.array(rootStatusSchema),
  cached: z.object({ units: z.number().int(), bytes: z.number().int() }),
  currentRun: runSchema.nullable(),
  /** Since when the current run is paused; null when it is not. */
  pausedSince: z.number().int().nullable(),
  moves: z.array(moveSchema),
  lastRun: runSchema.nullable(),
  nextRunAt: z.number().int().nullable(),
  problems: z.array(problemSchema),
  lastEventId: z.number().int()
})
export type Status = z.infer<typeof statusSchema>
