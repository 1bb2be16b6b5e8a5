/** A decision about one unit as everybody sees it: what happens, why, and what spoke against it. */
import { z } from 'zod'
import { becauseSchema } from './reason.ts'

/** promote: array to pool; keep: stays on the pool; evict: pool to array; leave: stays on the array. */
export const actionSchema = z.enum(['promote', 'keep', 'evict', 'leave'])
export type Action = z.infer<typeof actionSchema>

/** One part of a score: what it is called and how much it counted. */
export const scorePartSchema = z.object({ name: z.string(), points: z.number() })
export type ScorePart = z.infer<typeof scorePartSchema>

/** A decision as stored, sent and shown. `because` holds the most telling reason first. */
export const decisionSchema = z.object({
  /** Path of the unit's first video as this program sees it; identifies the unit. */
  unit: z.string(),
  title: z.string(),
  action: actionSchema,
  because: z.array(becauseSchema).min(1),
  /** Names of the rules that said no. */
  refusals: z.array(z.string()),
  score: z.array(scorePartSchema),
  /** Its place among everything that anybody wants, 1 first; null when nobody wants it. */
  rank: z.number().int().nullable().default(null),
  /** All files of the unit together, bytes; null when Plex did not say and no one has looked. */
  sizeBytes: z.number().int().nullable(),
  files: z.number().int(),
  /** Where the bytes are and where they would go; null when nothing would move. */
  from: z.string().nullable(),
  to: z.string().nullable()
})
export type Decision = z.infer<typeof decisionSchema>
