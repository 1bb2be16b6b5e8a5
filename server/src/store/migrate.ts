/** Brings the schema up to date, with a backup of the database before anything changes. */
import { type Kysely, sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import { Failure } from '#src/failure.ts'
import { migrations, type StoreMigration } from './migrations/index.ts'

/** What migrating needs beside the connection. */
export interface MigrateOptions {
  /** Where the database is, for the sentence of a failure. */
  readonly where: string
  /** Saves the database before the first change; told the name of the first migration that is due. Not called on a new database. */
  backUp(before: string): Promise<void>
  /** All migrations by name; the product's own when left out. */
  readonly steps?: Readonly<Record<string, StoreMigration>>
}

const forKysely = (steps: Readonly<Record<string, StoreMigration>>): Record<string, Migration> =>
  Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { up: (db) => step.up(db) }]))

/** Names of the migrations that ran; empty on a new database. */
const namesThatRan = async <Schema>(db: Kysely<Schema>): Promise<readonly string[]> => {
  const table = await sql`SELECT name FROM sqlite_schema WHERE name = ${DEFAULT_MIGRATION_TABLE}`.execute(db)
  if (table.rows.length === 0) return []
  const ran = await sql<{ name: string }>`SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)} ORDER BY name`.execute(
    db
  )
  return ran.rows.map(({ name }) => name)
}

/** Runs every migration that is due. A database that a newer version wrote is refused, untouched. */
export const migrate = async <Schema>(db: Kysely<Schema>, options: MigrateOptions): Promise<void> => {
  const known = forKysely(options.steps ?? migrations)
  // The usual start asks one question; the migrator would first read the whole schema.
  if ((await namesThatRan(db)).join() === Object.keys(known).toSorted().join()) return
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(known) } })
  const listed = await migrator.getMigrations()
  const due = listed.filter((migration) => migration.executedAt === undefined)
  const first = due[0]
  if (first !== undefined && due.length < listed.length) await options.backUp(first.name)
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  throw new Failure('store.broken', {
    sentence: `The database in ${options.where} could not be brought up to date.`,
    hint: 'It may have been written by a newer version of PlexCacheUltra; install that version again, or restore the backup beside it.',
    retry: 'never',
    cause: error
  })
}
