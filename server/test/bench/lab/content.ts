/** Files to copy: bytes that nothing can compress or guess, the same in every run. */
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export const MiB = 1024 * 1024

/** A xorshift generator: quick, and the same everywhere. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}

const noise = (bytes: number, seed: number): Uint8Array => {
  const random = createRandom(seed)
  const words = Uint32Array.from({ length: Math.ceil(bytes / 4) }, () => random() * 0x1_0000_0000)
  return new Uint8Array(words.buffer).subarray(0, bytes)
}

/** Writes a file of this size and makes it durable. */
export const writeNoise = (path: string, bytes: number, seed = 1): void => {
  mkdirSync(dirname(path), { recursive: true })
  const chunk = noise(Math.min(bytes, 8 * MiB), seed)
  const file = openSync(path, 'w')
  for (let left = bytes; left > 0; left -= chunk.length) writeSync(file, chunk, 0, Math.min(left, chunk.length))
  if (bytes >= MiB) fsyncSync(file)
  closeSync(file)
}
