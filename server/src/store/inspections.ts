/** Remembered looks at files on the array. */
import { type Kysely, sql } from 'kysely'
import type { Inspection } from '#core/model/unit.ts'
import type { InspectionStore } from '#ports/store.ts'
import type { RunTables } from './run-tables.ts'

/** Our own rows, written by `put` below; their shape is ours to trust. */
const parse = (json: string): Inspection => JSON.parse(json)

/** A look of an older version does not say on which branch it found the files; it counts as none, and the disk is asked again. */
const saysWhere = (look: Inspection): boolean => look.files.every((file) => 'arrayRoot' in file)

/** The looks of this database. */
export const createInspectionStore = (db: Kysely<RunTables>): InspectionStore => ({
  all: async () => {
    const rows = await db.selectFrom('inspection').select('json').execute()
    return rows.map((row) => parse(row.json)).filter(saysWhere)
  },
  put: async (inspection) => {
    const row = { unit: inspection.unit, json: JSON.stringify(inspection) }
    await db
      .insertInto('inspection')
      .values(row)
      .onConflict((conflict) => conflict.column('unit').doUpdateSet({ json: row.json }))
      .execute()
  },
  forgetOutlived: async (now) => {
    await db
      .deleteFrom('inspection')
      .where(sql<boolean>`json_extract(json, '$.refusal.until') <= ${now} OR json_extract(json, '$.lookedAt') > ${now}`)
      .execute()
  },
  forget: async (unit) => {
    await db.deleteFrom('inspection').where('unit', '=', unit).execute()
  }
})
