/** A generated library of any size: nothing is stored, every item is computed when it is asked for. */
import { hash } from '#test/fakes/kit/random.ts'
import { movieItem } from './generate-movie.ts'
import { episodeItem, seasonItem, showItem } from './generate-show.ts'
import { type Layout, type Place, sectionKeys } from './layout.ts'
import type { MakeLibrarySpec, Mix } from './mix.ts'
import type { FakeItem, FakeSection, LibrarySource } from './model.ts'
import { createRecipe, type Recipe, roots } from './recipe.ts'

const titles: Readonly<Record<string, string>> = {
  [sectionKeys.movies]: 'Movies',
  [sectionKeys.shows]: 'TV Shows',
  [sectionKeys.movies4k]: 'Movies 4K',
  [sectionKeys.windows]: 'Films',
  [sectionKeys.unc]: 'Kids TV',
  [sectionKeys.legacy]: 'Anime'
}

function uuidOf(seed: number, number: number): string {
  const word = (salt: number): string => hash(seed, number, salt).toString(16).padStart(8, '0')
  const digits = word(80) + word(81) + word(82) + word(83)
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function agentOf(sectionKey: string, type: 'movie' | 'show'): { readonly agent: string; readonly scanner: string } {
  if (sectionKey === sectionKeys.legacy) return { agent: 'com.plexapp.agents.hama', scanner: 'Absolute Series Scanner' }
  return type === 'movie'
    ? { agent: 'tv.plex.agents.movie', scanner: 'Plex Movie' }
    : { agent: 'tv.plex.agents.series', scanner: 'Plex TV Series' }
}

function sectionsOf(seed: number, mix: Mix, layout: Layout): FakeSection[] {
  const section = (sectionKey: string, type: 'movie' | 'show'): FakeSection => ({
    key: sectionKey,
    type,
    title: titles[sectionKey] ?? sectionKey,
    ...agentOf(sectionKey, type),
    language: 'en-US',
    uuid: uuidOf(seed, Number(sectionKey)),
    hidden: sectionKey === sectionKeys.unc && mix.hiddenSection ? 1 : 0,
    createdAt: 1_600_000_000,
    locations: [{ id: Number(sectionKey), path: roots[sectionKey] ?? '/data' }]
  })
  return [
    ...layout.movieRanges.map((range) => section(range.sectionKey, 'movie')),
    ...layout.showRanges.map((range) => section(range.sectionKey, 'show'))
  ].sort((a, b) => Number(a.key) - Number(b.key))
}

function itemAt(recipe: Recipe, place: Place): FakeItem {
  if (place.type === 'movie') return movieItem(recipe, place.movie)
  if (place.type === 'show') return showItem(recipe, place.show)
  if (place.type === 'season') return seasonItem(recipe, place.show, place.slot)
  return episodeItem(recipe, place)
}

/** Makes a library out of arithmetic. The same spec gives the same library, byte for byte. */
export function makeLibrary(spec: MakeLibrarySpec): LibrarySource {
  const recipe = createRecipe(spec)
  const { mix, layout } = recipe
  const placeOf = (ratingKey: string): Place | undefined => layout.placeOf(Number(ratingKey))
  const each = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index))

  function lookup(ratingKey: string): FakeItem | undefined {
    const place = placeOf(ratingKey)
    return place === undefined ? undefined : itemAt(recipe, place)
  }

  function episodesOf(show: number, slot: number): FakeItem[] {
    return each(layout.episodes, (episode) => episodeItem(recipe, { type: 'episode', show, slot, episode }))
  }

  function children(ratingKey: string): readonly FakeItem[] {
    const place = placeOf(ratingKey)
    if (place?.type === 'show') return each(layout.seasons, (slot) => seasonItem(recipe, place.show, slot))
    if (place?.type === 'season') return episodesOf(place.show, place.slot)
    return []
  }

  function leaves(ratingKey: string): readonly FakeItem[] {
    const place = placeOf(ratingKey)
    if (place?.type !== 'show') return children(ratingKey)
    return each(layout.seasons, (slot) => slot).flatMap((slot) => episodesOf(place.show, slot))
  }

  function leafCount(ratingKey: string): number {
    const place = placeOf(ratingKey)
    if (place?.type === 'show') return layout.seasons * layout.episodes
    return place?.type === 'season' ? layout.episodes : 0
  }

  function childCount(ratingKey: string): number {
    return placeOf(ratingKey)?.type === 'show' ? layout.seasons : leafCount(ratingKey)
  }

  return {
    sections: sectionsOf(spec.seed, mix, layout),
    count: layout.count,
    item: (sectionKey, type, index) => {
      const place = layout.placeAt({ sectionKey, type, index })
      if (place === undefined) throw new Error(`section ${sectionKey} has no ${type} number ${index}`)
      return itemAt(recipe, place)
    },
    lookup,
    position: (ratingKey) => {
      const place = placeOf(ratingKey)
      return place === undefined ? undefined : layout.positionOf(place)
    },
    children,
    leaves,
    leafCount,
    childCount,
    firstFreeId: layout.firstFreeId
  }
}
