/** Plans of runs, file by file, each with a digest that names exactly this plan. Only the newest are kept. */
import { createHash } from 'node:crypto'
import { planRecordSchema } from '@pcu/contract'
import type { Kysely } from 'kysely'
import type { PlanStore } from '#ports/store.ts'
import type { RunTables } from './run-tables.ts'

/** As many as sets of decisions: a report without its decisions says nothing. */
const keptPlans = 40

/** The plans of this database. */
export const createPlanStore = (db: Kysely<RunTables>): PlanStore => {
  const forgetOld = async (): Promise<void> => {
    const newestFirst = db.selectFrom('plan').select('run_id').orderBy('run_id', 'desc')
    const oldest = await newestFirst.offset(keptPlans).limit(1).executeTakeFirst()
    if (oldest !== undefined) await db.deleteFrom('plan').where('run_id', '<=', oldest.run_id).execute()
  }
  return {
    record: async (runId, plan) => {
      const json = JSON.stringify(plan)
      const digest = createHash('sha256').update(`${runId}\n${json}`).digest('hex')
      await db.insertInto('plan').values({ run_id: runId, digest, json }).execute()
      await forgetOld()
    },
    find: async (runId) => {
      const row = await db.selectFrom('plan').selectAll().where('run_id', '=', runId).executeTakeFirst()
      return row === undefined ? undefined : { digest: row.digest, plan: planRecordSchema.parse(JSON.parse(row.json)) }
    }
  }
}
