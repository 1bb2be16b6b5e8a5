/** What the bytes of a copy are compared by: one XXH128 over all of them and, for a quick look, a checksum of each MiB. */
import { crc32 } from 'node:zlib'
import { createXXHash128 } from 'hash-wasm'

/** Bytes that one checksum of the quick look covers. */
export const sampleSize = 1024 * 1024

/** Takes bytes in order. */
export interface Fingerprint {
  add(bytes: Uint8Array): void
  /** XXH128 of everything, lower-case hex. Ends it. */
  hash(): string
  /** One checksum per MiB, the last one of what was left. Empty unless asked for. */
  samples(): readonly number[]
}

/** A fresh one. Blocks given to `add` must be multiples of a MiB, except the last, for samples to be right. */
export const createFingerprint = async (withSamples: boolean): Promise<Fingerprint> => {
  const hasher = await createXXHash128()
  hasher.init()
  const checksums: number[] = []
  return {
    add: (bytes) => {
      hasher.update(bytes)
      if (!withSamples) return
      for (let start = 0; start < bytes.byteLength; start += sampleSize) {
        checksums.push(crc32(bytes.subarray(start, start + sampleSize)))
      }
    },
    hash: () => hasher.digest('hex'),
    samples: () => checksums
  }
}
