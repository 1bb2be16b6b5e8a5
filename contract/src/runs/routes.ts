/** The endpoints of runs and their plans. */
import { z } from 'zod'
import { paths } from '../paths.ts'
import { accepted, numberInPath, route } from '../route.ts'
import { runSchema } from '../run.ts'
import { decidedQuerySchema, decidedSchema } from './decided.ts'
import { planReportSchema, planReviewSchema } from './plan-report.ts'

/** Who orders: the page, or the command line beside the server. */
const by = z.enum(['button', 'command']).default('button')

export const runRoutes = {
  runs: route({
    method: 'GET',
    path: paths.runs,
    policy: 'read',
    summary: 'The last runs, newest first: some of them, with how many are remembered.',
    query: z.object({
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(20)
    }),
    answer: z.object({ runs: z.array(runSchema), total: z.number().int() })
  }),
  run: route({
    method: 'GET',
    path: paths.run,
    policy: 'read',
    summary: 'One run with what it decided: some rows of it, filtered, with how many there are.',
    params: z.object({ id: numberInPath }),
    query: decidedQuerySchema,
    answer: decidedSchema
  }),
  runReport: route({
    method: 'GET',
    path: paths.runReport,
    policy: 'read',
    summary: 'The plan of one run file by file: operations, sources and destinations, sizes, totals, reasons.',
    params: z.object({ id: numberInPath }),
    answer: planReportSchema
  }),
  planReview: route({
    method: 'GET',
    path: paths.planReview,
    policy: 'read',
    summary: 'What applying the plan of one run would do in sum, and whether and until when it can be applied.',
    params: z.object({ run: numberInPath }),
    answer: planReviewSchema
  }),
  applyPlan: route({
    method: 'POST',
    path: paths.applyPlan,
    policy: 'operate',
    summary: 'Does exactly the plan that was reviewed, named by its digest, or refuses it as stale; good for a day.',
    params: z.object({ run: numberInPath }),
    body: z.strictObject({ digest: z.string().min(1).max(200), by }),
    answer: accepted
  }),
  latestPlan: route({
    method: 'GET',
    path: paths.latestPlan,
    policy: 'read',
    summary: 'The newest plan: its decisions with their reasons, some rows of them, filtered, with how many there are.',
    query: decidedQuerySchema,
    answer: decidedSchema.nullable()
  }),
  startRun: route({
    method: 'POST',
    path: paths.startRun,
    policy: 'operate',
    summary:
      'Asks for a run now; a dry run changes nothing outside the data folder. allowReturns: as much may go home as the plan brings, whatever RETURN_GUARD_PERCENT says.',
    body: z.strictObject({ dryRun: z.boolean().default(false), allowReturns: z.boolean().default(false), by }),
    answer: accepted
  }),
  stopRun: route({
    method: 'POST',
    path: paths.stopRun,
    policy: 'operate',
    summary: 'Stops the current run: now, taking back what is half copied, or after the files that are under way.',
    body: z.strictObject({ after: z.enum(['now', 'file']).default('now') }),
    answer: accepted
  }),
  pauseRun: route({
    method: 'POST',
    path: paths.pauseRun,
    policy: 'operate',
    summary: 'Holds the current run up, copies included, until it is resumed or stopped.',
    body: z.strictObject({}),
    answer: accepted
  }),
  resumeRun: route({
    method: 'POST',
    path: paths.resumeRun,
    policy: 'operate',
    summary: 'Lets a paused run go on.',
    body: z.strictObject({}),
    answer: accepted
  }),
  restoreAll: route({
    method: 'POST',
    path: paths.restoreAll,
    policy: 'admin',
    summary: 'Brings every cached file home.',
    body: z.strictObject({ dryRun: z.boolean().default(false), by }),
    answer: accepted
  })
} as const
