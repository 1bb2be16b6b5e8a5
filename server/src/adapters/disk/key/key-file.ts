/** The key of the vault in a file of its own beside the database: made once, whole or not at all, for nobody else's eyes. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync
} from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { Failure } from '#src/failure.ts'

const keyBytes = 32
const line = /^([0-9a-f]{64})\n?$/u

/** A key, and what a person should know about its file. */
export interface KeyFile {
  readonly key: Uint8Array
  /** Whole sentences; empty when all is well. */
  readonly warnings: readonly string[]
}

const failure = (path: string, thrown: unknown): Failure =>
  new Failure('store.broken', {
    sentence: `The key file ${path} cannot be read or made (${errnoOf(thrown)}).`,
    hint: 'Check that DATA_DIR names a folder where this user may write, and that the file belongs to this user.',
    retry: 'never'
  })

const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined
    throw thrown
  }
}

const flushFolder = (path: string): void => {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Written under another name and flushed before it gets its own, so that a crash leaves no half of a key. */
const make = (path: string): Uint8Array => {
  const key = randomBytes(keyBytes)
  const half = `${path}.new`
  rmSync(half, { force: true })
  const file = openSync(half, 'wx', 0o600)
  try {
    writeSync(file, `${key.toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(half, path)
  flushFolder(path)
  return key
}

/** Others may not read it any more; says so, because somebody may have read it meanwhile. */
const closeToOthers = (path: string): readonly string[] => {
  const isOpen = () => (statSync(path).mode & 0o077) !== 0
  if (!isOpen()) return []
  try {
    chmodSync(path, 0o600)
  } catch {
    // Said below: some file systems have no modes, and some files belong to somebody else.
  }
  return isOpen()
    ? [
        `Others than this user may read ${path}, the key to the saved Plex tokens, and that cannot be changed here; a data folder on a file system with permissions would help.`
      ]
    : [`Others than this user could read ${path}, the key to the saved Plex tokens; now they cannot any more.`]
}

const setAside = (path: string): string => {
  const aside = `${path}.damaged`
  renameSync(path, aside)
  return `${path}, the key to the saved Plex tokens, was damaged; it now lies at ${aside}, and people sign in again with a new key.`
}

/**
 * The key of this file, made when there is none. `mayWrite` false changes nothing on disk: without a file the key is one of the moment.
 * Throws Failure `store.broken`.
 */
export const openKeyFile = (path: string, mayWrite: boolean): KeyFile => {
  try {
    const text = readIfThere(path)
    const [, hex] = line.exec(text ?? '') ?? []
    if (!mayWrite) return { key: hex === undefined ? randomBytes(keyBytes) : Buffer.from(hex, 'hex'), warnings: [] }
    if (hex !== undefined) return { key: Buffer.from(hex, 'hex'), warnings: closeToOthers(path) }
    const warnings = text === undefined ? [] : [setAside(path)]
    return { key: make(path), warnings }
  } catch (thrown) {
    throw failure(path, thrown)
  }
}
