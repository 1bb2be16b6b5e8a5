/** Our XXH128 against the one of hash-wasm, which is made from the reference: every short length, every way to cut, and the published values. */
import { createXXHash128 } from 'hash-wasm'
import { describe, expect, test } from 'vitest'
import { createPlainHasher } from '#adapters/disk/copy/fingerprint.ts'
import { createHasher, type Hasher, hasherSize } from './hasher.ts'
import { wasm, wasmPage } from './web-assembly.ts'

const reference = await createXXHash128()
const expected = (bytes: Uint8Array): string => reference.init().update(bytes).digest('hex')

const roomBytes = 2 * 1024 * 1024
const memory = new wasm.Memory({ initial: Math.ceil((roomBytes + hasherSize) / wasmPage) })
const room = new Uint8Array(memory.buffer, 0, roomBytes)

const ours = (): Hasher => {
  const hasher = createHasher(memory, roomBytes)
  if (hasher === undefined) throw new Error('this processor has no vectors, so that there is nothing to test')
  return hasher
}

/** A generator with a seed, so that a failure can be repeated. */
const numbersFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const fillRoom = (seed: number): void => {
  const number = numbersFrom(seed)
  for (let at = 0; at < roomBytes; at += 1) room[at] = number(256)
}
fillRoom(1)

const hashed = (hasher: Hasher, parts: readonly Uint8Array[]): string => {
  hasher.begin()
  for (const part of parts) hasher.add(part)
  return hasher.hash()
}

test('the values that xxhsum -H2 prints', () => {
  const of = (text: string): string => hashed(ours(), [new TextEncoder().encode(text)])
  expect(of('')).toBe('99aa06d3014798d86001c324468d497f')
  expect(of('a')).toBe('a96faf705af16834e6c632b61e964e1f')
  expect(of('abc')).toBe('06b05ab6733a618578af5f94892f3950')
})

test('every length up to 4,200 bytes, from every alignment', () => {
  const hasher = ours()
  const wrong: number[] = []
  for (let length = 0; length <= 4200; length += 1) {
    const bytes = room.subarray(length % 64, (length % 64) + length)
    if (hashed(hasher, [bytes]) !== expected(bytes)) wrong.push(length)
  }
  expect(wrong).toEqual([])
})

/** Cuts where the hasher changes its mind: around blocks of 1,024 and stripes of 64. */
const cutSize = (number: (below: number) => number): number => {
  const near = [0, 1, 64, 240, 1024, 16 * 1024][number(6)] ?? 0
  return number(3) === 0 ? number(40_000) : Math.max(0, near + number(3) - 1)
}

describe.each([
  ['bytes that lie in its memory', (part: Uint8Array): Uint8Array => part],
  ['bytes from elsewhere', (part: Uint8Array): Uint8Array => part.slice()]
])('%s', (_what, place) => {
  test('may be cut anywhere', () => {
    const seed = Date.now() >>> 0
    const number = numbersFrom(seed)
    const hasher = ours()
    for (let round = 0; round < 300; round += 1) {
      const parts: Uint8Array[] = []
      let length = 0
      for (let cut = number(12); cut >= 0; cut -= 1) {
        const size = cutSize(number)
        parts.push(place(room.subarray(length, length + size)))
        length += size
      }
      const cuts = parts.map((part) => part.byteLength).join(' ')
      expect(hashed(hasher, parts), `seed ${seed}, cuts ${cuts}`).toBe(expected(room.subarray(0, length)))
    }
  })
})

test('blocks as a copy makes them', () => {
  const half = roomBytes / 2
  const parts = [
    room.subarray(0, half),
    room.subarray(half),
    room.subarray(0, half),
    room.subarray(half, half + 12_345)
  ]
  expect(hashed(ours(), parts)).toBe(expected(Buffer.concat(parts)))
})

test('two hashers in memories of their own do not meet', () => {
  const other = new wasm.Memory({ initial: Math.ceil(hasherSize / wasmPage) })
  const [one, two] = [ours(), createHasher(other, 0)]
  const bytes = room.subarray(0, 5000)
  one.begin()
  two?.begin()
  one.add(bytes.subarray(0, 3000))
  two?.add(bytes)
  one.add(bytes.subarray(3000))
  expect(one.hash()).toBe(expected(bytes))
  expect(two?.hash()).toBe(expected(bytes))
})

test('the hasher for other processors says the same', async () => {
  const plain = await createPlainHasher()
  for (const length of [0, 3, 200, 241, 100_000]) {
    const bytes = room.subarray(0, length)
    expect(hashed(plain, [bytes])).toBe(hashed(ours(), [bytes]))
  }
})
