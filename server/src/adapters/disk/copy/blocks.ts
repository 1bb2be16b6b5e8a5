/** Reads and writes whole blocks, directly to and from the device where that works and through the page cache where it does not. */
import { constants } from 'node:fs'
import { type OpenFile, open } from '#adapters/disk/calls.ts'
import { errnoOf } from '#adapters/disk/errno-words.ts'
import { alignedUp, alignment } from './buffers.ts'

/** One file for block-wise use. */
export interface BlockFile {
  /** Fills the buffer from `offset` up to `length` bytes; fewer only at the end of the file. */
  read(buffer: Uint8Array, offset: number, length: number): Promise<number>
  write(buffer: Uint8Array, offset: number, length: number): Promise<void>
  /** Whether the page cache is still gone around. */
  isDirect(): boolean
  close(): Promise<void>
}

const aligned = (value: number): boolean => value % alignment === 0
const alignedDown = (value: number): number => Math.floor(value / alignment) * alignment

/** EINVAL is how file systems say that they cannot: at opening, or at the first block whose alignment does not suit them. */
const cannot = (thrown: unknown): boolean => ['EINVAL', 'EOPNOTSUPP', 'ENOTSUP'].includes(errnoOf(thrown))

/** A second handle on the same open file, whatever its name is now. */
const reopen = async (file: OpenFile, flags: number): Promise<OpenFile | undefined> => {
  try {
    return await open(`/proc/self/fd/${file.fd}`, flags | constants.O_DIRECT)
  } catch (thrown) {
    if (cannot(thrown)) return undefined
    throw thrown
  }
}

/** `mode` says what will be done with it; `direct` whether to try to go around the page cache. */
export const openBlocks = async (file: OpenFile, mode: 'read' | 'write', direct: boolean): Promise<BlockFile> => {
  let bypass = direct ? await reopen(file, mode === 'read' ? constants.O_RDONLY : constants.O_WRONLY) : undefined

  const giveUpBypass = async (): Promise<void> => {
    await bypass?.close()
    bypass = undefined
  }

  /** One call on the direct handle; undefined when the file system refused and the plain one must do it. */
  const tryDirect = async <T>(act: (handle: OpenFile) => Promise<T>): Promise<T | undefined> => {
    if (bypass === undefined) return undefined
    try {
      return await act(bypass)
    } catch (thrown) {
      if (!cannot(thrown)) throw thrown
      await giveUpBypass()
      return undefined
    }
  }

  const readSome = async (
    buffer: Uint8Array,
    at: { offset: number; from: number; length: number }
  ): Promise<number> => {
    const { offset, from, length } = at
    const room = Math.min(alignedUp(length), buffer.byteLength - from)
    const fits = aligned(offset) && aligned(from) && aligned(room)
    const got = fits ? await tryDirect((handle) => handle.read(buffer, from, room, offset)) : undefined
    return (got ?? (await file.read(buffer, from, length, offset))).bytesRead
  }

  const writeAll = async (handle: OpenFile, buffer: Uint8Array, offset: number): Promise<void> => {
    let done = 0
    while (done < buffer.byteLength) {
      const { bytesWritten } = await handle.write(buffer, done, buffer.byteLength - done, offset + done)
      done += bytesWritten
    }
  }

  return {
    isDirect: () => bypass !== undefined,
    close: giveUpBypass,
    read: async (buffer, offset, length) => {
      let done = 0
      while (done < length) {
        const got = await readSome(buffer, { offset: offset + done, from: done, length: length - done })
        if (got === 0) break
        done += got
      }
      return Math.min(done, length)
    },
    write: async (buffer, offset, length) => {
      const whole = alignedDown(length)
      const direct =
        whole > 0 && aligned(offset)
          ? await tryDirect((handle) => writeAll(handle, buffer.subarray(0, whole), offset).then(() => whole))
          : undefined
      const start = direct ?? 0
      if (start < length) await writeAll(file, buffer.subarray(start, length), offset + start)
    }
  }
}
