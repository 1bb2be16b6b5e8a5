/** Generated movies, shows, seasons and episodes: each a pure function of the seed and its place. */
import { falls, hash, within } from '#test/fakes/plex/random.ts'
import { mediaOf, type Subject, sidecarsOf } from './generate-media.ts'
import { nameOf } from './generate-names.ts'
import { type Layout, type Place, sectionKeys } from './layout.ts'
import type { Mix } from './mix.ts'
import type { FakeItem } from './model.ts'

export interface Recipe {
  readonly seed: number
  readonly mix: Mix
  readonly layout: Layout
}

/** Root folder of each section, as its server sees it. */
export const roots: Readonly<Record<string, string>> = {
  [sectionKeys.movies]: '/data/movies',
  [sectionKeys.shows]: '/data/tv',
  [sectionKeys.movies4k]: '/data/movies-4k',
  [sectionKeys.windows]: 'D:\\Media\\Films',
  [sectionKeys.unc]: '\\\\nas\\media\\Kids TV',
  [sectionKeys.legacy]: '/data/anime'
}

const DAY = 86_400
/** The newest generated item was added before this (2026-02-20). */
const NEWEST = 1_771_545_600
const MINUTE = 60_000

function rootOf(sectionKey: string): { readonly root: string; readonly separator: '/' | '\\' } {
  const root = roots[sectionKey] ?? '/data'
  return { root, separator: root.startsWith('/') ? '/' : '\\' }
}

/** 24 hex digits, as cloud ids have. */
function hexId(seed: number, number: number, salt: number): string {
  const word = (n: number): string =>
    hash(seed, number, salt + n)
      .toString(16)
      .padStart(8, '0')
  return word(0) + word(1) + word(2)
}

function stamps(
  recipe: Recipe,
  number: number,
  salt: number
): { readonly addedAt: number; readonly updatedAt: number } {
  const addedAt = NEWEST - (hash(recipe.seed, number, salt) % (1000 * DAY))
  const updatedAt = addedAt + (hash(recipe.seed, number, salt + 1) % (10 * DAY))
  return { addedAt, updatedAt: Math.min(updatedAt, NEWEST) }
}

