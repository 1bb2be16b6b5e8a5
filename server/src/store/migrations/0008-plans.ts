/** Plans file by file, for reports and for being applied as they were reviewed. They go with their run. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql
    .raw(
      `CREATE TABLE plan (
         run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
         digest TEXT NOT NULL,
         json TEXT NOT NULL
       ) STRICT`
    )
    .execute(db)
}
