/** The few calls of the system that Node lacks. Made only in the process that copies, so that a fault in them cannot take the server down. */
import type { Use } from '#ports/file-system.ts'

/** Calls on open files, by their numbers. None throws; each says whether it worked where that matters. */
export interface NativeCalls {
  /** posix_fadvise(2) with POSIX_FADV_DONTNEED, over the whole file. */
  dropFromCache(file: number): void
  /**
   * Whether anybody else has the file open, by asking for a write lease and giving it back at once (fcntl(2), F_SETLEASE). unknown: not the owner of the
   * file and without CAP_LEASE, or a file system without leases.
   */
  use(file: number): Use
  /** Extended attributes by name, access lists among them; undefined where the file system has none. */
  attributesOf(file: number): ReadonlyMap<string, Uint8Array> | undefined
  setAttribute(file: number, name: string, value: Uint8Array): boolean
  removeAttribute(file: number, name: string): boolean
  /** Times to the nanosecond (futimens(3)). */
  setTimes(file: number, times: { readonly accessedNs: bigint; readonly modifiedNs: bigint }): boolean
}
