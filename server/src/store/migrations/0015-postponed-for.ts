/** For what kind of reason a removal timer is put off, so that another one is told when it takes its place. Null while it runs. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('ALTER TABLE watch_timer ADD COLUMN postponed_for TEXT').execute(db)
}
