/** A plan file by file: what would be done with which file, from where to where, how much that is, and whether it can be applied as it was reviewed. */
import { z } from 'zod'
import { remedySchema } from '../orphan.ts'
import { becauseSchema, reasonSchema } from '../reason.ts'
import { runReportSchema } from '../run.ts'

/**
 * copy: the original stays what it is; move: it goes, or is parked beside its name; link: the same, and its name leads to the pool; return: back to the array;
 * mend: put in order where it is; settle: what somebody deleted or replaced is cleared up; keep: stays on the pool; skip: stays on the array.
 */
export const operationSchema = z.enum(['copy', 'move', 'link', 'return', 'mend', 'settle', 'keep', 'skip'])
export type Operation = z.infer<typeof operationSchema>

/** A file of a step. */
export const plannedFileSchema = z.object({
  source: z.string(),
  destination: z.string(),
  /** The root of the array that holds the original, or did. */
  disk: z.string(),
  role: z.enum(['video', 'sidecar']),
  sizeBytes: z.number().int(),
  /** Tells this very file from another one under its name. */
  mark: z.string()
})
export type PlannedFile = z.infer<typeof plannedFileSchema>

/** A step with everything that it rests on. */
export const plannedStepSchema = z.object({
  operation: operationSchema,
  unit: z.string(),
  title: z.string(),
  because: z.array(reasonSchema),
  how: remedySchema.optional(),
  sizeBytes: z.number().int(),
  files: z.array(plannedFileSchema)
})
export type PlannedStep = z.infer<typeof plannedStepSchema>

/** A plan as it is kept for reports and for being applied. */
export const planRecordSchema = z.object({
  /** Epoch milliseconds. */
  madeAt: z.number().int(),
  goal: z.enum(['follow-plex', 'restore-all']),
  /** Whether the change guard was told to let everything go. */
  allowReturns: z.boolean(),
  /** Roots and mode that it was made for, by name. */
  ground: z.record(z.string(), z.string()),
  steps: z.array(plannedStepSchema)
})
export type PlanRecord = z.infer<typeof planRecordSchema>

/** What would be done with one unit. `sizeBytes` are null where they are not known, or left out by TEST_SHOW_FILE_SIZES. */
export const operationReportSchema = z.object({
  operation: operationSchema,
  unit: z.string(),
  title: z.string(),
  because: z.array(becauseSchema),
  sizeBytes: z.number().int().nullable(),
  fileCount: z.number().int(),
  /** Of those that something would be done with. */
  files: z.array(plannedFileSchema.omit({ mark: true }).extend({ sizeBytes: z.number().int().nullable() }))
})
export type OperationReport = z.infer<typeof operationReportSchema>

/** All units of one operation together; `bytes` counts what is known. */
export const operationTotalSchema = z.object({
  operation: operationSchema,
  units: z.number().int(),
  files: z.number().int(),
  bytes: z.number().int()
})
export type OperationTotal = z.infer<typeof operationTotalSchema>

/** A run with its plan file by file. */
export const planReportSchema = runReportSchema.extend({
  operations: z.array(operationReportSchema),
  /** One for every operation, also where there is nothing; null when TEST_SHOW_TOTAL_SIZE is off. */
  totals: z.array(operationTotalSchema).nullable(),
  /** What applying it needs; null when it cannot be applied. */
  review: z.object({ digest: z.string(), untilAt: z.number().int() }).nullable()
})
export type PlanReport = z.infer<typeof planReportSchema>

/** What applying the plan of a run would do in sum, and whether it can be ordered now. */
export const planReviewSchema = planReportSchema.pick({ totals: true, review: true }).extend({
  /** Why it cannot be applied; null when it can, unless it proves stale. */
  refusal: z.string().nullable()
})
export type PlanReview = z.infer<typeof planReviewSchema>
