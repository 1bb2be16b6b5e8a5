/** XXH128 of at most 240 bytes, for which XXH3 has ways of its own. Such files are few, so it is written to be read. */
import { avalanche, avalanche64, foldedProduct, hexOf, low64, prime32, prime64, secret } from './secret.ts'

/** Up to this length. */
export const shortest = 240

interface Halves {
  readonly low: bigint
  readonly high: bigint
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const keys = viewOf(secret)
const key = (at: number): bigint => keys.getBigUint64(at, true)
const keyPair = (at: number): bigint => key(at) ^ key(at + 8)

const swap32 = (value: number): number => {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint32(0, value, true)
  return view.getUint32(0, false)
}

const swap64 = (value: bigint): bigint => {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, value, true)
  return view.getBigUint64(0, false)
}

const ofNothing = (): Halves => ({ low: avalanche64(keyPair(64)), high: avalanche64(keyPair(80)) })

const upTo3 = (input: DataView): Halves => {
  const length = input.byteLength
  const [first, middle, last] = [input.getUint8(0), input.getUint8(length >> 1), input.getUint8(length - 1)]
  const low = ((first << 16) | (middle << 24) | last | (length << 8)) >>> 0
  const swapped = swap32(low)
  const high = ((swapped << 13) | (swapped >>> 19)) >>> 0
  const flip = (at: number): bigint => BigInt((keys.getUint32(at, true) ^ keys.getUint32(at + 4, true)) >>> 0)
  return { low: avalanche64(BigInt(low) ^ flip(0)), high: avalanche64(BigInt(high) ^ flip(8)) }
}

const upTo8 = (input: DataView): Halves => {
  const length = input.byteLength
  const both = BigInt(input.getUint32(0, true)) + (BigInt(input.getUint32(length - 4, true)) << 32n)
  const product = (both ^ keyPair(16)) * (prime64.one + BigInt(length << 2))
  const high = low64((product >> 64n) + (low64(product) << 1n))
  const mixed = low64(product) ^ (high >> 3n)
  const spread = low64((mixed ^ (mixed >> 35n)) * 0x9fb21c651e98df25n)
  return { low: spread ^ (spread >> 28n), high: avalanche(high) }
}

const upTo16 = (input: DataView): Halves => {
  const length = input.byteLength
  const [first, last] = [input.getBigUint64(0, true), input.getBigUint64(length - 8, true)]
  const product = (first ^ last ^ keyPair(32)) * prime64.one
  const flipped = last ^ keyPair(48)
  const high = low64((product >> 64n) + flipped + BigInt.asUintN(32, flipped) * (prime32.two - 1n))
  const low = low64(low64(product) + (BigInt(length - 1) << 54n)) ^ swap64(high)
  const again = low * prime64.two
  return { low: avalanche(low64(again)), high: avalanche(low64((again >> 64n) + high * prime64.two)) }
}

/** Goes on with 16 bytes at each of two places. */
const mixer = (input: DataView) => {
  const word = (at: number): bigint => input.getBigUint64(at, true)
  const mix16 = (at: number, keyAt: number): bigint =>
    foldedProduct(word(at) ^ key(keyAt), word(at + 8) ^ key(keyAt + 8))
  const sum = (at: number): bigint => low64(word(at) + word(at + 8))
  return ({ low, high }: Halves, [one, two]: readonly [number, number], keyAt: number): Halves => ({
    low: low64(low + mix16(one, keyAt)) ^ sum(two),
    high: low64(high + mix16(two, keyAt + 16)) ^ sum(one)
  })
}

const begun = (length: number): Halves => ({ low: low64(BigInt(length) * prime64.one), high: 0n })

const ended = ({ low, high }: Halves, length: number): Halves => ({
  low: avalanche(low64(low + high)),
  high: low64(-avalanche(low64(low * prime64.one + high * prime64.four + BigInt(length) * prime64.two)))
})

const upTo128 = (input: DataView): Halves => {
  const length = input.byteLength
  const mix = mixer(input)
  let halves = begun(length)
  // From the middle outwards: as many rounds as there are started 32 bytes.
  for (let round = Math.ceil(length / 32) - 1; round >= 0; round -= 1) {
    halves = mix(halves, [16 * round, length - 16 * (round + 1)], 32 * round)
  }
  return ended(halves, length)
}

const upTo240 = (input: DataView): Halves => {
  const length = input.byteLength
  const mix = mixer(input)
  const rounds = Math.floor(length / 32)
  let halves = begun(length)
  for (let round = 0; round < rounds; round += 1) {
    if (round === 4) halves = { low: avalanche(halves.low), high: avalanche(halves.high) }
    halves = mix(halves, [32 * round, 32 * round + 16], round < 4 ? 32 * round : 3 + 32 * (round - 4))
  }
  if (rounds === 4) halves = { low: avalanche(halves.low), high: avalanche(halves.high) }
  return ended(mix(halves, [length - 16, length - 32], 136 - 17 - 16), length)
}

const halvesOf = (input: DataView): Halves => {
  const length = input.byteLength
  if (length === 0) return ofNothing()
  if (length <= 3) return upTo3(input)
  if (length <= 8) return upTo8(input)
  if (length <= 16) return upTo16(input)
  return length <= 128 ? upTo128(input) : upTo240(input)
}

/** The hash of at most 240 bytes, lower-case hex. */
export const shortHash = (bytes: Uint8Array): string => hexOf(halvesOf(viewOf(bytes)))
