import fc from 'fast-check'
import { expect, it } from 'vitest'
import { difference, samePlaces } from './difference.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

it(`tells what went and what came, wherever it stands (seed ${seed})`, () => {
  const things = Array.from({ length: 12 }, (_, n) => ({ n }))
  const anyList = fc.shuffledSubarray(things)
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
