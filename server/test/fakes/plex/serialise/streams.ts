/** The streams inside a part, and the subtitle files beside it, which Plex shows as streams without a path. */

import type { Tree } from '#test/fakes/kit/serialise/tree.ts'
import type { FakeItem, FakeMedia, FakePart } from '#test/fakes/plex/library/model.ts'

const languages: Readonly<Record<string, readonly [string, string]>> = {
  en: ['English', 'eng'],
  de: ['German', 'deu'],
  'pt-BR': ['Portuguese (Brazil)', 'por']
}

/** A sidecar stream: a key, no index and no file. */
function sidecarStream(id: number, suffix: string): Tree {
  const words = suffix.split('.').slice(1)
  const codec = words.at(-1) ?? 'srt'
  const [language, languageCode] = languages[words[0] ?? ''] ?? ['English', 'eng']
  return {
    id,
    key: `/library/streams/${id}`,
    streamType: 3,
    codec,
    language,
    languageTag: languages[words[0] ?? ''] === undefined ? 'en' : (words[0] ?? 'en'),
    languageCode,
    format: codec,
    title: suffix,
    displayTitle: `${language} (${codec.toUpperCase()} External)`,
    extendedDisplayTitle: `${suffix} (${language} ${codec.toUpperCase()} External)`
  }
}

/** Streams of a part. Stream ids follow from the part's id. */
export function streamsOf(item: FakeItem, media: FakeMedia, part: FakePart): Tree[] {
  const first = part.id * 10
  const video: Tree = {
    id: first,
    streamType: 1,
    default: true,
    codec: media.videoCodec,
    index: 0,
    bitrate: media.bitrateKbps,
    frameRate: 23.976,
    height: media.height,
    width: media.width,
    displayTitle: `${media.resolution} (${media.videoCodec.toUpperCase()})`,
    extendedDisplayTitle: `${media.resolution} (${media.videoCodec.toUpperCase()})`
  }
  const audio: Tree = {
    id: first + 1,
    streamType: 2,
    selected: true,
    default: true,
    codec: media.audioCodec,
    index: 1,
    channels: 6,
    language: 'English',
    languageTag: 'en',
    languageCode: 'eng',
    displayTitle: `English (${media.audioCodec.toUpperCase()} 5.1)`,
    extendedDisplayTitle: `English (${media.audioCodec.toUpperCase()} 5.1)`
  }
  const beside = media === item.media[0] && part === media.parts[0] ? item.sidecars : []
  return [video, audio, ...beside.map((suffix, index) => sidecarStream(first + 2 + index, suffix))]
}
