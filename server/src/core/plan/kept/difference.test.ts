import fc from 'fast-check'
import { expect, it } from 'vitest'
import { difference, samePlaces } from './difference.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

it(`tells what went and what came, wherever it stands (seed ${seed})`, () => {
  const things = Array.from({ length: 60 }, (_, n) => ({ n }))
  // Whatever stands anywhere, some of all in their order, and the same with a piece somewhere else.
  const some = fc.subarray(things)
  const turned = fc.tuple(some, fc.nat({ max: 60 }), fc.nat({ max: 60 })).map(([list, at, to]) => {
    const piece = list.slice(at, at + 5)
    const others = list.filter((one) => !piece.includes(one))
    return [...others.slice(0, to), ...piece, ...others.slice(to)]
  })
  const anyList = fc.oneof(fc.shuffledSubarray(things), some, turned)
  fc.assert(
    fc.property(anyList, anyList, (before, now) => {
      const { gone, come } = difference(before, now)
      expect([...gone]).toEqual(before.filter((one) => !now.includes(one)))
      expect(come).toEqual(now.filter((one) => !before.includes(one)))
      const same = samePlaces(before, now)
      expect(before.slice(0, same)).toEqual(now.slice(0, same))
      if (same < Math.min(before.length, now.length)) expect(before[same]).not.toBe(now[same])
    }),
    { seed, numRuns: 500 }
  )
})
