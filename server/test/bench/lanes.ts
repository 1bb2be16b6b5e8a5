/**
 * Measures in simulated time how long 40 titles of 8 GB take over four hard disks and one SSD, by the real scheduler: one after the other, by lanes, and all at once.
 * A disk moves 200 MB/s; with several streams its heads go to another place after each block of 8 MiB, which takes 12 ms. The SSD moves 500 MB/s in all.
 */
import { arrayPath } from '#core/model/place.ts'
import type { EvictStep, PromoteStep, Step } from '#core/model/plan.ts'
import { createBus } from '#engine/bus.ts'
import { execute } from '#engine/execute.ts'
import type { Bounds } from '#engine/traffic/claims.ts'
import { createReins } from '#engine/traffic/reins.ts'
import type { MoveOutcome, Mover } from '#ports/mover.ts'
import type { Ground } from '#ports/storage-host.ts'
import { aLayout, anOwned, aUnit, GB, now } from '#test/builders/world.ts'

const MB = 1_000_000
const disks = ['disk1', 'disk2', 'disk3', 'disk4'] as const
const titles = 40
const titleBytes = 8 * GB
const diskRate = 200 * MB
const poolRate = 500 * MB
const blockSeconds = (8 * 1_048_576) / diskRate
const seekSeconds = 0.012

interface Stream {
  readonly disk: string
  left: number
  readonly finish: () => void
}

/** Bytes per second of each stream, fair on its disk and on the SSD. */
const rateOf = (stream: Stream, streams: ReadonlySet<Stream>): number => {
  const onDisk = [...streams].filter(({ disk }) => disk === stream.disk).length
  const efficiency = onDisk === 1 ? 1 : blockSeconds / (blockSeconds + seekSeconds)
  return Math.min((diskRate * efficiency) / onDisk, poolRate / streams.size)
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const because = [{ code: 'restore-requested' }] as const
const diskOf = (n: number): (typeof disks)[number] => disks[n % disks.length] ?? 'disk1'

const promotion = (n: number): PromoteStep => {
  const unit = aUnit({ name: `in-${n}`, sizeBytes: titleBytes })
  const place = { path: unit.id, arrayRoot: arrayPath(`/mnt/${diskOf(n)}`), role: 'video', links: 1 } as const
  const files = [{ ...place, sizeBytes: titleBytes, allocatedBytes: titleBytes, changedAt: 0 }]
  return { kind: 'promote', unit, inspection: { unit: unit.id, lookedAt: now, files }, sizeBytes: titleBytes, because }
}
const eviction = (n: number): EvictStep => {
  const owned = anOwned({ name: `out-${n}`, sizeBytes: titleBytes })
  const files = owned.files.map((file) => ({ ...file, arrayRoot: arrayPath(`/mnt/${diskOf(n)}`) }))
  return { kind: 'evict', unit: { ...owned, files }, sizeBytes: titleBytes, because }
}

interface Result {
  readonly totalSeconds: number
  /** Until a title is where it should be, on average. */
  readonly meanSeconds: number
}

const simulate = async (steps: readonly Step[], bounds: Bounds, lanes: boolean): Promise<Result> => {
  const streams = new Set<Stream>()
  const ends: number[] = []
  let seconds = 0
  const byUnit = new Map(steps.map((step, n) => [String(step.unit.id), diskOf(n)]))
  const move = (id: string): Promise<MoveOutcome> =>
    new Promise((resolve) => {
      const finish = (): void => resolve({ kind: 'done', bytes: titleBytes })
      streams.add({ disk: byUnit.get(id) ?? '', left: titleBytes, finish })
    })
  const mover: Mover = {
    promote: ({ unit }) => move(unit.id),
    evict: ({ unit }) => move(unit.id),
    mend: ({ unit }) => move(unit.id),
    resolve: ({ unit }) => move(unit.id),
    settle: async () => []
  }
  const advance = (): void => {
    const all = [...streams].map((stream) => ({ stream, rate: rateOf(stream, streams) }))
    const step = Math.min(...all.map(({ stream, rate }) => stream.left / rate))
    seconds += step
    for (const { stream, rate } of all) {
      stream.left -= rate * step
      if (stream.left > 1) continue
      streams.delete(stream)
      ends.push(seconds)
      stream.finish()
    }
  }
  const clock = { now: () => now + seconds * 1000, after: () => ({ cancel: () => undefined }) }
  const ground = (group: string): Ground => ({ group, reach: 'local' })
  const grounds = new Map([
    ...disks.map((disk) => [`/mnt/${disk}`, ground(disk)] as const),
    ['/mnt/cache', ground('ssd')]
  ])
  const order = {
    runId: 1,
    plan: { decisions: [], steps },
    layoutOf: () => aLayout(),
    control: createReins().control,
    pool: { freeBytes: 1e15, floorBytes: 0, ownedBytes: 1e15, budgetBytes: undefined },
    roads: { bounds, poolRoot: '/mnt/cache', grounds }
  }
  const deps = {
    mover,
    clock,
    bus: createBus({ clock }),
    timeZone: 'UTC',
    playing: async () => undefined,
    heldBack: () => undefined,
    ended: async () => undefined
  }
  let over = false
  const done = lanes ? execute(order, deps) : Promise.all(steps.map((step) => move(step.unit.id)))
  const ended = done.then(() => {
    over = true
  })
  while (!over) {
    await turn()
    if (streams.size > 0) advance()
  }
  await ended
  return { totalSeconds: seconds, meanSeconds: ends.reduce((sum, end) => sum + end, 0) / ends.length }
}

const one: Bounds = { toPool: 1, toArray: 1, local: 1, network: 1, watcher: 1 }
const usual: Bounds = { toPool: 5, toArray: 2, local: 5, network: 2, watcher: 5 }

const all = Array.from({ length: titles }, (_, n) => n)
const stories = {
  '40 come in': all.map(promotion),
  '20 go home (copied), 20 come in': all.map((n) => (n < titles / 2 ? eviction(n) : promotion(n)))
}

const figure = (name: string, result: Result, base: Result): string =>
  `  ${name.padEnd(18)} ${Math.round(result.totalSeconds)} s in all (${(result.totalSeconds / base.totalSeconds).toFixed(2)}), a title is there after ${Math.round(result.meanSeconds)} s on average (${(result.meanSeconds / base.meanSeconds).toFixed(2)})\n`

for (const [story, steps] of Object.entries(stories)) {
  const sequential = await simulate(steps, one, true)
  const byLanes = await simulate(steps, usual, true)
  const unbounded = await simulate(steps, usual, false)
  process.stdout.write(`lanes: ${story}, 4 hard disks, 1 SSD, simulated\n`)
  process.stdout.write(figure('one by one', sequential, sequential))
  process.stdout.write(figure('by lanes', byLanes, sequential))
  process.stdout.write(figure('all at once', unbounded, sequential))
}
