/** Reads a copy again from its device and compares it with what was written. */
import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Spot } from '#ports/file-system.ts'
import { Failure } from '#src/failure.ts'
import type { BlockFile } from './blocks.ts'
import { alignedUp, type Bench } from './buffers.ts'
import { sampleSize } from './fingerprint.ts'
import type { Leash } from './leash.ts'
import type { Flow } from './session.ts'

/** What is read, and how. */
export interface Reading {
  readonly file: BlockFile
  readonly bench: Bench
  readonly sizeBytes: number
  readonly leash: Leash
  readonly flow: Flow
}

/** The XXH128 of a file's bytes as its device gives them; the next block is read while one is hashed. Ends where the file ends, wherever that is. */
export const hashAll = async ({ file, bench, sizeBytes, leash, flow }: Reading): Promise<string> => {
  // One byte more than there should be shows where the file ends; every further page of the buffer would be made ready for nothing.
  const block = Math.min(bench.first.byteLength, alignedUp(sizeBytes + 1))
  const nextAt = (offset: number): number => Math.max(0, Math.min(block, sizeBytes - offset))
  let [ahead, current] = [bench.first, bench.second]
  bench.print.begin()
  await flow.advance('verifying', 0, nextAt(0))
  let offset = 0
  let reading = leash.hold(file.read(ahead, 0, block))
  for (;;) {
    const got = await reading
    ;[ahead, current] = [current, ahead]
    offset += got
    const atEnd = got < block
    if (!atEnd) reading = leash.hold(file.read(ahead, offset, block))
    reading.catch(() => undefined)
    bench.print.add(current.subarray(0, got))
    await flow.advance('verifying', offset, nextAt(offset))
    if (atEnd) return bench.print.hash()
  }
}

const pickSamples = (count: number): readonly number[] => {
  const picked = new Set([0, count - 1])
  for (let tries = 0; tries < 16; tries += 1) picked.add(randomInt(count))
  return [...picked]
}

/** Whether head, tail and random MiBs of a file have these checksums. */
export const samplesAgree = async (
  { file, bench, leash }: Omit<Reading, 'flow' | 'sizeBytes'>,
  samples: readonly number[]
): Promise<boolean> => {
  if (samples.length === 0) return true
  for (const index of pickSamples(samples.length)) {
    const got = await leash.hold(file.read(bench.first, index * sampleSize, sampleSize))
    if (crc32(bench.first.subarray(0, got)) !== samples[index]) return false
  }
  return true
}

/** The Failure of a copy that reads differently from what was written. */
export const unverified = ({ from, to }: { readonly from: Spot; readonly to: Spot }): Failure =>
  new Failure('move.unverified', {
    sentence: `The copy of ${pathOf(from)} reads differently from what was written.`,
    hint: 'The copy was thrown away and the file is where it was. Check that disk, its cable and the memory of this machine.',
    retry: 'later',
    root: to.root,
    act: 'write'
  })
