/** Questions about what a file carries besides its name: owner, mode, times, attributes, and reading it past the page cache. */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, chown, open, stat, utimes, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { under } from '#core/resolve/path-map.ts'
import { able } from './able.ts'

const run = promisify(execFile)
const pageBytes = 4096

/** Node has it; its type package does not say so. */
declare const WebAssembly: {
  readonly Memory: new (descriptor: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
}

const fresh = async (folder: string, name: string, bytes = 1): Promise<string> => {
  const path = under(folder, name)
  await writeFile(path, new Uint8Array(bytes), { flag: 'wx', mode: 0o600 })
  return path
}

/** The owner that files of a place have. */
export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** Unraid's nobody:users: somebody else than whoever a new file belongs to. */
const SOMEBODY: Owner = { uid: 99, gid: 100 }

/**
 * Giving a file this owner. Where a new file has that owner already, the answer would say nothing of the others, so root asks with somebody else;
 * who is not root can only give files to itself.
 */
export const asksOwner = async (folder: string, owner: Owner): Promise<string> => {
  const path = await fresh(folder, 'pcu-owned')
  const made = await stat(path)
  const { uid, gid } = process.getuid?.() === 0 && made.uid === owner.uid ? SOMEBODY : owner
  return able(async () => {
    await chown(path, uid, gid)
    const found = await stat(path)
    return found.uid === uid && found.gid === gid
  })
}

/** Giving a file a mode; two are tried, because a mount may show one mode for every file. */
export const asksMode = async (folder: string): Promise<string> => {
  const path = await fresh(folder, 'pcu-mode')
  return able(async () => {
    for (const mode of [0o640, 0o604]) {
      await chmod(path, mode)
      if (((await stat(path)).mode & 0o777) !== mode) return false
    }
    return true
  })
}

/** A moment whose every digit counts. */
const MOMENT = '1600000001.123456789'
const MOMENT_NS = 1_600_000_001_123_456_789n
const STEPS_NS = [1n, 100n, 1000n, 1_000_000n, 10_000_000n, 1_000_000_000n, 2_000_000_000n] as const

/** The program touch sets nanoseconds; Node's own call, which takes its place where that is missing, sets microseconds. */
const setMoment = async (path: string): Promise<void> => {
  try {
    await run('touch', ['-m', '-d', `@${MOMENT}`, '--', path], { timeout: 10_000 })
  } catch {
    await utimes(path, Number(MOMENT), Number(MOMENT))
  }
}

/** The finest step in which a time is kept, nanoseconds; the coarsest that is known when it is kept not at all. */
export const asksTimes = async (folder: string): Promise<number> => {
  const path = await fresh(folder, 'pcu-time')
  await setMoment(path)
  const { mtimeNs } = await stat(path, { bigint: true })
  const off = mtimeNs > MOMENT_NS ? mtimeNs - MOMENT_NS : MOMENT_NS - mtimeNs
  return Number(STEPS_NS.find((ns) => off < ns && mtimeNs % ns === 0n) ?? 2_000_000_000n)
}

const ATTRIBUTE_ERRORS = [
  ['not supported', 'ENOTSUP'],
  ['not permitted', 'EPERM'],
  ['Permission denied', 'EACCES'],
  ['No space left', 'ENOSPC']
] as const

/** An extended attribute, with the program setfattr because Node has no call for it; `unknown` without that program. */
export const asksAttribute = async (folder: string): Promise<string> => {
  const path = await fresh(folder, 'pcu-attribute')
  try {
    await run('setfattr', ['-n', 'user.pcu', '-v', '1', '--', path], {
      timeout: 10_000,
      env: { ...process.env, LC_ALL: 'C' }
    })
    return 'works'
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return 'unknown'
    const words = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr) : ''
    return ATTRIBUTE_ERRORS.find(([text]) => words.includes(text))?.[1] ?? 'unknown'
  }
}

/** Reading past the page cache, into memory that begins at a page. */
export const asksDirect = async (folder: string): Promise<string> => {
  const path = await fresh(folder, 'pcu-direct', pageBytes)
  return able(async () => {
    const file = await open(path, constants.O_RDONLY | constants.O_DIRECT)
    try {
      const page = new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer, 0, pageBytes)
      return (await file.read(page, 0, pageBytes, 0)).bytesRead === pageBytes
    } finally {
      await file.close()
    }
  })
}
