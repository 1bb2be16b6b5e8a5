/** Measures the pure middle: resolving and planning 10,000 wants over a library of 100,000 items. */

import { createGuidTable } from '#core/model/guid-table.ts'
import { packItem } from '#core/model/item-row.ts'
import type { LibraryItem } from '#core/model/library.ts'
import { indexOf } from '#core/model/library-index.ts'
import { plexPath, sharePath } from '#core/model/place.ts'
import { stockShelf } from '#core/model/shelf.ts'
import { makePlan } from '#core/plan/make-plan.ts'
import { createPathMap } from '#core/resolve/path-map.ts'
import { resolve } from '#core/resolve/resolve.ts'
import {
  aLayout,
  aMovie,
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

const layout = aLayout()

const movies = Array.from({ length: 20_000 }, (_, n) => aMovie({ ratingKey: `${n + 1}` }))
const file = (n: number) => plexPath(`/media/tv/Show ${Math.floor(n / 50)}/S${Math.floor((n % 50) / 10)}E${n % 10}.mkv`)
const episodes = Array.from(
  { length: 80_000 },
  (_, n): LibraryItem =>
    anEpisode({
      ratingKey: `${100_000 + n}`,
      showKey: `${900_000 + Math.floor(n / 50)}`,
      season: 1 + Math.floor((n % 50) / 10),
      episode: 1 + (n % 10),
      versions: [{ optimized: false, parts: [{ file: file(n), sizeBytes: GB }] }]
    })
)
const section = { locations: [] }
const library = indexOf([
  stockShelf({ ...section, sectionId: '1', title: 'Films', type: 'movie' }, movies.map(packItem), createGuidTable()),
  stockShelf({ ...section, sectionId: '2', title: 'Series', type: 'show' }, episodes.map(packItem), createGuidTable())
])

const wantedEpisodes = episodes
  .filter((_, n) => n % 50 < 6)
  .map((item, n) => aWant({ ratingKey: item.ratingKey, distance: n % 6 }))
const wants = [...wantedEpisodes, ...movies.slice(0, 400).map((item) => aWant({ ratingKey: item.ratingKey }))]
const owned = Array.from({ length: 5000 }, (_, n) => {
  const item = episodes[n * 7]
  const parts = item?.versions[0]?.parts[0]
  return anOwned({
    name: String(n),
    id: sharePath(parts?.file.replace('/media', '/mnt/user') ?? ''),
    ratingKeys: [item?.ratingKey ?? ''],
    lastWantedAt: now - day
  })
})
const pathMap = createPathMap(layout, [{ plex: '/media', share: '/mnt/user' }])
const snapshot = aWorld({
  owned,
  reports: [answered(), answered({ sectionId: '1' })],
  pool: { freeBytes: 4000 * GB, floorBytes: 20 * GB, ownedBytes: 0, budgetBytes: undefined }
})

let decided = 0
const plan = (): void => {
  decided = makePlan(resolve(snapshot, { wants, library, pathMap }), somePlanSettings).decisions.length
}

const median = await medianOf(5, plan)
process.stdout.write(
  `pure plan: ${wants.length} wants, ${owned.length} owned, ${library.size} items, ${decided} decisions: ${ms(median)} (aim 250 ms)\n`
)
