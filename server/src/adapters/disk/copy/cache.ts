/** Leaves the page cache as it was found: what keeps the disks of an array asleep must not be pushed out by films that nobody reads twice. */
import { spawn } from 'node:child_process'
import type { OpenFile } from '#adapters/disk/calls.ts'
import type { NativeCalls } from '#adapters/disk/native/calls.ts'

/** Below this a process for dropping a file from the cache costs more than the cache is worth. */
const worthAProcess = 1024 * 1024

const dropByTool = (file: OpenFile): Promise<void> =>
  new Promise((resolve) => {
    const dd = spawn('dd', ['if=/proc/self/fd/3', 'iflag=nocache', 'count=0'], {
      stdio: ['ignore', 'ignore', 'ignore', file.fd]
    })
    // Best effort: without it the cache is fuller and a check is weaker, never wrong.
    dd.once('error', () => resolve())
    dd.once('close', () => resolve())
  })

/** Drops what the page cache holds of a file. Pages that were never made durable stay. */
export const dropFromCache = async (
  file: OpenFile,
  how: { readonly native: NativeCalls | undefined; readonly sizeBytes: number }
): Promise<void> => {
  if (how.native !== undefined) how.native.dropFromCache(file.fd)
  else if (how.sizeBytes >= worthAProcess) await dropByTool(file)
}
