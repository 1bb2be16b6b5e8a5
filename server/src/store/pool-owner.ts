/**
 * Whose a pool is: a small database at its root with the id of the installation that works on it, locked for as long as that program lives. The system drops
 * the lock with the process, in whatever container it ran.
 */
import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Reason } from '@pcu/contract'
import type { Memory } from '#ports/store.ts'

/** Beside the pool's marker, and named like it, so that whatever passes over the one passes over the other. */
const ownerFile = '.mc-root-owner.db'

/** Pools that this program holds. */
export interface PoolOwner {
  /** Takes the pool for this installation and holds it; why it must not be touched, or undefined. Only for a pool that was identified. */
  claim(poolRoot: string): Promise<Reason | undefined>
  /** A person says that the pool is this installation's: what another one wrote counts no more. One that is at work still holds it. */
  confirm(poolRoot: string): Promise<void>
  /** Lets go of all of them. */
  close(): void
}

const installationOf = async (memory: Memory): Promise<string> => {
  const known = await memory.get('installation')
  if (known !== undefined) return known
  const made = randomUUID()
  await memory.set('installation', made)
  return made
}

const claimedKey = (poolRoot: string): string => `pool-owner:${poolRoot}`

const SQLITE_BUSY = 5
/** Undefined for what SQLite did not say. */
const errorNumber = (thrown: unknown): unknown =>
  thrown instanceof Error && 'errcode' in thrown ? thrown.errcode : undefined

const atWork = (root: string): Reason => ({
  code: 'root-not-ready',
  root,
  detail:
    'another installation of this program with a data folder of its own is at work on it, and two would take each other’s files for their own; stop one of them, or give it a pool of its own (CACHE_DESTINATION). A network mount whose server does not lock files looks the same; mount it with local locks (nolock).'
})

const takenOver = (root: string, since: number): Reason => ({
  code: 'root-not-ready',
  root,
  detail: `another installation of this program with a data folder of its own took it over on ${new Date(since).toISOString().slice(0, 10)}; if that one is gone for good, run "pcu settings --confirm-storage", and what lies there is learned again.`
})

interface Row {
  readonly installation: string
  readonly since: number
}

const readRow = (connection: DatabaseSync): Row | undefined => {
  const row = connection.prepare('SELECT installation, since FROM owner').get()
  return row === undefined ? undefined : { installation: String(row['installation']), since: Number(row['since']) }
}

const writeRow = (connection: DatabaseSync, { installation, since }: Row): void => {
  connection.exec('DELETE FROM owner')
  connection.prepare('INSERT INTO owner (installation, since) VALUES (?, ?)').run(installation, since)
}

/** Of two that claim it in the same moment each meets the other's half-taken lock; the one that lets go is refused, and the other one waits so long for it. */
const momentMs = 100

/** Locked from here on, until it is closed. Throws SQLite's error, above all when another process has it. */
const openLocked = (path: string): DatabaseSync => {
  const connection = new DatabaseSync(path, { timeout: momentMs })
  try {
    connection.exec('PRAGMA locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE')
    connection.exec('CREATE TABLE IF NOT EXISTS owner (installation TEXT NOT NULL, since INTEGER NOT NULL) STRICT')
    return connection
  } catch (thrown) {
    connection.close()
    throw thrown
  }
}

interface Question {
  readonly installation: string
  /** Whether this installation had the pool before. */
  readonly hadIt: boolean
  readonly now: number
}

/** The date since when somebody else has it, or undefined when it is ours now. A new installation takes over what nobody holds: its database may have been lost. */
const settleOwner = (connection: DatabaseSync, { installation, hadIt, now }: Question): number | undefined => {
  const row = readRow(connection)
  const isOther = row !== undefined && row.installation !== installation
  if (isOther && hadIt) return row.since
  if (row === undefined || isOther) writeRow(connection, { installation, since: now })
  connection.exec('COMMIT')
  return undefined
}

/** Pools of the installation whose facts these are. */
export const createPoolOwner = (memory: Memory, now: () => number): PoolOwner => {
  const held = new Map<string, DatabaseSync>()

  const take = async (poolRoot: string): Promise<Reason | undefined> => {
    const installation = await installationOf(memory)
    const hadIt = (await memory.get(claimedKey(poolRoot))) === installation
    const connection = openLocked(`${poolRoot}/${ownerFile}`)
    try {
      const since = settleOwner(connection, { installation, hadIt, now: now() })
      if (since !== undefined) {
        connection.close()
        return takenOver(poolRoot, since)
      }
    } catch (thrown) {
      connection.close()
      throw thrown
    }
    held.set(poolRoot, connection)
    await memory.set(claimedKey(poolRoot), installation)
    return undefined
  }

  return {
    claim: async (poolRoot) => {
      if (held.has(poolRoot)) return undefined
      try {
        return await take(poolRoot)
      } catch (thrown) {
        const number = errorNumber(thrown)
        if (number === undefined) throw thrown
        // SQLite takes a refusal to lock (ENOLCK) for a lock that another one holds. Anything else is a pool that cannot be written, which everything that writes there tells.
        return number === SQLITE_BUSY ? atWork(poolRoot) : undefined
      }
    },
    confirm: (poolRoot) => memory.set(claimedKey(poolRoot), ''),
    close: () => {
      for (const connection of held.values()) connection.close()
      held.clear()
    }
  }
}
