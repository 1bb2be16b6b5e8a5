/** The demo's library: a few invented films and series as real files of random bytes, small enough to be made in seconds. */
import { randomFillSync } from 'node:crypto'
import { mkdir, open, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ListedEpisode, ListedMovie, ListedSection, ListedShow } from '#test/fakes/plex/index.ts'

const MB = 1_000_000
const minute = 60_000
const episodeBytes = 18 * MB
const filmBytes = 36 * MB

/** How the simulated Plex server calls the library's root. */
export const plexRoot = '/media'

interface DemoShow {
  readonly title: string
  readonly seasons: readonly (readonly string[])[]
}

const shows: readonly DemoShow[] = [
  {
    title: 'Harbour Lights',
    seasons: [
      ['The Ferry', 'Low Tide', 'A Letter', 'Fog'],
      ['Return', 'The Pilot Boat', 'Storm Glass', 'Landfall']
    ]
  },
  { title: 'The Long Allotment', seasons: [['Seed', 'Frost', 'The Shed', 'Marrow', 'Bonfire']] }
]

/** The demo's films, known by the id of another service. */
export const films: readonly { readonly title: string; readonly year: number; readonly imdb: string }[] = [
  { title: 'A Quiet Disk', year: 2019, imdb: 'tt9000001' },
  { title: 'Night Train to Trondheim', year: 2008, imdb: 'tt9000002' },
  { title: 'The Clockmaker', year: 1997, imdb: 'tt9000003' }
]

const two = (n: number): string => String(n).padStart(2, '0')

interface DemoEpisode {
  readonly show: string
  readonly season: number
  readonly episode: number
  readonly title: string
}

const episodeFile = ({ show, season, episode, title }: DemoEpisode): string =>
  `${plexRoot}/Series/${show}/Season ${two(season)}/${show} - S${two(season)}E${two(episode)} - ${title}.mkv`

const listEpisode = (facts: DemoEpisode): ListedEpisode => ({
  title: facts.title,
  index: facts.episode,
  file: episodeFile(facts),
  sizeBytes: episodeBytes,
  durationMs: 45 * minute,
  sidecars: ['.en.srt']
})

const listSeason = (show: DemoShow, titles: readonly string[], position: number) => ({
  index: position + 1,
  episodes: titles.map((title, number) =>
    listEpisode({ show: show.title, season: position + 1, episode: number + 1, title })
  )
})

const listShow = (show: DemoShow): ListedShow => ({
  title: show.title,
  seasons: show.seasons.map((titles, position) => listSeason(show, titles, position))
})

const listFilm = ({ title, year, imdb }: (typeof films)[number]): ListedMovie => ({
  title,
  year,
  guids: [`imdb://${imdb}`],
  file: `${plexRoot}/Films/${title} (${year})/${title} (${year}).mkv`,
  sizeBytes: filmBytes,
  durationMs: 90 * minute,
  sidecars: ['.en.srt']
})

/** The sections of the simulated server. */
export const demoSections: readonly ListedSection[] = [
  { key: '1', title: 'Films', type: 'movie', locations: [`${plexRoot}/Films`], items: films.map(listFilm) },
  { key: '2', title: 'Series', type: 'show', locations: [`${plexRoot}/Series`], items: shows.map(listShow) }
]

const block = Buffer.alloc(MB)

const writeRandom = async (path: string, bytes: number): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    for (let written = 0; written < bytes; written += MB) await file.write(randomFillSync(block))
  } finally {
    await file.close()
  }
}

const subtitle = '1\n00:00:01,000 --> 00:00:04,000\n(the sea)\n'

const writeTitle = async (path: string, bytes: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeRandom(path, bytes)
  const sidecar = path.replace(/\.mkv$/u, '.en.srt')
  await writeFile(sidecar, subtitle)
  const lastYear = Date.now() / 1000 - 365 * 86_400
  await utimes(path, lastYear, lastYear)
  await utimes(sidecar, lastYear, lastYear)
}

/** Files of a section as the server calls them, with their sizes. */
const filesOf = (section: ListedSection): readonly { readonly file: string; readonly bytes: number }[] => {
  const playable =
    section.type === 'movie'
      ? section.items
      : section.items.flatMap((show) => show.seasons.flatMap((season) => season.episodes))
  return playable.flatMap(({ file, sizeBytes }) => (file === undefined ? [] : [{ file, bytes: sizeBytes ?? 0 }]))
}

/** Makes every file below `root`; returns how many and how large. */
export const makeFiles = async (root: string): Promise<{ readonly files: number; readonly bytes: number }> => {
  const all = demoSections.flatMap(filesOf)
  for (const { file, bytes } of all) await writeTitle(file.replace(plexRoot, root), bytes)
  return { files: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) }
}
