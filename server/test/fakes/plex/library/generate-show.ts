/** Generated shows, seasons and episodes: each a pure function of the seed and its place. */
import { falls, hash } from '#test/fakes/kit/random.ts'
import { mediaOf, type Subject, sidecarsOf } from './generate-media.ts'
import type { Place } from './layout.ts'
import type { FakeItem } from './model.ts'
import { dateIn, deletedOf, hexId, MINUTE, type Recipe, rootOf, type ShowFacts, stamps } from './recipe.ts'

/** A guid at any level of a show; `path` is empty for the show, else season or season and episode number. */
function showGuid(facts: ShowFacts, at: { readonly key: number; readonly path: readonly number[] }): string {
  const words = ['show', 'season', 'episode']
  const tail = at.path.map((number) => `/${number}`).join('')
  if (facts.style === 'modern') return `plex://${words[at.path.length]}/${hexId(at.key, 60)}`
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
  const facts = recipe.showFacts(show)
  return {
    ratingKey: String(facts.key),
    type: 'show',
    sectionKey: facts.sectionKey,
    guid: showGuid(facts, { key: facts.key, path: [] }),
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
  const facts = recipe.showFacts(show)
  const key = recipe.layout.keyOf({ type: 'season', show, slot })
  const number = seasonNumber(facts, slot)
  return {
    ratingKey: String(key),
    type: 'season',
    sectionKey: facts.sectionKey,
    guid: showGuid(facts, { key, path: [number] }),
    guids: facts.style === 'modern' ? [`tvdb://${70_000 + key}`] : [],
    title: seasonTitle(number),
    index: number,
    parentKey: String(facts.key),
    parentTitle: facts.title,
    parentGuid: showGuid(facts, { key: facts.key, path: [] }),
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
    nameKind: facts.nameKind
  }
}

type EpisodePlace = Extract<Place, { type: 'episode' }>

export function episodeItem(recipe: Recipe, place: EpisodePlace): FakeItem {
  const { layout, seed } = recipe
  const facts = recipe.showFacts(place.show)
  const key = layout.keyOf(place)
  const seasonKey = layout.keyOf({ type: 'season', show: place.show, slot: place.slot })
  const season = seasonNumber(facts, place.slot)
  const number = place.episode + 1
  const times = stamps(recipe, key, 71)
  const deletedAt = deletedOf(recipe, key, times.updatedAt)
  const subject: Subject = {
    ...episodeFile(recipe, facts, place),
    key,
    durationMs: facts.durationMs,
    resolution: '1080',
    kind: 'episode',
    deletedAt
  }
  return {
    ratingKey: String(key),
    type: 'episode',
    sectionKey: facts.sectionKey,
    guid: showGuid(facts, { key, path: [season, number] }),
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
    parentGuid: showGuid(facts, { key: seasonKey, path: [season] }),
    grandparentGuid: showGuid(facts, { key: facts.key, path: [] }),
    ...(facts.hidden ? { seasonHidden: true } : {}),
    ...times,
    durationMs: subject.durationMs,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    media: mediaOf(subject, recipe),
    sidecars: sidecarsOf(subject, recipe)
  }
}
