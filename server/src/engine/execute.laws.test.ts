/** Laws of executing: no lane ever holds more than its places, every step runs once, in order on every disk, and the room goes to the same promotions as if all evictions had ended first. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrayPath } from '#core/model/place.ts'
import type { EvictStep, PromoteStep, Step } from '#core/model/plan.ts'
import type { Want } from '#core/model/want.ts'
import type { PoolRoom } from '#core/model/world.ts'
import { createFitting } from '#core/plan/room/fit.ts'
import { watcherSource } from '#core/watcher/wishes.ts'
import type { MoveControl, MoveOutcome, Mover } from '#ports/mover.ts'
import type { Ground } from '#ports/storage-host.ts'
import { aLayout, anOwned, aUnit, aWant, GB, now } from '#test/builders/world.ts'
import { createBus } from './bus.ts'
import { type ExecuteOrder, execute, type StepResult } from './execute.ts'
import type { Bounds } from './traffic/claims.ts'
import { createReins, type Reins } from './traffic/reins.ts'

/** disk1 and its second share are one file system; the others are disks of their own, and two come over the network. */
const roots = ['/mnt/disk1', '/mnt/disk1/more', '/mnt/disk2', '/mnt/disk3', '/mnt/nas', '/mnt/nas2'] as const
const diskOf = (root: string): string | undefined => {
  if (root.startsWith('/mnt/nas')) return undefined
  return root.startsWith('/mnt/disk1') ? 'disk1' : root
}
const grounds: ReadonlyMap<string, Ground> = new Map([
  ...roots.map((root) => {
    const disk = diskOf(root)
    return [root, { group: disk ?? root, reach: disk === undefined ? 'network' : 'local' }] as const
  }),
  ['/mnt/cache', { group: 'ssd', reach: 'local' }] as const
])

interface Facts {
  readonly kind: 'evict' | 'promote'
  readonly roots: readonly string[]
  readonly sizeGb: number
  readonly stays: boolean
  readonly shares: boolean
  /** Whether the watcher asked for it, and for something that is being played. */
  readonly watched?: 'playing' | 'later' | undefined
}

const because = [{ code: 'restore-requested' }] as const
const places = (facts: Facts, name: string) =>
  [...facts.roots, ...(facts.shares ? ['/mnt/disk1'] : [])].map((root, n) => {
    const shared = facts.shares && n === facts.roots.length
    const { id } = aUnit({ name: shared ? 'poster' : `${name}-${n}` })
    return { arrayRoot: arrayPath(root), path: id, sharePath: id }
  })

const wantsOf = ({ watched }: Facts, name: string): readonly Want[] =>
  watched === undefined
    ? []
    : [aWant({ ratingKey: name, source: watcherSource, kind: watched === 'playing' ? 'playing' : 'on-deck' })]

const isUrgent = (step: Step): boolean =>
  step.kind === 'promote' && step.unit.wants.some(({ kind }) => kind === 'playing')
const isWatched = (step: Step): boolean => step.kind === 'promote' && step.unit.wants.length > 0

const stepOf = (facts: Facts, n: number): Step => {
  const name = `t${n}`
  const sizeBytes = facts.sizeGb * GB
  const unit = aUnit({ name, sizeBytes, wants: wantsOf(facts, name) })
  if (facts.kind === 'evict') {
    const [file] = anOwned({ name }).files
    if (file === undefined) throw new Error('an owned unit has files')
    const files = places(facts, name).map((place) => ({ ...file, ...place }))
    return { kind: 'evict', unit: anOwned({ name, files, sizeBytes }), sizeBytes, because }
  }
  const seen = { role: 'video', sizeBytes, allocatedBytes: 0, links: 1, changedAt: 0 } as const
  const files = places(facts, name).map((place) => ({ ...seen, ...place }))
  return { kind: 'promote', unit, inspection: { unit: unit.id, lookedAt: now, files }, sizeBytes, because }
}

