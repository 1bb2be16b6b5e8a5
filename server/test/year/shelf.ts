/** The library of the year: small files whose content is known, and what Plex knows of them. */
import { createHash } from 'node:crypto'
import { type ListedSection, libraryOf } from '#test/fakes/plex/index.ts'
import type { LibrarySource } from '#test/fakes/plex/library/model.ts'

/** The root of the library as Plex calls it. */
export const plexRoot = '/media'

const films = 70
const shows = 12
const seasons = 2
const episodes = 6

/** Bytes that follow from a name and an edition, 4 to 28 KiB. */
export const contentOf = (path: string, edition: number): Buffer => {
  const digest = createHash('sha256').update(`${path} ${edition}`).digest()
  const bytes = 4096 + (digest.readUInt32LE(0) % 24_576)
  return Buffer.alloc(bytes, digest)
}

const two = (n: number): string => String(n).padStart(2, '0')

/** The file of a film by its title. */
export const filmFile = (title: string): string => `Films/${title}/${title}.mkv`
const episodeFile = (show: string, season: number, episode: number): string =>
  `Series/${show}/Season ${two(season)}/${show} - S${two(season)}E${two(episode)}.mkv`

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1)

const listed = (file: string) => ({ file: `${plexRoot}/${file}`, sizeBytes: contentOf(file, 0).length })

const sections: readonly ListedSection[] = [
  {
    key: '1',
    title: 'Films',
    type: 'movie',
    locations: [`${plexRoot}/Films`],
    items: range(films).map((n) => ({
      title: `Film ${two(n)}`,
      year: 1950 + n,
      ...listed(filmFile(`Film ${two(n)}`)),
      durationMs: (80 + n) * 60_000
    }))
  },
  {
    key: '2',
    title: 'Series',
    type: 'show',
    locations: [`${plexRoot}/Series`],
    items: range(shows).map((show) => ({
      title: `Show ${two(show)}`,
      seasons: range(seasons).map((season) => ({
        index: season,
        episodes: range(episodes).map((episode) => ({
          index: episode,
          ...listed(episodeFile(`Show ${two(show)}`, season, episode)),
          durationMs: (20 + show * 3) * 60_000
        }))
      }))
    }))
  }
]

/** The library as Plex lists it on the first day. */
export const firstLibrary = (): LibrarySource => libraryOf({ sections })

const isSubtitled = (file: string): boolean => (createHash('sha256').update(file).digest()[0] ?? 0) % 3 === 0

/** The subtitle beside a video. */
export const subtitleOf = (file: string): string => file.replace(/\.mkv$/u, '.en.srt')

/** Every file of the first day with its content. */
export const firstFiles = (): ReadonlyMap<string, Buffer> => {
  const videos = [
    ...range(films).map((n) => filmFile(`Film ${two(n)}`)),
    ...range(shows).flatMap((show) =>
      range(seasons).flatMap((season) =>
        range(episodes).map((episode) => episodeFile(`Show ${two(show)}`, season, episode))
      )
    )
  ]
  const all = videos.flatMap((file) => (isSubtitled(file) ? [file, subtitleOf(file)] : [file]))
  return new Map(all.map((file) => [file, contentOf(file, 0)]))
}
