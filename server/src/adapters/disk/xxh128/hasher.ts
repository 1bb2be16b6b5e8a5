/** XXH128 of any number of bytes, in order, without moving those that lie in the memory it works on. */
import { blockStripes, lanesSize, stripeSize, stripesModule } from './module.ts'
import { avalanche, foldedProduct, hexOf, low64, prime32, prime64, secret } from './secret.ts'
import { shortest, shortHash } from './short.ts'
import { type WasmMemory, wasm } from './web-assembly.ts'

/** Takes bytes in order. */
export interface Hasher {
  begin(): void
  add(bytes: Uint8Array): void
  /** Lower-case hex. Ends it. */
  hash(): string
}

const blockSize = blockStripes * stripeSize

/** What is not hashed yet, after the 64 bytes before it: the end of a file is hashed otherwise than its middle, and nobody knows which comes. */
const heldSize = stripeSize + blockSize

/** Bytes from elsewhere are put here first. */
const guestSize = 16 * 1024

const heldAt = lanesSize + secret.byteLength
const guestAt = heldAt + heldSize

/** What a hasher needs of a memory beside what it hashes, bytes. */
export const hasherSize = guestAt + guestSize

const firstLanes = [
  prime32.three,
  prime64.one,
  prime64.two,
  prime64.three,
  prime64.four,
  prime32.two,
  prime64.five,
  prime32.one
] as const

type Stripes = (data: number, countOrKeys: number, state: number) => void

const isStripes = (exported: unknown): exported is Stripes => typeof exported === 'function'

const stripesOn = (module: object, memory: WasmMemory): { blocks: Stripes; stripe: Stripes } => {
  const { blocks, stripe } = new wasm.Instance(module, { env: { memory } }).exports
  if (!isStripes(blocks) || !isStripes(stripe)) throw new Error('the module was put together wrongly')
  return { blocks, stripe }
}

/** The two halves from eight lanes and their secret. */
const mergeLanes = (state: DataView, length: number): string => {
  const word = (at: number): bigint => state.getBigUint64(at, true)
  const merged = (start: bigint, keysAt: number): bigint => {
    let sum = start
    for (let at = 0; at < lanesSize; at += 16) {
      sum += foldedProduct(word(at) ^ word(keysAt + at), word(at + 8) ^ word(keysAt + at + 8))
    }
    return avalanche(low64(sum))
  }
  const counted = BigInt(length)
  const fromEnd = lanesSize + secret.byteLength - lanesSize - 11
  return hexOf({
    low: merged(low64(counted * prime64.one), lanesSize + 11),
    high: merged(low64(~(counted * prime64.two)), fromEnd)
  })
}

/** One that keeps its state at `at` of the memory, `hasherSize` bytes of it. Undefined where this processor cannot do it. */
export const createHasher = (memory: WasmMemory, at: number): Hasher | undefined => {
  const module = stripesModule()
  if (module === undefined) return undefined
  const { blocks, stripe } = stripesOn(module, memory)
  const all = new Uint8Array(memory.buffer)
  const state = new DataView(memory.buffer, at, heldAt)
  const pendingAt = at + heldAt + stripeSize
  all.set(secret, at + lanesSize)
  let [length, pending] = [0, 0]

  /** Hashes whole blocks and remembers the 64 bytes before what follows. */
  const consume = (from: number, count: number): void => {
    blocks(from, count, at)
    const end = from + count * blockSize
    all.copyWithin(pendingAt - stripeSize, end - stripeSize, end)
  }

  /** Takes in bytes of the memory; holds back at least one of them. */
  const take = (from: number, size: number): void => {
    length += size
    let [next, rest] = [from, size]
    const hold = (count: number): void => {
      all.copyWithin(pendingAt + pending, next, next + count)
      pending += count
      next += count
      rest -= count
    }
    if (pending > 0) hold(Math.min(rest, blockSize - pending))
    if (rest === 0) return
    if (pending > 0) consume(pendingAt, 1)
    pending = 0
    const whole = Math.floor((rest - 1) / blockSize)
    if (whole > 0) consume(next, whole)
    next += whole * blockSize
    rest -= whole * blockSize
    hold(rest)
  }

  const finish = (): void => {
    const whole = Math.floor((pending - 1) / stripeSize)
    for (let n = 0; n < whole; n += 1) stripe(pendingAt + n * stripeSize, at + lanesSize + 8 * n, at)
    stripe(pendingAt + pending - stripeSize, at + lanesSize + secret.byteLength - stripeSize - 7, at)
  }

  return {
    begin: () => {
      for (const [n, lane] of firstLanes.entries()) state.setBigUint64(8 * n, lane, true)
      length = 0
      pending = 0
    },
    add: (bytes) => {
      if (bytes.buffer === memory.buffer) return take(bytes.byteOffset, bytes.byteLength)
      for (let from = 0; from < bytes.byteLength; from += guestSize) {
        const guest = bytes.subarray(from, from + guestSize)
        all.set(guest, at + guestAt)
        take(at + guestAt, guest.byteLength)
      }
    },
    hash: () => {
      if (length <= shortest) return shortHash(all.slice(pendingAt, pendingAt + length))
      finish()
      return mergeLanes(state, length)
    }
  }
}
