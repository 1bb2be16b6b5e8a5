/** What people pinned: a movie, an episode, a season, a show, or one version. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const statement = `CREATE TABLE pin (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     target TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     rating_key TEXT NOT NULL,
     show_key TEXT,
     section_id TEXT NOT NULL,
     season INTEGER,
     episode INTEGER,
     file TEXT,
     guids TEXT NOT NULL,
     server TEXT,
     title TEXT NOT NULL,
     made_by TEXT NOT NULL,
     made_at INTEGER NOT NULL
   ) STRICT`
  await sql.raw(statement).execute(db)
}
