/** What somebody did to an orphan, as a code, and since when we know of it. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'ALTER TABLE owned_file ADD COLUMN orphan_cause TEXT',
  'ALTER TABLE owned_file ADD COLUMN orphaned_at INTEGER'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
