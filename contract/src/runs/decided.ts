/** What a run decided, some rows at a time. */
import { z } from 'zod'
import { actionSchema } from '../decision.ts'
import { facetSchema, windowShape } from '../lists/window.ts'
import { runReportSchema } from '../run.ts'

/** Which decisions are wanted, in the order of the plan. `text` is looked for in titles, sentences and paths. */
export const decidedQuerySchema = z.object({ ...windowShape, action: actionSchema.optional() })
export type DecidedQuery = z.output<typeof decidedQuerySchema>

/** `total`: all decisions that the filters leave, in or out of the window. */
export const decidedSchema = runReportSchema.extend({
  total: z.number().int(),
  facets: z.object({ action: facetSchema })
})
export type Decided = z.infer<typeof decidedSchema>
