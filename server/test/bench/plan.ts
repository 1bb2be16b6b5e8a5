/**
 * Measures the judgement on a very large library: 1,000,000 items, 100 people, 20,000 wants, 10,000 managed files; once from nothing, then again after one event.
 * Each event is repeated and its median counts; processor time is told beside it, because this machine may have other things to do.
 */
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import type { LibraryIndex } from '#core/model/library.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath, poolPath, sharePath } from '#core/model/place.ts'
import type { Plan } from '#core/model/plan.ts'
import { stockShelf, withSeen } from '#core/model/shelf.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import type { Want } from '#core/model/want.ts'
import type { Snapshot, World } from '#core/model/world.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import { resolve } from '#core/resolve/resolve.ts'
import {
  aLayout,
  anEpisode,
  anOwned,
  answered,
  aWant,
  aWorld,
  day,
  GB,
  hour,
  now,
  somePlanSettings
} from '#test/builders/world.ts'
import { ms } from './median.ts'

const itemsInAll = 1_000_000
const perShow = 50
const people = 100
const showsEach = 40
const ahead = 5
const ownedInAll = 10_000
const times = 9
const aims = { fullMs: 1500, againMs: 50, megabytes: 600 }

const keyOf = (n: number): string => `${100_000 + n}`
const fileOf = (n: number): string =>
  `tv/Show ${Math.floor(n / perShow)}/S${Math.floor((n % perShow) / 10)}E${n % 10}.mkv`

const rows = Array.from({ length: itemsInAll }, (_, n) =>
  packItem(
    anEpisode({
      ratingKey: keyOf(n),
      showKey: `${9_000_000 + Math.floor(n / perShow)}`,
      season: 1 + Math.floor((n % perShow) / 10),
      episode: 1 + (n % 10),
      versions: [{ optimized: false, parts: [{ file: plexPath(`/media/${fileOf(n)}`), sizeBytes: GB }] }]
    })
  )
)
const section = { locations: [], sectionId: '2', title: 'Series', type: 'show' } as const
const shelf = stockShelf(section, rows, createGuidTable())
const library = indexOf([shelf])

/** Each person is in forty shows, two of which somebody else of the house is in as well. */
const showOf = (person: number, nth: number): number => {
  const viewer = nth < 2 ? Math.floor(person / 2) + people : person
  return (viewer * 37 + nth * 211) % (itemsInAll / perShow)
}

const wantOf = (person: number, nth: number, distance: number): Want => {
  const first = showOf(person, nth) * perShow
  return aWant({
    ratingKey: keyOf(first + distance),
    person: `person ${person}`,
    reason: { code: 'on-deck', person: `person ${person}` },
    source: `on deck of person ${person}`,
    chain: keyOf(first),
    distance,
    freshness: now - (nth * people + person) * 1000
  })
}
const wants = Array.from({ length: people }, (_, person) =>
  Array.from({ length: showsEach * ahead }, (_unused, n) => wantOf(person, Math.floor(n / ahead), n % ahead))
).flat()

const onPool = (n: number, name: number): OwnedUnit => {
  const unit = anOwned({
    name: `${name}`,
    rowId: name,
    id: sharePath(`/mnt/user/${fileOf(n)}`),
    ratingKeys: [keyOf(n)]
  })
  const files = unit.files.map((file) => ({
    ...file,
    sharePath: unit.id,
    poolPath: poolPath(`/mnt/cache/${fileOf(n)}`),
    listedSizeBytes: GB
  }))
  return { ...unit, files, promotedAt: now - 3 * day, lastWantedAt: now - (name % 50) * hour }
}

/** The next two episodes of everybody are there; the rest is what was wanted within the last fifty hours. */
const nearest = wants.filter(({ distance }) => distance < 2).map(({ ratingKey }) => Number(ratingKey) - 100_000)
const owned = [...new Set([...nearest, ...Array.from({ length: ownedInAll }, (_, n) => itemsInAll - 1 - n * 7)])]
  .slice(0, ownedInAll)
  .map(onPool)
const pathMap = createPathMap(aLayout(), [{ plex: '/media', share: '/mnt/user' }])
const reports = Array.from({ length: people }, (_, n) => answered({ sectionId: '*', source: `on deck of person ${n}` }))
const pool = { freeBytes: 520 * GB, totalBytes: 11_000 * GB, floorBytes: 20 * GB, ownedBytes: ownedInAll * GB }
const { units: _none, ...snapshot }: World = aWorld({ owned, reports, pool: { ...pool, budgetBytes: undefined } })

interface Figures {
  readonly wallMs: number
  readonly userMs: number
}

const measure = <Result>(work: () => Result): Figures & { readonly result: Result } => {
  const [from, used] = [performance.now(), process.cpuUsage()]
  const result = work()
  return { result, wallMs: performance.now() - from, userMs: process.cpuUsage(used).user / 1000 }
}

const told = ({ wallMs, userMs }: Figures): string => `${ms(wallMs)} (processor ${ms(userMs)})`
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const seen = (taken: Snapshot, wished: readonly Want[], listed: LibraryIndex): World =>
  resolve(taken, { wants: wished, library: listed, pathMap })
