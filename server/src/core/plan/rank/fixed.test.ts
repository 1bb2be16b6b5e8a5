import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Want, WantKind } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { casesOf } from '#core/plan/kept/cases.ts'
import { sceneOf } from '#core/plan/kept/scene.ts'
import { aUnit, aWant, aWorld, day, hour, now, somePlanSettings } from '#test/builders/world.ts'
import { demandOf, kindsInOrder } from './demand.ts'
import { createFixedRanking } from './fixed.ts'
import { rankWanted } from './rank-world.ts'
import type { Ranked } from './ranking.ts'

const fixedRanking = createFixedRanking()
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

const want = (person: string, facts: Partial<Want> = {}): Want =>
  aWant({ ratingKey: 'a', person, reason: { code: 'on-deck', person }, ...facts })
const demand = (name: string, ...wants: readonly Want[]) => demandOf(aUnit({ name, wants }))

describe('the fixed order of importance', () => {
  const order = (...demands: readonly ReturnType<typeof demand>[]) =>
    fixedRanking
      .order(
        demands.flatMap((one) => one ?? []),
        aWorld()
      )
      .map((one) => one.demand.unit.title)

  it('puts playing before pins, then on deck, watchlist, trending and what was finished', () => {
    const kinds: readonly WantKind[] = ['finished', 'on-deck', 'pin', 'trending', 'watchlist', 'playing']
    expect(order(...kinds.map((kind) => demand(kind, want('ann', { kind }))))).toEqual(kindsInOrder)
    const far = demand('far ahead on deck', want('ann', { distance: 90, freshness: 0 }))
    expect(order(demand('saved', want('ann', { kind: 'watchlist' })), far)).toEqual(['far ahead on deck', 'saved'])
  })

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

const anyWant = fc
  .record({
    kind: fc.constantFrom(...kindsInOrder),
    person: fc.constantFrom('ann', 'ben', 'cid'),
    distance: fc.integer({ min: 0, max: 100 }),
    freshness: fc.constantFrom(now, now - 1, now - hour, now - day, 0)
  })
  .map(({ person, ...facts }) => want(person, facts))
const anyDemands = fc
  .array(fc.array(anyWant, { minLength: 1, maxLength: 3 }), { maxLength: 12 })
  .map((all) => all.flatMap((wants, n) => demand(`u${n}`, ...wants) ?? []))

const pointsOf = ({ score }: Ranked): number => score.reduce((sum, { points }) => sum + points, 0)

describe('laws of the fixed order', () => {
  const check = (name: string, law: (ranked: readonly Ranked[]) => void): void => {
    it(`${name} (seed ${seed})`, () => {
      const ordered = anyDemands.map((demands) => fixedRanking.order(demands, aWorld()))
      fc.assert(fc.property(ordered, law), { seed, numRuns: 300 })
    })
  }

  check('points grow with importance, and only the path tells equals apart', (ranked) => {
    for (const [n, one] of ranked.entries()) {
      const next = ranked[n + 1]
      if (next === undefined) continue
      expect(pointsOf(one)).toBeGreaterThanOrEqual(pointsOf(next))
      const facts = ({ demand: { kind, distance, freshness, people } }: Ranked) => [kind, distance, freshness, people]
      if (pointsOf(one) === pointsOf(next)) expect(facts(one)).toEqual(facts(next))
    }
  })

  check('ranks count from one, without a gap', (ranked) => {
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, n) => n + 1))
  })

  check('what is worth a swap against one is so against all behind it, and never against a better one', (ranked) => {
    for (const better of ranked) {
      const worth = ranked.map((worse) => fixedRanking.isWorthSwap(better, worse))
      const first = worth.indexOf(true)
      if (first !== -1) expect(first).toBeGreaterThanOrEqual(better.rank)
      if (first !== -1) expect(worth.slice(first).every(Boolean)).toBe(true)
    }
  })

  it(`the order in which demands arrive does not matter (seed ${seed})`, () => {
    fc.assert(
      fc.property(anyDemands, (demands) => {
        expect(fixedRanking.order(demands.toReversed(), aWorld())).toEqual(fixedRanking.order(demands, aWorld()))
      }),
      { seed, numRuns: 300 }
    )
  })
})

