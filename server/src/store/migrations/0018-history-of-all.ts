/** The history of all titles together: whose wishes were behind it, and by which run and moment it is found. */
import { type Kysely, sql } from 'kysely'

const statements = [
  "ALTER TABLE unit_history ADD COLUMN people TEXT NOT NULL DEFAULT '[]'",
  'CREATE INDEX unit_history_by_run ON unit_history (run)'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
