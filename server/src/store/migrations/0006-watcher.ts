/** What the real-time watcher keeps: plays, removal timers, wishes that were met, what a timer sent home, and counts. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE watch_play (
     id INTEGER PRIMARY KEY,
     rating_key TEXT NOT NULL,
     title TEXT NOT NULL,
     person TEXT NOT NULL,
     person_id TEXT,
     player TEXT,
     started_at INTEGER NOT NULL,
     heard_at INTEGER NOT NULL,
     ended_at INTEGER,
     finished_at INTEGER,
     percent INTEGER,
     duration_ms INTEGER,
     watched_ms INTEGER NOT NULL,
     tier TEXT NOT NULL,
     unit TEXT,
     did TEXT NOT NULL,
     cached_units INTEGER NOT NULL
   ) STRICT`,
  'CREATE INDEX watch_play_by_time ON watch_play (heard_at)',
  `CREATE TABLE watch_timer (
     unit TEXT PRIMARY KEY,
     title TEXT NOT NULL,
     rating_keys TEXT NOT NULL,
     since TEXT NOT NULL,
     begun_at INTEGER NOT NULL,
     people TEXT NOT NULL,
     postponed_at INTEGER
   ) STRICT, WITHOUT ROWID`,
  'CREATE TABLE watch_met (rating_key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE watch_sent_home (unit TEXT PRIMARY KEY, at INTEGER NOT NULL, people TEXT NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE TABLE watch_count (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
