/** The words and tags around an item that a cache never needs, so that a client has a reason to exclude them. */

import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeItem } from '#test/fakes/plex/library/model.ts'
import type { Shape } from './shape.ts'

const SUMMARY =
  'A long evening begins with a letter that nobody wrote and ends at a door that nobody remembers closing. ' +
  'Between the two lie a train that is always late, a town that keeps its own calendar, and a family that has not ' +
  'spoken since the flood. When the youngest of them finds a map drawn on the back of a concert programme, old debts ' +
  'come due one by one, and what looked like an accident turns out to have been rehearsed for years.'

type Prose = readonly (readonly [string, (item: FakeItem) => string | number])[]

const picture =
  (kind: string) =>
  (item: FakeItem): string =>
    `/library/metadata/${item.ratingKey}/${kind}/${item.updatedAt}`

const always: Prose = [
  ['summary', () => SUMMARY],
  ['thumb', picture('thumb')],
  ['art', picture('art')]
]

const ofWhole: Prose = [
  ['studio', () => 'Lantern Street Pictures'],
  ['contentRating', () => 'PG-13'],
  ['rating', () => 7.4],
  ['audienceRating', () => 8.1],
  ['tagline', () => 'Every door was once a wall.'],
  ['ratingImage', () => 'rottentomatoes://image.rating.ripe'],
  ['audienceRatingImage', () => 'rottentomatoes://image.rating.upright'],
  ['primaryExtraKey', (item) => `/library/metadata/${Number(item.ratingKey) + 900_000}`]
]

const byType: Readonly<Record<FakeItem['type'], Prose>> = {
  movie: [...always, ...ofWhole, ['chapterSource', () => 'media']],
  show: [...always, ...ofWhole, ['theme', picture('theme')], ['banner', picture('banner')]],
  season: always,
  episode: [...always, ['contentRating', () => 'TV-14'], ['rating', () => 7.8], ['chapterSource', () => 'media']]
}

/** Adds summary, pictures and ratings, except the fields that were excluded. */
export function addProse(node: Tree, item: FakeItem, shape: Shape): void {
  for (const [name, text] of byType[item.type]) if (!shape.withoutFields.has(name)) node[name] = text(item)
}

type Tags = readonly (readonly [string, readonly string[]])[]

const wholeTags: Tags = [
  ['Genre', ['Drama', 'Mystery', 'Adventure']],
  ['Country', ['Netherlands']],
  ['Director', ['First Director']],
  ['Writer', ['First Writer', 'Second Writer']],
  ['Role', ['First Actor', 'Second Actor', 'Third Actor']]
]
const tagsByType: Readonly<Record<FakeItem['type'], Tags>> = {
  movie: wholeTags,
  show: wholeTags,
  season: [],
  episode: [
    ['Director', ['First Director']],
    ['Writer', ['First Writer']],
    ['Role', ['Guest Actor']]
  ]
}

function images(item: FakeItem): Tree[] {
  const image = (type: string, kind: string): Tree => ({ alt: item.title, type, url: picture(kind)(item) })
  return [image('coverPoster', 'thumb'), image('background', 'art'), image('clearLogo', 'clearLogo')]
}

/** In lists a tag is a word; in details it has an id and a filter as well. */
function tagNode(name: string, tag: string, index: number): Tree {
  return { id: 100 + index, filter: `${name.toLowerCase()}=${100 + index}`, tag }
}

/** Adds genres, people and pictures, except the elements that were excluded. */
export function addTags(node: Tree, item: FakeItem, shape: Shape): void {
  const without = shape.withoutElements
  for (const [name, tags] of tagsByType[item.type]) {
    if (!without.has(name)) node[name] = tags.map((tag, index) => (shape.detail ? tagNode(name, tag, index) : { tag }))
  }
  if (!without.has('Image')) node['Image'] = images(item)
  if (!without.has('UltraBlurColors')) node['UltraBlurColors'] = blurColours
}

const blurColours: Tree = { topLeft: '4c0a1b', topRight: '1b2a3c', bottomRight: '0c1d2e', bottomLeft: '3d2c1b' }
