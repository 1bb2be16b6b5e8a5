/** Generated movies: each a pure function of the seed and its number. */
import { falls, hash, within } from '#test/fakes/kit/random.ts'
import { mediaOf, type Subject, sidecarsOf } from './generate-media.ts'
import { nameOf } from './generate-names.ts'
import { type Place, sectionKeys } from './layout.ts'
import type { FakeItem } from './model.ts'
import { dateIn, deletedOf, hexId, MINUTE, type Recipe, rootOf, stamps } from './recipe.ts'

/** The film that an item shows: an edition is the film before it, a 4K item one of the main section's films. */
function filmOf(recipe: Recipe, movie: number): { readonly film: number; readonly edition: boolean } {
  const [main, ...others] = recipe.layout.movieRanges
  const copies = others.find((range) => range.sectionKey === sectionKeys.movies4k)
  if (main !== undefined && copies !== undefined && movie >= copies.first && movie < copies.first + copies.count) {
    const step = Math.max(1, Math.floor(main.count / copies.count))
    return { film: filmOf(recipe, (movie - copies.first) * step).film, edition: false }
  }
  const edition =
    main !== undefined &&
    movie < main.count &&
    movie % 2 === 1 &&
    falls(hash(recipe.seed, movie, 30), 2 * recipe.mix.editions)
  return { film: edition ? movie - 1 : movie, edition }
}

export function movieItem(recipe: Recipe, movie: number): FakeItem {
  const { layout, seed, mix } = recipe
  const place: Place = { type: 'movie', movie }
  const key = layout.keyOf(place)
  const sectionKey = layout.sectionOf(place)
  const { film, edition } = filmOf(recipe, movie)
  const { title, kind } = nameOf(film, 'movie', recipe)
  const { root, separator } = rootOf(sectionKey)
  const year = within(hash(seed, film, 32), 1950, 2025)
  const times = stamps(recipe, movie, 33)
  const deletedAt = deletedOf(recipe, key, times.updatedAt)
  const ending = edition ? " {edition-Director's Cut}" : ''
  const subject: Subject = {
    key,
    number: key,
    folder: `${root}${separator}${title} (${year})${ending}`,
    base: `${title} (${year})${ending}`,
    nameKind: kind,
    separator,
    durationMs: within(hash(seed, film, 34), 80 * MINUTE, 170 * MINUTE),
    resolution: sectionKey === sectionKeys.movies4k ? '4k' : '1080',
    kind: 'movie',
    deletedAt
  }
  const unmatched = falls(hash(seed, film, 35), mix.unmatched)
  return {
    ratingKey: String(key),
    type: 'movie',
    sectionKey,
    guid: unmatched ? `local://${key}` : `plex://movie/${hexId(film, 40)}`,
    guids: unmatched ? [] : [`imdb://tt${1_000_000 + film}`, `tmdb://${10_000 + film}`, `tvdb://${5000 + film}`],
    title,
    year,
    originallyAvailableAt: dateIn(year, hash(seed, film, 36)),
    ...(edition ? { editionTitle: "Director's Cut" } : {}),
    ...times,
    durationMs: subject.durationMs,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    media: mediaOf(subject, recipe),
    sidecars: sidecarsOf(subject, recipe)
  }
}
