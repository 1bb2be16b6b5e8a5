/** Of which kinds the wishes were when a unit was last wanted: its grace follows from them. JSON; null where it was not noted. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('ALTER TABLE owned_unit ADD COLUMN last_wanted_by TEXT').execute(db)
}
