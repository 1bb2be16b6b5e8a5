import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/plan.ts'
import { afterwards, anyWorld, evicted, planned, promoted } from '#test/builders/any-world.ts'
import { hour, now, somePlanSettings as settings } from '#test/builders/world.ts'
import { makePlan } from './make-plan.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)
const check = <T>(name: string, world: fc.Arbitrary<T>, law: (value: T) => void): void => {
  it(`${name} (seed ${seed})`, () => {
    fc.assert(fc.property(world, law), { seed, numRuns: 400 })
  })
}

describe('laws of the planner', () => {
  check('the same world gives the same plan', anyWorld, ({ world }) => {
    expect(makePlan(world, settings)).toEqual(makePlan(world, settings))
  })

  check('the order in which units and wants arrive does not matter', anyWorld, ({ world }) => {
    const units = [...world.units.values()].toReversed().map((unit) => ({ ...unit, wants: unit.wants.toReversed() }))
    const turned = { ...world, units: new Map(units.map((unit) => [unit.id, unit])) }
    const said = ({ steps, decisions }: Plan) => ({ steps: steps.map(({ kind, unit }) => [kind, unit.id]), decisions })
    expect(said(makePlan(turned, settings))).toEqual(said(makePlan(world, settings)))
  })

  check('every unit gets exactly one decision, with at least one reason', anyWorld, ({ world }) => {
    const { decisions } = makePlan(world, settings)
    const wanted = [...world.units.values()].filter((unit) => unit.wants.length > 0).map((unit) => unit.id)
    const expected = new Set([...wanted, ...world.owned.map((unit) => unit.id)])
    expect(decisions.map((decision) => decision.unit).toSorted()).toEqual([...expected].toSorted())
    expect(decisions.every((decision) => decision.because.length > 0)).toBe(true)
  })

  check(
    'what is played is never taken away, and nothing is while nobody can say what is played',
    anyWorld,
    ({ world }) => {
      const playing = new Set(world.sessions.known ? world.sessions.sessions.map((session) => session.ratingKey) : [])
      const gone = evicted(makePlan(world, settings))
      expect(gone.filter((unit) => unit.ratingKeys.some((key) => playing.has(key)))).toEqual([])
      expect(world.sessions.known ? [] : gone).toEqual([])
    }
  )

  check('a silent source never causes a return', anyWorld, ({ world }) => {
    const silent = new Set(
      world.reports.filter((report) => report.state === 'silent').map((report) => report.sectionId)
    )
    expect(evicted(makePlan(world, settings)).filter((unit) => silent.has(unit.sectionId))).toEqual([])
  })

  check('an empty answer returns only what was watched', anyWorld, ({ world }) => {
    const empty = new Set(world.reports.filter((report) => report.state === 'empty').map((report) => report.sectionId))
    const gone = evicted(makePlan(world, settings)).filter((unit) => empty.has(unit.sectionId))
    expect(gone.filter((unit) => world.units.get(unit.id)?.watchedAt === undefined)).toEqual([])
  })

  check('what is wanted never goes home while no room is made', anyWorld, ({ world }) => {
    const gone = evicted(makePlan(world, { ...settings, makeRoom: false }))
    expect(gone.filter((unit) => (world.units.get(unit.id)?.wants.length ?? 0) > 0)).toEqual([])
  })

  check('no prefix of the promotions takes the pool below its floor or above its budget', anyWorld, ({ world }) => {
    const plan = makePlan(world, settings)
    const left = evicted(plan).reduce((sum, unit) => sum + unit.sizeBytes, 0)
    const { floorBytes, budgetBytes } = world.pool
    let [freeBytes, ownedBytes] = [world.pool.freeBytes + left, world.pool.ownedBytes - left]
    for (const { sizeBytes } of promoted(plan)) {
      freeBytes -= sizeBytes
      ownedBytes += sizeBytes
      expect(freeBytes).toBeGreaterThanOrEqual(floorBytes)
      expect(ownedBytes).toBeLessThanOrEqual(budgetBytes ?? Number.POSITIVE_INFINITY)
    }
  })

  for (const holdHours of [0, 12]) {
    check(`planning again after a perfect execution moves nothing (hold ${holdHours} h)`, anyWorld, (made) => {
      const plan = (world: Parameters<typeof makePlan>[0]) => makePlan(world, { ...settings, holdHours })
      const first = planned(made, plan)
      const second = planned({ ...made, world: afterwards(first.world, first.plan) }, plan)
      expect(second.plan.steps.map(({ kind, unit }) => [kind, unit.id])).toEqual([])
    })
  }

  check('goes home implies that the grace has passed', anyWorld, ({ world }) => {
    for (const unit of evicted(makePlan(world, { ...settings, makeRoom: false }))) {
      const viewedAt = world.units.get(unit.id)?.watchedAt
      const isListed = unit.lastWantedBy?.length === 1 && viewedAt === undefined
      const graceHours = isListed ? settings.watchlistGraceHours : settings.graceHours
      expect(now - (viewedAt ?? unit.lastWantedAt)).toBeGreaterThanOrEqual(graceHours * hour)
      if (viewedAt === undefined) expect(now - unit.promotedAt).toBeGreaterThanOrEqual(settings.holdHours * hour)
    }
  })
})