function dateIn(year: number, hashed: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${year}-${two(within(hashed, 1, 12))}-${two(within(hashed >>> 8, 1, 28))}`
}

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

function deletedOf(recipe: Recipe, key: number, at: number): number | undefined {
  return falls(hash(recipe.seed, key, 31), recipe.mix.trashed) ? at + DAY : undefined
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
    guid: unmatched ? `local://${key}` : `plex://movie/${hexId(seed, film, 40)}`,
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

/** What every level of a show shares. */
interface ShowFacts {
  readonly key: number
  readonly sectionKey: string
  readonly title: string
  readonly year: number
  readonly style: 'modern' | 'hama' | 'thetvdb' | 'local'
  readonly hidden: boolean
  readonly specials: boolean
}

function showFacts(recipe: Recipe, show: number): ShowFacts {
  const { layout, seed, mix } = recipe
  const place: Place = { type: 'show', show }
  const sectionKey = layout.sectionOf(place)
  const legacy = falls(hash(seed, show, 50), mix.hama) ? 'hama' : 'thetvdb'
  const matched = sectionKey === sectionKeys.legacy ? legacy : 'modern'
  return {
    key: layout.keyOf(place),
    sectionKey,
    title: nameOf(show, 'show', recipe).title,
    year: within(hash(seed, show, 51), 1970, 2025),
    style: falls(hash(seed, show, 52), mix.unmatched) ? 'local' : matched,
    hidden: falls(hash(seed, show, 53), mix.hiddenSeasons),
    specials: falls(hash(seed, show, 54), mix.specials)
  }
}

/** A guid at any level of a show; `path` is empty for the show, else season or season and episode number. */
function showGuid(
  recipe: Recipe,
  facts: ShowFacts,
  at: { readonly key: number; readonly path: readonly number[] }
): string {
  const words = ['show', 'season', 'episode']
  const tail = at.path.map((number) => `/${number}`).join('')
  if (facts.style === 'modern') return `plex://${words[at.path.length]}/${hexId(recipe.seed, at.key, 60)}`
  if (facts.style === 'hama') return `com.plexapp.agents.hama://tvdb-${70_000 + facts.key}${tail}?lang=en`
  if (facts.style === 'thetvdb') return `com.plexapp.agents.thetvdb://${70_000 + facts.key}${tail}?lang=en`
  return `local://${at.key}`
}

function showGuids(facts: ShowFacts, key: number): readonly string[] {
  if (facts.style !== 'modern') return []
  return [`imdb://tt${20_000_000 + key}`, `tmdb://${10_000 + key}`, `tvdb://${70_000 + key}`]
}

/** Season number of a slot: shows with specials begin at 0. */
function seasonNumber(facts: ShowFacts, slot: number): number {
  return facts.specials ? slot : slot + 1
}

function seasonTitle(number: number): string {
  return number === 0 ? 'Specials' : `Season ${number}`
}

export function showItem(recipe: Recipe, show: number): FakeItem {
  const facts = showFacts(recipe, show)
  return {
    ratingKey: String(facts.key),
    type: 'show',
    sectionKey: facts.sectionKey,
    guid: showGuid(recipe, facts, { key: facts.key, path: [] }),
    guids: showGuids(facts, facts.key),
    title: facts.title,
    year: facts.year,
    originallyAvailableAt: dateIn(facts.year, hash(recipe.seed, show, 55)),
    index: 1,
    ...stamps(recipe, show, 56),
    durationMs: 45 * MINUTE,
    media: [],
    sidecars: []
  }
}

export function seasonItem(recipe: Recipe, show: number, slot: number): FakeItem {
  const facts = showFacts(recipe, show)
  const key = recipe.layout.keyOf({ type: 'season', show, slot })
  const number = seasonNumber(facts, slot)
  return {
    ratingKey: String(key),
    type: 'season',
    sectionKey: facts.sectionKey,
    guid: showGuid(recipe, facts, { key, path: [number] }),
    guids: facts.style === 'modern' ? [`tvdb://${70_000 + key}`] : [],
    title: seasonTitle(number),
    index: number,
    parentKey: String(facts.key),
    parentTitle: facts.title,
    parentGuid: showGuid(recipe, facts, { key: facts.key, path: [] }),
    ...stamps(recipe, show, 56),
    media: [],
    sidecars: []
  }
}

/** Folder and base name; two episodes of a shared file get the same, and the same hash number. */
function episodeFile(
  recipe: Recipe,
  facts: ShowFacts,
  place: EpisodePlace
): Pick<Subject, 'folder' | 'base' | 'number' | 'separator' | 'nameKind'> {
  const { layout, seed, mix } = recipe
  const { root, separator } = rootOf(facts.sectionKey)
  const season = seasonNumber(facts, place.slot)
  const even = place.episode - (place.episode % 2)
  const firstKey = layout.keyOf({ ...place, episode: even })
  const shared = even + 1 < layout.episodes && falls(hash(seed, firstKey, 70), mix.multiEpisodeFiles)
  const two = (n: number): string => String(n).padStart(2, '0')
  const numbers = shared ? `E${two(even + 1)}-E${two(even + 2)}` : `E${two(place.episode + 1)}`
  return {
    folder: [root, facts.title, season === 0 ? 'Specials' : `Season ${two(season)}`].join(separator),
    base: `${facts.title} - S${two(season)}${numbers}`,
    number: shared ? firstKey : layout.keyOf(place),
    separator,
    nameKind: nameOf(place.show, 'show', recipe).kind
  }
}

type EpisodePlace = Extract<Place, { type: 'episode' }>

export function episodeItem(recipe: Recipe, place: EpisodePlace): FakeItem {
  const { layout, seed } = recipe
  const facts = showFacts(recipe, place.show)
  const key = layout.keyOf(place)
  const seasonKey = layout.keyOf({ type: 'season', show: place.show, slot: place.slot })
  const season = seasonNumber(facts, place.slot)
  const number = place.episode + 1
  const times = stamps(recipe, key, 71)
  const deletedAt = deletedOf(recipe, key, times.updatedAt)
  const minutes = [22, 30, 45, 60][hash(seed, place.show, 72) % 4] ?? 45
  const subject: Subject = {
    ...episodeFile(recipe, facts, place),
    key,
    durationMs: minutes * MINUTE,
    resolution: '1080',
    kind: 'episode',
    deletedAt
  }
  return {
    ratingKey: String(key),
    type: 'episode',
    sectionKey: facts.sectionKey,
    guid: showGuid(recipe, facts, { key, path: [season, number] }),
    guids: showGuids(facts, key),
    title: `Episode ${number}`,
    year: facts.year + Math.max(0, season - 1),
    originallyAvailableAt: dateIn(facts.year + Math.max(0, season - 1), hash(seed, key, 73)),
    index: number,
    parentIndex: season,
    parentKey: String(seasonKey),
    grandparentKey: String(facts.key),
    parentTitle: seasonTitle(season),
    grandparentTitle: facts.title,
    parentGuid: showGuid(recipe, facts, { key: seasonKey, path: [season] }),
    grandparentGuid: showGuid(recipe, facts, { key: facts.key, path: [] }),
    ...(facts.hidden ? { seasonHidden: true } : {}),
    ...times,
    durationMs: subject.durationMs,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    media: mediaOf(subject, recipe),
    sidecars: sidecarsOf(subject, recipe)
  }
}
