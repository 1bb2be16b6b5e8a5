/** What lies on the pool because of us, and why. */
import { z } from 'zod'
import { becauseSchema } from './reason.ts'

/** complete: all files serve from the pool; partial: some do; orphan: somebody deleted or replaced it, a person should look. */
export const cachedStateSchema = z.enum(['complete', 'partial', 'orphan'])
export type CachedState = z.infer<typeof cachedStateSchema>

/** A unit on the pool that we put there. */
export const cachedUnitSchema = z.object({
  id: z.number().int(),
  unit: z.string(),
  title: z.string(),
  state: cachedStateSchema,
  /** Where the original is now: kept at its place, parked beside it, or gone until it is brought home. */
  original: z.enum(['keep', 'backup', 'remove']),
  presentation: z.enum(['union', 'symlink', 'bare']),
  because: z.array(becauseSchema).min(1),
  promotedAt: z.number().int(),
  sizeBytes: z.number().int(),
  files: z.array(z.object({ path: z.string(), poolPath: z.string(), sizeBytes: z.number().int() }))
})
export type CachedUnit = z.infer<typeof cachedUnitSchema>
