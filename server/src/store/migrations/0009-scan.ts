/** What walks through additional libraries read, and which of their files Plex means. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  const folders = `CREATE TABLE scanned_folder (
     root TEXT NOT NULL,
     path TEXT NOT NULL,
     modified_ns TEXT NOT NULL,
     read_at INTEGER NOT NULL,
     names TEXT NOT NULL,
     folders TEXT NOT NULL,
     PRIMARY KEY (root, path)
   ) STRICT, WITHOUT ROWID`
  const found = `CREATE TABLE found_file (
     plex_path TEXT NOT NULL PRIMARY KEY,
     answer TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`
  await sql.raw(folders).execute(db)
  await sql.raw(found).execute(db)
}
