import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import { aUnit, aWant, day, now } from '#test/builders/world.ts'
import { demandOf } from './demand.ts'
import { ranked } from './rank.ts'

const want = (person: string, facts: Partial<Want> = {}): Want =>
  aWant({ ratingKey: 'a', person, reason: { code: 'on-deck', person }, ...facts })
const demand = (name: string, ...wants: readonly Want[]) => demandOf(aUnit({ name, wants }))
const people = (wants: readonly Want[]) => demandOf(aUnit({ name: 'a', wants }))?.because.map((reason) => reason)

describe('the demand for a unit', () => {
  it('is none when nobody wants it', () => {
    expect(demandOf(aUnit({ name: 'a' }))).toBeUndefined()
  })

  it('tells the nearest wish first, then the fresher one, then by person', () => {
    const wants = [
      want('far', { distance: 2 }),
      want('stale', { distance: 1, freshness: now - day }),
      want('zoe', { distance: 1, freshness: now }),
      want('ann', { distance: 1, freshness: now })
    ]
    expect(people(wants)).toEqual(['ann', 'zoe', 'stale', 'far'].map((person) => ({ code: 'on-deck', person })))
  })

  it('tells two equal wishes by person, whatever their reasons are', () => {
    const reason = { code: 'next-episode', person: 'ben', ahead: 1, after: 'x' } as const
    expect(people([want('ben', { reason }), want('ann')])?.[0]).toEqual({ code: 'on-deck', person: 'ann' })
  })

  it('takes its distance and its freshness from the nearest wish', () => {
    const wants = [want('far', { distance: 2, freshness: now }), want('near', { distance: 1, freshness: now - day })]
    expect(demand('a', ...wants)).toMatchObject({ distance: 1, freshness: now - day })
  })

  it('tells the same reason once and counts a person once', () => {
    const wants = [want('ann'), want('ann'), want('ben', { distance: 3 })]
    expect(demand('a', ...wants)).toMatchObject({
      because: [{ person: 'ann' }, { person: 'ben' }],
      score: [
        { name: 'episodes ahead', points: 0 },
        { name: 'people', points: 2 }
      ]
    })
    expect(demand('a', ...wants)?.because).toHaveLength(2)
    expect(demand('a', want('ann', { distance: 3 }))?.score[0]).toEqual({ name: 'episodes ahead', points: -3 })
  })
})

describe('the order of importance', () => {
  const order = (...demands: readonly ReturnType<typeof demand>[]) =>
    ranked(demands.flatMap((one) => one ?? [])).map((one) => one.unit.title)

  it('puts the nearer wish first, however fresh the other is', () => {
    const far = demand('far', want('ann', { distance: 1, freshness: now }))
    expect(order(far, demand('near', want('ann', { distance: 0, freshness: now - day })))).toEqual(['near', 'far'])
  })

  it('puts the fresher of two equally near wishes first, however many people want the other', () => {
    const stale = demand('stale', want('ann', { freshness: now - day }), want('ben', { freshness: now - day }))
    expect(order(stale, demand('fresh', want('ann', { freshness: now })))).toEqual(['fresh', 'stale'])
  })

  it('puts what more people want first; one person who wants it twice is one', () => {
    const twice = demand('a', want('ann'), want('ann'), want('ann'))
    expect(order(twice, demand('b', want('ann'), want('ben')))).toEqual(['b', 'a'])
  })

  it('leaves the rest to the path', () => {
    expect(order(demand('b', want('ann')), demand('a', want('ann')))).toEqual(['a', 'b'])
  })
})
