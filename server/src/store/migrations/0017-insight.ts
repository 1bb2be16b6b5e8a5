/** What the cache brought: where each play began, how full the pool was, and what disks did. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE play_start (
    play INTEGER PRIMARY KEY, at INTEGER NOT NULL, rating_key TEXT NOT NULL, title TEXT NOT NULL, person TEXT NOT NULL, person_id TEXT,
    section TEXT, tier TEXT NOT NULL, miss TEXT, bytes INTEGER, disk TEXT, disk_state TEXT NOT NULL
  ) STRICT`,
  'CREATE INDEX play_start_by_time ON play_start (at)',
  `CREATE TABLE cache_sample (
    hour INTEGER PRIMARY KEY, at INTEGER NOT NULL, bytes INTEGER NOT NULL, units INTEGER NOT NULL, limit_bytes INTEGER,
    free_bytes INTEGER, total_bytes INTEGER
  ) STRICT`,
  `CREATE TABLE disk_change (
    path TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (path, at)
  ) STRICT, WITHOUT ROWID`
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
