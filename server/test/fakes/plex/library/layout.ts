/** The arithmetic of a generated library: which ratingKey stands where, without a list of anything. */

import type { MakeLibrarySpec, Mix } from './mix.ts'
import type { ItemType, Position } from './model.ts'

/** A run of consecutive movies or shows that make up one section. */
export interface Range {
  readonly sectionKey: string
  readonly first: number
  readonly count: number
}

/** What a ratingKey names, in the generator's own numbers. */
export type Place =
  | { readonly type: 'movie'; readonly movie: number }
  | { readonly type: 'show'; readonly show: number }
  | { readonly type: 'season'; readonly show: number; readonly slot: number }
  | { readonly type: 'episode'; readonly show: number; readonly slot: number; readonly episode: number }

export interface Layout {
  readonly movieRanges: readonly Range[]
  readonly showRanges: readonly Range[]
  readonly seasons: number
  readonly episodes: number
  readonly firstFreeId: number
  keyOf(place: Place): number
  placeOf(key: number): Place | undefined
  sectionOf(place: Place): string
  count(sectionKey: string, type: ItemType): number
  placeAt(position: Position): Place | undefined
  positionOf(place: Place): Position
}

export const sectionKeys = { movies: '1', shows: '2', movies4k: '3', windows: '4', unc: '5', legacy: '6' } as const

/** Ratings keys, media ids and part ids below this are left to nobody, as on a server that has lived a little. */
const FIRST_KEY = 1001
/** Media and part ids are multiples of ratingKeys; this is the largest factor in use. */
const ID_FACTOR = 16

/** Part ids of one item begin here; media ids as well. */
export function firstIdOf(key: number): number {
  return key * ID_FACTOR
}

function ranges(total: number, shares: readonly (readonly [string, number])[], main: string): Range[] {
  const others = shares.map(([sectionKey, share]) => ({ sectionKey, count: Math.floor(total * share) }))
  let first = total - others.reduce((sum, other) => sum + other.count, 0)
  const out: Range[] = [{ sectionKey: main, first: 0, count: first }]
  for (const other of others) {
    out.push({ ...other, first })
    first += other.count
  }
  return out
}

function rangeOf(all: readonly Range[], number: number): Range {
  for (const range of all) if (number < range.first + range.count) return range
  throw new Error(`number ${number} is outside the library`)
}

export function createLayout(spec: MakeLibrarySpec, mix: Mix): Layout {
  const { movies, shows, seasonsPerShow: seasons, episodesPerSeason: episodes } = spec
  const movieRanges = ranges(
    movies,
    [
      ...(mix.sameFilmInTwoSections ? ([[sectionKeys.movies4k, 0.1]] as const) : []),
      ...(mix.windowsSection ? ([[sectionKeys.windows, 0.2]] as const) : [])
    ],
    sectionKeys.movies
  )
  const showRanges = ranges(
    shows,
    [
      ...(mix.uncSection ? ([[sectionKeys.unc, 0.15]] as const) : []),
      ...(mix.legacySection ? ([[sectionKeys.legacy, 0.15]] as const) : [])
    ],
    sectionKeys.shows
  )
  const stride = 1 + seasons + seasons * episodes
  const firstShowKey = FIRST_KEY + movies
  const endKey = firstShowKey + shows * stride
  const perShow: Record<Exclude<ItemType, 'movie'>, number> = { show: 1, season: seasons, episode: seasons * episodes }

  function keyOf(place: Place): number {
    if (place.type === 'movie') return FIRST_KEY + place.movie
    const showKey = firstShowKey + place.show * stride
    if (place.type === 'show') return showKey
    if (place.type === 'season') return showKey + 1 + place.slot
    return showKey + 1 + seasons + place.slot * episodes + place.episode
  }

  function belowShow(show: number, rest: number): Place {
    if (rest === 0) return { type: 'show', show }
    if (rest <= seasons) return { type: 'season', show, slot: rest - 1 }
    const leaf = rest - 1 - seasons
    return { type: 'episode', show, slot: Math.floor(leaf / episodes), episode: leaf % episodes }
  }

  function placeOf(key: number): Place | undefined {
    if (!Number.isInteger(key) || key < FIRST_KEY || key >= endKey) return undefined
    if (key < firstShowKey) return { type: 'movie', movie: key - FIRST_KEY }
    const offset = key - firstShowKey
    return belowShow(Math.floor(offset / stride), offset % stride)
  }

  function sectionOf(place: Place): string {
    return place.type === 'movie'
      ? rangeOf(movieRanges, place.movie).sectionKey
      : rangeOf(showRanges, place.show).sectionKey
  }

  function rangeFor(sectionKey: string, type: ItemType): Range | undefined {
    return (type === 'movie' ? movieRanges : showRanges).find((range) => range.sectionKey === sectionKey)
  }

  function count(sectionKey: string, type: ItemType): number {
    const range = rangeFor(sectionKey, type)
    if (range === undefined) return 0
    return type === 'movie' ? range.count : range.count * perShow[type]
  }

  function placeAt({ sectionKey, type, index }: Position): Place | undefined {
    const range = rangeFor(sectionKey, type)
    if (range === undefined || index < 0 || index >= count(sectionKey, type)) return undefined
    if (type === 'movie') return { type, movie: range.first + index }
    const show = range.first + Math.floor(index / perShow[type])
    const rest = index % perShow[type]
    if (type === 'show') return { type, show }
    if (type === 'season') return { type, show, slot: rest }
    return { type, show, slot: Math.floor(rest / episodes), episode: rest % episodes }
  }

  function positionOf(place: Place): Position {
    const sectionKey = sectionOf(place)
    if (place.type === 'movie')
      return { sectionKey, type: 'movie', index: place.movie - rangeOf(movieRanges, place.movie).first }
    const before = (place.show - rangeOf(showRanges, place.show).first) * perShow[place.type]
    if (place.type === 'show') return { sectionKey, type: 'show', index: before }
    if (place.type === 'season') return { sectionKey, type: 'season', index: before + place.slot }
    return { sectionKey, type: 'episode', index: before + place.slot * episodes + place.episode }
  }

  return {
    movieRanges,
    showRanges,
    seasons,
    episodes,
    firstFreeId: firstIdOf(endKey + 1),
    keyOf,
    placeOf,
    sectionOf,
    count,
    placeAt,
    positionOf
  }
}
