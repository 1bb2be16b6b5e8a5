/** What the bytes of a copy are compared by: one XXH128 over all of them and, for a quick look, a checksum of each MiB. */
import { crc32 } from 'node:zlib'
import { createXXHash128 } from 'hash-wasm'

/** Bytes that one checksum of the quick look covers. */
export const sampleSize = 1024 * 1024

/** Takes bytes in order. */
export interface Fingerprint {
  /** Starts anew. */
  begin(): void
  add(bytes: Uint8Array): void
  /** XXH128 of everything since the beginning, lower-case hex. Ends it. */
  hash(): string
}

/** A fresh one; it serves any number of files, one after the other. */
export const createFingerprint = async (): Promise<Fingerprint> => {
  const hasher = await createXXHash128()
  return {
    begin: () => void hasher.init(),
    add: (bytes) => void hasher.update(bytes),
    hash: () => hasher.digest('hex')
  }
}

/** One checksum per MiB, the last one of what is left. Right for a file when its blocks are multiples of a MiB, except the last. */
export const samplesOf = (bytes: Uint8Array): readonly number[] => {
  const checksums: number[] = []
  for (let start = 0; start < bytes.byteLength; start += sampleSize) {
    checksums.push(crc32(bytes.subarray(start, start + sampleSize)))
  }
  return checksums
}
