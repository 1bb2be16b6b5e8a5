/** Room on the pool's own file system. Never asked of a union, which adds its branches up. */
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Room } from '#ports/storage-host.ts'
import { Failure, type FailureCode } from '#src/failure.ts'
import { errnoOf, errnoWords, isAbsent } from './errno-words.ts'
import type { AskDisk } from './patience/ask-disk.ts'

/** What statfs(2) tells, as far as room goes. */
export interface FileSystemCounts {
  readonly bsize: number
  /** Size of the counted blocks; 0 where the system does not tell, then bsize counts. */
  readonly frsize: number
  readonly blocks: number
  readonly bavail: number
  readonly files: number
  readonly ffree: number
}

/**
 * Total and free bytes. Free is what an unprivileged writer may still write. A file system that counts its files and has none left has no room;
 * btrfs counts none (`files` is 0), which says nothing.
 */
export const roomOf = (counts: FileSystemCounts): Room => {
  const unit = counts.frsize > 0 ? counts.frsize : counts.bsize
  const outOfFiles = counts.files > 0 && counts.ffree <= 0
  return { totalBytes: counts.blocks * unit, freeBytes: outOfFiles ? 0 : Math.max(0, counts.bavail) * unit }
}

const CODES: Readonly<Record<string, FailureCode>> = {
  EACCES: 'disk.permission',
  EIO: 'disk.io',
  ENOENT: 'disk.missing'
}

/** Measures the file system that `path` lies on, or would lie on once it is made. */
export const measureRoom = async (ask: AskDisk, path: string): Promise<Room> => {
  try {
    return roomOf(await ask(path, () => statfs(path)))
  } catch (thrown) {
    const code = errnoOf(thrown)
    if (isAbsent(code) && path !== '/') return measureRoom(ask, dirname(path))
    throw new Failure(CODES[code] ?? 'disk.gone', {
      sentence: `The room on ${path} cannot be measured: ${errnoWords(code)}.`,
      retry: 'later',
      cause: thrown
    })
  }
}
