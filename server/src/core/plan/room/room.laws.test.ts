/** Laws of making room: only what is worth less goes, nothing that is held, and no pair is carried to and fro. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import { casesOf } from '#core/plan/kept/cases.ts'
import { sceneOf } from '#core/plan/kept/scene.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { createFixedRanking } from '#core/plan/rank/fixed.ts'
import { rankWanted } from '#core/plan/rank/rank-world.ts'
import { afterwards, anyWorld, evicted, type MadeUp, planned, promoted } from '#test/builders/any-world.ts'
import { hour, now, somePlanSettings as settings } from '#test/builders/world.ts'
import { chooseLeavers } from './make-room.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)
const check = (name: string, law: (value: MadeUp) => void): void => {
  it(`${name} (seed ${seed})`, () => {
    fc.assert(fc.property(anyWorld, law), { seed, numRuns: 400 })
  })
}

const plan = (world: World): Plan => makePlan(world, settings)
/** Sent home for room, by the reason. */
const sentHome = (made: Plan) =>
  made.steps.filter(
    ({ kind, because: [{ code }] }) =>
      kind === 'evict' && ['makes-room', 'pool-too-full', 'budget-exceeded'].includes(code)
  )

describe('laws of making room', () => {
  it('happens at all in these worlds', () => {
    // Swaps are rare in them: one seed in a dozen shows none among so few.
    const worlds = fc.sample(anyWorld, { seed: 3, numRuns: 400 })
    const reasons = worlds.flatMap(({ world }) => sentHome(plan(world)).map(({ because: [{ code }] }) => code))
    expect(new Set(reasons)).toEqual(new Set(['makes-room', 'pool-too-full', 'budget-exceeded']))
  })

  check('only what ranks behind the wish goes for it', ({ world }) => {
    const cases = casesOf(world)
    const ranked = rankWanted(cases.wanted, sceneOf(world, settings, cases), createFixedRanking())
    const ranks = new Map(ranked.map((one) => [one.demand.unit.id, one.rank]))
    for (const { unit, because } of sentHome(plan(world))) {
      const [reason] = because
      if (reason.code !== 'makes-room') continue
      expect(ranks.get(unit.id) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(reason.rank)
      const comes = promoted(plan(world)).map((step) => ranks.get(step.unit.id))
      expect(comes).toContain(reason.rank)
    }
  })

  check('what came less than the hold ago, what is pinned and what is played never goes', ({ world }) => {
    const playing = new Set(world.sessions.known ? world.sessions.sessions.map(({ ratingKey }) => ratingKey) : [])
    for (const { unit } of sentHome(plan(world))) {
      const owned = world.owned.find(({ id }) => id === unit.id)
      expect(now - (owned?.promotedAt ?? now)).toBeGreaterThanOrEqual(settings.holdHours * hour)
      expect(unit.ratingKeys.some((key) => playing.has(key))).toBe(false)
      expect(world.units.get(unit.id)?.wants.some(({ kind }) => kind === 'pin') ?? false).toBe(false)
    }
  })

  check('nothing goes for room that would fit beside what comes', ({ world }) => {
    const made = plan(world)
    const sum = (all: readonly { readonly sizeBytes: number }[]) => all.reduce((bytes, one) => bytes + one.sizeBytes, 0)
    const takenBytes = sum(promoted(made)) - sum(evicted(made))
    const { freeBytes, floorBytes, ownedBytes, budgetBytes = Number.POSITIVE_INFINITY } = world.pool
    const roomBytes = Math.min(freeBytes - takenBytes - floorBytes, budgetBytes - ownedBytes - takenBytes)
    for (const { sizeBytes } of sentHome(made)) expect(sizeBytes).toBeGreaterThan(roomBytes)
  })

  check('nothing goes whose section has a silent source', ({ world }) => {
    const silent = new Set(world.reports.filter(({ state }) => state === 'silent').map(({ sectionId }) => sectionId))
    expect(evicted(plan(world)).filter(({ sectionId }) => silent.has(sectionId))).toEqual([])
  })

  it(`what goes is enough, and none of it could be spared (seed ${seed})`, () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 10 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 200 }), (all, needed) => {
        const chosen = chooseLeavers(
          all.map((sizeBytes, unit) => ({ unit, sizeBytes, ranked: undefined })),
          needed
        )
        const sum = (some: readonly { sizeBytes: number }[]) => some.reduce((bytes, one) => bytes + one.sizeBytes, 0)
        if (chosen === undefined) expect(sum(all.map((sizeBytes) => ({ sizeBytes })))).toBeLessThan(needed)
        else expect(sum(chosen)).toBeGreaterThanOrEqual(needed)
        for (const one of chosen ?? []) expect(sum(chosen ?? []) - one.sizeBytes).toBeLessThan(needed)
      }),
      { seed, numRuns: 400 }
    )
  })

  it(`of two plans for opposite wishes the second never undoes the first within the hold (seed ${seed})`, () => {
    const anyOpposite = fc.tuple(anyWorld, fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 }))
    fc.assert(
      fc.property(anyOpposite, ([made, shuffle]) => {
        const first = planned(made, plan)
        const after = afterwards(first.world, first.plan)
        const all = [...after.units.values()]
        // Everybody wants something else now.
        const units = all.map((unit, n) => ({ ...unit, wants: all[(shuffle[n] ?? 0) % all.length]?.wants ?? [] }))
        const turned = { ...after, now: now + 11 * hour, units: new Map(units.map((unit) => [unit.id, unit])) }
        const second = planned({ ...made, world: turned }, plan)
        const came = new Set(promoted(first.plan).map(({ unit }) => unit.id))
        expect(sentHome(second.plan).filter(({ unit }) => came.has(unit.id))).toEqual([])
      }),
      { seed, numRuns: 300 }
    )
  })
})
