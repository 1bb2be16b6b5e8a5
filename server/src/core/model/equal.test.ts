import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isEqual } from './equal.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

it.each<readonly [unknown, unknown]>([
  [1, 2],
  [undefined, null],
  [{}, []],
  [{}, new Map()],
  [[], new Set()],
  [new Map(), new Set()],
  [[1], [1, 2]],
  [{ a: undefined }, {}],
  [{ a: undefined }, { b: undefined }],
  [{ a: { b: [1] } }, { a: { b: [2] } }],
  [new Map([['a', [1]]]), new Map([['a', [2]]])],
  [new Map([['a', 1]]), new Map([['b', 1]])],
  [new Set(['a']), new Set(['b'])]
])('tells %j from %j', (a, b) => {
  expect([isEqual(a, b), isEqual(b, a), isEqual({ a }, { a: b })]).toEqual([false, false, false])
})

it(`what was copied is equal, and what is equal is the same text (seed ${seed})`, () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(value, value, (a, b) => {
      const held = { a, set: new Set(['x']), map: new Map([['a', a]]) }
      expect(isEqual(held, structuredClone(held))).toBe(true)
      if (isEqual(a, b)) expect(a).toEqual(b)
    }),
    { seed, numRuns: 200 }
  )
})
