/** The constants of XXH3, from the specification of xxHash (doc/xxhash_spec.md), and the arithmetic of 64 bits that it is made of. */

export const prime32 = { one: 0x9e3779b1n, two: 0x85ebca77n, three: 0xc2b2ae3dn } as const

export const prime64 = {
  one: 0x9e3779b185ebca87n,
  two: 0xc2b2ae3d27d4eb4fn,
  three: 0x165667b19e3779f9n,
  four: 0x85ebca77c2b2ae63n,
  five: 0x27d4eb2f165667c5n
} as const

/** Key material that everyone who hashes without a seed uses. */
export const secret: Uint8Array = Uint8Array.from(
  Buffer.from(
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
      'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8' +
      'fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb17' +
      '0ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
    'hex'
  )
)

/** Cuts to 64 bits. */
export const low64 = (value: bigint): bigint => BigInt.asUintN(64, value)

/** The two halves of a product, folded into one. */
export const foldedProduct = (a: bigint, b: bigint): bigint => {
  const product = a * b
  return low64(product) ^ (product >> 64n)
}

/** Spreads every bit of a value over all 64. */
export const avalanche = (value: bigint): bigint => {
  const spread = low64((value ^ (value >> 37n)) * 0x165667919e3779f9n)
  return spread ^ (spread >> 32n)
}

/** The same as XXH64 does it. */
export const avalanche64 = (value: bigint): bigint => {
  const first = low64((value ^ (value >> 33n)) * prime64.two)
  const second = low64((first ^ (first >> 29n)) * prime64.three)
  return second ^ (second >> 32n)
}

/** Two halves in the order in which people write a hash: 32 lower-case hex digits. */
export const hexOf = ({ low, high }: { readonly low: bigint; readonly high: bigint }): string =>
  high.toString(16).padStart(16, '0') + low.toString(16).padStart(16, '0')
