import { describe, expect, it } from 'vitest'
import { createFitting } from './fit.ts'

const pool = { freeBytes: 100, floorBytes: 40, ownedBytes: 50, budgetBytes: undefined }

describe('room on the pool', () => {
  it('may be filled exactly down to the floor, and not a byte further', () => {
    expect(createFitting(pool, 0).take(60)).toBeUndefined()
    expect(createFitting(pool, 0).take(61)).toEqual({
      code: 'pool-would-fall-below-floor',
      needBytes: 61,
      freeBytes: 100,
      floorBytes: 40,
      missingBytes: 1,
      never: false
    })
  })

  it('may be taken exactly up to the budget, and not a byte further', () => {
    const limited = { ...pool, budgetBytes: 80 }
    expect(createFitting(limited, 0).take(30)).toBeUndefined()
    expect(createFitting(limited, 0).take(31)).toEqual({
      code: 'over-budget',
      needBytes: 31,
      ownedBytes: 50,
      budgetBytes: 80,
      missingBytes: 1,
      wouldFitAtBytes: 81,
      never: false
    })
  })

  it('is less for the next one by what fitted, and not by what did not', () => {
    const fitting = createFitting({ ...pool, budgetBytes: 80 }, 0)
    expect([20, 11, 10, 1].map((bytes) => fitting.take(bytes)?.code)).toEqual([
      undefined,
      'over-budget',
      undefined,
      'over-budget'
    ])
    const unlimited = createFitting(pool, 0)
    expect([59, 2, 1].map((bytes) => unlimited.take(bytes)?.code)).toEqual([
      undefined,
      'pool-would-fall-below-floor',
      undefined
    ])
  })

  it('is more by what goes home, for the floor and for the budget', () => {
    expect(createFitting(pool, 10).take(70)).toBeUndefined()
    const limited = { ...pool, freeBytes: 1000, budgetBytes: 80 }
    expect(createFitting(limited, 10).take(40)).toBeUndefined()
    expect(createFitting(limited, 10).take(41)?.code).toBe('over-budget')
  })
})
