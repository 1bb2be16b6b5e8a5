/** Who sees which libraries. */
import { describe, expect, it } from 'vitest'
import { firstTold, isDue, toldAgain } from './sections.ts'

const dayMs = 24 * 3_600_000
const now = 10 * dayMs

describe('the libraries that somebody sees', () => {
  it('are asked for again a day later, or when they were told in the future', () => {
    const seen = firstTold(['1'], now)
    expect(isDue(seen, now + dayMs - 1)).toBe(false)
    expect(isDue(seen, now + dayMs)).toBe(true)
    expect(isDue(seen, now - 1)).toBe(true)
  })

  it('grow at once', () => {
    expect(toldAgain(firstTold(['1'], now), ['1', '2'], now + dayMs)).toEqual({
      keys: ['1', '2'],
      toldAt: now + dayMs,
      missing: {}
    })
  })

  it('shrink only when a library stays away for a day', () => {
    const first = toldAgain(firstTold(['1', '2'], now), ['1'], now + dayMs)
    expect(first).toEqual({ keys: ['1', '2'], toldAt: now + dayMs, missing: { 2: now + dayMs } })
    expect(toldAgain(first, ['1'], now + 2 * dayMs - 1).keys).toEqual(['1', '2'])
    expect(toldAgain(first, ['1'], now + 2 * dayMs)).toEqual({ keys: ['1'], toldAt: now + 2 * dayMs, missing: {} })
    expect(toldAgain(first, ['2', '1'], now + 2 * dayMs).missing).toEqual({})
  })

  it('that were all of them are those that are named then', () => {
    expect(toldAgain(firstTold('all', now), ['1', '3'], now + dayMs).keys).toEqual(['1', '3'])
  })

  it('do not stay away from the future', () => {
    const odd = { ...firstTold(['1', '2'], now), missing: { 2: now + 5 * dayMs } }
    expect(toldAgain(odd, ['1'], now + dayMs).missing).toEqual({ 2: now + dayMs })
  })
})
