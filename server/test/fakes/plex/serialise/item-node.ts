/** Writes an item the way Plex answers it: the fields of a list, and the tags, streams and checks of a detail read. */

import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeItem, FakeMedia, FakePart } from '#test/fakes/plex/library/model.ts'
import type { Ground } from '#test/fakes/plex/world/ground.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'
import { addProse, addTags } from './prose.ts'
import type { Shape } from './shape.ts'
import { streamsOf } from './streams.ts'

function pathOf(ratingKey: string): string {
  return `/library/metadata/${ratingKey}`
}

/** A part with everything around it that it must tell. */
interface Played {
  readonly item: FakeItem
  readonly media: FakeMedia
  readonly part: FakePart
}

function partNode({ item, media, part }: Played, shape: Shape): Tree {
  const node: Tree = {
    id: part.id,
    key: `/library/parts/${part.id}/${item.addedAt}/file.${part.container}`,
    duration: part.durationMs,
    file: part.file
  }
  if (part.sizeBytes !== undefined) node['size'] = part.sizeBytes
  if (shape.checked) {
    node['accessible'] = item.deletedAt === undefined
    node['exists'] = item.deletedAt === undefined
  }
  node['container'] = part.container
  if (media.proxyType === 42) node['optimizedForStreaming'] = true
  node['hasThumbnail'] = '1'
  node['indexes'] = 'sd'
  node['videoProfile'] = 'high'
  if (shape.detail && !shape.withoutElements.has('Stream')) node['Stream'] = streamsOf(item, media, part)
  return node
}

function mediaNode(item: FakeItem, media: FakeMedia, shape: Shape): Tree {
  const node: Tree = {
    id: media.id,
    duration: media.durationMs,
    bitrate: media.bitrateKbps,
    width: media.width,
    height: media.height,
    aspectRatio: 1.78,
    audioChannels: 6,
    audioCodec: media.audioCodec,
    videoCodec: media.videoCodec,
    videoResolution: media.resolution,
    container: media.container,
    videoFrameRate: '24p',
    videoProfile: 'high'
  }
  if (media.proxyType === 42) {
    node['optimizedForStreaming'] = 1
    node['proxyType'] = 42
    node['target'] = media.target
    node['title'] = media.target
  }
  if (media.deletedAt !== undefined) node['deletedAt'] = media.deletedAt
  if (!shape.withoutElements.has('Part')) {
    node['Part'] = media.parts.map((part) => partNode({ item, media, part }, shape))
  }
  return node
}

/** For whom an item is written, and out of which world. */
export interface Reader {
  readonly world: Ground
  readonly person: Person
}

/** Ids and titles of the levels above. The episodes of a show with hidden seasons have no parent. */
function addLineage(node: Tree, item: FakeItem): void {
  if (item.parentKey !== undefined && item.seasonHidden !== true) {
    node['parentRatingKey'] = item.parentKey
    node['parentKey'] = pathOf(item.parentKey)
    node['parentGuid'] = item.parentGuid
    node['parentTitle'] = item.parentTitle
  }
  if (item.grandparentKey !== undefined) {
    node['grandparentRatingKey'] = item.grandparentKey
    node['grandparentKey'] = pathOf(item.grandparentKey)
    node['grandparentGuid'] = item.grandparentGuid
    node['grandparentTitle'] = item.grandparentTitle
  }
  if (item.index !== undefined) node['index'] = item.index
  const above = item.type === 'season' ? 1 : item.parentIndex
  if (above !== undefined) node['parentIndex'] = above
}

/** What a person has seen of the item, and of how many episodes. */
function addViewing(node: Tree, item: FakeItem, { world, person }: Reader): void {
  const state = world.views.state(person, item)
  if (state.viewOffsetMs > 0) node['viewOffset'] = Math.floor(state.viewOffsetMs)
  if (state.viewCount > 0) node['viewCount'] = state.viewCount
  if (state.lastViewedAt !== undefined) node['lastViewedAt'] = state.lastViewedAt
  if (item.type !== 'show' && item.type !== 'season') return
  node['leafCount'] = world.library.leafCount(item.ratingKey)
  node['viewedLeafCount'] = world.views.progress(person, item.ratingKey)?.viewedLeafCount ?? 0
  if (item.type === 'show') node['childCount'] = world.library.childCount(item.ratingKey)
}

function addFacts(node: Tree, item: FakeItem): void {
  if (item.year !== undefined) node['year'] = item.year
  if (item.editionTitle !== undefined) node['editionTitle'] = item.editionTitle
  if (item.durationMs !== undefined) node['duration'] = item.durationMs
  if (item.originallyAvailableAt !== undefined) node['originallyAvailableAt'] = item.originallyAvailableAt
  node['addedAt'] = item.addedAt
  node['updatedAt'] = item.updatedAt
  if (item.deletedAt !== undefined) node['deletedAt'] = item.deletedAt
}

function addSection(node: Tree, item: FakeItem, world: Ground): void {
  const section = world.library.sections.find(({ key }) => key === item.sectionKey)
  node['librarySectionTitle'] = section?.title
  node['librarySectionID'] = Number(item.sectionKey)
  node['librarySectionKey'] = `/library/sections/${item.sectionKey}`
}

/** One item. Absent facts get no member at all: a thousand of these are written per page, and holes cost time. */
export function itemNode(item: FakeItem, shape: Shape, reader: Reader): Tree {
  const below = item.type === 'show' || item.type === 'season' ? '/children' : ''
  const path = pathOf(item.ratingKey) + below
  const node: Tree = { ratingKey: item.ratingKey, key: path, guid: item.guid, type: item.type, title: item.title }
  if (item.titleSort !== undefined) node['titleSort'] = item.titleSort
  addLineage(node, item)
  if (shape.sectionOnItem) addSection(node, item, reader.world)
  addProse(node, item, shape)
  addViewing(node, item, reader)
  addFacts(node, item)
  if (item.media.length > 0 && !shape.withoutElements.has('Media')) {
    node['Media'] = item.media.map((media) => mediaNode(item, media, shape))
  }
  addTags(node, item, shape)
  if (shape.guids && item.guids.length > 0 && !shape.withoutElements.has('Guid')) {
    node['Guid'] = item.guids.map((id) => ({ id }))
  }
  return node
}
