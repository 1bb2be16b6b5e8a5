/** What somebody renamed at home: the original's name where it is no longer the one on the pool, and where it is parked then. */
import { type Kysely, sql } from 'kysely'

const statements = ['owned_file', 'move_file'].flatMap((table) =>
  ['home_path', 'parked_path'].map((column) => `ALTER TABLE ${table} ADD COLUMN ${column} TEXT`)
)

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
