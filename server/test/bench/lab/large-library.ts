/** A large library behind the real HTTP server: 100 000 titles, 10 000 of them on the pool, made up without any disk or Plex. */
import type { FastifyInstance } from 'fastify'
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

const [films, episodes, managed] = [30_000, 70_000, 10_000]
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
export const word = (n: number): string => words[n % words.length] ?? ''
const titleOf = (n: number): string => `${word(n)} ${word(Math.floor(n / 7))} ${n}`
export const people = Array.from({ length: 12 }, (_, n) => `Person ${n}`)
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
/** The server, not listening yet. */
export interface LargeLibrary {
  readonly app: FastifyInstance
  readonly titles: number
  readonly cached: number
  /** Makes it forget what it has worked out, as a run does. */
  readonly change: () => void
}

/** Makes it; `pageFolder`: where the built page lies. */
export const openLargeLibrary = (pageFolder: string | undefined): LargeLibrary => {
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
    pageFolder,
    onBug: (thrown) => void process.stderr.write(`${String(thrown)}\n`)
  })
  const change = () => {
    bus.publish({ type: 'move.settled', sentence: '' })
    catalogue.changed()
  }
  return { app, titles: films + episodes, cached: owned.length, change }
}
