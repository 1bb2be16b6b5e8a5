/** Turns listed films and episodes into items, handing out ids as it goes. */
import type { ListedEpisode, ListedMovie, ListedSeason, ListedShow, ListedVersion } from './listed.ts'
import type { FakeItem, FakeMedia } from './model.ts'

/** Hands out ratingKeys and media ids, each number once. */
export interface Ids {
  ratingKey(wanted?: string): string
  mediaId(): number
}

/** 2026-01-01. */
const ADDED_AT = 1_767_225_600
const MINUTE = 60_000

const frames: Readonly<Record<string, readonly [number, number]>> = {
  '4k': [3840, 2160],
  '1080': [1920, 1080],
  '720': [1280, 720],
  '480': [854, 480]
}

function containerOf(file: string): string {
  const dot = file.lastIndexOf('.')
  return dot === -1 ? 'mkv' : file.slice(dot + 1).toLowerCase()
}

/** One version with fresh ids. */
export function buildMedia(ids: Ids, version: ListedVersion, durationMs: number): FakeMedia {
  const resolution = version.resolution ?? '1080'
  const [width, height] = frames[resolution] ?? [1920, 1080]
  const container = containerOf(version.files[0]?.file ?? '')
  return {
    id: ids.mediaId(),
    durationMs,
    bitrateKbps: 8000,
    width,
    height,
    resolution,
    container,
    videoCodec: resolution === '4k' ? 'hevc' : 'h264',
    audioCodec: 'ac3',
    ...(version.optimizedFor === undefined ? {} : { proxyType: 42 as const, target: version.optimizedFor }),
    ...(version.deletedAt === undefined ? {} : { deletedAt: version.deletedAt }),
    parts: version.files.map(({ file, sizeBytes }) => ({
      id: ids.mediaId(),
      file,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      durationMs: Math.floor(durationMs / version.files.length),
      container: containerOf(file)
    }))
  }
}

function versionsOf(listed: ListedMovie | ListedEpisode): readonly ListedVersion[] {
  if (listed.versions !== undefined) return listed.versions
  if (listed.file === undefined) return []
  const size = listed.sizeBytes === undefined ? {} : { sizeBytes: listed.sizeBytes }
  return [{ files: [{ file: listed.file, ...size }] }]
}

/** 24 hex digits that begin like the cloud's own and end in the ratingKey. */
function plexGuid(type: FakeItem['type'], ratingKey: string): string {
  const digits = Number(ratingKey).toString(16)
  return `plex://${type}/${'5d7768'.padEnd(24 - digits.length, '0')}${digits}`
}

function playable(ids: Ids, listed: ListedMovie | ListedEpisode, defaults: { readonly durationMs: number }) {
  const durationMs = listed.durationMs ?? defaults.durationMs
  const addedAt = listed.addedAt ?? ADDED_AT
  return {
    guids: listed.guids ?? [],
    ...(listed.year === undefined ? {} : { year: listed.year, originallyAvailableAt: `${listed.year}-01-05` }),
    addedAt,
    updatedAt: listed.updatedAt ?? addedAt,
    durationMs,
    ...(listed.deletedAt === undefined ? {} : { deletedAt: listed.deletedAt }),
    media: versionsOf(listed).map((version) => buildMedia(ids, version, durationMs)),
    sidecars: listed.sidecars ?? []
  }
}

export function buildMovie(ids: Ids, sectionKey: string, listed: ListedMovie): FakeItem {
  const ratingKey = ids.ratingKey(listed.ratingKey)
  return {
    ratingKey,
    type: 'movie',
    sectionKey,
    guid: listed.guid ?? plexGuid('movie', ratingKey),
    title: listed.title,
    ...(listed.editionTitle === undefined ? {} : { editionTitle: listed.editionTitle }),
    ...playable(ids, listed, { durationMs: 120 * MINUTE })
  }
}

export function buildShow(ids: Ids, sectionKey: string, listed: ListedShow): FakeItem {
  const ratingKey = ids.ratingKey(listed.ratingKey)
  const addedAt = listed.addedAt ?? ADDED_AT
  return {
    ratingKey,
    type: 'show',
    sectionKey,
    guid: listed.guid ?? plexGuid('show', ratingKey),
    guids: listed.guids ?? [],
    title: listed.title,
    index: 1,
    ...(listed.year === undefined ? {} : { year: listed.year, originallyAvailableAt: `${listed.year}-01-05` }),
    addedAt,
    updatedAt: listed.updatedAt ?? addedAt,
    durationMs: 45 * MINUTE,
    media: [],
    sidecars: []
  }
}

export function buildSeason(
  ids: Ids,
  show: FakeItem,
  listed: Pick<ListedSeason, 'ratingKey'> & { index: number }
): FakeItem {
  const ratingKey = ids.ratingKey(listed.ratingKey)
  return {
    ratingKey,
    type: 'season',
    sectionKey: show.sectionKey,
    guid: plexGuid('season', ratingKey),
    guids: [],
    title: listed.index === 0 ? 'Specials' : `Season ${listed.index}`,
    index: listed.index,
    parentKey: show.ratingKey,
    parentTitle: show.title,
    parentGuid: show.guid,
    addedAt: show.addedAt,
    updatedAt: show.updatedAt,
    media: [],
    sidecars: []
  }
}

export interface Parents {
  readonly show: FakeItem
  readonly season: FakeItem
  readonly seasonsHidden: boolean
}

export function buildEpisode(ids: Ids, parents: Parents, listed: ListedEpisode & { readonly index: number }): FakeItem {
  const { show, season } = parents
  const ratingKey = ids.ratingKey(listed.ratingKey)
  return {
    ratingKey,
    type: 'episode',
    sectionKey: show.sectionKey,
    guid: listed.guid ?? plexGuid('episode', ratingKey),
    title: listed.title ?? `Episode ${listed.index}`,
    index: listed.index,
    parentIndex: season.index ?? 1,
    parentKey: season.ratingKey,
    grandparentKey: show.ratingKey,
    parentTitle: season.title,
    grandparentTitle: show.title,
    parentGuid: season.guid,
    grandparentGuid: show.guid,
    ...(parents.seasonsHidden ? { seasonHidden: true } : {}),
    ...playable(ids, listed, { durationMs: 45 * MINUTE })
  }
}
