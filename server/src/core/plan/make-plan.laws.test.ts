import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '#core/model/plan.ts'
import type { World } from '#core/model/world.ts'
import {
  anOwned,
  answered,
  aUnit,
  aWant,
  aWorld,
  day,
  GB,
  hour,
  now,
  somePlanSettings as settings
} from '#test/builders/world.ts'
import { makePlan } from './make-plan.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)
const check = <T>(name: string, world: fc.Arbitrary<T>, law: (value: T) => void): void => {
  it(`${name} (seed ${seed})`, () => {
    fc.assert(fc.property(world, law), { seed, numRuns: 400 })
  })
}

/** The eventful case four times out of five, or hardly anything would ever move. */
const usually = <T>(often: T, seldom: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(often) }, { weight: 1, arbitrary: fc.constant(seldom) })

const answer = fc.constantFrom('answered', 'answered', 'answered', 'empty', 'silent')

/** One title of a made-up world: how it stands with wishes, views, the pool and players. */
const title = fc.record({
  wants: fc.array(
    fc.record({
      distance: fc.integer({ min: 0, max: 6 }),
      freshness: fc.constantFrom(now - day, now - hour, now),
      person: fc.constantFrom('ann', 'ben'),
      resumeAtPercent: fc.integer({ min: 1, max: 3 })
    }),
    { maxLength: 2 }
  ),
  sizeGb: fc.integer({ min: 0, max: 60 }),
  sizeKnown: fc.boolean(),
  watched: fc.option(fc.integer({ min: now - 10 * day, max: now }), { nil: undefined, freq: 1 }),
  owned: fc.constantFrom('no', 'complete', 'partial', 'orphan'),
  listed: usually(true, false),
  lastWantedAt: fc.integer({ min: now - 10 * day, max: now }),
  playing: usually(false, true),
  refusedUntil: fc.option(fc.integer({ min: now - hour, max: now + hour }), { nil: undefined, freq: 1 }),
  section: fc.constantFrom('1', '2')
})

const anyWorld = fc
  .record({
    titles: fc.array(title, { maxLength: 12 }),
    freeGb: fc.integer({ min: 0, max: 300 }),
    floorGb: fc.integer({ min: 0, max: 100 }),
    budgetGb: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    states: fc.tuple(answer, answer),
    sessionsKnown: usually(true, false),
    keep: fc.boolean()
  })
  .map((facts): World => {
    const listed = facts.titles.flatMap((one, n) => {
      if (!one.listed && one.owned !== 'no') return []
      const wants = one.wants.map(({ resumeAtPercent, ...want }) =>
        aWant({ ratingKey: `t${n}`, ...want, reason: { code: 'on-deck', person: want.person, resumeAtPercent } })
      )
      const sizeBytes = one.sizeKnown ? one.sizeGb * GB : undefined
      const unit = aUnit({ name: `t${n}`, wants, sectionId: one.section, watchedAt: one.watched })
      return [{ ...unit, videos: unit.videos.map((video) => ({ ...video, sizeBytes })) }]
    })
    const owned = facts.titles.flatMap((one, n) => {
      const { owned: state } = one
      if (state !== 'complete' && state !== 'partial' && state !== 'orphan') return []
      return [
        anOwned({
          name: `t${n}`,
          state,
          sectionId: one.section,
          lastWantedAt: one.lastWantedAt,
          sizeBytes: one.sizeGb * GB
        })
      ]
    })
    const sessions = facts.titles.flatMap((one, n) =>
      one.playing ? [{ ratingKey: `t${n}`, person: 'ann', state: 'playing' as const }] : []
    )
    const inspections = facts.titles.flatMap((one, n) => {
      if (one.refusedUntil === undefined) return []
      const { id } = aUnit({ name: `t${n}` })
      const refusal = {
        rule: 'one-name',
        reason: { code: 'hard-linked' as const, path: id, links: 2 },
        until: one.refusedUntil
      }
      return [[id, { unit: id, lookedAt: now, files: [], refusal }] as const]
    })
    return aWorld({
      units: listed,
      owned,
      inspections: new Map(inspections),
      pool: {
        freeBytes: facts.freeGb * GB,
        floorBytes: facts.floorGb * GB,
        ownedBytes: owned.reduce((sum, unit) => sum + unit.sizeBytes, 0),
        budgetBytes: facts.budgetGb === undefined ? undefined : facts.budgetGb * GB
      },
      reports: facts.states.map((state, n) => answered({ state, sectionId: String(n + 1), detail: 'timeout' })),
      sessions: facts.sessionsKnown ? { known: true, sessions } : { known: false, detail: 'timeout' },
      mode: facts.keep ? { presentation: 'union', original: 'keep' } : { presentation: 'symlink', original: 'remove' }
    })
  })

const evicted = (plan: Plan) => plan.steps.flatMap((step) => (step.kind === 'evict' ? [step.unit] : []))
const promoted = (plan: Plan) => plan.steps.flatMap((step) => (step.kind === 'promote' ? [step] : []))

