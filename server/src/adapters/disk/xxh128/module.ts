/**
 * The inner loop of XXH3 as a WebAssembly module of a kilobyte, put together from its instructions: it goes through bytes where they lie, in the
 * memory that they were read into, sixteen at a time. Everything that happens once per file is done outside of it.
 */
import { wasm } from './web-assembly.ts'

/** Bytes that one round takes in: eight lanes of 64 bits. */
export const stripeSize = 64

/** Stripes between two scrambles: the secret is used up by then. */
export const blockStripes = 16

/** Where the state has what: eight lanes, then the secret. */
export const lanesSize = 64
const secretAt = lanesSize
const scrambleAt = secretAt + 128

type Code = readonly number[]

/** Unsigned, in the format's variable length. */
const unsigned = (value: number): Code => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)])

const section = (id: number, ...items: readonly Code[]): Code => {
  const body = [...unsigned(items.length), ...items.flat()]
  return [id, ...unsigned(body.length), ...body]
}

const named = (name: string): Code => [...unsigned(name.length), ...Buffer.from(name)]

const [i32, v128] = [0x7f, 0x7b]

const get = (local: number): Code => [0x20, local]
const set = (local: number): Code => [0x21, local]
const constant = (value: number): Code => [0x41, ...unsigned(value)]
const add32 = [0x6a]
const simd = (opcode: number, ...immediate: readonly number[]): Code => [0xfd, ...unsigned(opcode), ...immediate]
/** Nothing is said about alignment: files are cut anywhere, and keys lie eight bytes apart. */
const load = (base: number, offset: number): Code => [...get(base), ...simd(0x00, 0, ...unsigned(offset))]
const store = (base: number, offset: number, value: Code): Code => [
  ...get(base),
  ...value,
  ...simd(0x0b, 0, ...unsigned(offset))
]
const shuffle = (...words: readonly number[]): Code =>
  simd(0x0d, ...words.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3]))
const xor = simd(0x51)
const add = simd(0xce)
const multiply = simd(0xd5)
const [productsLow, productsHigh] = [simd(0xde), simd(0xdf)]
const shiftRight = (bits: number): Code => [...constant(bits), ...simd(0xcd)]

/** Locals: what is passed in, four accumulators of two lanes each, and what is worked with. */
const local = { data: 0, count: 1, keys: 1, state: 2, lanes: 3, datum: 7, keyed: 9, low: 11, high: 12 } as const
const vectors = 10

/** A pair of lanes, the other way round. */
const swapped = shuffle(2, 3, 0, 1)

/** Two accumulators take in 32 bytes: lane by lane the product of the halves of what is keyed, and the plain neighbour. */
const takeIn = (pair: number, data: number, keys: { base: number; at: number }): Code => {
  const vector = (n: number): Code => [
    ...load(local.data, data + 16 * n),
    0x22,
    local.datum + n,
    ...load(keys.base, keys.at + 16 * n),
    ...xor,
    ...set(local.keyed + n)
  ]
  const both = [...get(local.keyed), ...get(local.keyed + 1)]
  const halves = [...get(local.low), ...get(local.high)]
  const lane = local.lanes + 2 * pair
  const grow = (n: number, products: Code): Code => [
    ...get(lane + n),
    ...get(local.datum + n),
    ...get(local.datum + n),
    ...swapped,
    ...add,
    ...halves,
    ...products,
    ...add,
    ...set(lane + n)
  ]
  return [
    ...vector(0),
    ...vector(1),
    ...both,
    ...shuffle(0, 2, 4, 6),
    ...set(local.low),
    ...both,
    ...shuffle(1, 3, 5, 7),
    ...set(local.high),
    ...grow(0, productsLow),
    ...grow(1, productsHigh)
  ]
}

const stripe = (data: number, keys: { base: number; at: number }): Code => [
  ...takeIn(0, data, keys),
  ...takeIn(1, data + 32, { ...keys, at: keys.at + 32 })
]

/** 0x9e3779b1 in both lanes. */
const prime = simd(0x0c, ...[0xb1, 0x79, 0x37, 0x9e, 0, 0, 0, 0], ...[0xb1, 0x79, 0x37, 0x9e, 0, 0, 0, 0])

const four = [0, 1, 2, 3] as const

const scramble = four.flatMap((n): Code => {
  const lane = local.lanes + n
  const shifted = [...get(lane), ...get(lane), ...shiftRight(47), ...xor]
  return [...shifted, ...load(local.state, scrambleAt + 16 * n), ...xor, ...prime, ...multiply, ...set(lane)]
})

const fetchLanes = four.flatMap((n) => [...load(local.state, 16 * n), ...set(local.lanes + n)])
const keepLanes = four.flatMap((n) => store(local.state, 16 * n, get(local.lanes + n)))

const wholeBlock = Array.from({ length: blockStripes }, (_, n) =>
  stripe(n * stripeSize, { base: local.state, at: secretAt + 8 * n })
).flat()

const advance = [...get(local.data), ...constant(blockStripes * stripeSize), ...add32, ...set(local.data)]
/** One less; goes on while any are left. */
const again = [...get(local.count), ...constant(1), 0x6b, 0x22, local.count, 0x0d, 0]

const body = (...code: readonly Code[]): Code => {
  const all = [1, vectors, v128, ...code.flat(), 0x0b]
  return [...unsigned(all.length), ...all]
}

const takesThree = [0x60, 3, i32, i32, i32, 0]

const code = (): Uint8Array =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, takesThree),
    ...section(2, [...named('env'), ...named('memory'), 2, 0, 1]),
    ...section(3, [0], [0]),
    ...section(7, [...named('blocks'), 0, 0], [...named('stripe'), 0, 1]),
    ...section(
      10,
      body(fetchLanes, [0x03, 0x40], wholeBlock, scramble, advance, again, [0x0b], keepLanes),
      body(fetchLanes, stripe(0, { base: local.keys, at: 0 }), keepLanes)
    )
  ])

/** Compiled once. Undefined on a processor without 128-bit vectors as WebAssembly needs them (SSE 4.1), about as old as 2010. */
const compile = (): object | undefined => {
  const bytes = code()
  return wasm.validate(bytes) ? new wasm.Module(bytes) : undefined
}

let compiled: { readonly module: object | undefined } | undefined

/** The module, where this processor can run it. */
export const stripesModule = (): object | undefined => {
  compiled ??= { module: compile() }
  return compiled.module
}
