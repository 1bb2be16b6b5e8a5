import { describe, expect, it } from 'vitest'
import type { Want } from '#core/model/want.ts'
import { aUnit, aWant, day, now } from '#test/builders/world.ts'
import { demandOf } from './demand.ts'

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
      people: 2
    })
    expect(demand('a', ...wants)?.because).toHaveLength(2)
  })

  it('is of the most important kind among its wishes, however far ahead that one is', () => {
    const wants = [want('ann', { kind: 'watchlist' }), want('ben', { kind: 'on-deck', distance: 4 })]
    expect(demand('a', ...wants)).toMatchObject({ kind: 'on-deck', person: 'ben', distance: 4 })
  })

  it('is playing while somebody plays it, and says so first and once', () => {
    const session = { ratingKey: 'a', person: 'Robin', state: 'playing' } as const
    const playing = want('ann', { kind: 'playing', reason: { code: 'playing', person: 'ann' } })
    expect(demandOf(aUnit({ name: 'a', wants: [playing, want('ben', { distance: 2 })] }), session)).toMatchObject({
      kind: 'playing',
      distance: 0,
      because: [
        { code: 'playing', person: 'Robin' },
        { code: 'on-deck', person: 'ben' }
      ]
    })
  })
})
