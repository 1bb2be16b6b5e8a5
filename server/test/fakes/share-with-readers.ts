/**
 * A network share as Samba serves it to Linux, on top of a real folder: replacing a file that somebody has open fails with EACCES, and all the same the file is
 * then marked for deletion. Its name stays in sight, cannot be opened any more, and goes when the last reader has closed it. Measured in the nested guest.
 * To be put in place of `node:fs/promises`.
 */
import { readlinkSync, unlinkSync } from 'node:fs'
import type * as Promises from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

type Real = typeof Promises

/** What the share knows. One for all tests of a file: the module that it stands for is one, too. */
const held = new Set<string>()
const doomed = new Set<string>()
/** Whether a look at a doomed name tells that one link less is left; a client that remembers attributes does not tell. */
let tellsLinks = true

/** Forgets everybody. */
export const newShare = (tells: boolean): void => {
  held.clear()
  doomed.clear()
  tellsLinks = tells
}

/** Somebody opens a file. */
export const openByReader = (path: string): void => {
  held.add(path)
}

/** Whoever has it open closes it; what was marked goes now. */
export const closeByReader = (path: string): void => {
  held.delete(path)
  if (doomed.delete(path)) unlinkSync(path)
}

/** Whether the name is only in sight until its reader is gone. */
export const isDoomed = (path: string): boolean => doomed.has(path)

const refusal = (code: string): Error => Object.assign(new Error(code), { code })

/** The path behind a directory that is held open. */
const plain = (path: unknown): string => {
  const text = String(path)
  const folder = dirname(text)
  return folder.startsWith('/proc/self/fd/') ? join(readlinkSync(folder), basename(text)) : text
}

const doom = (path: string): void => {
  doomed.add(path)
}

/** The calls as the share answers them. */
export const callsOfShare = (real: Real) => ({
  ...real,
  rename: async (from: string, to: string) => {
    const path = plain(to)
    if (held.has(path)) {
      doom(path)
      throw refusal('EACCES')
    }
    await real.rename(from, to)
  },
  unlink: async (path: string) => {
    if (held.has(plain(path))) return doom(plain(path))
    await real.unlink(path)
  },
  link: async (from: string, to: string) => {
    if (doomed.has(plain(from))) throw refusal('ENOENT')
    await real.link(from, to)
  },
  lstat: async (path: string, options: { readonly bigint: true }) => {
    const found = await real.lstat(path, options)
    if (tellsLinks && doomed.has(plain(path))) found.nlink -= 1n
    return found
  },
  open: async (path: string, flags: number, mode?: number) => {
    if (doomed.has(plain(path))) throw refusal('ENOENT')
    return await real.open(path, flags, mode)
  }
})
