/** What people order of single titles: to leave one on the array, pins with an end, and runs for one title alone. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE leave_order (
     unit TEXT PRIMARY KEY,
     title TEXT NOT NULL,
     person TEXT NOT NULL,
     at INTEGER NOT NULL,
     until_at INTEGER NOT NULL
   ) STRICT`,
  'ALTER TABLE pin ADD COLUMN until_at INTEGER',
  'ALTER TABLE run ADD COLUMN only_title TEXT'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
