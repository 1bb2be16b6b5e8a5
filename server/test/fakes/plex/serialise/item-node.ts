/** Writes an item the way Plex answers it: the fields of a list, and the tags, streams and checks of a detail read. */
import type { FakeItem, FakeMedia, FakePart } from '#test/fakes/plex/library/model.ts'
import type { Person } from '#test/fakes/plex/world/people.ts'
import type { Ground } from '#test/fakes/plex/world/world.ts'
import { proseOf, tagsOf } from './prose.ts'
import type { Shape } from './shape.ts'
import { streamsOf } from './streams.ts'
import type { Tree } from './tree.ts'

export function pathOf(ratingKey: string): string {
  return `/library/metadata/${ratingKey}`
}

/** A part with everything around it that it must tell. */
interface Played {
  readonly item: FakeItem
  readonly media: FakeMedia
  readonly part: FakePart
}

function partNode({ item, media, part }: Played, shape: Shape): Tree {
  const onDisk = shape.checked ? item.deletedAt === undefined : undefined
  return {
    id: part.id,
    key: `/library/parts/${part.id}/${item.addedAt}/file.${part.container}`,
    accessible: onDisk,
    exists: onDisk,
    duration: part.durationMs,
    file: part.file,
    size: part.sizeBytes,
    container: part.container,
    optimizedForStreaming: media.proxyType === 42 ? true : undefined,
    hasThumbnail: '1',
    indexes: 'sd',
    videoProfile: 'high',
    Stream: shape.detail && !shape.withoutElements.has('Stream') ? streamsOf(item, media, part) : undefined
  }
}

export function mediaNode(item: FakeItem, media: FakeMedia, shape: Shape): Tree {
  const optimized = media.proxyType === 42
  return {
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
    optimizedForStreaming: optimized ? 1 : undefined,
    proxyType: media.proxyType,
    target: media.target,
    title: media.target,
    deletedAt: media.deletedAt,
    videoProfile: 'high',
    Part: shape.withoutElements.has('Part')
      ? undefined
      : media.parts.map((part) => partNode({ item, media, part }, shape))
  }
}

/** For whom an item is written, and out of which world. */
export interface Reader {
  readonly world: Ground
  readonly person: Person
}

/** What a person has seen of the item, and of how many episodes. */
function viewing(item: FakeItem, { world, person }: Reader): Tree {
  const state = world.views.state(person, item)
  const parent = item.type === 'show' || item.type === 'season'
  return {
    viewOffset: state.viewOffsetMs > 0 ? Math.floor(state.viewOffsetMs) : undefined,
    viewCount: state.viewCount > 0 ? state.viewCount : undefined,
    lastViewedAt: state.lastViewedAt,
    leafCount: parent ? world.library.leafCount(item.ratingKey) : undefined,
    viewedLeafCount: parent ? (world.views.progress(person, item.ratingKey)?.viewedLeafCount ?? 0) : undefined,
    childCount: item.type === 'show' ? world.library.childCount(item.ratingKey) : undefined
  }
}

function sectionFacts(item: FakeItem, world: Ground): Tree {
  const section = world.library.sections.find(({ key }) => key === item.sectionKey)
  return {
    librarySectionTitle: section?.title,
    librarySectionID: Number(item.sectionKey),
    librarySectionKey: `/library/sections/${item.sectionKey}`
  }
}

/** The fields that every answer carries. The episodes of a show with hidden seasons have no parent. */
function identity(item: FakeItem): Tree {
  const below = item.type === 'show' || item.type === 'season' ? '/children' : ''
  const parent = item.seasonHidden === true ? undefined : item.parentKey
  const grandparent = item.grandparentKey
  return {
    ratingKey: item.ratingKey,
    key: pathOf(item.ratingKey) + below,
    parentRatingKey: parent,
    grandparentRatingKey: grandparent,
    guid: item.guid,
    parentGuid: parent === undefined ? undefined : item.parentGuid,
    grandparentGuid: item.grandparentGuid,
    type: item.type,
    title: item.title,
    titleSort: item.titleSort,
    grandparentKey: grandparent === undefined ? undefined : pathOf(grandparent),
    parentKey: parent === undefined ? undefined : pathOf(parent),
    grandparentTitle: item.grandparentTitle,
    parentTitle: parent === undefined ? undefined : item.parentTitle,
    index: item.index,
    parentIndex: item.type === 'season' ? 1 : item.parentIndex,
    year: item.year,
    editionTitle: item.editionTitle,
    duration: item.durationMs,
    originallyAvailableAt: item.originallyAvailableAt,
    addedAt: item.addedAt,
    updatedAt: item.updatedAt,
    deletedAt: item.deletedAt
  }
}

export function itemNode(item: FakeItem, shape: Shape, reader: Reader): Tree {
  const node = identity(item)
  Object.assign(node, viewing(item, reader), shape.sectionOnItem ? sectionFacts(item, reader.world) : undefined)
  proseOf(node, item, shape)
  const without = shape.withoutElements
  return Object.assign(
    node,
    {
      Media:
        without.has('Media') || item.media.length === 0
          ? undefined
          : item.media.map((media) => mediaNode(item, media, shape))
    },
    tagsOf(item, shape),
    {
      Guid: shape.guids && item.guids.length > 0 && !without.has('Guid') ? item.guids.map((id) => ({ id })) : undefined
    }
  )
}
