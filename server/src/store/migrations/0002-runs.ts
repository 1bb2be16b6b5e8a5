/** Runs with their decisions, remembered looks, small facts, saved settings. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE decision_set (
     id INTEGER PRIMARY KEY,
     digest TEXT NOT NULL
   ) STRICT`,
  `CREATE TABLE run (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     trigger TEXT NOT NULL,
     dry_run INTEGER NOT NULL,
     started_at INTEGER NOT NULL,
     finished_at INTEGER,
     outcome TEXT NOT NULL,
     sentence TEXT NOT NULL,
     planned TEXT NOT NULL,
     done TEXT NOT NULL,
     requests INTEGER NOT NULL,
     decision_set INTEGER REFERENCES decision_set (id)
   ) STRICT`,
  `CREATE TABLE decision (
     set_id INTEGER NOT NULL REFERENCES decision_set (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     unit TEXT NOT NULL,
     action TEXT NOT NULL,
     json TEXT NOT NULL,
     PRIMARY KEY (set_id, position)
   ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX run_by_set ON run (decision_set)',
  'CREATE INDEX owned_file_by_pool_path ON owned_file (pool_path)',
  'CREATE TABLE inspection (unit TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE saved_setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
