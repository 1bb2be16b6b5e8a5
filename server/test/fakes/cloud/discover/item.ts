/** A film or show as the discover service writes it. */
import { numberOf } from '#test/fakes/cloud/world/catalogue.ts'
import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { WatchlistEntry } from '#test/fakes/people/spec.ts'

const MINUTE = 60_000

/** Epoch seconds of the release: what the service calls `addedAt`. */
export function releasedAt({ originallyAvailableAt, year = 2000 }: WatchlistEntry): number {
  return Math.floor(Date.parse(originallyAvailableAt ?? `${year}-01-05`) / 1000)
}

export function slugOf({ title, year }: WatchlistEntry): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return year === undefined ? words : `${words}-${year}`
}

/** Lists tell no external ids and not when something was put on the list. */
export function itemNode(entry: WatchlistEntry): Tree {
  const { hex, type, title, year } = entry
  const number = numberOf(hex)
  const key = `/library/metadata/${hex}`
  const shared: Tree = {
    art: `https://image.example.invalid/${hex}/art.jpg`,
    guid: `plex://${type}/${hex}`,
    key: type === 'show' ? `${key}/children` : key,
    rating: (number % 60) / 10 + 4,
    ratingKey: hex,
    type,
    title,
    slug: slugOf(entry),
    ...(year === undefined ? {} : { year }),
    duration: (30 + (number % 120)) * MINUTE,
    originallyAvailableAt: entry.originallyAvailableAt ?? `${year ?? 2000}-01-05`,
    addedAt: releasedAt(entry),
    thumb: `https://image.example.invalid/${hex}/thumb.jpg`,
    publicPagesURL: `https://watch.plex.tv/${type}/${slugOf(entry)}`,
    userState: false
  }
  if (type === 'movie') return shared
  return { ...shared, leafCount: 10 + (number % 90), childCount: 1 + (number % 9), skipChildren: false }
}

export function detailNode(entry: WatchlistEntry): Tree {
  const guids = (entry.guids ?? []).map((id) => ({ id }))
  const summary = 'What becomes of a long evening when nobody closes the door.'
  return {
    ...itemNode(entry),
    summary,
    studio: 'Lantern Street Pictures',
    ...(guids.length === 0 ? {} : { Guid: guids })
  }
}
