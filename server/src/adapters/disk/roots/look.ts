/** One look at a root directory itself: what it is, which file system it lies on, and what may be done there. Makes no call below the root. */
import type { BigIntStats } from 'node:fs'
import { access, constants, lstat, realpath, stat, statfs } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { insideOf, isReadOnly, type Mount, type MountTable, mountOf } from '#adapters/disk/mountinfo.ts'
import { roomOf } from '#adapters/disk/room.ts'

/** What one look found. */
export interface RootLook {
  /** As configured. */
  readonly path: string
  /** With links resolved; the path itself when that failed. */
  readonly real: string
  readonly isLink: boolean
  readonly kind: 'directory' | 'not-a-directory' | 'failed'
  /** Error code when the look failed; `silent` when nothing answered in time. */
  readonly code: string | undefined
  readonly mount: Mount | undefined
  /** Where the root lies inside its file system. */
  readonly inside: string | undefined
  /** Type from the mount table, else from statfs, else `unknown`. */
  readonly fileSystem: string
  /** `st_dev`. */
  readonly device: number | undefined
  /** What the kernel tells this directory from every other one by; undefined when the look failed. */
  readonly place?: string | undefined
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
  readonly readable: boolean
  readonly writable: boolean
  readonly readOnlyMount: boolean
  /** When the root of its file system was made (nanoseconds), which no two disks share; undefined where the file system does not tell. */
  readonly born?: string | undefined
  /** What an unprivileged writer may still write; undefined when the look failed. */
  readonly freeBytes?: number | undefined
}

/** Magic numbers of statfs(2) that matter where the mount table shows nothing. */
const MAGIC: Readonly<Record<number, string>> = { 16914836: 'tmpfs', 2240043254: 'ramfs', 2035054128: 'overlay' }

const may = async (path: string, mode: number): Promise<boolean> => {
  try {
    await access(path, mode)
    return true
  } catch {
    return false
  }
}

const failed = (path: string, code: string, isLink: boolean): RootLook => ({
  path,
  real: path,
  isLink,
  kind: 'failed',
  code,
  mount: undefined,
  inside: undefined,
  fileSystem: 'unknown',
  device: undefined,
  owner: undefined,
  readable: false,
  writable: false,
  readOnlyMount: false
})

/** Device and inode are not enough: a file system in memory that is mounted in another's place often gets the same ones. */
export const placeOf = ({ dev, ino, birthtimeNs }: BigIntStats): string => [dev, ino, birthtimeNs].join(':')

const lasting = new Set(['xfs', 'ext2', 'ext3', 'ext4', 'btrfs', 'zfs', 'f2fs', 'bcachefs'])

/** Asked of the mount point, because a folder below it may be made anew at any time. */
const bornOf = async (mount: Mount | undefined): Promise<string | undefined> => {
  if (mount === undefined || !lasting.has(mount.fileSystem)) return undefined
  const { birthtimeNs } = await stat(mount.mountPoint, { bigint: true })
  return birthtimeNs > 0n ? String(birthtimeNs) : undefined
}

const lookClosely = async (path: string, table: MountTable): Promise<RootLook> => {
  let isLink = false
  try {
    isLink = (await lstat(path)).isSymbolicLink()
    const real = await realpath(path)
    const found = await stat(real, { bigint: true })
    const mount = mountOf(table, real)
    const counts = await statfs(real)
    return {
      path,
      real,
      isLink,
      kind: found.isDirectory() ? 'directory' : 'not-a-directory',
      code: undefined,
      mount,
      inside: mount === undefined ? undefined : insideOf(mount, real),
      fileSystem: mount?.fileSystem ?? MAGIC[counts.type] ?? 'unknown',
      device: Number(found.dev),
      place: placeOf(found),
      owner: { uid: Number(found.uid), gid: Number(found.gid) },
      readable: await may(real, constants.R_OK | constants.X_OK),
      writable: await may(real, constants.W_OK),
      readOnlyMount: mount !== undefined && isReadOnly(mount),
      born: await bornOf(mount),
      freeBytes: roomOf(counts).freeBytes
    }
  } catch (thrown) {
    return failed(path, errnoOf(thrown), isLink)
  }
}

/** Hears which roots an examination found sound. */
export interface RootsLearner {
  /** Sound ones may be written from now on, the others may not. */
  learn(found: readonly { readonly look: RootLook; readonly isSound: boolean }[]): void
}

/** Looks at roots. */
export type LookAtRoot = (path: string, table: MountTable) => Promise<RootLook>

/**
 * Makes the looker. A root that does not answer in `patienceMs` is reported as silent; while it stays so no second call is made to it, because
 * every hanging call holds one of the few threads that all file access shares.
 */
export const createRootLook = (patienceMs: number, lookOnce: LookAtRoot = lookClosely): LookAtRoot => {
  const pending = new Map<string, Promise<RootLook>>()

  const start = (path: string, table: MountTable): Promise<RootLook> => {
    const known = pending.get(path)
    if (known !== undefined) return known
    const look = lookOnce(path, table).finally(() => pending.delete(path))
    pending.set(path, look)
    return look
  }

  return async (path, table) => {
    const giveUp = new AbortController()
    const silent = delay(patienceMs, failed(path, 'silent', false), { signal: giveUp.signal, ref: false })
    const look = start(path, table)
    try {
      return await Promise.race([look, silent])
    } finally {
      silent.catch(() => undefined)
      giveUp.abort()
    }
  }
}
