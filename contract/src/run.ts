/** A run: one trip through the line, as listed and shown. */
import { z } from 'zod'
import { decisionSchema } from './decision.ts'

/** What set a run off; pool: somebody changed or deleted a copy there; trakt: a list there changed. */
export const triggerSchema = z.enum(['start', 'schedule', 'plex', 'pool', 'trakt', 'button', 'command'])
export type Trigger = z.infer<typeof triggerSchema>

/** done: all steps done; partial: some failed or stood back; skipped: nothing was tried; failed: could not plan; stopped: by a person. */
export const runOutcomeSchema = z.enum(['running', 'done', 'partial', 'skipped', 'failed', 'stopped'])
export type RunOutcome = z.infer<typeof runOutcomeSchema>

const tally = z.object({ units: z.number().int(), bytes: z.number().int() })

/** What a run planned and did. `sentence` sums it up for people. */
export const runSchema = z.object({
  id: z.number().int(),
  trigger: triggerSchema,
  dryRun: z.boolean(),
  startedAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  outcome: runOutcomeSchema,
  sentence: z.string(),
  planned: z.object({ promote: tally, evict: tally, keep: tally, leave: tally }),
  done: z.object({
    promoted: tally,
    evicted: tally,
    failed: tally,
    stoodBack: tally,
    /** Put in order: changed copies written home, lost ones given up, orphans resolved. */
    mended: tally.default({ units: 0, bytes: 0 })
  }),
  /** Requests that were sent to Plex. */
  requests: z.number().int(),
  /** The one title that it was for; absent where it was for all. */
  only: z.string().optional()
})
export type Run = z.infer<typeof runSchema>

/** A run with everything it decided. */
export const runReportSchema = runSchema.extend({ decisions: z.array(decisionSchema) })
export type RunReport = z.infer<typeof runReportSchema>
