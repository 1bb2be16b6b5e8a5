/** Opens the one database: locked for this process, durable at every commit, checked after an unclean stop, migrated with a backup. */
import { randomInt } from 'node:crypto'
import { chmodSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Kysely } from 'kysely'
import { makeFolder } from '#kit/make-folder.ts'
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
  /** The moment (epoch milliseconds) that names a damaged database when it is set aside for an empty one; absent: it is a Failure. */
  readonly setDamagedAsideAt?: number
}

/** A damaged database that was set aside. */
export interface SetAside {
  /** Where it lies now. */
  readonly path: string
  /** What is wrong with it, as a clause. */
  readonly why: string
}

/** An open database. */
export interface Store {
  readonly db: Kysely<Tables>
  /** The same connection without the queue. Never write through it while a Kysely transaction may be open. */
  readonly connection: DatabaseSync
  /** The database that was found and could not be used; undefined when all was well. */
  readonly setAside: SetAside | undefined
  close(): Promise<void>
}

const SQLITE_BUSY = 5
/** What SQLite says of a file whose content is wrong; a device that fails says something else. */
const damage: ReadonlySet<number | undefined> = new Set([11, 26])

const errorNumber = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined

const damagedFailure = (path: string, why: string): Failure =>
  new Failure('store.damaged', {
    sentence: `The database ${path} is damaged: ${why}.`,
    hint: 'No file on the pool or on the array is touched. "pcu serve", "pcu run" and "pcu rescue" set it aside and learn from the manifest on the pool what lies there; or put a backup of the data folder in its place.',
    retry: 'never'
  })

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
  if (damage.has(errorNumber(cause))) return damagedFailure(path, cause instanceof Error ? cause.message : 'unknown')
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

/** Beyond this a look at every page of a database that was closed properly would be felt at every start. */
const quickUpTo = 64 * 1024 * 1024

/** A write-ahead log that is still there was left by a process that did not close the database: then everything is checked. */
const insistOnWhole = (connection: DatabaseSync, path: string, unclean: boolean): void => {
  if (!unclean && sizeOf(path) > quickUpTo) return
  const check = unclean ? 'integrity_check' : 'quick_check'
  const found = connection.prepare(`PRAGMA ${check}(1)`).get()?.[check]
  if (found !== 'ok') throw damagedFailure(path, String(found))
}

const openOnDisk = (path: string): DatabaseSync => {
  const folder = dirname(path)
  try {
    makeFolder(folder, 0o700)
    const unclean = sizeOf(`${path}-wal`) > 0
    const connection = new DatabaseSync(path)
    try {
      chmodSync(path, 0o600)
      lock(connection)
      insistOnWhole(connection, path, unclean)
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

/** The database's own lower case knows no letter beyond a to z. */
const teach = (connection: DatabaseSync): void =>
  connection.function('folded', { deterministic: true }, (text) => String(text).toLowerCase())

const migrated = async (connection: DatabaseSync, { path, readOnly }: StoreOptions): Promise<Kysely<Tables>> => {
  teach(connection)
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(connection) })
  try {
    await migrate(db, {
      where: dirname(path),
      backUp: (before) => (readOnly === true ? Promise.resolve() : backUpTo(connection, `${path}.before-${before}`))
    })
    return db
  } catch (error) {
    await db.destroy()
    throw damage.has(errorNumber(error)) ? openFailure(path, error) : error
  }
}

/** Tries of one that finds the database taken, and how long it rests between them at the least and at the most. */
const tries = 6
const restMs = { least: 20, most: 120 }

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, randomInt(restMs.least, restMs.most)))

/**
 * Of two that start in the same moment each can meet the other's half-taken lock, and both would be refused. So each lets go, rests for a while that is its own,
 * and tries again; one that is really held is refused after these few tries.
 */
const openPatiently = async (path: string): Promise<DatabaseSync> => {
  for (let left = tries - 1; left > 0; left -= 1) {
    try {
      return openOnDisk(path)
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'store.busy')) throw error
      await rest()
    }
  }
  return openOnDisk(path)
}

const openWhole = async (options: StoreOptions): Promise<Omit<Store, 'setAside'>> => {
  const connection = options.readOnly === true ? openInMemory(options.path) : await openPatiently(options.path)
  const db = await migrated(connection, options)
  return { db, connection, close: () => db.destroy() }
}

/** With its name go its write-ahead log and what locks it: they belong to no other database. */
const moveAside = (path: string, at: number): string => {
  const aside = `${path}.corrupt-${new Date(at).toISOString().replaceAll(/[:.]/gu, '-')}`
  for (const suffix of ['', '-wal', '-shm']) {
    const there = statSync(`${path}${suffix}`, { throwIfNoEntry: false }) !== undefined
    if (there) renameSync(`${path}${suffix}`, `${aside}${suffix}`)
  }
  return aside
}

/**
 * Opens, locks, checks and migrates. Throws Failure `store.busy` when another process has it, `store.damaged` when its content is wrong and it may
 * not be set aside, and `store.broken` otherwise.
 */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { path, readOnly, setDamagedAsideAt } = options
  try {
    return { ...(await openWhole(options)), setAside: undefined }
  } catch (error) {
    const damaged = error instanceof Failure && error.code === 'store.damaged'
    if (!damaged || readOnly === true || setDamagedAsideAt === undefined) throw error
    const aside = moveAside(path, setDamagedAsideAt)
    return { ...(await openWhole(options)), setAside: { path: aside, why: error.message } }
  }
}
