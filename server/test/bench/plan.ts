/** Measures the judgement on a very large library: 1,000,000 items, 100 people, 20,000 wants, 10,000 managed files; and the same once more after one event. */
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath, sharePath } from '#core/model/place.ts'
import { stockShelf } from '#core/model/shelf.ts'
import type { Want } from '#core/model/want.ts'
import type { Snapshot } from '#core/model/world.ts'
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
  now,
  somePlanSettings
} from '#test/builders/world.ts'
import { medianOf, ms } from './median.ts'

const itemsInAll = 1_000_000
const perShow = 50
const people = 100
const wantsEach = 200
const ownedInAll = 10_000

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
const library = indexOf([stockShelf(section, rows, createGuidTable())])

/** Each person is in forty shows, five episodes ahead; the wishes overlap a little. */
const wantOf = (person: number, nth: number): Want => {
  const show = (person * 37 + Math.floor(nth / 5) * 211) % (itemsInAll / perShow)
  const distance = nth % 5
  return aWant({
    ratingKey: keyOf(show * perShow + distance),
    person: `person ${person}`,
    reason: { code: 'on-deck', person: `person ${person}` },
    source: `on deck of person ${person}`,
    chain: keyOf(show * perShow),
    distance,
    freshness: now - nth * 1000
  })
}
const wants = Array.from({ length: people }, (_, person) =>
  Array.from({ length: wantsEach }, (_unused, nth) => wantOf(person, nth))
).flat()

const owned = Array.from({ length: ownedInAll }, (_, n) => {
  const at = n * 3
  return anOwned({
    name: `${n}`,
    id: sharePath(`/mnt/user/${fileOf(at)}`),
    ratingKeys: [keyOf(at)],
    lastWantedAt: now - day
  })
})
const pathMap = createPathMap(aLayout(), [{ plex: '/media', share: '/mnt/user' }])
const { units: _none, ...snapshot }: ReturnType<typeof aWorld> = aWorld({
  owned,
  reports: Array.from({ length: people }, (_, n) => answered({ sectionId: '*', source: `on deck of person ${n}` })),
  pool: {
    freeBytes: 2000 * GB,
    totalBytes: 20_000 * GB,
    floorBytes: 20 * GB,
    ownedBytes: ownedInAll * GB,
    budgetBytes: undefined
  }
})

let decided = 0
const plan = (taken: Snapshot, wished: readonly Want[]): void => {
  decided = makePlan(resolve(taken, { wants: wished, library, pathMap }), somePlanSettings).decisions.length
}

const timed = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

const full = timed(() => plan(snapshot, wants))
process.stdout.write(
  `plan: ${library.size} items, ${people} people, ${wants.length} wants, ${owned.length} managed files, ${decided} decisions: ${ms(full)} (aim 1500 ms), ${Math.round(process.memoryUsage().rss / 1e6)} MB (aim 600 MB)\n`
)

/** A run reads everything anew: equal wishes, other objects. */
const readAnew = (): readonly Want[] => wants.map((want) => ({ ...want, reason: { ...want.reason } }))
const session = { ratingKey: keyOf(7), person: 'person 1', state: 'playing' as const }

let round = 0
const oneWant = await medianOf(7, () => {
  round += 1
  plan({ ...snapshot, now: now + round * 1000 }, [...wants, wantOf(500 + round, 3)])
})
process.stdout.write(`plan again after one want more: ${ms(oneWant)} (aim 50 ms)\n`)
const anew = Array.from({ length: 8 }, readAnew)
const allRead = await medianOf(7, () => {
  round += 1
  plan({ ...snapshot, now: now + round * 1000 }, anew[round % 8] ?? wants)
})
process.stdout.write(`plan again with every want read anew: ${ms(allRead)}\n`)
const oneSession = await medianOf(7, () => {
  round += 1
  plan({ ...snapshot, now: now + round * 1000, sessions: { known: true, sessions: [session] } }, wants)
})
process.stdout.write(`plan again after somebody pressed play: ${ms(oneSession)} (aim 50 ms)\n`)