const rootsOf = (step: Step): readonly string[] =>
  step.kind !== 'promote'
    ? step.unit.files.map(({ arrayRoot }) => arrayRoot)
    : (step.inspection?.files ?? []).map(({ arrayRoot }) => arrayRoot)
const namesOf = (step: Step): readonly string[] =>
  step.kind !== 'promote'
    ? step.unit.files.map(({ sharePath }) => sharePath)
    : (step.inspection?.files ?? []).map(({ path }) => path)
const disksOf = (step: Step): readonly string[] => [...new Set(rootsOf(step).flatMap((root) => diskOf(root) ?? []))]
const overNetwork = (step: Step): boolean => rootsOf(step).some((root) => diskOf(root) === undefined)

const aPlan = fc.array(
  fc.record({
    kind: fc.constantFrom('evict' as const, 'promote' as const),
    roots: fc.uniqueArray(fc.constantFrom(...roots), { minLength: 1, maxLength: 3 }),
    sizeGb: fc.integer({ min: 1, max: 9 }),
    stays: fc.boolean(),
    shares: fc.boolean(),
    watched: fc.constantFrom(undefined, undefined, 'playing' as const, 'later' as const)
  }),
  { maxLength: 24 }
)
const someBounds = fc.record({
  toPool: fc.integer({ min: 1, max: 6 }),
  toArray: fc.integer({ min: 1, max: 4 }),
  local: fc.integer({ min: 1, max: 5 }),
  network: fc.integer({ min: 1, max: 3 }),
  watcher: fc.integer({ min: 1, max: 3 })
})
const someRoom = fc.record({
  freeBytes: fc.integer({ min: 0, max: 60 }).map((gb) => gb * GB),
  floorBytes: fc.constant(2 * GB),
  ownedBytes: fc.integer({ min: 0, max: 60 }).map((gb) => gb * GB),
  budgetBytes: fc.option(
    fc.integer({ min: 0, max: 90 }).map((gb) => gb * GB),
    { nil: undefined }
  )
})

/** A mover whose moves end when the test says so. A return that is redirected asks for the other disk as soon as it begins. */
const heldMover = ({ stays, redirect }: Pick<Story, 'stays' | 'redirect'>) => {
  const running: { readonly id: string; readonly claimed: readonly string[]; readonly finish: () => void }[] = []
  const began: string[] = []
  const happened: string[] = []
  const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1, -4)
  const claimedBy = (id: string, control: MoveControl): readonly string[] => {
    const root = redirect?.(id)
    if (root === undefined || control.claimDisk?.(root) !== true) return []
    return [diskOf(root) ?? root]
  }
  const move = (id: string, claimed: readonly string[]): Promise<MoveOutcome> => {
    const { promise, resolve } = Promise.withResolvers<MoveOutcome>()
    began.push(id)
    happened.push(`${nameOf(id)} begins`)
    const end: MoveOutcome = stays(id)
      ? { kind: 'stood-back', reason: { code: 'run-stopped' } }
      : { kind: 'done', bytes: 0 }
    const entry = {
      id,
      claimed,
      finish: () => {
        running.splice(running.indexOf(entry), 1)
        happened.push(`${nameOf(id)} ends`)
        resolve(end)
      }
    }
    running.push(entry)
    return promise
  }
  const mover: Mover = {
    promote: (order) => move(order.unit.id, []),
    evict: (order, control) => move(order.unit.id, claimedBy(order.unit.id, control)),
    mend: (order) => move(order.unit.id, []),
    resolve: (order) => move(order.unit.id, []),
    settle: async () => []
  }
  return { mover, running, began, happened }
}

const count = <Item>(items: readonly Item[], is: (item: Item) => boolean): number => items.filter(is).length

interface Together {
  readonly step: Step
  /** Disks that it took on its way. */
  readonly claimed: readonly string[]
}

