/** Law of what is kept between plans: whatever happens between two of them, each plan is the one of somebody who never planned before. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { poolPath } from '#core/model/place.ts'
import type { OwnedUnit, Unit } from '#core/model/unit.ts'
import type { Session } from '#core/model/want.ts'
import type { World } from '#core/model/world.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import type { PlanSettings } from '#core/plan/rule.ts'
import { anyWorld } from '#test/builders/any-world.ts'
import { answered, GB, hour, somePlanSettings } from '#test/builders/world.ts'

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31)

/** One event: to which title it happens, how much, and things of another world that may come. */
interface Event {
  readonly what: keyof typeof events
  readonly nth: number
  readonly amount: number
  readonly isYes: boolean
  readonly other: World
}

interface State {
  readonly world: World
  readonly settings: PlanSettings
}

const pick = <One>(list: Iterable<One>, nth: number): One | undefined => {
  const all = [...list]
  return all[nth % Math.max(1, all.length)]
}

const withUnit = ({ units }: World, nth: number, change: (unit: Unit) => Unit): Partial<World> => {
  const unit = pick(units.values(), nth)
  return unit === undefined ? {} : { units: new Map([...units, [unit.id, change(unit)]]) }
}

const withRow = ({ owned }: World, nth: number, change: (row: OwnedUnit) => OwnedUnit): Partial<World> => ({
  owned: owned.map((row, at) => (at === nth % owned.length ? change(row) : row))
})

/** The facts of one kind about units, with those of this row set or taken away. */
const told = <Key, Value>(facts: ReadonlyMap<Key, Value>, key: Key | undefined, value: Value | undefined) => {
  const next = new Map(facts)
  if (key !== undefined) next.delete(key)
  if (key !== undefined && value !== undefined) next.set(key, value)
  return next
}

const unless = <Value>(isAway: boolean, value: Value): Value | undefined => (isAway ? undefined : value)

const timer = (world: World, amount: number) => ({
  ...({
    since: 'caching',
    begunAt: world.now,
    dueAt: world.now + amount * hour,
    hours: amount,
    people: ['ben']
  } as const),
  despite: []
})

const troubled = { code: 'root-not-ready', root: '/mnt/disk1', detail: 'it is away' } as const

