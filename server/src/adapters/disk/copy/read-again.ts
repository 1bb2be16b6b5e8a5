/** Reads a copy again from its device and compares it with what was written. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { Failure } from '#src/failure.ts'
import { type BlockFile, openBlocks } from './blocks.ts'
import { type BufferPair, blockSize } from './buffers.ts'
import { createFingerprint, sampleSize } from './fingerprint.ts'
import { refuseStopped } from './pace.ts'

/** How reading goes on. */
export interface ReadControl {
  readonly signal: AbortSignal
  onBytes(bytes: number): void
}

/** Where the page cache cannot be gone around, it is emptied of this file first, or the check would only look at memory. */
const dropFromCache = (file: FileHandle): Promise<void> =>
  new Promise((resolve) => {
    const dd = spawn('dd', ['if=/proc/self/fd/3', 'iflag=nocache', 'count=0'], {
      stdio: ['ignore', 'ignore', 'ignore', file.fd]
    })
    // Best effort: without it the check is weaker, never wrong.
    dd.once('error', () => resolve())
    dd.once('close', () => resolve())
  })

const withBlocks = async <T>(file: FileHandle, use: (blocks: BlockFile) => Promise<T>): Promise<T> => {
  const blocks = await openBlocks(file, 'read', true)
  try {
    if (!blocks.isDirect()) await dropFromCache(file)
    return await use(blocks)
  } finally {
    await blocks.close()
  }
}

/** The XXH128 of a file's bytes as its device gives them; the next block is read while one is hashed. */
export const hashFile = (file: FileHandle, pair: BufferPair, control: ReadControl): Promise<string> =>
  withBlocks(file, async (blocks) => {
    const print = await createFingerprint(false)
    let [filling, filled] = [pair.first, pair.second]
    let offset = 0
    let reading = blocks.read(filling, 0, blockSize)
    for (;;) {
      const got = await reading
      ;[filling, filled] = [filled, filling]
      refuseStopped(control.signal)
      offset += got
      const atEnd = got < blockSize
      if (!atEnd) reading = blocks.read(filling, offset, blockSize)
      print.add(filled.subarray(0, got))
      control.onBytes(offset)
      if (atEnd) return print.hash()
    }
  })

const pickSamples = (count: number): readonly number[] => {
  const picked = new Set([0, count - 1])
  for (let tries = 0; tries < 16; tries += 1) picked.add(randomInt(count))
  return [...picked]
}

/** Whether head, tail and random MiBs of a file have these checksums. */
export const samplesAgree = (
  file: FileHandle,
  pair: BufferPair,
  expected: { readonly samples: readonly number[]; readonly signal: AbortSignal }
): Promise<boolean> =>
  withBlocks(file, async (blocks) => {
    if (expected.samples.length === 0) return true
    for (const index of pickSamples(expected.samples.length)) {
      refuseStopped(expected.signal)
      const got = await blocks.read(pair.first, index * sampleSize, sampleSize)
      if (crc32(pair.first.subarray(0, got)) !== expected.samples[index]) return false
    }
    return true
  })

/** The Failure of a copy that reads differently from what was written. */
export const unverified = (path: string): Failure =>
  new Failure('move.unverified', {
    sentence: `The copy of ${path} reads differently from what was written.`,
    hint: 'The copy was thrown away and the file is where it was. Check that disk, its cable and the memory of this machine.',
    retry: 'later'
  })
