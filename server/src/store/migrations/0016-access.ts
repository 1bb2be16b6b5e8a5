/** Who may enter: the one administrator, the browsers that are logged in, and the keys of programs, all as hashes. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE administrator (
    id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, password_hash TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token_hash TEXT NOT NULL UNIQUE, browser TEXT NOT NULL, address TEXT NOT NULL,
    started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL, ends_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE api_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'operate', 'admin')), made_at INTEGER NOT NULL, used_at INTEGER
  ) STRICT`
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
