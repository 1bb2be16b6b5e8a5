/** The viewing that was known when a unit was last wanted: an older one is no evidence that it is done. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('ALTER TABLE owned_unit ADD COLUMN watched_when_wanted INTEGER').execute(db)
}
