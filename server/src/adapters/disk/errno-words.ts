/** What the system's error codes mean in plain words. */
import { constants } from 'node:os'

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EIO: 'input/output error; the disk may be failing',
  ENOENT: 'not there',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'links that lead in a circle',
  ENAMETOOLONG: 'the name is too long for this file system',
  EROFS: 'read-only',
  ENOSPC: 'no space left',
  EDQUOT: 'the quota is used up',
  ESTALE: 'the network share was replaced on its server',
  ENOTCONN: 'the connection to the share or to its FUSE program is gone',
  EHOSTDOWN: 'the server of the share is down',
  EHOSTUNREACH: 'the server of the share cannot be reached',
  ETIMEDOUT: 'no answer in time',
  EUCLEAN: 'the file system is damaged and must be repaired',
  EBADMSG: 'the file system is damaged and must be repaired'
}

/** libuv has no names for some errors that disks and network shares really give, ESTALE and EDQUOT among them: Node calls them by number. */
const NAMELESS = /^Unknown system error -(\d+)$/u

const NAMES: ReadonlyMap<number, string> = new Map([
  ...Object.entries(constants.errno).map(([name, number]) => [number, name] as const),
  // What XFS and ext4 give for damaged metadata, and drives that went away; Node's own list ends before them.
  [117, 'EUCLEAN'],
  [123, 'ENOMEDIUM']
])

const nameOf = (code: string): string => {
  const number = NAMELESS.exec(code)?.[1]
  return number === undefined ? code : (NAMES.get(Number(number)) ?? `E${number}`)
}

/** The code of a thrown system error (`ENOENT`), or `unknown`. */
export const errnoOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? nameOf(thrown.code) : 'unknown'

/** Plain words for a code, with the code. */
export const errnoWords = (code: string): string => {
  const words = WORDS[code]
  return words === undefined ? `system error ${code}` : `${words} (${code})`
}

/** Whether a code says that nothing lies at a path. */
export const isAbsent = (code: string): boolean => code === 'ENOENT' || code === 'ENOTDIR'
