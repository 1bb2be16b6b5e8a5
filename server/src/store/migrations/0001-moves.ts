/** First migration: the journal of moves and the ledger of owned files. */
import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const placedFile = `
  path TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('video', 'sidecar')),
  presentation TEXT NOT NULL,
  original TEXT NOT NULL,
  share_path TEXT NOT NULL,
  pool_path TEXT NOT NULL,
  array_root TEXT NOT NULL,
  pool_root TEXT NOT NULL,
  array_root_inode TEXT NOT NULL,
  pool_root_inode TEXT NOT NULL,
  link_text TEXT NOT NULL,
  backup_name TEXT NOT NULL,
  source_inode TEXT NOT NULL,
  source_size_bytes INTEGER NOT NULL,
  source_modified_ns TEXT NOT NULL,
  source_changed_ns TEXT NOT NULL,
  copy_inode TEXT,
  copy_size_bytes INTEGER,
  copy_modified_ns TEXT,
  hash TEXT`

const unit = `
  unit TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  section_id TEXT NOT NULL,
  rating_keys TEXT NOT NULL,
  presentation TEXT NOT NULL,
  original TEXT NOT NULL,
  because TEXT NOT NULL,
  expected_files INTEGER NOT NULL`

const statements = [
  `CREATE TABLE move (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),${unit},
    stage TEXT NOT NULL,
    shared_files TEXT NOT NULL,
    started_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE move_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    move_id INTEGER NOT NULL REFERENCES move (id),
    stage TEXT NOT NULL,
    op_id TEXT NOT NULL UNIQUE,
    route TEXT,
    temp_inode TEXT,
    temp_size_bytes INTEGER,
    temp_modified_ns TEXT,
    owned_file_id INTEGER REFERENCES owned_file (id) ON DELETE SET NULL,${placedFile},
    UNIQUE (pool_root, path)
  ) STRICT`,
  'CREATE INDEX move_file_by_move ON move_file (move_id)',
  `CREATE TABLE owned_unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,${unit},
    promoted_at INTEGER NOT NULL,
    last_wanted_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE owned_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('cached', 'orphan')),
    detail TEXT,${placedFile},
    UNIQUE (pool_root, path)
  ) STRICT`,
  `CREATE TABLE owned_member (
    owned_unit_id INTEGER NOT NULL REFERENCES owned_unit (id) ON DELETE CASCADE,
    owned_file_id INTEGER NOT NULL REFERENCES owned_file (id) ON DELETE CASCADE,
    PRIMARY KEY (owned_unit_id, owned_file_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX owned_member_by_file ON owned_member (owned_file_id)',
  `CREATE TABLE made_directory (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (root, path)
  ) STRICT, WITHOUT ROWID`
]

/** Makes the tables. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
