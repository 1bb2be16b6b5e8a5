/** Seeded chance: a hash for things that must be a pure function of their number, and a stream for things that happen in time. */

/** A well mixed unsigned 32-bit number for (seed, number, salt). The same arguments give the same answer for ever. */
export function hash(seed: number, number: number, salt: number): number {
  let h =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^
    Math.imul(number + 0x7f4a7c15, 0xc2b2ae35) ^
    Math.imul(salt + 1, 0x27d4eb2f)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const SPAN = 2 ** 32

/** True for the given share (0-1) of all hashes. */
export function falls(hashed: number, share: number): boolean {
  return hashed < share * SPAN
}

/** A number in [from, to] out of a hash. */
export function within(hashed: number, from: number, to: number): number {
  return from + (hashed % (to - from + 1))
}

/** A stream of numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let drawn = 0
  return () => hash(seed, drawn++, 0x5eed) / SPAN
}
