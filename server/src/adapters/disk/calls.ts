/**
 * The file calls of everything that moves. In the server they wait on a thread of the pool, so that a disk that hangs holds up no request. In the process
 * that copies, which may hang as its disk does, the short ones are made at once: handing a call to another thread and back takes longer than the call, and on
 * a busy machine a hundred times as long.
 */
import {
  type BigIntStats,
  closeSync,
  fchmodSync,
  fchownSync,
  fdatasync,
  fstatSync,
  fsync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  read,
  readlinkSync,
  readSync,
  type StatsFs,
  statfsSync,
  unlinkSync,
  utimesSync,
  write,
  writeSync
} from 'node:fs'
import * as pooled from 'node:fs/promises'
import { promisify } from 'node:util'

type Ask = { readonly bigint: true }

/** An open file; what a FileHandle is, as far as it is used. */
export interface OpenFile {
  readonly fd: number
  stat(ask: Ask): Promise<BigIntStats>
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>
  write(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number
  ): Promise<{ readonly bytesWritten: number }>
  chown(owner: number, group: number): Promise<void>
  chmod(mode: number): Promise<void>
  /** Seconds. */
  utimes(accessed: number, modified: number): Promise<void>
  sync(): Promise<void>
  datasync(): Promise<void>
  close(): Promise<void>
}

interface Calls {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>
  lstat(path: string, ask: Ask): Promise<BigIntStats>
  readlink(path: string): Promise<string>
  link(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  statfs(path: string): Promise<StatsFs>
  /** Seconds. */
  utimes(path: string, accessed: number, modified: number): Promise<void>
}

/** From here on writing into memory takes so long that another thread should wait for it, bytes. */
const longFrom = 512 * 1024

/** A byte beyond the end is asked of no disk; everything else that is read may wait for one, and the other copies with it. */
const longReadFrom = 2

const readLong = promisify(read)
const writeLong = promisify(write)
const syncLong = promisify(fsync)
const datasyncLong = promisify(fdatasync)

/** What throws rejects, as it does with the calls that wait. */
const at = <T>(call: () => T): Promise<T> => new Promise((resolve) => resolve(call()))

const openHere = (path: string, flags: number, mode?: number): OpenFile => {
  const fd = openSync(path, flags, mode)
  let isOpen = true
  return {
    fd,
    stat: (ask) => at(() => fstatSync(fd, ask)),
    read: (buffer, ...where) =>
      where[1] < longReadFrom
        ? at(() => ({ bytesRead: readSync(fd, buffer, ...where) }))
        : readLong(fd, buffer, ...where),
    write: (buffer, ...where) =>
      where[1] < longFrom
        ? at(() => ({ bytesWritten: writeSync(fd, buffer, ...where) }))
        : writeLong(fd, buffer, ...where),
    chown: (owner, group) => at(() => fchownSync(fd, owner, group)),
    chmod: (permissions) => at(() => fchmodSync(fd, permissions)),
    utimes: (accessed, modified) => at(() => futimesSync(fd, accessed, modified)),
    sync: () => syncLong(fd),
    datasync: () => datasyncLong(fd),
    close: () =>
      at(() => {
        // The number may be another file's by now.
        if (isOpen) closeSync(fd)
        isOpen = false
      })
  }
}

const atOnce: Calls = {
  open: (path, flags, mode) => at(() => openHere(path, flags, mode)),
  lstat: (path, ask) => at(() => lstatSync(path, ask)),
  readlink: (path) => at(() => readlinkSync(path)),
  link: (from, to) => at(() => linkSync(from, to)),
  unlink: (path) => at(() => unlinkSync(path)),
  statfs: (path) => at(() => statfsSync(path)),
  utimes: (path, accessed, modified) => at(() => utimesSync(path, accessed, modified))
}

let calls: Calls = pooled

/** From now on this process makes short calls at once. For the process that copies, before its first call. */
export const makeShortCallsAtOnce = (): void => {
  calls = atOnce
}

export const open: Calls['open'] = (path, flags, mode) => calls.open(path, flags, mode)
export const lstat: Calls['lstat'] = (path, ask) => calls.lstat(path, ask)
export const readlink: Calls['readlink'] = (path) => calls.readlink(path)
export const link: Calls['link'] = (from, to) => calls.link(from, to)
export const unlink: Calls['unlink'] = (path) => calls.unlink(path)
export const statfs: Calls['statfs'] = (path) => calls.statfs(path)
export const utimes: Calls['utimes'] = (path, accessed, modified) => calls.utimes(path, accessed, modified)
