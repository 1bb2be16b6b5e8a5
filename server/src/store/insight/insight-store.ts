/** What the cache brought, in the database. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { PlayStart } from '#core/insight/start.ts'
import type { CacheSample, DayCount, DiskChange, InsightStore, StartGroup } from '#ports/insight/insight.ts'
import type { CacheSampleTable, InsightTables, PlayStartTable } from './table.ts'

type Db = Kysely<InsightTables>

const hourMs = 3_600_000

const startOf = (row: Selectable<PlayStartTable>): PlayStart => ({
  play: row.play,
  at: row.at,
  ratingKey: row.rating_key,
  title: row.title,
  person: row.person,
  personId: row.person_id ?? undefined,
  sectionId: row.section ?? undefined,
  tier: row.tier,
  miss: row.miss ?? undefined,
  bytes: row.bytes ?? undefined,
  disk: row.disk ?? undefined,
  diskState: row.disk_state
})

const rowOf = (start: PlayStart): PlayStartTable => ({
  play: start.play,
  at: Math.round(start.at),
  rating_key: start.ratingKey,
  title: start.title,
  person: start.person,
  person_id: start.personId ?? null,
  section: start.sectionId ?? null,
  tier: start.tier,
  miss: start.miss ?? null,
  bytes: start.bytes ?? null,
  disk: start.disk ?? null,
  disk_state: start.diskState
})

const sampleOf = (row: Selectable<Omit<CacheSampleTable, 'hour'>>): CacheSample => ({
  at: row.at,
  bytes: row.bytes,
  units: row.units,
  limitBytes: row.limit_bytes ?? undefined,
  freeBytes: row.free_bytes ?? undefined,
  totalBytes: row.total_bytes ?? undefined
})

const noteSample = async (db: Db, { at, bytes, units, limitBytes, freeBytes, totalBytes }: CacheSample) => {
  const values = {
    at: Math.round(at),
    ...{ bytes, units, limit_bytes: limitBytes ?? null },
    ...{ free_bytes: freeBytes ?? null, total_bytes: totalBytes ?? null }
  }
  await db
    .insertInto('cache_sample')
    .values({ hour: Math.floor(at / hourMs), ...values })
    .onConflict((conflict) => conflict.column('hour').doUpdateSet(values))
    .execute()
}

/** The newest of each of so many equal stretches: SQLite gives the other columns of the row that holds the maximum. */
const samplesOf = async (db: Db, since: number, most: number): Promise<readonly CacheSample[]> => {
  const first = Math.floor(since / hourMs)
  const { last } = await db
    .selectFrom('cache_sample')
    .select(({ fn }) => fn.max('hour').as('last'))
    .executeTakeFirstOrThrow()
  const stretch = Math.max(1, Math.ceil(((last ?? first) - first + 1) / most))
  const rows = await db
    .selectFrom('cache_sample')
    .select(['bytes', 'units', 'limit_bytes', 'free_bytes', 'total_bytes'])
    .select(({ fn }) => fn.max('at').as('at'))
    .where('hour', '>=', first)
    .groupBy(sql`(hour - ${sql.lit(first)}) / ${sql.lit(stretch)}`)
    .orderBy('at')
    .execute()
  return rows.map(sampleOf)
}

const groupsOf = async (db: Db, from: number, until: number): Promise<readonly StartGroup[]> => {
  const rows = await db
    .selectFrom('play_start')
    .select(['tier', 'miss'])
    .select(({ fn }) => [
      fn.countAll<number>().as('plays'),
      fn.coalesce(fn.sum<number>('bytes'), sql.lit(0)).as('bytes')
    ])
    .select(sql<number>`disk_state = 'asleep'`.as('asleep'))
    .where('at', '>=', from)
    .where('at', '<', until)
    .groupBy(['tier', 'miss', sql`disk_state = 'asleep'`])
    .execute()
  return rows.map(({ tier, miss, plays, bytes, asleep }) => ({
    ...{ tier, plays, bytes },
    miss: miss ?? undefined,
    isAsleep: asleep === 1
  }))
}