/** All that may change between two plans. The rest of the world stays the very same objects, as it does for the engine. */
const events = {
  'time passes': ({ world }: State, { amount }: Event) => ({ now: world.now + amount * hour }),
  'a moment passes': ({ world }: State) => ({ now: world.now + 1 }),
  'the clock is set back': ({ world }: State, { amount }: Event) => ({ now: world.now - amount * hour }),
  'wishes change': ({ world }: State, { nth, other }: Event) =>
    withUnit(world, nth, (unit) => ({ ...unit, wants: pick(other.units.values(), nth)?.wants ?? [] })),
  'a view': ({ world }: State, { nth, isYes, amount }: Event) =>
    withUnit(world, nth, (unit) => ({ ...unit, watchedAt: unless(isYes, world.now - amount * hour) })),
  'the trash': ({ world }: State, { nth, isYes }: Event) =>
    withUnit(world, nth, (unit) => ({ ...unit, trashed: isYes })),
  'another section': ({ world }: State, { nth, isYes }: Event) =>
    withUnit(world, nth, (unit) => ({ ...unit, otherSectionIds: isYes ? ['2'] : [] })),
  'another size': ({ world }: State, { nth, amount }: Event) =>
    withUnit(world, nth, (unit) => ({
      ...unit,
      videos: unit.videos.map((file) => ({ ...file, sizeBytes: amount * GB }))
    })),
  'Plex forgets': ({ world }: State, { nth }: Event) => ({
    units: told(world.units, pick(world.units.keys(), nth), undefined)
  }),
  'titles come': ({ world }: State, { other }: Event) => ({ units: new Map([...world.units, ...other.units]) }),
  'files come': (_: State, { other }: Event) => ({ owned: other.owned }),
  'a file goes home': ({ world }: State, { nth }: Event) => ({ owned: world.owned.filter((_, at) => at !== nth) }),
  'rows are read anew': ({ world }: State) => ({ owned: world.owned.map((row) => ({ ...row })) }),
  'it came a moment ago': ({ world }: State, { nth, amount }: Event) =>
    withRow(world, nth, (row) => ({ ...row, promotedAt: world.now + (amount - 12) * hour })),
  'it was wanted': ({ world }: State, { nth, amount }: Event) =>
    withRow(world, nth, (row) => ({ ...row, lastWantedAt: world.now - amount * hour })),
  'somebody plays': ({ world }: State, { nth, isYes }: Event) => {
    const { ratingKeys: [ratingKey = 't0'] = [] } = pick([...world.owned, ...world.units.values()], nth) ?? {}
    const session: Session = { ratingKey, person: 'ben', state: 'playing' }
    return { sessions: { known: true as const, sessions: isYes ? [session] : [] } }
  },
  'Plex is silent about sessions': (_: State, { amount }: Event) => ({
    sessions: { known: false as const, detail: `timeout ${amount % 2}` }
  }),
  'a timer': ({ world }: State, { nth, isYes, amount }: Event) => ({
    timers: told(world.timers, pick(world.owned, nth)?.id, unless(isYes, timer(world, amount)))
  }),
  'a timer sent it home': ({ world }: State, { nth, isYes }: Event) => ({
    sentHome: told(world.sentHome, pick(world.units.keys(), nth), unless(isYes, { at: world.now, people: ['ann'] }))
  }),
  'a look': ({ world }: State, { nth, isYes, other }: Event) => ({
    inspections: isYes ? other.inspections : told(world.inspections, pick(world.units.keys(), nth), undefined)
  }),
  'a copy changed': ({ world }: State, { nth, isYes }: Event) => {
    const path = pick(world.owned, nth)?.files[0]?.poolPath ?? poolPath('/mnt/cache/tv/t0.mkv')
    return { copies: told(world.copies, path, unless(isYes, { path, state: 'gone' as const, changedAt: undefined })) }
  },
  'it is gone': ({ world }: State, { nth, isYes }: Event) => {
    const id = pick(world.owned, nth)?.id
    return { confirmedGone: new Set(id === undefined || isYes ? [] : [id]) }
  },
  'it was replaced': ({ world }: State, { nth, isYes }: Event) => ({
    replaced: told(world.replaced, pick(world.owned, nth)?.id, unless(isYes, '/mnt/user/tv/newer.mkv'))
  }),
  'it was upgraded': ({ world }: State, { nth, isYes }: Event) => {
    const id = pick(world.owned, nth)?.id
    const files = id === undefined ? [] : [{ sharePath: id, sizeBytes: GB }]
    return { successors: told(world.successors ?? new Map(), id, unless(isYes, { files })) }
  },
  'sources speak': (_: State, { other }: Event) => ({ reports: other.reports }),
  'another source': ({ world }: State, { isYes }: Event) => ({
    reports: isYes ? [...world.reports, answered({ sectionId: '*', state: 'silent' })] : world.reports.slice(0, 1)
  }),
  'a disk is away': (_: State, { isYes }: Event) => ({
    gates: new Map(isYes ? [['/mnt/disk1', { touch: troubled, rely: troubled }]] : [])
  }),
  'nothing may come': (_: State, { isYes }: Event) => ({ promoteBlock: isYes ? troubled : undefined }),
  'nothing may go': (_: State, { isYes }: Event) => ({ evictBlock: isYes ? troubled : undefined }),
  'another mode': (_: State, { other }: Event) => ({ mode: other.mode }),
  'a fact that nobody knows yet': (_: State, { other }: Event) => ({ shares: [], sources: [], mode: other.mode }),
  'room changes': (_: State, { other }: Event) => ({ pool: other.pool }),
  'room is short': ({ world }: State, { amount }: Event) => ({
    pool: { ...world.pool, freeBytes: world.pool.floorBytes + (amount - 20) * GB }
  }),
  'the pool grows': ({ world }: State, { amount }: Event) => ({
    pool: { ...world.pool, totalBytes: amount * 10 * GB }
  }),
  nothing: () => ({})
}

const names = Object.keys(events).flatMap((name) =>
  Object.keys(events).filter((one): one is keyof typeof events => one === name)
)

const event: fc.Arbitrary<Event> = fc.record({
  // What is kept of judgements that rest on room is seen only where room changes and little else does.
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constant('room is short') }
  ),
  nth: fc.integer({ min: 0, max: 11 }),
  amount: fc.integer({ min: 0, max: 60 }),
  isYes: fc.boolean(),
  other: anyWorld.map(({ world }) => world)
})

const otherSettings = fc.record({
  graceHours: fc.constantFrom(1, 48),
  watchlistGraceHours: fc.constantFrom(1, 6),
  holdHours: fc.constantFrom(0, 12, 24),
  makeRoom: fc.boolean(),
  returnWatched: fc.boolean(),
  mostItem: fc.constantFrom<PlanSettings['mostItem']>(0, 20)
})

/** Every object of it is another one, so nothing that was kept is known of it. */
const planAnew = ({ world, settings }: State) => makePlan(structuredClone(world), structuredClone(settings))

it(`a plan is the same whatever was planned before (seed ${seed})`, () => {
  const change = fc.record({ event, settings: fc.option(otherSettings, { nil: undefined, freq: 6 }) })
  fc.assert(
    fc.property(anyWorld, fc.array(change, { minLength: 1, maxLength: 10 }), ({ world }, changes) => {
      let state: State = { world, settings: somePlanSettings }
      const states = [state]
      for (const { event: one, settings } of changes) {
        const became = { ...state.world, ...events[one.what](state, one) }
        state = { world: became, settings: { ...state.settings, ...settings } }
        states.push(state)
      }
      // All of them one after the other: a plan of somebody else in between would be the last one that is known.
      const plans = states.map((one) => makePlan(one.world, one.settings))
      for (const [at, one] of states.entries()) expect(plans[at]).toEqual(planAnew(one))
    }),
    { seed, numRuns: Number(process.env['FC_RUNS'] ?? 150) }
  )
})