const planOf = (world: World): Plan => makePlan(world, somePlanSettings)

const actionsOf = ({ decisions }: Plan): string =>
  [...Map.groupBy(decisions, ({ action }) => action)].map(([action, all]) => `${all.length} ${action}`).join(', ')

/** What a run makes of one question: what was read becomes a world, the world becomes a plan. */
interface Event {
  readonly snapshot?: Partial<Snapshot>
  readonly wants?: readonly Want[]
  readonly library?: LibraryIndex
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const quickest = (all: readonly Figures[]): string => `quickest ${ms(Math.min(...all.map(({ userMs }) => userMs)))}`
const medianFigures = (all: readonly Figures[]): Figures => ({
  wallMs: middle(all.map(({ wallMs }) => wallMs)),
  userMs: middle(all.map(({ userMs }) => userMs))
})

let round = 0
const again = (what: string, happens: (nth: number) => Event): Figures => {
  const worlds: Figures[] = []
  const plans: Figures[] = []
  for (let nth = 0; nth < times; nth += 1) {
    round += 1
    const event = happens(nth)
    const taken = { ...snapshot, now: now + round * 1000, ...event.snapshot }
    const world = measure(() => seen(taken, event.wants ?? wants, event.library ?? library))
    worlds.push(world)
    plans.push(measure(() => planOf(world.result)))
  }
  const [world, plan] = [medianFigures(worlds), medianFigures(plans)]
  say(
    `plan again after ${what}: ${told(plan)}, ${quickest(plans)}; the world of it: ${told(world)}, ${quickest(worlds)}`
  )
  return plan
}

const first = measure(() => seen(snapshot, wants, library))
const full = measure(() => planOf(first.result))
const fullMs = first.wallMs + full.wallMs
const megabytes = Math.round(process.memoryUsage().rss / 1e6)
say(
  `plan: ${library.size} items, ${people} people, ${wants.length} wants, ${owned.length} managed files: ${actionsOf(full.result)}
the first plan, of code that never ran: ${ms(fullMs)}, aim ${aims.fullMs} ms; the world of it ${told(first)}, the plan ${told(full)}; ${megabytes} MB, aim ${aims.megabytes} MB`
)

const play = { person: 'person 1', state: 'playing' } as const
const wantedKey = (nth: number): string => wants[nth * 500]?.ratingKey ?? '0'
const pin = (nth: number): Want => aWant({ ratingKey: keyOf(500_000 + nth), kind: 'pin', person: 'the house' })
const listed = (nth: number): Want =>
  aWant({ ratingKey: keyOf(600_000 + nth), kind: 'watchlist', person: 'person 3', freshness: now })
const seenOnce = (nth: number): LibraryIndex =>
  indexOf([withSeen(shelf, [{ ratingKey: wantedKey(nth), viewCount: 1, lastViewedAt: now, viewOffsetMs: undefined }])])
const noted = (nth: number): Partial<Snapshot> => ({
  owned: owned.map((unit, at) => (at < 7800 ? { ...unit, lastWantedAt: now + nth * 1000 } : unit))
})
const changed = (nth: number): Partial<Snapshot> => {
  const path = owned[nth * 100]?.files[0]?.poolPath ?? poolPath('/mnt/cache/none')
  return { copies: new Map([[path, { path, state: 'changed', changedAt: now }]]) }
}
const all = [
  again('nothing but a second', () => ({})),
  again('a watchlist add', (nth) => ({ wants: [...wants, listed(nth)] })),
  again('one want more', (nth) => ({ wants: [...wants, wantOf(500 + nth, 3, 3)] })),
  again('one want less', (nth) => ({ wants: wants.toSpliced(nth * 1000, 1) })),
  again('a pin', (nth) => ({ wants: [...wants, pin(nth)] })),
  again('a press of play', (nth) => ({
    snapshot: { sessions: { known: true, sessions: [{ ...play, ratingKey: wantedKey(nth) }] } }
  })),
  again('a session of what nobody wants', (nth) => ({
    snapshot: { sessions: { known: true, sessions: [{ ...play, ratingKey: owned[9000 + nth]?.ratingKeys[0] ?? '' }] } }
  })),
  again('a title watched', (nth) => ({ library: seenOnce(nth), wants: wants.toSpliced(nth * 500, 1) })),
  again('a copy changed', (nth) => ({ snapshot: changed(nth) })),
  again('a file that came', (nth) => ({ snapshot: { owned: [...owned, onPool(700_000 + nth, 20_000 + nth)] } })),
  again('an hour', (nth) => ({ snapshot: { now: now + (nth + 2) * hour } })),
  again('every want read anew', () => ({ wants: wants.map((want) => ({ ...want, reason: { ...want.reason } })) })),
  again('every row noted as wanted', (nth) => ({ snapshot: noted(nth) }))
]
const replan = medianFigures(all)
const afterwards = Math.round(process.memoryUsage().rss / 1e6)
say(`plan again, the middle of them: ${told(replan)}, aim ${aims.againMs} ms`)
say(`afterwards: ${afterwards} MB, aim ${aims.megabytes} MB`)
if (fullMs > aims.fullMs || afterwards > aims.megabytes || replan.wallMs > aims.againMs) process.exitCode = 1