/** The world after every step went well: what came is owned, what left is not. */
const afterwards = (world: World, plan: Plan): World => {
  const gone = new Set(evicted(plan).map((unit) => unit.id))
  const came = promoted(plan).map((step) =>
    anOwned({
      name: step.unit.title,
      id: step.unit.id,
      ratingKeys: step.unit.ratingKeys,
      sectionId: step.unit.sectionId,
      lastWantedAt: now,
      sizeBytes: step.sizeBytes
    })
  )
  const cameIds = new Set(came.map((unit) => unit.id))
  const owned = [...world.owned.filter((unit) => !gone.has(unit.id) && !cameIds.has(unit.id)), ...came]
  const left = evicted(plan).reduce((sum, unit) => sum + unit.sizeBytes, 0)
  const filled = promoted(plan).reduce((sum, step) => sum + step.sizeBytes, 0)
  const ownedBytes = owned.reduce((sum, unit) => sum + unit.sizeBytes, 0)
  return { ...world, owned, pool: { ...world.pool, freeBytes: world.pool.freeBytes + left - filled, ownedBytes } }
}

describe('laws of the planner', () => {
  check('the same world gives the same plan', anyWorld, (world) => {
    expect(makePlan(world, settings)).toEqual(makePlan(world, settings))
  })

  check('the order in which units and wants arrive does not matter', anyWorld, (world) => {
    const units = [...world.units.values()].toReversed().map((unit) => ({ ...unit, wants: unit.wants.toReversed() }))
    const turned = { ...world, units: new Map(units.map((unit) => [unit.id, unit])) }
    const said = ({ steps, decisions }: Plan) => ({ steps: steps.map(({ kind, unit }) => [kind, unit.id]), decisions })
    expect(said(makePlan(turned, settings))).toEqual(said(makePlan(world, settings)))
  })

  check('every unit gets exactly one decision, with at least one reason', anyWorld, (world) => {
    const { decisions } = makePlan(world, settings)
    const wanted = [...world.units.values()].filter((unit) => unit.wants.length > 0).map((unit) => unit.id)
    const expected = new Set([...wanted, ...world.owned.map((unit) => unit.id)])
    expect(decisions.map((decision) => decision.unit).toSorted()).toEqual([...expected].toSorted())
    expect(decisions.every((decision) => decision.because.length > 0)).toBe(true)
  })

  check('what is played is never taken away, and nothing is while nobody can say what is played', anyWorld, (world) => {
    const playing = new Set(world.sessions.known ? world.sessions.sessions.map((session) => session.ratingKey) : [])
    const gone = evicted(makePlan(world, settings))
    expect(gone.filter((unit) => unit.ratingKeys.some((key) => playing.has(key)))).toEqual([])
    expect(world.sessions.known ? [] : gone).toEqual([])
  })

  check('a silent source never causes a return', anyWorld, (world) => {
    const silent = new Set(
      world.reports.filter((report) => report.state === 'silent').map((report) => report.sectionId)
    )
    expect(evicted(makePlan(world, settings)).filter((unit) => silent.has(unit.sectionId))).toEqual([])
  })

  check('an empty answer returns only what was watched', anyWorld, (world) => {
    const empty = new Set(world.reports.filter((report) => report.state === 'empty').map((report) => report.sectionId))
    const gone = evicted(makePlan(world, settings)).filter((unit) => empty.has(unit.sectionId))
    expect(gone.filter((unit) => world.units.get(unit.id)?.watchedAt === undefined)).toEqual([])
  })

  check('what is wanted never goes home', anyWorld, (world) => {
    const gone = evicted(makePlan(world, settings))
    expect(gone.filter((unit) => (world.units.get(unit.id)?.wants.length ?? 0) > 0)).toEqual([])
  })

  check('no prefix of the promotions takes the pool below its floor or above its budget', anyWorld, (world) => {
    const plan = makePlan(world, settings)
    const left = evicted(plan).reduce((sum, unit) => sum + unit.sizeBytes, 0)
    const filled = promoted(plan).reduce((sum, step) => sum + step.sizeBytes, 0)
    const { freeBytes, floorBytes, ownedBytes, budgetBytes } = world.pool
    const worst = promoted(plan).length === 0 ? floorBytes : freeBytes + left - filled
    expect(worst).toBeGreaterThanOrEqual(floorBytes)
    const most = promoted(plan).length === 0 ? 0 : ownedBytes - left + filled
    expect(most).toBeLessThanOrEqual(budgetBytes ?? Number.POSITIVE_INFINITY)
  })

  check('planning again after a perfect execution moves nothing that was just moved', anyWorld, (world) => {
    const first = makePlan(world, settings)
    const second = makePlan(afterwards(world, first), settings)
    const moved = new Set(first.steps.map((step) => step.unit.id))
    expect(second.steps.filter((step) => moved.has(step.unit.id))).toEqual([])
  })

  check('goes home implies that the grace has passed', anyWorld, (world) => {
    for (const unit of evicted(makePlan(world, settings))) {
      const since = world.units.get(unit.id)?.watchedAt ?? unit.lastWantedAt
      expect(now - since).toBeGreaterThanOrEqual(settings.graceHours * hour)
    }
  })
})