it(`an order that is mended again and again is that of somebody who never ordered before (seed ${seed})`, () => {
  const size = 100
  const anyRow = fc
    .array(anyWant, { minLength: size, maxLength: size })
    .map((all) => all.flatMap((one, n) => demand(`u${n}`, one) ?? []))
  // Few of many change, or many: newcomers are put into their places, or sorted with the others.
  const anyChange = fc.record({
    out: fc.array(fc.nat({ max: size - 1 }), { maxLength: 4 }),
    into: fc.array(fc.tuple(fc.nat({ max: size }), anyWant), { maxLength: 9 }),
    turned: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
  })
  fc.assert(
    fc.property(anyRow, fc.array(anyChange, { minLength: 1, maxLength: 6 }), (first, changes) => {
      const mended = createFixedRanking()
      let demands = first
      mended.order(demands, aWorld())
      for (const [n, { out, into, turned }] of changes.entries()) {
        demands = demands.filter((_, at) => !out.includes(at))
        for (const [m, [at, one]] of into.entries()) demands.splice(at, 0, ...[demand(`n${n}-${m}`, one) ?? []].flat())
        if (turned) demands = demands.toReversed()
        expect(mended.order([...demands], aWorld())).toEqual(createFixedRanking().order(demands, aWorld()))
      }
    }),
    { seed, numRuns: 60 }
  )
})

describe('a swap', () => {
  const [near, next, far, saved, pinned] = [
    want('ann'),
    want('ann', { distance: 2 }),
    want('ann', { distance: 3 }),
    want('ann', { kind: 'watchlist' }),
    want('ann', { kind: 'pin' })
  ].map((one): Ranked => {
    const found = demand('a', one)
    if (found === undefined) throw new Error('no demand')
    return { demand: found, rank: 1, score: [] }
  })
  const isWorth = (better: Ranked | undefined, worse: Ranked | undefined) =>
    better !== undefined && worse !== undefined && fixedRanking.isWorthSwap(better, worse)

  it('needs a better kind of wish, or one that is three episodes nearer', () => {
    expect([isWorth(far, saved), isWorth(saved, far)]).toEqual([true, false])
    expect([isWorth(near, next), isWorth(near, far)]).toEqual([false, true])
    expect(isWorth(saved, saved)).toBe(false)
  })

  it('never takes what is pinned', () => {
    expect(isWorth(near, pinned)).toBe(false)
    expect(isWorth(pinned, near)).toBe(true)
  })
})

describe('ranking a world', () => {
  it('counts what somebody plays as the most important, under any of its items', () => {
    const units = [
      aUnit({ name: 'pinned', wants: [want('ann', { kind: 'pin' })] }),
      aUnit({ name: 'far', ratingKeys: ['x', 'y'], wants: [want('ann', { distance: 5 })] }),
      aUnit({ name: 'nobody wants it' })
    ]
    const sessions = { known: true, sessions: [{ ratingKey: 'y', person: 'Robin', state: 'paused' as const }] } as const
    const ranked = (world: World) => {
      const cases = casesOf(world)
      return rankWanted(cases.wanted, sceneOf(world, somePlanSettings, cases), createFixedRanking())
    }
    const ranks = ranked(aWorld({ units, sessions }))
    expect(ranks.map(({ demand: { unit } }) => unit.title)).toEqual(['far', 'pinned'])
    expect(ranks[0]?.score[0]?.name).toBe('playing now')
    expect(ranked(aWorld({ units }))[0]?.demand.unit.title).toBe('pinned')
  })
})
