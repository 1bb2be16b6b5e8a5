/** The state of one root of the storage, as everybody is told it. */
import { z } from 'zod'

/**
 * online: as it should be; read-only: nothing can be changed there; full: nothing more is copied there; offline: not there or not answering;
 * broken: it answered with errors; refused: it may not be used as it is set up.
 */
export const rootStateSchema = z.enum(['online', 'read-only', 'full', 'offline', 'broken', 'refused'])
export type RootStateName = z.infer<typeof rootStateSchema>

export const rootStatusSchema = z.object({
  /** source: an additional library. */
  role: z.enum(['share', 'pool', 'array', 'source']),
  path: z.string(),
  state: rootStateSchema,
  /** One sentence for people: the path, what is wrong, what helps; for online: what it is. */
  sentence: z.string(),
  /** Since when it is so, epoch milliseconds. */
  since: z.number().int()
})
export type RootStatus = z.infer<typeof rootStatusSchema>
