/** The loop that moves the bytes: while one block is hashed and written, the next one is read. */
import { attempt, readingOf } from '#adapters/disk/errno.ts'
import { changedFailure } from '#adapters/disk/identity.ts'
import { pathOf } from '#adapters/disk/pin.ts'
import type { Spot } from '#ports/file-system.ts'
import type { BlockFile } from './blocks.ts'
import { type Bench, blockSize } from './buffers.ts'
import { samplesOf } from './fingerprint.ts'
import { checkEvery } from './flow.ts'
import type { Leash } from './leash.ts'
import type { Flow } from './session.ts'

/** Between two times that what was written through the page cache is made durable and dropped from it, bytes. */
const tidyEvery = 128 * 1024 * 1024

/** What the loop works with. */
export interface Filling {
  readonly source: BlockFile
  readonly target: BlockFile
  readonly bench: Bench
  readonly sizeBytes: number
  /** Bytes per read and write; no more than the bench has. */
  readonly blockBytes: number
  readonly flow: Flow
  readonly leash: Leash
  /** Whether a checksum of each MiB is wanted. */
  readonly sampled: boolean
  /** For a Failure: the source. */
  readonly from: Spot
  /** Throws when the source is no longer what it was. */
  insistOnSource(): Promise<void>
  /** Bounds what the page cache holds; undefined where it holds nothing. */
  readonly tidy: (() => Promise<void>) | undefined
}

/** What was seen on the way. */
export interface Filled {
  readonly hash: string
  readonly samples: readonly number[]
}

/** Does what is due every so many bytes. */
const createRounds = (every: number, act: () => Promise<void>): ((bytes: number) => Promise<void>) => {
  let since = 0
  return async (bytes) => {
    since += bytes
    if (since < every) return
    since = 0
    await act()
  }
}

/** Moves all bytes. Returns or throws with nothing under way that the leash does not hold. */
export const fill = async (filling: Filling): Promise<Filled> => {
  const { source, target, bench, sizeBytes, flow, leash } = filling
  const block = Math.min(filling.blockBytes, bench.first.byteLength, blockSize)
  const nextAt = (offset: number): number => Math.min(block, sizeBytes - offset)
  const readAt = (buffer: Uint8Array, offset: number): Promise<number> => {
    const read = offset < sizeBytes ? source.read(buffer, offset, nextAt(offset)) : Promise.resolve(0)
    return leash.hold(attempt(readingOf('read', filling.from), () => read))
  }
  const checked = createRounds(checkEvery, () => filling.insistOnSource())
  const tidied = createRounds(tidyEvery, filling.tidy ?? (() => Promise.resolve()))
  const samples: number[] = []
  let [ahead, current] = [bench.first, bench.second]
  bench.print.begin()
  if (sizeBytes > 0) await flow.advance('copying', 0, nextAt(0))
  let reading = readAt(ahead, 0)
  for (let offset = 0; offset < sizeBytes; ) {
    const got = await reading
    if (got === 0) throw changedFailure(pathOf(filling.from))
    ;[ahead, current] = [current, ahead]
    reading = readAt(ahead, offset + got)
    // It is awaited one block later; until then a failure of it must not count as unhandled.
    reading.catch(() => undefined)
    const bytes = current.subarray(0, got)
    const writing = leash.hold(target.write(current, offset, got))
    bench.print.add(bytes)
    if (filling.sampled) samples.push(...samplesOf(bytes))
    await writing
    offset += got
    await checked(got)
    await leash.hold(tidied(got))
    await flow.advance('copying', offset, nextAt(offset))
  }
  return { hash: bench.print.hash(), samples }
}
