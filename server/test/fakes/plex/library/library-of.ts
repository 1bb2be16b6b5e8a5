/** A small library that a test or the demo lists by hand, with the paths and sizes of real files. */
import { buildEpisode, buildMovie, buildSeason, buildShow, type Ids } from './build-item.ts'
import type { LibraryList, ListedSection, ListedShow } from './listed.ts'
import type { FakeItem, FakeSection, ItemType, LibrarySource, Position } from './model.ts'

function createIds(): Ids & { readonly next: () => number } {
  let nextKey = 1
  let nextMedia = 1
  return {
    ratingKey(wanted) {
      const key = wanted === undefined ? nextKey : Number(wanted)
      nextKey = Math.max(nextKey, key) + (wanted === undefined || key >= nextKey ? 1 : 0)
      return String(key)
    },
    mediaId: () => nextMedia++,
    next: () => Math.max(nextKey, nextMedia)
  }
}

function sectionOf(listed: ListedSection, number: number): FakeSection {
  const modern = listed.type === 'movie' ? 'tv.plex.agents.movie' : 'tv.plex.agents.series'
  return {
    key: listed.key,
    type: listed.type,
    title: listed.title,
    agent: listed.agent ?? modern,
    scanner: listed.type === 'movie' ? 'Plex Movie' : 'Plex TV Series',
    language: 'en-US',
    uuid: `5ec71010-0000-4000-8000-${String(number).padStart(12, '0')}`,
    hidden: listed.hidden ?? 0,
    createdAt: 1_600_000_000,
    locations: listed.locations.map((path, index) => ({ id: 10 * number + index, path }))
  }
}

function showItems(ids: Ids, sectionKey: string, listed: ListedShow): FakeItem[] {
  const show = buildShow(ids, sectionKey, listed)
  const out = [show]
  let seasonNumber = 0
  for (const listedSeason of listed.seasons) {
    seasonNumber = listedSeason.index ?? seasonNumber + 1
    const season = buildSeason(ids, show, { ...listedSeason, index: seasonNumber })
    out.push(season)
    let number = 0
    for (const episode of listedSeason.episodes) {
      number = episode.index ?? number + 1
      const parents = { show, season, seasonsHidden: listed.seasonsHidden ?? false }
      out.push(buildEpisode(ids, parents, { ...episode, index: number }))
    }
  }
  return out
}

function itemsOf(ids: Ids, section: ListedSection): FakeItem[] {
  if (section.type === 'movie') return section.items.map((movie) => buildMovie(ids, section.key, movie))
  return section.items.flatMap((show) => showItems(ids, section.key, show))
}

/** Appends to the list of a key and returns the position. */
function append(lists: Map<string, FakeItem[]>, key: string, item: FakeItem): number {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list.push(item) - 1
}

function byEpisodeOrder(a: FakeItem, b: FakeItem): number {
  return (a.parentIndex ?? 0) - (b.parentIndex ?? 0) || (a.index ?? 0) - (b.index ?? 0)
}

/** Builds a library from a list. Ids count upwards in the order of the list. */
export function libraryOf(list: LibraryList): LibrarySource {
  const ids = createIds()
  const lists = new Map<string, FakeItem[]>()
  const byKey = new Map<string, FakeItem>()
  const positions = new Map<string, Position>()
  const below = new Map<string, FakeItem[]>()
  const listOf = (sectionKey: string, type: ItemType): FakeItem[] => lists.get(`${sectionKey} ${type}`) ?? []

  for (const section of list.sections) {
    for (const item of itemsOf(ids, section)) {
      const place = `${item.sectionKey} ${item.type}`
      const position = append(lists, place, item)
      positions.set(item.ratingKey, { sectionKey: item.sectionKey, type: item.type, index: position })
      byKey.set(item.ratingKey, item)
      if (item.parentKey !== undefined) append(below, item.parentKey, item)
    }
  }

  function children(ratingKey: string): readonly FakeItem[] {
    return [...(below.get(ratingKey) ?? [])].sort(byEpisodeOrder)
  }

  function leaves(ratingKey: string): readonly FakeItem[] {
    const item = byKey.get(ratingKey)
    return item?.type === 'show'
      ? children(ratingKey).flatMap((season) => children(season.ratingKey))
      : children(ratingKey)
  }

  return {
    sections: list.sections.map((section, index) => sectionOf(section, index + 1)),
    count: (sectionKey, type) => listOf(sectionKey, type).length,
    item: (sectionKey, type, index) => {
      const item = listOf(sectionKey, type)[index]
      if (item === undefined) throw new Error(`section ${sectionKey} has no ${type} number ${index}`)
      return item
    },
    lookup: (ratingKey) => byKey.get(ratingKey),
    position: (ratingKey) => positions.get(ratingKey),
    children,
    leaves,
    leafCount: (ratingKey) => leaves(ratingKey).length,
    childCount: (ratingKey) => below.get(ratingKey)?.length ?? 0,
    firstFreeId: ids.next()
  }
}
