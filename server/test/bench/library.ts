/** Measures what any page of the library's list and any facet costs over HTTP, with 100 000 titles and 10 000 files on the pool. Row C7 of the list of attacks. */
import { type LibraryPage, libraryOrders, libraryStates } from '@pcu/contract'
import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath } from '#core/model/place.ts'
import { stockShelf } from '#core/model/shelf.ts'
import type { OwnedUnit } from '#core/model/unit.ts'
import { createBus } from '#engine/bus.ts'
import { openCatalogue } from '#engine/catalogue/catalogue.ts'
import { createHttp } from '#http/server.ts'
import { openDoor } from '#test/builders/door.ts'
import { quietFace } from '#test/builders/quiet-face.ts'
import { aMovie, anEpisode, anOwned, GB, now } from '#test/builders/world.ts'
import { ms, timed } from './median.ts'

const [films, episodes, managed] = [30_000, 70_000, 10_000]
const aimMs = 100
const words = [
  'harbour',
  'night',
  'étoile',
  'quiet',
  'river',
  'glass',
  'winter',
  'long',
  'iron',
  'garden',
  'north',
  'last'
]
const word = (n: number): string => words[n % words.length] ?? ''
const titleOf = (n: number): string => `${word(n)} ${word(Math.floor(n / 7))} ${n}`
const people = Array.from({ length: 12 }, (_, n) => `Person ${n}`)
const file = (name: string) => [{ optimized: false, parts: [{ file: plexPath(`/media/${name}.mkv`), sizeBytes: GB }] }]

const movies = Array.from({ length: films }, (_, n) =>
  aMovie({
    ratingKey: String(n + 1),
    title: titleOf(n),
    year: 1950 + (n % 75),
    addedAt: now - n,
    versions: file(`f${n}`)
  })
)
const parts = Array.from({ length: episodes }, (_, n) => {
  const show = Math.floor(n / 50)
  const place = { season: 1 + (Math.floor(n / 10) % 5), episode: 1 + (n % 10) }
  const named = { showKey: `${900_000 + show}`, showTitle: `${titleOf(show)} show`, title: titleOf(n * 3) }
  return anEpisode({ ratingKey: String(200_000 + n), ...named, ...place, addedAt: now - n, versions: file(`e${n}`) })
})
const section = (sectionId: string, title: string, type: 'movie' | 'show') => ({
  sectionId,
  title,
  type,
  locations: []
})
const library = indexOf([
  stockShelf(section('1', 'Films', 'movie'), movies.map(packItem), createGuidTable()),
  stockShelf(section('2', 'Series', 'show'), parts.map(packItem), createGuidTable())
])
const owned: readonly OwnedUnit[] = [...movies, ...parts]
  .filter((_, n) => n % Math.floor((films + episodes) / managed) === 0)
  .map(({ ratingKey, title }, n) => ({
    ...anOwned({ name: ratingKey, title, rowId: n, promotedAt: now - n }),
    because: [{ code: 'on-deck', person: people[n % people.length] ?? '' }]
  }))

const clock = { now: () => now, after: () => ({ cancel: () => undefined }) }
const bus = createBus({ clock })
const known = { index: library, at: now, unread: [] }
const catalogue = openCatalogue({
  bus,
  library: { last: () => known, read: async () => known },
  live: {
    moves: () => [],
    currentRun: () => undefined,
    plex: () => ({ state: 'answering', name: 'House', sentence: '', since: now })
  },
  clock,
  timeZone: 'UTC',
  ledger: { owned: async () => owned },
  runs: { latestReport: async () => undefined },
  sight: { last: () => undefined },
  pins: { all: async () => [] },
  ourServer: async () => 'ours',
  watcher: { load: async () => undefined, records: { known: () => ({ plays: [] }) }, nameOf: () => '' }
})
const app = createHttp({
  ...openDoor(),
  face: quietFace({ library: catalogue.page }),
  version: '9',
  pageFolder: undefined,
  onBug: (thrown) => void process.stderr.write(`${String(thrown)}\n`)
})

const ask = async (query: string): Promise<LibraryPage> => {
  const answer = await app.inject({ method: 'GET', url: `/api/v1/library?${query}`, headers: { host: 'nas:5443' } })
  if (answer.statusCode !== 200) throw new Error(`${query}: ${answer.body}`)
  return answer.json()
}

const percentile = (all: readonly number[], share: number): number =>
  all.toSorted((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN

/** Windows of one list after another are what a person who scrolls asks for. Every facet and every text is another one, so that nothing kept answers it. */
const questions: Readonly<Record<string, readonly string[]>> = {
  'any window': Array.from({ length: 60 }, (_, n) => `offset=${n * 1660}&limit=100&order=${libraryOrders[n % 5]}`),
  'any facet': [
    ...libraryStates.flatMap((state) => ['movie', 'episode'].map((kind) => `state=${state}&kind=${kind}`)),
    ...people.flatMap((person) =>
      ['yes', 'no'].map((pinned) => `person=${encodeURIComponent(person)}&pinned=${pinned}`)
    ),
    ...['movie', 'episode'].flatMap((kind) => ['1', '2'].map((id) => `kind=${kind}&section=${id}`)),
    ...['1', '2'].flatMap((id) =>
      people.map((person) => `reason=on-deck&section=${id}&person=${encodeURIComponent(person)}`)
    )
  ].map((query, n) => `${query}&order=${libraryOrders[n % 5]}&limit=100&offset=50`),
  'any text': Array.from(
    { length: 60 },
    (_, n) => `limit=100&text=${encodeURIComponent(`${word(n)} ${word(n * 5)} ${n}`)}`
  )
}

const first = await timed(() => ask('limit=100'))
process.stdout.write(`library: ${films + episodes} titles, ${owned.length} on the pool; first page ${ms(first)}\n`)
let isMissed = false
for (const [name, all] of Object.entries(questions)) {
  const took: number[] = []
  for (const query of all) took.push(await timed(() => ask(query)))
  const [p50, p95, worst] = [percentile(took, 0.5), percentile(took, 0.95), Math.max(...took)]
  isMissed ||= p95 > aimMs
  process.stdout.write(
    `library: ${name}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, worst ${worst.toFixed(1)} ms (aim ${aimMs} ms; ${all.length} questions)\n`
  )
}
const after: number[] = []
for (let n = 0; n < 20; n += 1) {
  bus.publish({ type: 'move.settled', sentence: '' })
  catalogue.changed()
  after.push(await timed(() => ask(`limit=100&offset=${n * 100}`)))
}
process.stdout.write(
  `library: first page after a change: p50 ${ms(percentile(after, 0.5))}, p95 ${ms(percentile(after, 0.95))}\n`
)
await app.close()
process.exitCode = isMissed ? 1 : 0
