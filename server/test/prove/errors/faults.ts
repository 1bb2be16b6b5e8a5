/** The page that orders the preloaded library which call fails, and how the library is built. */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The kinds of calls that can fail, in the order of the library's own list. */
export const kinds = [
  'write',
  'read',
  'fsync',
  'rename',
  'link',
  'unlink',
  'symlink',
  'mkdir',
  'rmdir',
  'open',
  'fchown',
  'fchmod'
] as const

export type CallKind = (typeof kinds)[number]

/** Which call fails how. */
export interface CallFault {
  readonly kind: CallKind
  /** The how manieth, from 1. */
  readonly at: number
  /** An errno by name; half: only half of the bytes are written or read; turned: one bit of what is written. */
  readonly error: keyof typeof constants.errno | 'half' | 'turned'
  /** Whether all calls of the kind after it fail as well. */
  readonly on: boolean
}

const headInts = 4
const countedAt = headInts * 4
const hitAt = countedAt + kinds.length * 4
const foldersAt = hitAt + 4
const folderBytes = 512
const pageBytes = foldersAt + 2 * folderBytes

/** The side of the page that gives orders. */
export interface Faults {
  /** Counts calls below these folders from now on; lets one fail when a fault is given. */
  arm(folders: readonly [string, string], fault?: CallFault): void
  /** Ends it. How often each kind was called, and how often the fault struck. */
  disarm(): { readonly counted: Readonly<Record<CallKind, number>>; readonly hit: number }
  close(): void
}

/** An empty page in a file, for a process that is about to be started with the library. */
export const makePage = (path: string): void => writeFileSync(path, Buffer.alloc(pageBytes))

const numberOf = (error: CallFault['error']): number => {
  if (error === 'half') return 0
  return error === 'turned' ? -1 : constants.errno[error]
}

/** The page of this process. */
export const openFaults = (path: string): Faults => {
  const file = openSync(path, 'r+')
  return {
    arm: (folders, fault) => {
      const page = Buffer.alloc(pageBytes)
      page.writeInt32LE(fault === undefined ? 0 : kinds.indexOf(fault.kind), 0)
      page.writeInt32LE(fault?.at ?? 0, 4)
      page.writeInt32LE(fault === undefined ? 0 : numberOf(fault.error), 8)
      page.writeInt32LE(fault?.on === true ? 1 : 0, 12)
      for (const [index, folder] of folders.entries()) page.write(folder, foldersAt + index * folderBytes)
      writeSync(file, page, 0, pageBytes, 0)
    },
    disarm: () => {
      const page = Buffer.alloc(pageBytes)
      readSync(file, page, 0, pageBytes, 0)
      const counts = kinds.map((kind, index) => [kind, page.readInt32LE(countedAt + index * 4)] as const)
      const hit = page.readInt32LE(hitAt)
      writeSync(file, Buffer.alloc(pageBytes), 0, pageBytes, 0)
      return { counted: countsOf(new Map(counts)), hit }
    },
    close: () => closeSync(file)
  }
}

const countsOf = (counts: ReadonlyMap<CallKind, number>): Readonly<Record<CallKind, number>> => {
  const count = (kind: CallKind): number => counts.get(kind) ?? 0
  return {
    write: count('write'),
    read: count('read'),
    fsync: count('fsync'),
    rename: count('rename'),
    link: count('link'),
    unlink: count('unlink'),
    symlink: count('symlink'),
    mkdir: count('mkdir'),
    rmdir: count('rmdir'),
    open: count('open'),
    fchown: count('fchown'),
    fchmod: count('fchmod')
  }
}

/** Builds the library; a sentence when that is not possible here. */
export const buildLibrary = (target: string): string | undefined => {
  const source = fileURLToPath(new URL('./faults.c', import.meta.url))
  const built = spawnSync('gcc', ['-O2', '-shared', '-fPIC', '-o', target, source, '-ldl'], { encoding: 'utf8' })
  if (built.error !== undefined) return 'calls that fail: left out, there is no gcc here'
  return built.status === 0 ? undefined : `calls that fail: left out, gcc says ${built.stderr.trim()}`
}
