/** What tells an upgrade from another version: the files that stood beside a unit's own, and the size that Plex listed for each file. */
import { type Kysely, sql } from 'kysely'

const statements = [
  'ALTER TABLE owned_unit ADD COLUMN known_files TEXT',
  'ALTER TABLE owned_file ADD COLUMN listed_size_bytes INTEGER'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
