/** The log as it is shown: its newest lines, one by one, with what each is about. Secrets are blanked before a line gets here. */
import { z } from 'zod'
import { logComponents, logLevels } from './matches.ts'

export const logLineSchema = z.object({
  /** Grows by one from line to line; never repeats, not even after a restart. */
  id: z.number().int(),
  /** Epoch milliseconds. */
  at: z.number().int(),
  level: z.enum(logLevels),
  component: z.enum(logComponents),
  /** The run that wrote it; null where none did, or none is known. */
  runId: z.number().int().nullable(),
  /** The request that went wrong. */
  requestId: z.string().nullable(),
  text: z.string(),
  /** Letters that are left out here because the line is too long; the file has them. */
  leftOut: z.number().int()
})
export type LogLine = z.infer<typeof logLineSchema>

/** How many lines one answer holds at the most. */
const mostLines = 500

export const logQuerySchema = z.object({
  level: z.enum(logLevels).optional(),
  since: z.coerce.number().int().min(0).optional(),
  text: z.string().max(200).optional(),
  run: z.coerce.number().int().positive().optional(),
  request: z.string().max(100).optional(),
  component: z.enum(logComponents).optional(),
  /** Only lines with smaller ids, to go back further. */
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(mostLines).default(200)
})
export type LogQuery = z.output<typeof logQuerySchema>

export const logPageSchema = z.object({
  /** The newest that fit, oldest first. */
  lines: z.array(logLineSchema),
  /** How many fit among those that are kept in memory. */
  total: z.number().int(),
  /** Whether older ones fit as well. */
  more: z.boolean(),
  /** Id of the newest line there is, fitting or not; later ones come with the event stream. */
  lastId: z.number().int(),
  /** What is quieter than this is not written at all (LOG_LEVEL). */
  level: z.enum(logLevels),
  /** Where the log is written besides; null: nowhere. Never a name that a client gave. */
  file: z.object({ name: z.string(), bytes: z.number().int() }).nullable()
})
export type LogPage = z.infer<typeof logPageSchema>