const insistOnLanes = (all: readonly Together[], bounds: Bounds): void => {
  const together = all.map(({ step }) => step)
  for (const disk of ['disk1', '/mnt/disk2', '/mnt/disk3']) {
    expect(
      count(all, ({ step, claimed }) => disksOf(step).includes(disk) || claimed.includes(disk)),
      disk
    ).toBeLessThanOrEqual(1)
  }
  const names = together.flatMap((step) => [...new Set(namesOf(step))])
  expect(new Set(names).size, 'no file twice').toBe(names.length)
  const toPool = count(together, (step) => step.kind === 'promote')
  expect(toPool).toBeLessThanOrEqual(Math.min(2, bounds.toPool))
  expect(together.length - toPool).toBeLessThanOrEqual(bounds.toArray)
  expect(count(together, isWatched), 'for the watcher').toBeLessThanOrEqual(bounds.watcher)
  expect(count(together, overNetwork)).toBeLessThanOrEqual(bounds.network)
  expect(count(together, (step) => !overNetwork(step))).toBeLessThanOrEqual(bounds.local)
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Story {
  readonly steps: readonly Step[]
  readonly bounds: Bounds
  readonly pool: PoolRoom
  readonly stays: (id: string) => boolean
  /** The disk of the array that a return goes to because its own has no room. */
  readonly redirect?: (id: string) => string | undefined
  readonly choices: readonly number[]
  /** After how many ends the run is stopped; never when undefined. */
  readonly stopAfter?: number
  /** The same, letting what is under way end. */
  readonly endAfter?: number
  /** Between which ends it is paused. */
  readonly pause?: { readonly from: number; readonly turns: number }
}

/** Holds the run as the story tells, at one of its turns. */
const holdAt = (turn: number, reins: Reins, { stopAfter, endAfter, pause }: Story): void => {
  if (turn === stopAfter) reins.stop()
  if (turn === endAfter) reins.endAfterMoves()
  if (turn === pause?.from) reins.pause()
  if (pause !== undefined && turn === pause.from + pause.turns) reins.resume()
}

const pick = (choices: readonly number[], at: number): number => choices[at % Math.max(1, choices.length)] ?? 0

/** Lets a plan run; at every moment the lanes are looked at, then one move ends. */
const live = async (story: Story) => {
  const { steps, bounds, pool, choices } = story
  const { mover, running, began, happened } = heldMover(story)
  const byId = new Map(steps.map((step) => [String(step.unit.id), step]))
  const reins = createReins()
  const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
  const order: ExecuteOrder = {
    runId: 1,
    plan: { decisions: [], steps },
    layoutOf: () => aLayout(),
    control: reins.control,
    pool,
    roads: { bounds, poolRoot: '/mnt/cache', grounds }
  }
  const deps = { mover, clock, bus: createBus({ clock }), timeZone: 'UTC', playing: async () => undefined }
  let results: readonly StepResult[] | undefined
  const done = execute(order, { ...deps, heldBack: () => undefined, ended: async () => undefined }).then((all) => {
    results = all
  })
  let begunWhenHeld: number | undefined
  let begunWhenPaused = 0
  let redirected = 0
  for (let at = 0; at < 1000 && results === undefined; at += 1) {
    await turn()
    holdAt(at, reins, story)
    if (at === story.stopAfter || at === story.endAfter) begunWhenHeld = began.length
    if (at === story.pause?.from) begunWhenPaused = began.length
    if (reins.control.pause.paused()) expect(began, 'a paused run begins nothing').toHaveLength(begunWhenPaused)
    const together = running.flatMap(({ id, claimed }) => {
      const step = byId.get(id)
      return step === undefined ? [] : [{ step, claimed }]
    })
    redirected += together.filter(({ claimed }) => claimed.length > 0).length
    insistOnLanes(together, bounds)
    running[pick(choices, at) % Math.max(1, running.length)]?.finish()
  }
  await done
  if (results === undefined) throw new Error('it did not end')
  return { results, began, happened, begunWhenHeld, byId, redirected }
}

/** What the room allows once every eviction has ended, by rank: the reference. */
const refusedAfterwards = ({ steps, pool, stays }: Story): readonly string[] => {
  const leaving = steps.filter((step): step is EvictStep => step.kind === 'evict')
  const gone = leaving.filter((step) => !stays(step.unit.id)).reduce((sum, step) => sum + step.sizeBytes, 0)
  const fitting = createFitting({ ...pool, freeBytes: Number.POSITIVE_INFINITY }, gone)
  return steps
    .filter((step): step is PromoteStep => step.kind === 'promote')
    .filter((step) => fitting.take(step.sizeBytes) !== undefined)
    .map((step) => step.unit.id)
}

const aStory = fc
  .record({ plan: aPlan, bounds: someBounds, pool: someRoom, choices: fc.array(fc.nat(50), { minLength: 1 }) })
  .map(({ plan, ...rest }): Story => {
    const steps = plan.map(stepOf)
    const staying = new Set(plan.flatMap((facts, n) => (facts.stays ? [String(steps[n]?.unit.id)] : [])))
    return { ...rest, steps, stays: (id) => staying.has(id) }
  })

const held = (results: readonly StepResult[], code: string): readonly string[] =>
  results.flatMap(({ step, outcome }) =>
    outcome.kind === 'stood-back' && outcome.reason.code === code ? [step.unit.id] : []
  )

test('lanes hold, every step runs once, and the room goes to the same promotions as after the last eviction', async () => {
  await fc.assert(
    fc.asyncProperty(aStory, async (story) => {
      const { results, began } = await live(story)
      expect(results.map(({ step }) => step.unit.id).toSorted()).toEqual(
        story.steps.map((step) => step.unit.id).toSorted()
      )
      expect(new Set(began).size).toBe(began.length)
      const refused = held(results, 'over-budget')
      expect(refused.toSorted()).toEqual(refusedAfterwards(story).toSorted())
      expect(began.length).toBe(story.steps.length - refused.length)
    }),
    { numRuns: 400 }
  )
})

test('a return that goes to another disk has that one for itself, too, and everything still runs once', async () => {
  let redirected = 0
  const redirects = fc.array(fc.constantFrom(undefined, ...roots), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(aStory, redirects, async (story, targets) => {
      const places = new Map(story.steps.map(({ unit }, n) => [String(unit.id), targets[n % targets.length]]))
      const told = await live({ ...story, redirect: (id) => places.get(id) })
      redirected += told.redirected
      expect(told.results).toHaveLength(story.steps.length)
    }),
    { numRuns: 400 }
  )
  expect(redirected).toBeGreaterThan(100)
})

test('on every disk what goes home comes before what comes in but for what is being played, and what comes in keeps its rank', async () => {
  await fc.assert(
    fc.asyncProperty(aStory, async (story) => {
      const { began, byId } = await live(story)
      const rank = new Map(story.steps.map((step, position) => [String(step.unit.id), position]))
      for (const disk of ['disk1', '/mnt/disk2', '/mnt/disk3']) {
        const there = began.flatMap((id) => byId.get(id) ?? []).filter((step) => disksOf(step).includes(disk))
        const kinds = there.filter((step) => !isUrgent(step)).map(({ kind }) => kind)
        expect(kinds, 'evictions first').toEqual(kinds.toSorted())
        const ranks = there.filter(({ kind }) => kind === 'promote').map(({ unit }) => rank.get(unit.id) ?? 0)
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      }
    }),
    { numRuns: 200 }
  )
})

test.each(['stopAfter', 'endAfter'] as const)(
  'held by %s it begins nothing more, and says of every step what became of it',
  async (how) => {
    await fc.assert(
      fc.asyncProperty(aStory, fc.nat(20), async (story, at) => {
        const { results, began, begunWhenHeld } = await live({ ...story, [how]: at })
        expect(results).toHaveLength(story.steps.length)
        if (begunWhenHeld !== undefined) expect(began).toHaveLength(begunWhenHeld)
      }),
      { numRuns: 200 }
    )
  }
)

test('a paused run begins nothing until it is resumed, and then does all that it would have done', async () => {
  await fc.assert(
    fc.asyncProperty(aStory, fc.nat(10), fc.integer({ min: 1, max: 30 }), async (story, from, turns) => {
      const { results, began } = await live({ ...story, pause: { from, turns } })
      expect(results).toHaveLength(story.steps.length)
      expect(began.length).toBe(story.steps.length - held(results, 'over-budget').length)
    }),
    { numRuns: 200 }
  )
})

const plain = { sizeGb: 5, stays: false, shares: false }
const wide = { toPool: 5, toArray: 2, local: 5, network: 2, watcher: 5 }

test('a promotion begins while others still go home when its room is there already, and waits when it is not', async () => {
  const steps = [
    stepOf({ ...plain, kind: 'evict', roots: ['/mnt/disk1'] }, 0),
    stepOf({ ...plain, kind: 'promote', roots: ['/mnt/disk2'] }, 1),
    stepOf({ ...plain, kind: 'promote', roots: ['/mnt/disk3'] }, 2)
  ]
  const pool = { freeBytes: 8 * GB, floorBytes: 2 * GB, ownedBytes: 5 * GB, budgetBytes: undefined }
  const { happened } = await live({ steps, bounds: wide, pool, stays: () => false, choices: [1, 0] })
  expect(happened).toEqual(['t0 begins', 't1 begins', 't1 ends', 't0 ends', 't2 begins', 't2 ends'])
})

test('the next episode of what is being played begins before anything goes home, when there is room for it', async () => {
  const steps = [
    stepOf({ ...plain, kind: 'evict', roots: ['/mnt/disk1'] }, 0),
    stepOf({ ...plain, kind: 'promote', roots: ['/mnt/disk1'], watched: 'playing' }, 1),
    stepOf({ ...plain, kind: 'promote', roots: ['/mnt/disk1'], watched: 'later' }, 2)
  ]
  const pool = { freeBytes: 8 * GB, floorBytes: 2 * GB, ownedBytes: 5 * GB, budgetBytes: undefined }
  const roomy = await live({ steps, bounds: wide, pool, stays: () => false, choices: [0] })
  expect(roomy.began.map((id) => id.slice(-6, -4))).toEqual(['t1', 't0', 't2'])
  const full = await live({
    steps,
    bounds: wide,
    pool: { ...pool, freeBytes: 2 * GB },
    stays: () => false,
    choices: [0]
  })
  expect(full.began.map((id) => id.slice(-6, -4))).toEqual(['t0', 't1', 't2'])
})

test('files of one disk go home together, and those of a disk that is awake come first', async () => {
  const evict = (n: number, root: string) => stepOf({ ...plain, kind: 'evict', roots: [root] }, n)
  const steps = [
    evict(0, '/mnt/disk3'),
    evict(1, '/mnt/disk2'),
    evict(2, '/mnt/disk3'),
    evict(3, '/mnt/disk2'),
    stepOf({ ...plain, kind: 'promote', roots: ['/mnt/disk2'] }, 4)
  ]
  const pool = { freeBytes: 0, floorBytes: 0, ownedBytes: 0, budgetBytes: undefined }
  const { happened } = await live({
    steps,
    bounds: { ...wide, toArray: 1 },
    pool,
    stays: () => false,
    choices: [0]
  })
  const homeward = happened.filter((what) => what.endsWith('begins') && !what.startsWith('t4'))
  expect(homeward).toEqual(['t1 begins', 't3 begins', 't0 begins', 't2 begins'])
})
