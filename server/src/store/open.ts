/** Opens the one database: locked for this process, durable at every commit, checked after an unclean stop, migrated with a backup. */
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Kysely } from 'kysely'
import { Failure } from '#src/failure.ts'
import { migrate } from './migrate.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

/** What opening needs. */
export interface StoreOptions {
  /** The database file. Its directory is made (0700) when it is missing. */
  readonly path: string
  /** Nothing on disk is made or changed: the content is read into memory, and what is written there is lost at the end. */
  readonly readOnly?: boolean
}

/** An open database. */
export interface Store {
  readonly db: Kysely<Tables>
  /** The same connection without the queue. Never write through it while a Kysely transaction may be open. */
  readonly connection: DatabaseSync
  close(): Promise<void>
}

const SQLITE_BUSY = 5

const errorNumber = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined

const openFailure = (path: string, cause: unknown): Failure => {
  const folder = dirname(path)
  if (errorNumber(cause) === SQLITE_BUSY) {
    return new Failure('store.busy', {
      sentence: `Another PlexCacheUltra is running with the data folder ${folder}.`,
      hint: 'Stop it first, or give this one its own data folder.',
      retry: 'never',
      cause
    })
  }
  return new Failure('store.broken', {
    sentence: `The database ${path} could not be opened: ${cause instanceof Error ? cause.message : 'unknown cause'}.`,
    hint: 'Check that DATA_DIR names a folder where this user may write, and that its disk has room.',
    retry: 'never',
    cause
  })
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Exclusive locking also keeps WAL working on FUSE mounts, where the shared-memory file does not. */
const lock = (connection: DatabaseSync): void => {
  connection.exec('PRAGMA locking_mode = EXCLUSIVE')
  connection.exec('PRAGMA journal_mode = WAL')
  connection.exec('PRAGMA synchronous = FULL')
  connection.exec('PRAGMA foreign_keys = ON')
  connection.exec('BEGIN IMMEDIATE')
  connection.exec('COMMIT')
}

/** A write-ahead log that is still there was left by a process that did not close the database. */
const checkAfterUncleanStop = (connection: DatabaseSync, path: string): void => {
  const found = connection.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']
  if (found === 'ok') return
  throw new Failure('store.broken', {
    sentence: `The database ${path} is damaged: ${String(found)}.`,
    hint: 'Restore the newest backup from the data folder. Files on the pool and on the array are not touched until then.',
    retry: 'never'
  })
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * Makes a folder and what is missing above it. Node's own recursive mkdir never returns where a file system says "no such
 * file" to every new name, as /proc does; here a folder that its own parent refuses is an error.
 */
const makeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const parent = dirname(folder)
    if (!isMissing(error) || statSync(parent, { throwIfNoEntry: false }) !== undefined) throw error
    makeFolder(parent)
    mkdirSync(folder, { mode: 0o700 })
  }
}

const openOnDisk = (path: string): DatabaseSync => {
  const folder = dirname(path)
  try {
    makeFolder(folder)
    const unclean = sizeOf(`${path}-wal`) > 0
    const connection = new DatabaseSync(path)
    try {
      chmodSync(path, 0o600)
      lock(connection)
      if (unclean) checkAfterUncleanStop(connection, path)
    } catch (error) {
      connection.close()
      throw error
    }
    return connection
  } catch (error) {
    throw error instanceof Failure ? error : openFailure(path, error)
  }
}

/** Bytes 18 and 19 of the header say "WAL", which a database in memory cannot be; 1 means a rollback journal. */
const withoutWriteAheadLog = (content: Uint8Array): Uint8Array => {
  const plain = Uint8Array.from(content)
  plain[18] = 1
  plain[19] = 1
  return plain
}

const openInMemory = (path: string): DatabaseSync => {
  if (sizeOf(`${path}-wal`) > 0) throw openFailure(path, Object.assign(new Error('in use'), { errcode: SQLITE_BUSY }))
  const memory = new DatabaseSync(':memory:')
  memory.exec('PRAGMA foreign_keys = ON')
  if (sizeOf(path) === 0) return memory
  try {
    const address = pathToFileURL(path)
    address.search = '?immutable=1'
    const disk = new DatabaseSync(address, { readOnly: true })
    memory.deserialize(withoutWriteAheadLog(disk.serialize()))
    disk.close()
    return memory
  } catch (error) {
    throw openFailure(path, error)
  }
}

const backUpTo = async (connection: DatabaseSync, target: string): Promise<void> => {
  await backup(connection, target)
  chmodSync(target, 0o600)
}

/** Opens, locks, checks and migrates. Throws Failure `store.busy` when another process has it and `store.broken` otherwise. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const readOnly = options.readOnly === true
  const connection = readOnly ? openInMemory(options.path) : openOnDisk(options.path)
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(connection) })
  try {
    await migrate(db, {
      where: dirname(options.path),
      backUp: (before) => (readOnly ? Promise.resolve() : backUpTo(connection, `${options.path}.before-${before}`))
    })
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, connection, close: () => db.destroy() }
}
