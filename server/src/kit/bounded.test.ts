import { describe, expect, it } from 'vitest'
import { allAtOnce, forEachBounded } from './bounded.ts'

const tick = () => new Promise((resolve) => setImmediate(resolve))

describe('bounded work', () => {
  it('keeps the order of the items and never has more under way than allowed', async () => {
    let running = 0
    let most = 0
    const results = await forEachBounded([3, 1, 2], 2, async (item) => {
      running += 1
      most = Math.max(most, running)
      await tick()
      running -= 1
      return item * 10
    })
    expect(results).toEqual([30, 10, 20])
    expect(most).toBe(2)
  })

  it('starts nothing more after one broke, and ends only when what was under way has ended', async () => {
    const started: number[] = []
    const ended: number[] = []
    const work = forEachBounded([1, 2, 3, 4], 2, async (item) => {
      started.push(item)
      if (item === 1) throw new Error('broken')
      await tick()
      await tick()
      ended.push(item)
    })
    await expect(work).rejects.toThrow('broken')
    expect(ended).toEqual([2])
    await tick()
    expect(started).toEqual([1, 2])
  })
})

describe('all at once', () => {
  it('keeps the order of the items, whoever ends first', async () => {
    const results = await allAtOnce([2, 1], async (ticks) => {
      for (let n = 0; n < ticks; n += 1) await tick()
      return ticks * 10
    })
    expect(results).toEqual([20, 10])
  })

  it('throws the first error once all have ended', async () => {
    const ended: number[] = []
    const work = allAtOnce([1, 2, 3], async (item) => {
      if (item !== 3) throw new Error(`broken ${item}`)
      await tick()
      ended.push(item)
    })
    await expect(work).rejects.toThrow('broken 1')
    expect(ended).toEqual([3])
  })
})
