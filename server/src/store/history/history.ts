/** What happened to single titles, in the database. */
import { unitEventKindSchema } from '@pcu/contract'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { sharePath } from '#core/model/place.ts'
import type { HistoryStore, UnitEvent } from '#ports/store.ts'
import type { Tables } from '#store/tables.ts'
import { strings } from '#store/text-columns.ts'
import { pageOf } from './page.ts'
import type { HistoryTables, UnitHistoryTable } from './table.ts'

/** So many events of one unit are kept, and so many altogether. */
const keptOfUnit = 100
const keptAltogether = 100_000

const eventOf = (row: Selectable<UnitHistoryTable>): UnitEvent => ({
  unit: sharePath(row.unit),
  title: row.title,
  at: row.at,
  what: unitEventKindSchema.parse(row.what),
  sentence: row.sentence,
  runId: row.run ?? undefined,
  bytes: row.bytes,
  tookMs: row.took_ms ?? undefined,
  ...(row.people === '[]' ? {} : { people: strings(row.people) })
})

const insert = (db: Kysely<HistoryTables>, { unit, title, at, what, sentence, people, ...rest }: UnitEvent) =>
  db
    .insertInto('unit_history')
    .values({
      ...{ unit, title, at, what, sentence, bytes: rest.bytes },
      ...{ run: rest.runId ?? null, took_ms: rest.tookMs ?? null, people: JSON.stringify(people ?? []) }
    })
    .returning('id')
    .executeTakeFirstOrThrow()

const mostKept = { ofUnit: keptOfUnit, altogether: keptAltogether }

/** Writes an event down, and forgets the oldest. */
export const noteEvent = async (
  open: Transaction<HistoryTables>,
  event: UnitEvent,
  kept: { readonly ofUnit: number; readonly altogether: number } = mostKept
): Promise<void> => {
  const { id } = await insert(open, event)
  await open
    .deleteFrom('unit_history')
    .where('id', '<=', id - kept.altogether)
    .execute()
  await sql`DELETE FROM unit_history WHERE unit = ${event.unit} AND id <= (
    SELECT id FROM unit_history WHERE unit = ${event.unit} ORDER BY id DESC LIMIT 1 OFFSET ${kept.ofUnit}
  )`.execute(open)
}

/** The history of this database. */
export const createHistory = (db: Kysely<Tables>, kept = mostKept): HistoryStore => ({
  note: (event) => db.transaction().execute((open) => noteEvent(open, event, kept)),
  of: async (unit, limit) => {
    const newest = db.selectFrom('unit_history').selectAll().where('unit', '=', unit).orderBy('id', 'desc')
    return (await newest.limit(limit).execute()).map(eventOf)
  },
  page: (query) => pageOf(db, query),
  move: async (id) => {
    const row = await db.selectFrom('unit_history').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) return undefined
    const later = await db
      .selectFrom('unit_history')
      .select('at')
      .where('unit', '=', row.unit)
      .where('id', '>', id)
      .where('what', 'in', ['promoted', 'returned'])
      .orderBy('id')
      .executeTakeFirst()
    const { unit, title, what, at, bytes } = eventOf(row)
    return { unit, title, what, at, bytes, later: later?.at }
  }
})
