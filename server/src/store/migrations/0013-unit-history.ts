/** What happened to single titles, and a way to find what runs decided about one of them. */
import { type Kysely, sql } from 'kysely'

const statements = [
  `CREATE TABLE unit_history (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     unit TEXT NOT NULL,
     title TEXT NOT NULL,
     at INTEGER NOT NULL,
     what TEXT NOT NULL,
     sentence TEXT NOT NULL,
     run INTEGER,
     bytes INTEGER NOT NULL,
     took_ms INTEGER
   ) STRICT`,
  'CREATE INDEX unit_history_by_unit ON unit_history (unit, id)',
  'CREATE INDEX decision_by_unit ON decision (unit)'
]

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
