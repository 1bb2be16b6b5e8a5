import fc from 'fast-check'
import { expect, it } from 'vitest'

it('gives the laws the seed of the commit', () => {
  expect(fc.readConfigureGlobal().seed).toBe(Number(process.env['TEST_SEED']))
  const draw = (): readonly number[] => {
    const drawn: number[] = []
    fc.assert(fc.property(fc.integer(), (n) => void drawn.push(n)))
    return drawn
  }
  expect(draw()).toEqual(draw())
})
