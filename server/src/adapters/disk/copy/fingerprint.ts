/** What the bytes of a copy are compared by: one XXH128 over all of them and, for a quick look, a checksum of each MiB. */
import { crc32 } from 'node:zlib'
import { createHasher, type Hasher } from '#adapters/disk/xxh128/hasher.ts'
import type { WasmMemory } from '#adapters/disk/xxh128/web-assembly.ts'

/** Bytes that one checksum of the quick look covers. */
export const sampleSize = 1024 * 1024

/** The slower one, for a processor that cannot run ours. Its library is only read where it is needed: it takes some megabytes. */
export const createPlainHasher = async (): Promise<Hasher> => {
  const { createXXHash128 } = await import('hash-wasm')
  const hasher = await createXXHash128()
  return {
    begin: () => void hasher.init(),
    add: (bytes) => void hasher.update(bytes),
    hash: () => hasher.digest('hex')
  }
}

/** One that works in this memory, `hasherSize` bytes of it from `at` on its own; it serves any number of files, one after the other. */
export const createFingerprint = async (memory: WasmMemory, at: number): Promise<Hasher> =>
  createHasher(memory, at) ?? (await createPlainHasher())

/** One checksum per MiB, the last one of what is left. Right for a file when its blocks are multiples of a MiB, except the last. */
export const samplesOf = (bytes: Uint8Array): readonly number[] => {
  const checksums: number[] = []
  for (let start = 0; start < bytes.byteLength; start += sampleSize) {
    checksums.push(crc32(bytes.subarray(start, start + sampleSize)))
  }
  return checksums
}
