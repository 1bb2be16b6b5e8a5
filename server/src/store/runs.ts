/** Runs and their decisions. Consecutive runs that decided the same share one set; old ones are forgotten by number. */
import { createHash } from 'node:crypto'
import { type Decision, decisionSchema, type Run, type RunReport, runSchema } from '@pcu/contract'
import type { Kysely, Selectable } from 'kysely'
import type { PastDecision, RunStore } from '#ports/store.ts'
import type { RunTable, RunTables } from './run-tables.ts'

const keptRuns = 500
const keptSets = 40
const rowsAtOnce = 500

const none = { units: 0, bytes: 0 }
const nothingPlanned: Run['planned'] = { promote: none, evict: none, keep: none, leave: none }
const nothingDone: Run['done'] = { promoted: none, evicted: none, failed: none, stoodBack: none, mended: none }

const toRun = (row: Selectable<RunTable>): Run =>
  runSchema.parse({
    id: row.id,
    trigger: row.trigger,
    dryRun: row.dry_run === 1,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    outcome: row.outcome,
    sentence: row.sentence,
    planned: JSON.parse(row.planned),
    done: JSON.parse(row.done),
    requests: row.requests,
    ...(row.only_title === null ? {} : { only: row.only_title })
  })

const digestOf = (texts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text)
  return hash.digest('hex')
}

const insertSet = async (
  db: Kysely<RunTables>,
  decisions: readonly Decision[],
  texts: readonly string[]
): Promise<number> => {
  const set = await db
    .insertInto('decision_set')
    .values({ digest: digestOf(texts) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = decisions.map((decision, position) => ({
    set_id: set.id,
    position,
    unit: decision.unit,
    action: decision.action,
    json: texts[position] ?? ''
  }))
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await db
      .insertInto('decision')
      .values(rows.slice(start, start + rowsAtOnce))
      .execute()
  }
  return set.id
}

const newestSet = (db: Kysely<RunTables>) =>
  db.selectFrom('decision_set').select(['id', 'digest']).orderBy('id', 'desc').executeTakeFirst()

const forgetOldRuns = async (db: Kysely<RunTables>): Promise<void> => {
  const oldestRun = await db
    .selectFrom('run')
    .select('id')
    .orderBy('id', 'desc')
    .offset(keptRuns)
    .limit(1)
    .executeTakeFirst()
  if (oldestRun !== undefined) await db.deleteFrom('run').where('id', '<=', oldestRun.id).execute()
}

const forgetOldSets = async (db: Kysely<RunTables>): Promise<void> => {
  const oldestSet = await db
    .selectFrom('decision_set')
    .select('id')
    .orderBy('id', 'desc')
    .offset(keptSets)
    .limit(1)
    .executeTakeFirst()
  if (oldestSet === undefined) return
  await db.updateTable('run').set({ decision_set: null }).where('decision_set', '<=', oldestSet.id).execute()
  await db.deleteFrom('decision_set').where('id', '<=', oldestSet.id).execute()
}

const decisionsOf = async (db: Kysely<RunTables>, set: number | null): Promise<Decision[]> => {
  if (set === null) return []
  const rows = await db.selectFrom('decision').select('json').where('set_id', '=', set).orderBy('position').execute()
  return rows.map((row) => decisionSchema.parse(JSON.parse(row.json)))
}

const pastDecisions = async (db: Kysely<RunTables>, unit: string): Promise<readonly PastDecision[]> => {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('run', 'run.decision_set', 'decision.set_id')
    .where('decision.unit', '=', unit)
    .select((row) => row.fn.min('run.id').as('first'))
    .select(['json', 'started_at', 'dry_run'])
    .groupBy('decision.set_id')
    .orderBy('decision.set_id')
    .execute()
  return rows.map(({ first, json, started_at, dry_run }) => ({
    runId: first,
    at: started_at,
    dryRun: dry_run === 1,
    decision: decisionSchema.parse(JSON.parse(json))
  }))
}

/** One run at a time: those that are still said to run are over. */
const closeAs = async (db: Kysely<RunTables>, at: number, sentence: string): Promise<void> => {
  await db
    .updateTable('run')
    .set({ outcome: 'failed', finished_at: at, sentence })
    .where('outcome', '=', 'running')
    .execute()
}

const begin = async (
  db: Kysely<RunTables>,
  { trigger, dryRun, at, only }: Parameters<RunStore['begin']>[0]
): Promise<Run> => {
  await closeAs(db, at, 'How this run ended could not be recorded; see the log.')
  await forgetOldRuns(db)
  const row = await db
    .insertInto('run')
    .values({
      trigger,
      dry_run: dryRun ? 1 : 0,
      started_at: at,
      finished_at: null,
      outcome: 'running',
      sentence: 'Asking Plex and making the plan.',
      planned: JSON.stringify(nothingPlanned),
      done: JSON.stringify(nothingDone),
      requests: 0,
      decision_set: null,
      only_title: only ?? null
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRun(row)
}

const recordDecisions = (db: Kysely<RunTables>, runId: number, decisions: readonly Decision[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const texts = decisions.map((decision) => JSON.stringify(decision))
    const newest = await newestSet(trx)
    const same = newest !== undefined && newest.digest === digestOf(texts)
    const set = same ? newest.id : await insertSet(trx, decisions, texts)
    await trx.updateTable('run').set({ decision_set: set }).where('id', '=', runId).execute()
    await forgetOldSets(trx)
  })

const finish = async (db: Kysely<RunTables>, runId: number, end: Parameters<RunStore['finish']>[1]): Promise<Run> => {
  const { at, outcome, sentence, requests } = end
  const counts = { planned: JSON.stringify(end.planned), done: JSON.stringify(end.done) }
  const row = await db
    .updateTable('run')
    .set({ finished_at: at, outcome, sentence, requests, ...counts })
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toRun(row)
}

const closeAbandoned = (db: Kysely<RunTables>, at: number): Promise<void> =>
  closeAs(db, at, 'The program ended during this run; what was half done was settled at the next start.')

/** The runs of this database. */
export const createRunStore = (db: Kysely<RunTables>): RunStore => {
  const newestFirst = (limit: number) => db.selectFrom('run').selectAll().orderBy('id', 'desc').limit(limit)
  const report = async (row: Selectable<RunTable> | undefined): Promise<RunReport | undefined> =>
    row === undefined ? undefined : { ...toRun(row), decisions: await decisionsOf(db, row.decision_set) }

  return {
    begin: (start) => begin(db, start),
    recordDecisions: (runId, decisions) => recordDecisions(db, runId, decisions),
    finish: (runId, end) => finish(db, runId, end),
    recent: async (limit, offset = 0) => (await newestFirst(limit).offset(offset).execute()).map(toRun),
    count: async () => {
      const { all } = await db
        .selectFrom('run')
        .select((row) => row.fn.countAll<number>().as('all'))
        .executeTakeFirstOrThrow()
      return all
    },
    report: async (runId) => report(await db.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirst()),
    latestReport: async () =>
      report(
        await newestFirst(1).where('decision_set', 'is not', null).where('only_title', 'is', null).executeTakeFirst()
      ),
    decisionsOf: (unit) => pastDecisions(db, unit),
    closeAbandoned: (at) => closeAbandoned(db, at)
  }
}
