/** Small facts by name. */
import type { Kysely } from 'kysely'
import type { Memory } from '#ports/store.ts'
import type { RunTables } from './run-tables.ts'

/** The facts of this database. */
export const createMemory = (db: Kysely<RunTables>): Memory => ({
  get: async (name) =>
    (await db.selectFrom('memory').select('value').where('name', '=', name).executeTakeFirst())?.value,
  set: async (name, value) => {
    await db
      .insertInto('memory')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }
})
