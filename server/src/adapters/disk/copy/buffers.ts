/** Buffers for direct input and output: page-aligned, lent and returned, so that a copy allocates nothing. */

/** Bytes per read and write. A multiple of every block size that devices ask for. */
export const blockSize = 8 * 1024 * 1024

/** What addresses and lengths of direct input and output are multiples of. */
export const alignment = 4096

const wasmPage = 64 * 1024

/** Node has it; its type package does not say so. */
declare const WebAssembly: {
  readonly Memory: new (descriptor: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
}

/** Two blocks: while one is written, the next is read. */
export interface BufferPair {
  readonly first: Uint8Array
  readonly second: Uint8Array
}

/** A WebAssembly memory is the one buffer that plain Node aligns to pages. */
const makePair = (): BufferPair => {
  const memory = new WebAssembly.Memory({ initial: (2 * blockSize) / wasmPage })
  return {
    first: new Uint8Array(memory.buffer, 0, blockSize),
    second: new Uint8Array(memory.buffer, blockSize, blockSize)
  }
}

/** A pool of pairs; keeps as many as were ever lent at once, two at most. */
export interface BufferPool {
  lend<T>(use: (pair: BufferPair) => Promise<T>): Promise<T>
}

/** An empty pool. */
export const createBufferPool = (): BufferPool => {
  const idle: BufferPair[] = []
  return {
    lend: async (use) => {
      const pair = idle.pop() ?? makePair()
      try {
        return await use(pair)
      } finally {
        if (idle.length < 2) idle.push(pair)
      }
    }
  }
}
