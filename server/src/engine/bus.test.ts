import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock.ts'
import { createBus } from './bus.ts'

const settled = (sentence: string) => ({ type: 'move.settled', sentence }) as const

describe('the bus', () => {
  it('numbers events one by one and replays what a reader missed', () => {
    const bus = createBus({ clock: systemClock })
    for (const sentence of ['a', 'b', 'c']) bus.publish(settled(sentence))
    expect(bus.since(1)?.map((event) => event.id)).toEqual([2, 3])
    expect(bus.since(3)).toEqual([])
  })

  it('admits that a gap is too large, or that the number is from another life', () => {
    const bus = createBus({ clock: systemClock, ringSize: 2 })
    for (const sentence of ['a', 'b', 'c', 'd']) bus.publish(settled(sentence))
    expect(bus.since(1)).toBeUndefined()
    expect(bus.since(2)).toHaveLength(2)
    expect(bus.since(99)).toBeUndefined()
  })

  it('does not let one subscriber break another', () => {
    const broken: unknown[] = []
    const heard: number[] = []
    const bus = createBus({ clock: systemClock, onBroken: (thrown) => broken.push(thrown) })
    bus.subscribe(() => {
      throw new Error('broken')
    })
    bus.subscribe((event) => heard.push(event.id))
    bus.publish(settled('a'))
    expect(heard).toEqual([1])
    expect(broken).toHaveLength(1)
  })
})
