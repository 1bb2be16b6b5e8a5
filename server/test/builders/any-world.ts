/** Made-up worlds for laws of the planner: titles with wishes, views, copies on the pool, players and looks. */
import fc from 'fast-check'
import { arrayPath } from '#core/model/place.ts'
import type { Plan } from '#core/model/plan.ts'
import type { Inspection, UnitId } from '#core/model/unit.ts'
import type { WantKind } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { anOwned, answered, aUnit, aWant, aWorld, day, GB, hour, now } from './world.ts'

/** The eventful case four times out of five, or hardly anything would ever move. */
const usually = <T>(often: T, ...seldom: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(often) }, { weight: 1, arbitrary: fc.constantFrom(...seldom) })

const answer = fc.constantFrom('answered', 'answered', 'answered', 'empty', 'silent')

/** One title of a made-up world: how it stands with wishes, views, the pool and players. */
const title = fc.record({
  wants: fc.array(
    fc.record({
      kind: usually<WantKind>('on-deck', 'watchlist', 'trending', 'finished', 'pin'),
      chain: fc.constantFrom('one', 'one', undefined),
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
  lastWantedBy: fc.constantFrom<readonly WantKind[] | undefined>(undefined, ['watchlist'], ['on-deck', 'watchlist']),
  promotedAt: usually(now - 9 * day, now - hour),
  playing: usually(false, true),
  refusedUntil: fc.option(fc.integer({ min: now - hour, max: now + hour }), { nil: undefined, freq: 1 }),
  section: fc.constantFrom('1', '2')
})

/** A world, with what a look at each of its titles would find. */
export interface MadeUp {
  readonly world: World
  readonly bytesOf: ReadonlyMap<UnitId, number>
}

/** Any world. Rows of episodes are those of one person, told apart by `chain`. */
export const anyWorld = fc
  .record({
    titles: fc.array(title, { maxLength: 12 }),
    freeGb: fc.integer({ min: 0, max: 300 }),
    floorGb: fc.integer({ min: 0, max: 100 }),
    budgetGb: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    states: fc.tuple(answer, answer),
    sessionsKnown: usually(true, false),
    keep: fc.boolean()
  })
  .map((facts): MadeUp => {
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
      // Our copies are what Plex lists, as far as it was ever compared.
      const files = anOwned({ name: `t${n}` }).files.map((file) => ({ ...file, listedSizeBytes: one.sizeGb * GB }))
      return [
        anOwned({
          name: `t${n}`,
          files,
          state,
          sectionId: one.section,
          lastWantedAt: one.lastWantedAt,
          lastWantedBy: one.lastWantedBy,
          promotedAt: one.promotedAt,
          sizeBytes: state === 'partial' ? (one.sizeGb * GB) / 2 : one.sizeGb * GB
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
    const bytesOf = new Map(facts.titles.map((one, n) => [aUnit({ name: `t${n}` }).id, one.sizeGb * GB]))
    const world = aWorld({
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
    return { world, bytesOf }
  })

const lookAt = (unit: UnitId, sizeBytes: number): Inspection => {
  const file = { path: unit, arrayRoot: arrayPath('/mnt/disk1'), role: 'video' as const, links: 1, changedAt: 0 }
  return { unit, lookedAt: now, files: [{ ...file, sizeBytes, allocatedBytes: sizeBytes }] }
}

/** The plan once everything that would come was looked at, as the engine makes it, and the world with those looks. */
export const planned = (
  { world, bytesOf }: MadeUp,
  plan: (world: World) => Plan
): { readonly world: World; readonly plan: Plan } => {
  const inspections = new Map(world.inspections)
  for (;;) {
    const seen = { ...world, inspections }
    const made = plan(seen)
    const pending = promoted(made).filter((step) => step.inspection === undefined)
    if (pending.length === 0) return { world: seen, plan: made }
    for (const { unit } of pending) inspections.set(unit.id, lookAt(unit.id, bytesOf.get(unit.id) ?? 0))
  }
}

/** What goes home. */
export const evicted = (plan: Plan) => plan.steps.flatMap((step) => (step.kind === 'evict' ? [step.unit] : []))
/** What comes. */
export const promoted = (plan: Plan) => plan.steps.flatMap((step) => (step.kind === 'promote' ? [step] : []))

/** The world after every step went well: what came is owned, what left is not. */
export const afterwards = (world: World, plan: Plan): World => {
  const gone = new Set(evicted(plan).map((unit) => unit.id))
  const there = new Map(world.owned.map(({ id, sizeBytes }) => [id, sizeBytes]))
  const came = promoted(plan).map((step) =>
    anOwned({
      name: step.unit.title,
      id: step.unit.id,
      ratingKeys: step.unit.ratingKeys,
      sectionId: step.unit.sectionId,
      promotedAt: now,
      lastWantedAt: now,
      lastWantedBy: step.unit.wants.map(({ kind }) => kind),
      sizeBytes: step.sizeBytes + (there.get(step.unit.id) ?? 0),
      // What came was compared with what Plex lists.
      files: step.unit.videos.map(({ sharePath, poolPath, sizeBytes = 0 }) => ({
        ...{ sharePath, poolPath, sizeBytes, listedSizeBytes: sizeBytes },
        arrayRoot: arrayPath('/mnt/disk1'),
        role: 'video' as const
      }))
    })
  )
  const cameIds = new Set(came.map((unit) => unit.id))
  const owned = [...world.owned.filter((unit) => !gone.has(unit.id) && !cameIds.has(unit.id)), ...came]
  const left = evicted(plan).reduce((sum, unit) => sum + unit.sizeBytes, 0)
  const filled = promoted(plan).reduce((sum, step) => sum + step.sizeBytes, 0)
  const ownedBytes = owned.reduce((sum, unit) => sum + unit.sizeBytes, 0)
  return { ...world, owned, pool: { ...world.pool, freeBytes: world.pool.freeBytes + left - filled, ownedBytes } }
}
