/** A move: one unit on its way between array and pool, with its progress in bytes. */
import { z } from 'zod'
import { becauseSchema } from './reason.ts'

export const directionSchema = z.enum(['in', 'out', 'mend'])
/** in: array to pool; out: pool to array; mend: put in order where it is. */
export type Direction = z.infer<typeof directionSchema>

/** One file of a move under way. */
export const fileProgressSchema = z.object({
  name: z.string(),
  bytesDone: z.number().int(),
  bytesTotal: z.number().int()
})
export type FileProgress = z.infer<typeof fileProgressSchema>

/** A unit that is being moved right now. */
export const moveSchema = z.object({
  id: z.string(),
  unit: z.string(),
  title: z.string(),
  direction: directionSchema,
  because: z.array(becauseSchema).min(1),
  from: z.string(),
  to: z.string(),
  startedAt: z.number().int(),
  /** What is happening in a word or two: copying, verifying, switching, returning. */
  phase: z.string(),
  files: z.array(fileProgressSchema),
  bytesDone: z.number().int(),
  bytesTotal: z.number().int(),
  /** Over the last seconds; null before it can be told. */
  bytesPerSecond: z.number().nullable()
})
export type Move = z.infer<typeof moveSchema>