/** One look into the index for each day, however many plays there are. */
const daysOf = async (db: Db, beginnings: readonly number[]): Promise<readonly DayCount[]> => {
  const spans = JSON.stringify(beginnings.map((from, n) => [from, beginnings[n + 1] ?? Number.MAX_SAFE_INTEGER]))
  const { rows } = await sql<DayCount & { readonly day: number }>`
    SELECT span.key AS day, sum(tier = 'pool') AS pool, sum(tier = 'array') AS array,
      sum(tier NOT IN ('pool', 'array')) AS other
    FROM json_each(${spans}) AS span
    JOIN play_start ON at >= json_extract(span.value, '$[0]') AND at < json_extract(span.value, '$[1]')
    GROUP BY span.key`.execute(db)
  const found = new Map(rows.map(({ day, pool, array, other }) => [day, { pool, array, other }]))
  return beginnings.map((_, day) => found.get(day) ?? { pool: 0, array: 0, other: 0 })
}

const missedOf = async (db: Db, since: number, most: number): Promise<readonly PlayStart[]> => {
  const newest = db.selectFrom('play_start').selectAll().where('at', '>=', since).where('miss', 'is not', null)
  return (await newest.orderBy('at', 'desc').orderBy('play', 'desc').limit(most).execute()).map(startOf)
}

const noteDisks = async (db: Db, changes: readonly DiskChange[]): Promise<void> => {
  for (const { path, at, state } of changes) {
    await db
      .insertInto('disk_change')
      .values({ path, at: Math.round(at), state })
      .onConflict((conflict) => conflict.columns(['path', 'at']).doUpdateSet({ state }))
      .execute()
  }
}

const disksSince = async (db: Db, since: number): Promise<readonly DiskChange[]> => {
  const before = await db
    .selectFrom('disk_change')
    .select(['path', 'state'])
    .select(({ fn }) => fn.max('at').as('at'))
    .where('at', '<', since)
    .groupBy('path')
    .execute()
  const after = await db.selectFrom('disk_change').selectAll().where('at', '>=', since).orderBy('at').execute()
  return [...before, ...after]
}

/** A clock that is set back leaves rows of the future; they are forgotten as soon as they are old. */
const forget = async (db: Db, { facts, disks }: { readonly facts: number; readonly disks: number }): Promise<void> => {
  await db.deleteFrom('play_start').where('at', '<', facts).execute()
  await db.deleteFrom('cache_sample').where('at', '<', facts).execute()
  // The state in which each disk went into what is kept stays.
  await sql`DELETE FROM disk_change WHERE at < ${disks} AND EXISTS (
    SELECT 1 FROM disk_change AS later WHERE later.path = disk_change.path AND later.at > disk_change.at AND later.at <= ${disks}
  )`.execute(db)
}

/** The record of this database. */
export const createInsightStore = (db: Db): InsightStore => ({
  hasStart: async (play) =>
    (await db.selectFrom('play_start').select('play').where('play', '=', play).executeTakeFirst()) !== undefined,
  noteStart: async (start) => {
    await db
      .insertInto('play_start')
      .values(rowOf(start))
      .onConflict((conflict) => conflict.column('play').doNothing())
      .execute()
  },
  noteSample: (sample) => noteSample(db, sample),
  noteDisks: (changes) => noteDisks(db, changes),
  starts: async (since) =>
    (
      await db.selectFrom('play_start').selectAll().where('at', '>=', since).orderBy('at').orderBy('play').execute()
    ).map(startOf),
  groups: (from, until) => groupsOf(db, from, until),
  days: (beginnings) => daysOf(db, beginnings),
  missed: (since, most) => missedOf(db, since, most),
  samples: ({ since, most }) => samplesOf(db, since, most),
  disks: (since) => disksSince(db, since),
  beginnings: async () => {
    const plays = await db
      .selectFrom('play_start')
      .select(({ fn }) => fn.min('at').as('at'))
      .executeTakeFirst()
    const samples = await db
      .selectFrom('cache_sample')
      .select(({ fn }) => fn.min('at').as('at'))
      .executeTakeFirst()
    return { plays: plays?.at ?? undefined, samples: samples?.at ?? undefined }
  },
  forget: (before) => forget(db, before)
})
