/** A problem: something the owner should know or fix, in one sentence that names the setting or path and what to do. */
import { z } from 'zod'

export const problemSchema = z.object({
  /** Stable name such as `plex.unreachable`. */
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  sentence: z.string(),
  /** The environment variable to look at, where there is one. */
  setting: z.string().nullable()
})
export type Problem = z.infer<typeof problemSchema>

/** Error answers of the API (RFC 9457, application/problem+json). */
export const problemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** What a person can do about it. */
  hint: z.string().optional(),
  requestId: z.string()
})
export type ProblemDetails = z.infer<typeof problemDetailsSchema>
