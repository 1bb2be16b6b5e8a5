/** Questions to disks with patience, for the rooms that speak to the system themselves: a disk that does not answer looks to them like one that the system gave up. */
import { constants } from 'node:os'
import { isBelow } from '#core/resolve/path-map.ts'
import { Failure } from '#src/failure.ts'
import type { Turnstile } from './turnstile.ts'

/** Asks a root something. Throws the system's error ETIMEDOUT, with the root as its path, when it does not answer in time or still owes an answer. */
export type AskDisk = <T>(root: string, call: () => Promise<T>) => Promise<T>

const timedOut = (root: string, cause: Failure): NodeJS.ErrnoException =>
  Object.assign(new Error(cause.message, { cause }), {
    code: 'ETIMEDOUT',
    errno: -constants.errno.ETIMEDOUT,
    path: root
  })

/** Waits as long as the system does. */
export const askPlainly: AskDisk = (_root, call) => call()

/** Asks through a turnstile. */
export const askDisk =
  (turnstile: Turnstile): AskDisk =>
  async (root, call) => {
    try {
      return await turnstile.bounded({ spot: { root, path: '' } }, call)
    } catch (thrown) {
      throw thrown instanceof Failure && thrown.code === 'disk.gone' ? timedOut(root, thrown) : thrown
    }
  }

/** The longest of the roots that a path lies below; the path itself when it lies below none. */
export const rootOf = (roots: readonly string[], path: string): string =>
  roots
    .filter((root) => isBelow(path, root))
    .reduce((longest, root) => (root.length > longest.length ? root : longest), '') || path
