/** Law of the queue of those who may go for room: it takes those out whom somebody would choose who walks through all of them every time. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Candidate, chooseLeavers } from './make-room.ts'
import { createQueue } from './queue.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

it(`takes whom a walk through all of them would choose (seed ${seed})`, () => {
  const asked = fc.record({
    neededBytes: fc.integer({ min: 0, max: 40 }),
    worth: fc.integer({ min: 0, max: 12 }),
    spared: fc.array(fc.nat({ max: 11 }), { maxLength: 3 })
  })
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 })
  fc.assert(
    fc.property(sizes, fc.array(asked, { maxLength: 8 }), (all, wishes) => {
      const everybody = all.map((sizeBytes, unit): Candidate<number> => ({ unit, sizeBytes, ranked: undefined }))
      let left: readonly Candidate<number>[] = everybody
      const queue = createQueue(() => everybody)
      for (const { neededBytes, worth, spared } of wishes) {
        const mayGo = left.filter(({ unit }) => unit < worth)
        const chosen = chooseLeavers(mayGo, neededBytes)
        expect(queue.take(neededBytes, ({ unit }) => unit < worth)).toEqual(chosen)
        left = left.filter((candidate) => chosen?.includes(candidate) !== true)
        const back = everybody.filter((candidate) => !left.includes(candidate) && spared.includes(candidate.unit))
        expect(queue.giveBack(({ unit }) => spared.includes(unit))).toEqual(back.toReversed())
        left = everybody.filter((candidate) => left.includes(candidate) || back.includes(candidate))
      }
      expect(queue.takeAll()).toEqual(left)
      expect(queue.takeAll()).toEqual([])
    }),
    { seed, numRuns: 300 }
  )
})
