/** Settings that a person saved over environment and default: only differences, one row each. */
import type { Kysely } from 'kysely'
import type { SavedSettingsStore } from '#ports/store.ts'
import type { RunTables } from './run-tables.ts'

/** The saved settings of this database. */
export const createSavedSettingsStore = (db: Kysely<RunTables>): SavedSettingsStore => ({
  read: async () => {
    const rows = await db.selectFrom('saved_setting').selectAll().execute()
    return Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value)]))
  },
  write: (saved) =>
    db.transaction().execute(async (trx) => {
      await trx.deleteFrom('saved_setting').execute()
      const rows = Object.entries(saved).map(([key, value]) => ({ key, value: JSON.stringify(value) }))
      if (rows.length > 0) await trx.insertInto('saved_setting').values(rows).execute()
    })
})
