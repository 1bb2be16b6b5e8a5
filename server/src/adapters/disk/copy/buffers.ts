/** Buffers for direct input and output: page-aligned, lent and returned, so that a copy allocates nothing. */
import { type Hasher, hasherSize } from '#adapters/disk/xxh128/hasher.ts'
import { wasm, wasmPage } from '#adapters/disk/xxh128/web-assembly.ts'
import { createFingerprint } from './fingerprint.ts'

/** Bytes per read and write. A multiple of every block size that devices ask for; twice as much is no faster, and two of them are held. */
export const blockSize = 4 * 1024 * 1024

/** Bytes per read and write of a file that is no larger. */
export const smallBlockSize = 1024 * 1024

/** What addresses and lengths of direct input and output are multiples of. */
export const alignment = 4096

/** The next multiple of it. */
export const alignedUp = (value: number): number => Math.ceil(value / alignment) * alignment

/** Two blocks: while one is written, the next is read. With them the hasher that goes through what is in them. */
export interface Bench {
  readonly first: Uint8Array
  readonly second: Uint8Array
  readonly print: Hasher
}

/**
 * A WebAssembly memory is the one buffer that plain Node aligns to pages, and the one in which bytes can be hashed where they were read to. Pages that
 * are never touched take no memory.
 */
const makeBench = async (block: number): Promise<Bench> => {
  const memory = new wasm.Memory({ initial: Math.ceil((2 * block + hasherSize) / wasmPage) })
  return {
    first: new Uint8Array(memory.buffer, 0, block),
    second: new Uint8Array(memory.buffer, block, block),
    print: await createFingerprint(memory, 2 * block)
  }
}

/** Benches that nobody uses at the moment. */
export interface BenchPool {
  /** One for a file of so many bytes. */
  take(sizeBytes: number): Promise<Bench>
  give(bench: Bench): void
}

/** How many of each size wait for their next use: small ones as many as are copied at once, because making one takes longer than such a copy. */
const kept = { large: 2, small: 16 } as const

/** An empty pool. */
export const createBenchPool = (): BenchPool => {
  const idle: Readonly<Record<keyof typeof kept, Bench[]>> = { large: [], small: [] }
  const sizeOf = (bytes: number): keyof typeof kept => (bytes > smallBlockSize ? 'large' : 'small')
  return {
    take: async (sizeBytes) => {
      const size = sizeOf(sizeBytes)
      return idle[size].pop() ?? (await makeBench(size === 'large' ? blockSize : smallBlockSize))
    },
    give: (bench) => {
      const size = sizeOf(bench.first.byteLength)
      if (idle[size].length < kept[size]) idle[size].push(bench)
    }
  }
}
