/** Tokens and PINs, each sealed on its own. */
import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw('CREATE TABLE vault (name TEXT PRIMARY KEY NOT NULL, sealed BLOB NOT NULL) STRICT').execute(db)
}
